"""Dates as people write them, read with the precision they have."""

# ruff: noqa: DTZ001 - local times of unknown zone are what is tested here

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import DateRefused, Precision, When, coarsen, day_of, read_date, span


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2023", "2023"),
        ("2023-03", "2023-03"),
        ("03/2023", "2023-03"),
        ("март 2023", "2023-03"),
        ("4 марта 2023 г.", "2023-03-04"),
        ("04.03.2023", "2023-03-04"),
        ("2023/3/4", "2023-03-04"),
        ("2023年3月5日", "2023-03-05"),
        ("2023年3月", "2023-03"),
        ("tháng 3 năm 2023", "2023-03"),
        ("ngày 5 tháng 3 năm 2023", "2023-03-05"),
        ("18-Jan-09", "2009-01-18"),
        ("1-Mar-99", "1999-03-01"),
        ("April 2016", "2016-04"),
        ("Nov 05, 2016 3:04:05 PM", "2016-11-05T15:04:05"),
        ("04.03.2023 18:20", "2023-03-04T18:20"),
        ("2020-05-30T04:57:37+02:00", "2020-05-30T04:57:37+02:00"),
        ("2020-05-30T02:57:37Z", "2020-05-30T02:57:37Z"),
        ("2023-03-04T18:20+10:00", "2023-03-04T18:20+10:00"),
        ("2014-2015", "2014/2015"),
        ("2014/2015", "2014/2015"),
        ("12.03.2024 - 14.03.2024", "2024-03-12/2024-03-14"),
        (" 2023\u00a0", "2023"),
    ],
)
def test_a_date_keeps_the_precision_it_came_with(written: str, kept: str) -> None:
    assert str(read_date(written)) == kept


@pytest.mark.parametrize(
    ("written", "reason", "remedy"),
    [
        ("31.02.2024", "February 2024 has 29 days", "write 2024-02 if the day is unknown"),
        ("30.02.2023", "February 2023 has 28 days", "write 2023-02 if the day is unknown"),
        ("31.04.2024", "April 2024 has 30 days", "write 2024-04 if the day is unknown"),
        ("12/25/2024", "there is no month 25", "set the order of dates to MDY"),
        ("04.03.2023 25:20", "there is no time 25:20", "hours run from 00 to 23"),
        ("2023-03-04T18:20+19:00", "no zone is +19:00", "offsets run from -12 to +14"),
        ("2015-2014", "does not go forward", "write the earlier date first"),
        ("yesterday", "is not a date", "write it as 2023-03-04, 2023-03 or 2023"),
        ("=cmd|' /C calc'!A0", "is not a date", "write it as"),
        ("", "there is no date", "write a year at least"),
        ("0020-01-01", "the year 0020 cannot be meant", "four digits"),
    ],
)
def test_what_is_no_date_is_refused_with_a_remedy(written: str, reason: str, remedy: str) -> None:
    with pytest.raises(DateRefused) as refused:
        read_date(written)
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy


def test_the_order_of_a_numeric_date_is_the_callers_word() -> None:
    assert str(read_date("03/04/2024", order="DMY")) == "2024-04-03"
    assert str(read_date("03/04/2024", order="MDY")) == "2024-03-04"
    assert str(read_date("24/04/03", order="YMD")) == "2024-04-03"


def test_an_order_that_is_none_is_the_programs_mistake() -> None:
    with pytest.raises(ValueError, match="DMY, MDY or YMD"):
        read_date("2024", order="YDM")


def test_a_local_time_gets_the_offset_of_its_place_in_winter_and_summer() -> None:
    winter = read_date("04.01.2023 18:20", zone="Europe/Brussels")
    summer = read_date("04.07.2023 18:20", zone="Europe/Brussels")
    assert (str(winter), str(summer)) == ("2023-01-04T18:20+01:00", "2023-07-04T18:20+02:00")


def test_an_instant_is_the_same_instant_whatever_zone_it_was_written_in() -> None:
    here, there = read_date("2020-05-30T04:57:37+02:00"), read_date("2020-05-30T02:57:37Z")
    assert here.start == there.start == datetime(2020, 5, 30, 2, 57, 37, tzinfo=UTC)
    assert str(here) != str(there)


def test_a_day_of_unknown_zone_may_be_the_day_before_or_after_elsewhere() -> None:
    day = read_date("2024-03-12")
    late_evening_in_hawaii = read_date("2024-03-12T23:30-10:00")
    early_morning_in_kiribati = read_date("2024-03-12T00:10+14:00")
    assert day.overlaps(late_evening_in_hawaii)
    assert day.overlaps(early_morning_in_kiribati)
    assert not day.overlaps(read_date("2024-03-14T12:00Z"))


def test_only_what_is_certainly_over_is_before() -> None:
    assert read_date("2023").before(read_date("2024-06"))
    assert not read_date("2023-12-31").before(read_date("2024-01-01"))
    assert read_date("2023-12-31T10:00Z").before(read_date("2023-12-31T10:01Z"))


def test_a_month_lasts_to_the_first_of_the_next() -> None:
    december = read_date("2023-12")
    assert december.start == datetime(2023, 12, 1)
    assert december.end == datetime(2024, 1, 1)


def test_a_spreadsheets_own_date_is_a_day_unless_a_time_stands_in_it() -> None:
    assert str(day_of(date(2024, 2, 29))) == "2024-02-29"
    assert str(day_of(datetime(2024, 2, 29))) == "2024-02-29"
    assert str(day_of(datetime(2024, 2, 29, 6, 5, 4))) == "2024-02-29T06:05:04"


def test_a_placeholder_can_be_made_as_coarse_as_it_is() -> None:
    new_year = read_date("2014-01-01")
    assert str(coarsen(new_year, Precision.YEAR)) == "2014"
    assert str(coarsen(new_year, Precision.MONTH)) == "2014-01"
    assert coarsen(read_date("2014"), Precision.DAY) == read_date("2014")


def test_the_day_is_the_local_one() -> None:
    assert read_date("2024-03-12T02:00+10:00").day == date(2024, 3, 12)


def test_a_span_of_a_month_and_a_day_is_known_to_the_month() -> None:
    assert str(span(read_date("2023-11"), read_date("2024-02-10"))) == "2023-11/2024-02"


@pytest.mark.parametrize(
    ("start", "end", "offset"),
    [
        (datetime(2024, 1, 2), datetime(2024, 1, 2), None),
        (datetime(2024, 1, 2), datetime(2024, 1, 3, tzinfo=UTC), None),
        (datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 3, tzinfo=UTC), None),
        (datetime(2024, 1, 2), datetime(2024, 1, 3), 60),
    ],
)
def test_a_time_that_contradicts_itself_cannot_be_made(
    start: datetime, end: datetime, offset: int | None
) -> None:
    with pytest.raises(ValueError):
        When(start, end, Precision.DAY, offset)


offsets = st.sampled_from(["", "Z", "+10:00", "-09:30", "+05:45"])


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), offsets, st.booleans())
def test_what_is_shown_can_be_read_again(at: datetime, offset: str, seconds: bool) -> None:
    text = at.isoformat(timespec="seconds" if seconds else "minutes") + offset
    once = read_date(text)
    again = read_date(str(once))
    assert (again.start, again.end, again.precision) == (once.start, once.end, once.precision)
    assert str(again) == str(once)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_three_layouts_of_one_day_mean_one_day(day: date) -> None:
    dotted = read_date(day.strftime("%d.%m.%Y"))
    american = read_date(day.strftime("%m/%d/%Y"), order="MDY")
    assert dotted.start == american.start == read_date(day.isoformat()).start


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        said = str(read_date(text))
    except DateRefused as refused:
        said = refused.reason and refused.remedy
    assert said


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        # Russian forms put the year's letter behind it, however the date itself is written.
        ("12.03.2023 г.", "2023-03-12"), ("12.03.2023г.", "2023-03-12"),
        ("12.03.2023 г. 18:20", "2023-03-12T18:20"), ("5 мая 2022 года", "2022-05-05"),
        ("4 марта 2023 г. 18:20", "2023-03-04T18:20"), ("12.03.23 г", "2023-03-12"),
        # Vietnamese forms with and without the word for day.
        ("Ngày 12/3/2023", "2023-03-12"), ("12 tháng 3, 2023", "2023-03-12"),
        ("ngày 12 tháng 3 năm 2023", "2023-03-12"), ("tháng 12/2023", "2023-12"),
        # Chinese and Japanese forms, also in full-width digits.
        ("2023年3月4日 18时20分", "2023-03-04T18:20"), ("2023年3月4日18時05分", "2023-03-04T18:05"),
        ("２０２３年３月", "2023-03"), ("2023年 3月 4号", "2023-03-04"),
        ("2023年3月4日 18：20", "2023-03-04T18:20"),
        # English ones.
        ("September 4th, 2023", "2023-09-04"), ("1st Sept. 2023", "2023-09-01"),
        ("4-Sep-23", "2023-09-04"), ("2 janvier 2024", "2024-01-02"),
        ("15 de marzo 2020", None), ("3 März 2021", "2021-03-03"),
        ("29 Feb 2000", "2000-02-29"), ("29.02.2024", "2024-02-29"),
        # Midnight and noon on a twelve-hour clock.
        ("03/04/2024 12:00 AM", "2024-04-03T00:00"), ("03/04/2024 12:59 AM", "2024-04-03T00:59"),
        ("03/04/2024 12:00 PM", "2024-04-03T12:00"), ("03/04/2024 1:00 PM", "2024-04-03T13:00"),
        ("03/04/2024 11:59 pm", "2024-04-03T23:59"), ("03/04/2024 13:30 PM", "2024-04-03T13:30"),
        # Spans.
        ("12.03.2024 по 14.03.2024", "2024-03-12/2024-03-14"),
        ("2024年3月 至 2024年5月", "2024-03/2024-05"),
        ("1 March 2024 to 3 March 2024", "2024-03-01/2024-03-03"),
        ("2024-03-12/2024-03-14", "2024-03-12/2024-03-14"), ("2014–2015", "2014/2015"),
        ("2024-03-12 - 2024-03-12", "2024-03-12"),
    ],
)  # fmt: skip
def test_forms_of_many_offices_are_read_or_refused_whole(written: str, kept: str | None) -> None:
    try:
        said: str | None = str(read_date(written))
    except DateRefused:
        said = None
    assert said == kept


@pytest.mark.parametrize(
    "written",
    [
        "25:00", "2023-03-04 25:00 PM", "2023-03-04 13:30 AM", "2023-03-04 12:60", "2023-13",
        "2023-03-04T10:00-13:00", "2023-03-04T10:00+14:30", "2023-03-04T10:00+10:75", "2023-00-04",
        "2023-03-00", "00.03.2023", "2023-W10", "Q1 2023", "spring 2023", "20230304", "45000", "-1",
        "2023-03-04T24:00", "29 Feb 2100", "29.02.1900", "31.11.2023", "1/1/1", "2023年13月",
        "2023年2月30日", "2023-03-04 - ", "- 2023", "2023 - 2022", "99999",
        "2023-03-04; 2023-03-05", "12.03.2023 or 13.03.2023", "2023-03-04\x00", "∞", "1e9",
        "۲۰۲۳-۱۳", "NaN", "null", "N/A",
    ],
)  # fmt: skip
def test_what_could_be_read_as_something_else_is_refused(written: str) -> None:
    with pytest.raises(DateRefused) as refused:
        read_date(written)
    assert refused.value.reason
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2023-03-04 18:20:30 - 2023-03-04 18:25", "2023-03-04T18:20/2023-03-04T18:25"),
        ("2023-03-04 18:20 - 2023-03-04 18:25:59", "2023-03-04T18:20/2023-03-04T18:25"),
        ("2023-03-04T18:20:30Z - 2023-03-04T18:25Z", "2023-03-04T18:20Z/2023-03-04T18:25Z"),
        ("2023-03-04T18:20:30+10:00 to 2023-03-04T18:25+10:00",
         "2023-03-04T18:20+10:00/2023-03-04T18:25+10:00"),
        ("2023-03-04 18:20:30 - 2023-03-05", "2023-03-04/2023-03-05"),
        ("2023-03-04T23:30+10:00 - 2023-03-06", "2023-03-04/2023-03-06"),
    ],
)  # fmt: skip
def test_a_span_is_as_coarse_as_its_coarser_end_and_no_coarser(written: str, kept: str) -> None:
    """A patrol that set out at 18:20:30 did not set out at midnight."""
    assert str(read_date(written)) == kept


@pytest.mark.parametrize(
    ("written", "precision", "kept"),
    [
        ("2023-03-04T18:20:30", Precision.MINUTE, "2023-03-04T18:20"),
        ("2023-03-04T18:20:30+10:00", Precision.MINUTE, "2023-03-04T18:20+10:00"),
        ("2023-03-04T02:20:30+10:00", Precision.DAY, "2023-03-04"),
        ("2023-03-04T02:20:30+10:00", Precision.MONTH, "2023-03"),
        ("2023-01-01 - 2023-05-01", Precision.YEAR, "2023"),
        ("2022-12-31 - 2023-01-01", Precision.YEAR, "2022/2023"),
        ("2022-12-31 - 2023-02-01", Precision.MONTH, "2022-12/2023-02"),
        ("2023", Precision.SECOND, "2023"),
    ],
)
def test_a_coarser_date_still_holds_all_of_the_finer(
    written: str, precision: Precision, kept: str
) -> None:
    fine = read_date(written)
    coarse = coarsen(fine, precision)
    assert str(coarse) == kept
    assert coarse.utc_bounds()[0] <= fine.utc_bounds()[0]
    assert fine.utc_bounds()[1] <= coarse.utc_bounds()[1]


moments = st.datetimes(datetime(1950, 1, 1), datetime(2080, 1, 1)).map(
    lambda at: at.replace(microsecond=0)
)


@given(moments, st.sampled_from(list(Precision)), st.sampled_from(list(Precision)))
def test_coarsening_twice_is_coarsening_once_to_the_coarser(
    at: datetime, one: Precision, other: Precision
) -> None:
    order = list(Precision)
    second = read_date(at.isoformat())
    assert coarsen(coarsen(second, one), other) == coarsen(second, min(one, other, key=order.index))


@given(moments, moments, moments, moments)
def test_before_and_overlapping_agree_with_counting_instants(
    a: datetime, b: datetime, c: datetime, d: datetime
) -> None:
    """Spans of known zone: one is over before the other, or they share an instant."""
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    mine = span(read_date(f"{a.isoformat()}Z"), read_date(f"{b.isoformat()}Z"))
    theirs = span(read_date(f"{c.isoformat()}Z"), read_date(f"{d.isoformat()}Z"))
    # Ends are told to the second, and the last second belongs to the span.
    assert mine.before(theirs) == (b < c)
    assert mine.overlaps(theirs) == (a <= d and c <= b)
    assert mine.overlaps(theirs) == theirs.overlaps(mine)

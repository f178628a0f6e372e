"""What a column without a telling header holds, by its values."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats.cell_shape import (
    GAPS,
    TYPED_GAPS,
    date_order,
    first_days,
    separator_of,
    shape_of,
)

SHAPES = [
    ("date", ["12.03.2024", "2024-03-12", "март 2024", "2024年3月5日"]),
    ("date", ["03/13/2024", "13/03/2024", "ngày 5 tháng 3 năm 2023"]),
    ("year", ["2019", "2020", "1998"]),
    ("number", ["12", "3.5", "1 200", "7kg", "0,25", "-4", "1'000"]),
    ("number", ["20240101", "7", "8"]),
    ("phone", ["+7 914 000-11-22", "+84 912 345 678", "+86 (138) 0013 8000"]),
    ("country", ["Россия", "中国", "Việt Nam", "NA", "Lao PDR"]),
    ("", ["red", "blue", "Лорд"]),
    ("", []),
    ("", ["https://example.org/1", "+", "-"]),
]


@pytest.mark.parametrize(("shape", "values"), SHAPES)
def test_values_say_what_their_column_holds(shape: str, values: list[str]) -> None:
    assert shape_of(values) == shape


@pytest.mark.parametrize(("shape", "values"), [one for one in SHAPES if one[0]])
def test_seven_in_ten_are_enough_and_six_are_not(shape: str, values: list[str]) -> None:
    ten = (values * 10)[:10]
    assert shape_of([*ten[:7], "see file", "see file", "see file"]) == shape
    assert shape_of([*ten[:6], "see file", "see file", "see file", "see file"]) == ""


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_values_have_a_shape_or_none(values: list[str]) -> None:
    assert shape_of(values) in {"date", "year", "number", "country", "phone", ""}


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["13/02/2025", "01/02/2025"], "DMY"), (["02/13/2025", "02/01/2025"], "MDY"),
        (["13/02/25"], "DMY"), (["2/13/25", "12/25/24", "25/12/24"], "MDY"),
        (["13.02.2025", "02.13.2025"], "DMY"), ([], "DMY"), (["2025-13-02"], "DMY"),
        (["spring", "02/13/2025"], "MDY"),
    ],
)  # fmt: skip
def test_only_numbers_that_can_be_no_month_tell_the_order(values: list[str], order: str) -> None:
    assert date_order(values) == order


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=1, max_size=20), st.data())
def test_an_order_is_never_guessed_against_the_values(
    days: list[date], data: st.DataObject
) -> None:
    """Dates written in one order, at least one of them beyond the twelfth, are read in it."""
    if all(day.day <= 12 for day in days):
        days = [*days, date(2020, 5, 28)]
    order, layout = data.draw(st.sampled_from([("DMY", "%d/%m/%Y"), ("MDY", "%m/%d/%Y")]))
    assert date_order([day.strftime(layout) for day in days]) == order


def test_firsts_are_counted_among_days_only() -> None:
    everyday = [(date(2024, 1, 2) + timedelta(days=k)).isoformat() for k in range(27)]
    assert not first_days(everyday)
    assert first_days([*everyday[:18], "2024-02-01", "2024-03-01"])
    # A month is no placeholder for anything, and nineteen dates are too few to tell.
    assert not first_days(["2024-03"] * 30)
    assert not first_days(["2024-03-01"] * 19)
    assert first_days(["2024-03-01"] * 20)
    assert not first_days([*["no date"] * 30, *["2024-03-01"] * 5])


def test_the_first_of_the_month_follows_the_order_of_the_column() -> None:
    american = [f"03/{day:02d}/2024" for day in range(2, 29)]
    assert not first_days(american)
    assert first_days([*american[:20], "01/01/2024", "02/01/2024", "03/01/2024"])


def test_chance_alone_makes_no_placeholder_of_the_first() -> None:
    """A column of days drawn evenly over two years has a first in thirty, in one of ten never."""
    draw = random.Random(0)
    for _ in range(20):
        days = [date(2022, 1, 1) + timedelta(days=draw.randrange(730)) for _ in range(300)]
        assert not first_days([day.isoformat() for day in days])


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["Ann; Bob", "Cyd"], ";"), (["a|b"], "|"), (["张伟；李强"], "；"), (["张伟、李强"], "、"),
        (["Ann, Bob"], ""), (["a|b", "c; d"], ";"), ([], ""), (["a/b"], ""),
    ],
)  # fmt: skip
def test_a_mark_parts_several_values_but_a_comma_may_belong_to_one(
    values: list[str], mark: str
) -> None:
    assert separator_of(values) == mark


def test_namibia_and_people_called_null_are_not_among_the_gaps() -> None:
    assert "NA" not in GAPS
    assert not set(GAPS) & set(TYPED_GAPS)
    assert {"неизвестно", "未知", "không rõ", "n/a", "-"} <= set(GAPS)

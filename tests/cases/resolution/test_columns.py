"""A table of records as it is linked: values of one meaning are one value, whoever wrote them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.resolution.agreement import LEVELS, levels_of
from cases.resolution.columns import Kind, column_of, table_of

ONE_DAY = [
    "1980-02-03", "1980-2-3", "1980/02/03", "1980.02.03", "19800203", "03.02.1980", "3.2.1980",
    "3 февраля 1980", "1980年2月3日", "１９８０-０２-０３", "1980-02-03T00:00:00",
    "1980-02-03 12:30",
    "Feb 3, 1980",
]  # fmt: skip


def test_one_day_is_one_value_however_an_office_writes_it() -> None:
    assert column_of("born", Kind.DATE, ONE_DAY).values == ("19800203",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1980", ("1980",)), ("1980-02", ("198002",)), ("1980-2", ("198002",)),
        ("февраль 1980", ("198002",)), ("02/1980", ("198002",)), ("198002", ("198002",)),
        ("1980-02-30", ("19800230",)),  # mistyped, and still to be compared
        ("2014-2015", ()), ("1980-02-03 - 1980-02-05", ()), ("about 1980", ()), ("n/a", ()),
        ("неизвестно", ()), ("不详", ()), ("", ()), ("12345", ()), ("0", ()), ("=1980", ()),
    ],
)  # fmt: skip
def test_a_date_is_known_as_finely_as_it_was_written(written: str, kept: tuple[str, ...]) -> None:
    assert column_of("born", Kind.DATE, [written]).values == kept


@pytest.mark.parametrize(
    ("kind", "alike"),
    [
        (Kind.NAME, ["O'Neil", "o neil", " O NEIL "]), (Kind.NAME, ["José", "jose", "JOSÉ"]),
        (Kind.NAME, ["Пётр", "петр"]), (Kind.CODE, ["AB-12 34", "ab1234", "AB/12.34"]),
        (Kind.CODE, ["А 123 ВС", "а123вс"]), (Kind.TEXT, ["12, High St.", "12 high st"]),
        (Kind.CATEGORY, ["Female", "female "]),
    ],
)  # fmt: skip
def test_case_accents_and_signs_make_no_other_value(kind: Kind, alike: list[str]) -> None:
    assert len(column_of("x", kind, alike).values) == 1


def test_a_person_may_be_called_null_and_a_code_may_not() -> None:
    assert column_of("name", Kind.NAME, ["None", "Unknown"]).known == 2
    assert column_of("number", Kind.CODE, ["none", "Unknown", "-", "?", ""]).known == 0


@given(
    st.sampled_from(list(Kind)),
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(ONE_DAY)), max_size=12),
)
def test_each_row_points_to_its_own_value_and_the_counts_add_up(
    kind: Kind, written: list[str]
) -> None:
    column = column_of("x", kind, written)
    assert column.codes.size == len(written)
    alone = [column_of("x", kind, [value]).values for value in written]
    for code, value in zip(column.codes.tolist(), alone, strict=True):
        assert ((column.values[code],) if code >= 0 else ()) == value
    assert column.counts.tolist() == [
        int((column.codes == place).sum()) for place in range(len(column.values))
    ]
    assert column.known == int((column.codes >= 0).sum())


def test_columns_of_unlike_length_are_named() -> None:
    with pytest.raises(ValueError, match="unlike length"):
        table_of({"a": ["1"], "b": ["1", "2"]}, {"a": Kind.NAME, "b": Kind.CODE})


# Two values, and in the words of the comparison how far they agree; by hand.
AGREE = [
    (Kind.NAME, "Kuzmin", "kuzmin", "the same"),
    (Kind.NAME, "Kuzmin", "Kuzmine", "one letter apart"),
    (Kind.NAME, "Kuzmin", "Kumzin", "one letter apart"),  # two letters that changed places
    (Kind.NAME, "Kuzmin", "K", "one is the initial of the other"),
    (Kind.NAME, "Kuzmin", "S", "different"), (Kind.NAME, "Li", "Lu", "one letter apart"),
    (Kind.NAME, "Kuzmin", "Orlova", "different"), (Kind.TEXT, "Kuzmin", "K", "different"),
    (Kind.DATE, "1980-02-03", "3.2.1980", "the same day"),
    (Kind.DATE, "1980-02-03", "1980-03-02", "day and month exchanged"),
    (Kind.DATE, "1980-02-03", "1980-02-08", "one digit apart"),
    (Kind.DATE, "1980-02-13", "1980-02-31", "one digit apart"),  # changed places
    (Kind.DATE, "1980-02-03", "1981-02-08", "two digits apart"),
    (Kind.DATE, "1980-02-03", "1980-11-27", "the same year"),
    (Kind.DATE, "1980-02-03", "1954-11-27", "different"),
    (Kind.DATE, "1980-02-03", "1980", "the same, as far as the coarser one goes"),
    (Kind.DATE, "1980-02-03", "1980-01-01", "the same, as far as the coarser one goes"),
    (Kind.DATE, "1980-02-03", "1980-03", "different"),
    (Kind.CODE, "AB 1234", "ab-1234", "the same"),
    (Kind.CODE, "AB1234", "AB1235", "one sign apart"),
    (Kind.CODE, "AB1234", "AB1243", "one sign apart"),
    (Kind.CODE, "AB1234", "AC1235", "two signs apart"),
    (Kind.CODE, "AB1234", "XY9999", "different"), (Kind.CATEGORY, "RU", "ru", "the same"),
    (Kind.CATEGORY, "RU", "RO", "different"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other", "words"), AGREE)
def test_how_far_two_values_agree_is_told_in_words(
    kind: Kind, one: str, other: str, words: str
) -> None:
    column = column_of("x", kind, [one, other])
    there, back = np.array([0, 1]), np.array([1, 0])
    assert [LEVELS[kind][level] for level in levels_of(column, there, back)] == [words, words]


@pytest.mark.parametrize("kind", list(Kind))
def test_where_one_side_says_nothing_nothing_is_said(kind: Kind) -> None:
    column = column_of("x", kind, ["1980", ""])
    assert levels_of(column, np.array([0, 1]), np.array([1, 1])).tolist() == [-1, -1]

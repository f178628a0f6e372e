"""One cell through its column: codes, missing words, dates with their year, several values."""

from datetime import UTC, date, datetime

import pytest

from cases.formats.cell import CellRefused
from cases.formats.mapping import Column, Mapping
from cases.formats.reading import read_cell, read_day
from cases.formats.table import Row
from cases.model import PropertyType

MINE = Mapping("m", 1, "Seizure", missing=("-",), phone_region="RU", currency="RUB")
TEXT, DATE, NUMBER = PropertyType.STRING, PropertyType.DATE, PropertyType.NUMBER


def values(cell: str, kind: PropertyType = TEXT, **options: object) -> list[str]:
    column = Column("c", "p", **options)  # type: ignore[arg-type]
    return [reading.value for reading in read_cell(Row(2, {"c": cell}), column, kind, MINE)]


@pytest.mark.parametrize(
    ("cell", "options", "kept"),
    [
        ("a; b ;;c", {"split": ";"}, ["a", "b", "c"]),
        ("a; -; c", {"split": ";"}, ["a", "c"]),
        ("a; b", {}, ["a; b"]),
        ("By Road", {"values": {"by road": "road"}}, ["road"]),
        ("UC", {"values": {"UC": "unconfirmed"}}, ["unconfirmed"]),
        ("other", {"values": {"UC": "unconfirmed"}}, ["other"]),
        ("none", {"values": {"none": ""}}, []),
        ("-", {}, []),
        ("n.d.", {"missing": ("n.d.",)}, []),
        ("New York, USA", {"after": ","}, ["USA"]),
        ("USA", {"after": ","}, ["USA"]),
        ("SPLIT 2014", {"strip": ("SPLIT",)}, ["2014"]),
        ("\u00a0 \n", {}, []),
    ],
)
def test_a_text_is_read_as_its_column_says(
    cell: str, options: dict[str, object], kept: list[str]
) -> None:
    assert values(cell, **options) == kept


@pytest.mark.parametrize(
    ("cell", "kind", "kept"),
    [
        ("8 914 000-11-22", PropertyType.PHONE, "+79140001122"),
        ("а123вс 25", PropertyType.PLATE, "A123BC25"),
        ("Китай", PropertyType.COUNTRY, "CN"),
        ("15 000", PropertyType.MONEY, "15000 RUB"),
        ("1 234,5", PropertyType.NUMBER, "1234.5"),
        ("Иванов  Пётр", PropertyType.NAME, "Иванов Пётр"),
    ],
)
def test_a_value_is_read_as_its_property_is(cell: str, kind: PropertyType, kept: str) -> None:
    assert values(cell, kind) == [kept]


def test_an_unknown_amount_is_told_apart_from_a_number() -> None:
    column = Column("c", "weight", amount_unknown=("Y",))
    (reading,) = read_cell(Row(2, {"c": "Y"}), column, NUMBER, MINE)
    assert (reading.unknown, reading.value, reading.original) == (True, "", "Y")


def day(cell: object, year: str = "", **options: object) -> str:
    column = Column("d", "date", year="y" if year else "", **options)  # type: ignore[arg-type]
    row = Row(2, {"d": cell, "y": year})  # type: ignore[dict-item]
    return str(read_day(row, column, MINE))


@pytest.mark.parametrize(
    ("cell", "year", "kept"),
    [
        ("04.03.2023", "2023", "2023-03-04"),
        ("", "2023", "2023"),
        ("", "2009-2015", "2009/2015"),
        (date(2023, 3, 4), "2023", "2023-03-04"),
        ("", "", "None"),
        ("-", "", "None"),
    ],
)
def test_the_year_stands_in_for_a_missing_date(cell: object, year: str, kept: str) -> None:
    assert day(cell, year) == kept


@pytest.mark.parametrize("cell", ["04.03.2022", date(2022, 3, 4), "2022"])
def test_a_year_that_contradicts_its_date_refuses_it(cell: object) -> None:
    with pytest.raises(CellRefused, match=r"the date says 2022.* and the column y says 2023"):
        day(cell, "2023")


def test_a_year_that_is_none_is_refused() -> None:
    with pytest.raises(CellRefused, match="the year"):
        day("04.03.2022", "last year")


def test_the_order_of_one_column_goes_before_that_of_the_table() -> None:
    assert day("03/04/2023") == "2023-04-03"
    assert day("03/04/2023", order="MDY") == "2023-03-04"


def test_the_future_begins_after_the_moment_of_the_import() -> None:
    column = Column("d", "date")
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    today = read_day(Row(2, {"d": "04.05.2026"}), column, MINE, not_after=now)
    assert str(today) == "2026-05-04"
    with pytest.raises(CellRefused, match="lies in the future"):
        read_day(Row(2, {"d": "06.05.2026"}), column, MINE, not_after=now)
    unchecked = read_day(Row(2, {"d": "06.05.2026"}), column, MINE)
    assert str(unchecked) == "2026-05-06"


def test_a_date_keeps_the_text_of_its_cell() -> None:
    column = Column("d", "date", placeholders=True)
    (reading,) = read_cell(Row(2, {"d": "01.01.2014"}), column, DATE, MINE)
    assert (reading.value, reading.original) == ("2014", "01.01.2014")
    assert reading.when is not None

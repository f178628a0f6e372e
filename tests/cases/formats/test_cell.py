"""Cells to values: numbers, phones, plates, countries, places, money; and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats.cell import (
    CellRefused,
    coordinate,
    country_code,
    defused,
    money,
    number,
    phone,
    plate,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2145", "2145"), ("2145.0", "2145"), ("1 234,5", "1234.5"), ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"), ("1,234,567", "1234567"), ("0,5", "0.5"), ("-3", "-3"),
        ("1'000", "1000"), ("0,125", "0.125"), ("007", "7"), ("12\u00a0000", "12000"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(written: str, kept: str) -> None:
    assert number(written) == kept


def test_a_unit_is_accepted_only_where_it_is_the_columns() -> None:
    assert number("556kg", unit="kg") == "556"
    assert number("1.5 KG.", unit="kg") == "1.5"
    with pytest.raises(CellRefused, match="the column is in kg and this says 'g'"):
        number("556 g", unit="kg")
    with pytest.raises(CellRefused, match="without a unit"):
        number("556kg")


@pytest.mark.parametrize("written", ["Y", "no exact number", "60 -120", "", "1.2.3,4,5", "kg"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(CellRefused):
        number(written)


def test_one_comma_with_three_digits_may_mean_two_things() -> None:
    with pytest.raises(CellRefused, match=r"may be 1234 or 1\.234"):
        number("1,234")


@given(st.integers(0, 10**12))
def test_a_whole_number_survives_grouping_by_blanks(value: int) -> None:
    assert number(f"{value:,}".replace(",", " ")) == str(value)


@pytest.mark.parametrize(
    ("written", "region", "kept"),
    [
        ("+7 914 000-11-22", "", "+79140001122"), ("8 (914) 000-11-22", "RU", "+79140001122"),
        ("+86 138 0013 8000", "", "+8613800138000"), ("138 0013 8000", "CN", "+8613800138000"),
        ("0912 345 678", "VN", "+84912345678"),
    ],
)  # fmt: skip
def test_a_phone_keeps_its_plus_and_its_country(written: str, region: str, kept: str) -> None:
    assert phone(written, region=region) == kept


@pytest.mark.parametrize(
    ("written", "region", "reason"),
    [
        ("9140001122", "", "the number has no country code"),
        ("call me", "RU", "this is no phone number"),
        ("+7 914", "", "has this many digits"),
    ],
)
def test_a_phone_that_cannot_be_one_is_refused(written: str, region: str, reason: str) -> None:
    with pytest.raises(CellRefused, match=reason):
        phone(written, region=region)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1E5", "1E5"), ("А123ВС 25", "A123BC25"),
        ("A123BC25", "A123BC25"), ("a123bc 25", "A123BC25"),
        ("黑C·T8B21", "黑CT8B21"), ("29A-123.45", "29A12345"),
    ],
)  # fmt: skip
def test_one_plate_has_one_spelling(written: str, kept: str) -> None:
    assert plate(written) == kept


@pytest.mark.parametrize(
    ("written", "latin"), [("A123ВС25", "A123BC25"), ("黑С·Т8В21", "黑CT8B21")]
)
def test_a_plate_with_look_alike_letters_is_refused_with_its_reading(
    written: str, latin: str
) -> None:
    with pytest.raises(CellRefused) as refused:
        plate(written)
    assert "look alike" in refused.value.reason
    assert latin in refused.value.remedy


def test_a_plate_of_nothing_is_refused() -> None:
    with pytest.raises(CellRefused, match="no number plate"):
        plate(" - ")


def test_namibia_is_a_country_and_congo_is_two() -> None:
    assert country_code("NA") == "NA"
    with pytest.raises(CellRefused, match="may be CD or CG"):
        country_code("Congo")
    with pytest.raises(CellRefused, match="names no country"):
        country_code("Various")


@pytest.mark.parametrize(
    ("written", "axis", "kept"),
    [
        ("43.1056", "latitude", "43.1056"), ("43,1056", "latitude", "43.1056"),
        ("-33.9", "latitude", "-33.9"), ("33.9 S", "latitude", "-33.9"),
        ("131.5°", "longitude", "131.5"), (["43,1", "СШ"][0], "latitude", "43.1"),
    ],
)  # fmt: skip
def test_a_coordinate_is_read_in_degrees(written: str, axis: str, kept: str) -> None:
    assert coordinate(written, axis=axis) == kept


def test_swapped_coordinates_are_said_to_be_swapped() -> None:
    with pytest.raises(CellRefused) as refused:
        coordinate("131.5", axis="latitude")
    assert "look swapped" in refused.value.remedy


@pytest.mark.parametrize(("written", "axis"), [("N/A", "latitude"), ("200", "longitude")])
def test_a_coordinate_that_is_nowhere_is_refused(written: str, axis: str) -> None:
    with pytest.raises(CellRefused):
        coordinate(written, axis=axis)


@pytest.mark.parametrize(
    ("written", "currency", "kept"),
    [
        ("80000 CNY", "", "80000 CNY"), ("¥80,000.00", "", "80000 CNY"),
        ("80 000", "CNY", "80000 CNY"),
        ("15 000 руб.", "", "15000 RUB"), ("USD 1 000", "", "1000 USD"),
        ("80000元", "", "80000 CNY"),
        ("250.000.000 đồng", "", "250000000 VND"),
    ],
)  # fmt: skip
def test_money_keeps_its_currency(written: str, currency: str, kept: str) -> None:
    assert money(written, currency=currency) == kept


@pytest.mark.parametrize("written", ["80 000", "a lot", "80 shells"])
def test_an_amount_without_a_currency_is_no_price(written: str) -> None:
    with pytest.raises(CellRefused):
        money(written)


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+79140001122", "-1", "@SUM(A1)", "\tx", " =1"]
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["Lord", "1E5", "", "a=b"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert defused(text) == text

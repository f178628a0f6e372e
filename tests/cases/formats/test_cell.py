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


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1,23,456", "123456"), ("12,34,567.5", "1234567.5"),  # as India groups
        ("1.234.567", "1234567"), ("1.234.567,8", "1234567.8"), ("1 234 567,80", "1234567.8"),
        ("1’234’567.5", "1234567.5"), ("2\u202f000\u00a0000", "2000000"), ("１２３", "123"),
        ("-0", "0"), ("-0,00", "0"), ("−7,5", "-7.5"), ("12.", "12"), ("0001.50", "1.5"),
        ("9" * 60, "9" * 60),
    ],
)  # fmt: skip
def test_a_number_grouped_as_any_country_does_is_read(written: str, kept: str) -> None:
    assert number(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "12.03.2024", "12/03/2024", "2024-03-12", "1,2,3", "1 2", "12 34", "1.2,3", "1,2.3",
        "1.234.56", "1234,567,890", "1,234 567", "12,34,56", "1,,234", "1 . 2", "5-7", "5±1",
        "~30", "≈30", "3 or 4", "1e5", "0x10", "½", "٫5", "1_000", "++3", "9" * 5000,
        "1" + ",000" * 2000,
    ],
)  # fmt: skip
def test_a_date_a_list_or_a_range_is_no_quantity(written: str) -> None:
    """Read without its marks the twelfth of March would be twelve million skins."""
    with pytest.raises(CellRefused) as refused:
        number(written)
    assert refused.value.remedy
    assert len(str(refused.value)) < 400 or len(written) > 1000


@given(
    st.integers(0, 10**12), st.integers(0, 99),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("", "."),
                     ("", ",")]),
)  # fmt: skip
def test_an_amount_means_the_same_however_it_is_grouped(
    whole: int, cents: int, marks: tuple[str, str]
) -> None:
    thousands, point = marks
    written = f"{whole:,}".replace(",", thousands) + f"{point}{cents:02d}"
    assert float(number(written)) == pytest.approx(whole + cents / 100, rel=1e-15)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused_and_a_number_read_again_is_itself(text: str) -> None:
    try:
        once = number(text)
    except CellRefused as refused:
        once = refused.remedy
    assert once
    assert once[0] not in "-0123456789" or number(once) == once


def price_in(written: str) -> str | None:
    """What is kept of a price; None where it is refused."""
    try:
        return money(written)
    except CellRefused:
        return None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("¥80000", "80000 CNY"), ("80000元", "80000 CNY"), ("80 000 юаней", "80000 CNY"),
        ("5.000.000 đồng", "5000000 VND"), ("5.000.000₫", "5000000 VND"),
        ("VND 5,000,000", "5000000 VND"),
        ("300 000 руб.", "300000 RUB"), ("300 тысяч", None), ("1 500,50 ₽", "1500.5 RUB"),
        ("100 долл. США", "100 USD"), ("500 рублей РФ", "500 RUB"), ("US$ 1,200.50", "1200.5 USD"),
        ("$100 USD", "100 USD"), ("CNY 80000 元", "80000 CNY"), ("€ 20", "20 EUR"),
        # The amount in words or the price of a piece: wrong by a thousand if read by its digits.
        ("$80k", None), ("$ 5 million", None), ("US$ 5 mln", None), ("¥ 8万", None),
        ("8万元", None),
        ("€1.5 Mio", None), ("5 млн руб", None), ("80 mln", None), ("80 pcs", None),
        ("80 kg", None),
        ("USD 1200/kg", None), ("80000元/张", None), ("80000 рублей за кг", None),
        ("300 руб./шт", None),
        ("CNY 80000 RUB", None), ("€20-30", None), ("20 €-30 €", None), ("free", None),
        ("-5 USD", None),
        ("80000", None), ("$", None), ("¥", None), ("$" + "9" * 5000, None), ("BTC 3", None),
    ],
)  # fmt: skip
def test_a_price_is_the_whole_amount_with_its_currency_or_none(
    written: str, kept: str | None
) -> None:
    assert price_in(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        # No coin is smaller than one dong or one yen: the mark parts thousands.
        ("80.000 đồng", "80000 VND"), ("500,000 VND", "500000 VND"), ("1.500 JPY", "1500 JPY"),
        ("5.000.000 ₫", "5000000 VND"),
        # Five thousand euros or five: only whoever wrote it knows.
        ("5.000 EUR", None), ("1,500 USD", None), ("$1.500", None), ("12.500 руб.", None),
        ("0.125 USD", "0.125 USD"), ("1234.567 USD", "1234.567 USD"), ("5.00 EUR", "5 EUR"),
        ("1.500,00 EUR", "1500 EUR"), ("$1,500.00", "1500 USD"),
    ],
)  # fmt: skip
def test_a_mark_before_three_digits_of_a_price_parts_thousands_or_is_refused(
    written: str, kept: str | None
) -> None:
    assert price_in(written) == kept


def test_a_currency_of_the_column_fills_only_what_is_left_open() -> None:
    assert money("80000", currency="CNY") == "80000 CNY"
    assert money("$80", currency="CNY") == "80 USD"
    with pytest.raises(CellRefused, match="no currency we know"):
        money("80 mln", currency="CNY")


@pytest.mark.parametrize(
    ("written", "axis", "kept"),
    [
        ("43.1056123", "latitude", "43.105612"), ("131.8851249", "longitude", "131.885125"),
        ("0.00001", "latitude", "0.00001"), ("-0.0", "latitude", "0"),
        ("-70.5", "longitude", "-70.5"),
        ("70.5 W", "longitude", "-70.5"), ("70,5° З", "longitude", "-70.5"),
        ("43.1° с", "latitude", "43.1"), ("12.5 ю", "latitude", "-12.5"),
        ("131.9 В", "longitude", "131.9"),
        ("90", "latitude", "90"), ("-180", "longitude", "-180"), ("+43.1 N", "latitude", "43.1"),
    ],
)  # fmt: skip
def test_degrees_keep_a_tenth_of_a_metre_and_their_side(written: str, axis: str, kept: str) -> None:
    assert coordinate(written, axis=axis) == kept
    assert coordinate(kept, axis=axis) == kept


@pytest.mark.parametrize(
    ("written", "axis", "reason"),
    [
        ("43.1 E", "latitude", "E is no side of a latitude"),
        ("43.1 N", "longitude", "N is no side of a longitude"),
        ("43.1 С", "longitude", "no side of a longitude"),
        ("13 В", "latitude", "no side of a latitude"),
        ("-70.5 W", "longitude", "a sign and a letter"),
        ("-43 N", "latitude", "a sign and a letter"),
        ("91", "latitude", "beyond 90"), ("181", "longitude", "beyond 180"),
        ("1" * 400, "longitude", "beyond 180"), ("43°06'20\"", "latitude", "this is no latitude"),
        ("43.1, 131.9", "latitude", "this is no latitude"),
        ("nan", "latitude", "this is no latitude"),
    ],
)  # fmt: skip
def test_a_letter_is_held_against_its_axis_and_a_sign_is_not_turned_twice(
    written: str, axis: str, reason: str
) -> None:
    with pytest.raises(CellRefused, match=reason):
        coordinate(written, axis=axis)


@given(st.floats(-180, 180))
def test_a_longitude_read_again_stays_where_it_is(degrees: float) -> None:
    once = coordinate(f"{degrees:.9f}", axis="longitude")
    assert coordinate(once, axis="longitude") == once
    assert float(once) == pytest.approx(degrees, abs=6e-7)

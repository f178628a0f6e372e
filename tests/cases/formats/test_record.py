"""One record of a published format: read by column, refused by cell, nothing left out."""

import pytest

from cases.formats.cell import CellRefused
from cases.formats.record import Record, value_of
from cases.formats.telling import Telling
from cases.model import PropertyType
from cases.statement import Ref

SEIZURE = Ref("Seizure", "ours", "7")


def record(**texts: str) -> Record:
    return Record("a.csv", 12, texts, sheet="2024", missing=frozenset({"NA", "-"}))


@pytest.mark.parametrize(
    ("kind", "name", "written", "kept"),
    [
        (PropertyType.NUMBER, "weight", "1 234,5", "1234.5"),
        (PropertyType.PHONE, "number", "+84 912 345 678", "+84912345678"),
        (PropertyType.PLATE, "registrationNumber", "а 123 вс 25", "A123BC25"),
        (PropertyType.COUNTRY, "country", "Вьетнам", "VN"),
        (PropertyType.COORDINATE, "latitude", "43,1° N", "43.1"),
        (PropertyType.COORDINATE, "longitude", "131.9", "131.9"),
        (PropertyType.MONEY, "price", "¥80000", "80000 CNY"),
        (PropertyType.DATE, "date", "2024年3月5日", "2024-03-05"),
        (PropertyType.STRING, "note", "a  b", "a  b"), (PropertyType.NAME, "name", "王", "王"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_what_its_property_holds(
    kind: PropertyType, name: str, written: str, kept: str
) -> None:
    assert value_of(written, kind, name) == kept


@pytest.mark.parametrize(
    ("kind", "name", "written", "reason"),
    [
        (PropertyType.NUMBER, "weight", "many", "this is no number"),
        (PropertyType.DATE, "date", "31.02.2024", "February 2024 has 29 days"),
        (PropertyType.COUNTRY, "country", "Congo", "may be"),
        (PropertyType.COORDINATE, "latitude", "131.9", "beyond 90"),
        (PropertyType.PHONE, "number", "9140001122", "no country code"),
        (PropertyType.MONEY, "price", "80000", "no currency"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    kind: PropertyType, name: str, written: str, reason: str
) -> None:
    with pytest.raises(CellRefused) as refused:
        value_of(written, kind, name)
    assert reason in refused.value.reason
    assert refused.value.remedy


def test_a_phone_without_a_plus_is_read_where_its_region_is_known() -> None:
    assert value_of("0912 345 678", PropertyType.PHONE, "number", region="VN") == "+84912345678"


@pytest.mark.parametrize(
    ("cell", "text"),
    [("  a \u00a0 b\n", "a b"), ("NA", ""), (" - ", ""), ("na", "na"), ("", ""), ("\ufeffx", "x")],
)
def test_a_text_comes_without_blanks_and_a_missing_one_is_empty(cell: str, text: str) -> None:
    assert record(Note=cell).text("Note") == text
    assert record().text("Note") == ""


def test_a_cell_that_cannot_be_read_is_refused_with_its_place_and_the_next_is_read() -> None:
    one = record(Country="CN", Date="soon")
    assert one.value("Country", "Seizure", "country") == "CN"
    assert one.when("Date") is None
    refused = one.rejects[-1]
    assert (refused.file, refused.row, refused.column, refused.value) == (
        "a.csv",
        12,
        "Date",
        "soon",
    )


def test_a_blank_date_is_none_and_no_fault() -> None:
    one = record(Date="NA")
    assert one.when("Date") is None
    assert one.rejects == []


def test_the_order_of_a_date_is_that_of_its_format() -> None:
    assert str(record(Date="03/04/2024").when("Date", order="MDY")) == "2024-03-04"
    assert str(record(Date="03/04/2024").when("Date", order="DMY")) == "2024-04-03"
    winter = record(Date="2024-01-04 18:20").when("Date", zone="Asia/Ho_Chi_Minh")
    assert str(winter) == "2024-01-04T18:20+07:00"


def test_every_cell_is_told_once_the_known_as_values_the_others_under_their_headers() -> None:
    one = record(Country="Лаос", Weight="2,5", Colour="red", Blank=" ", Gap="NA")
    told = Telling(SEIZURE, one.locator)
    known = list(one.say(told, {"Country": "country"}))
    rest = list(one.rest(told))
    assert [(c.property, c.value, c.original_value) for c in known] == [("country", "LA", "Лаос")]
    assert {(c.property, c.value) for c in rest} == {("Weight", "2,5"), ("Colour", "red")}
    assert {c.locator.column for c in known + rest} == {"Country", "Weight", "Colour"}
    assert {(c.locator.sheet, c.locator.row) for c in known + rest} == {("2024", 12)}


def test_a_refused_cell_is_not_told_again_as_a_text() -> None:
    """A country that is none went to the rejects; as a text of the row it would look taken."""
    one = record(Country="Atlantis")
    told = Telling(SEIZURE, one.locator)
    assert list(one.say(told, {"Country": "country"})) == []
    assert list(one.rest(told)) == []
    assert [r.value for r in one.rejects] == ["Atlantis"]


def test_a_header_that_runs_on_is_cut_and_its_value_is_kept_whole() -> None:
    long = "please write here whatever " * 20
    one = Record("a.csv", 2, {long: "yes"})
    (claim,) = one.rest(Telling(SEIZURE, one.locator))
    assert (claim.property, claim.value) == (long[:120], "yes")


def test_a_link_keeps_the_text_it_was_read_from() -> None:
    one = record(Port="Владивосток")
    claim = one.link(Telling(SEIZURE, one.locator), "place", Ref("Place", "ours", "vvo"), "Port")
    assert (claim.property, claim.original_value, claim.locator.column) == (
        "place", "Владивосток", "Port",
    )  # fmt: skip

"""The two real tables read through the mappings that ship; counts as their READMEs state them."""

from collections import Counter
from pathlib import Path

import pytest

from cases.formats.mapping import shipped
from cases.formats.spreadsheet import read
from cases.reject import Reject
from cases.statement import Claim, Ref

Items = list[Claim | Reject]


@pytest.fixture(scope="module")
def eia(shared_data: Path) -> Items:
    return list(read(shared_data / "eia_pangolin" / "incidents.xlsx", shipped()["eia_pangolin"]))


@pytest.fixture(scope="module")
def routes(shared_data: Path) -> Items:
    return list(read(shared_data / "routes_airport" / "seizures.csv", shipped()["routes_airport"]))


def seizures(items: Items) -> set[object]:
    return {item.subject for item in items if isinstance(item, Claim) and item.schema == "Seizure"}


def legs(items: Items) -> Counter[tuple[object, object]]:
    told = [item for item in items if isinstance(item, Claim) and item.schema == "RouteLeg"]
    roles = {claim.subject: claim.value for claim in told if claim.property == "role"}
    # A cell that names several countries makes a leg for each: a cell is counted by its first.
    first = [c for c in told if isinstance(c.subject, Ref) and c.subject.key[-2:-1] != "."]
    return Counter((roles[c.subject], c.value) for c in first if c.property == "legStatus")


def test_every_pangolin_incident_is_in_or_listed_with_a_reason(eia: Items) -> None:
    whole = {r.row for r in eia if isinstance(r, Reject) and not r.column}
    assert len(seizures(eia)) + len(whole) == 1104
    rows = {i.locator.row for i in eia if isinstance(i, Claim) and i.schema == "Seizure"}
    assert rows | whole == set(range(2, 1106))


def test_confirmed_unconfirmed_and_unstated_legs_are_kept_apart(eia: Items) -> None:
    assert legs(eia) == {
        ("origin", "confirmed"): 2, ("origin", "unconfirmed"): 20, ("origin", "unstated"): 18,
        ("via", "confirmed"): 26, ("via", "unconfirmed"): 150, ("via", "unstated"): 53,
        ("outbound", "confirmed"): 14, ("outbound", "unconfirmed"): 130,
        ("outbound", "unstated"): 14,
        ("destination", "confirmed"): 3, ("destination", "unconfirmed"): 10,
        ("destination", "unstated"): 35,
    }  # fmt: skip


def test_places_in_the_status_columns_are_refused_and_named(eia: Items) -> None:
    shifted = [r for r in eia if isinstance(r, Reject) and r.value in ("Dubai", "Hanoi Noi Bai")]
    assert len(shifted) == 2
    homeless = [r for r in eia if isinstance(r, Reject) and r.reason == "a status without a place"]
    assert len(homeless) == 6


def test_years_and_dates_that_contradict_each_other_are_refused(eia: Items) -> None:
    told = {r.row for r in eia if isinstance(r, Reject) and "the column Year says" in r.reason}
    assert told == {466, 703}


def test_placeholders_make_no_peak_in_january(eia: Items) -> None:
    dates = [i for i in eia if isinstance(i, Claim) and i.property == "date"]
    kinds = Counter(c.event_time.precision.value for c in dates if c.event_time)
    assert kinds["year"] >= 29
    assert kinds["month"] >= 151 - 29 - 2
    assert sum(kinds.values()) == 1102


def test_cells_of_several_places_are_marked_and_each_country_of_them_is_a_leg(eia: Items) -> None:
    several = [i for i in eia if isinstance(i, Claim) and i.property == "severalPlaces"]
    cells = {(i.locator.row, i.locator.column) for i in several}
    assert len(cells) == 89
    legs: dict[tuple[int | None, str | None], list[str]] = {}
    for claim in eia:
        if isinstance(claim, Claim) and (claim.schema, claim.property) == ("RouteLeg", "country"):
            cell = (claim.locator.row, claim.locator.column)
            legs.setdefault(cell, []).append(str(claim.value))
    chains = [found for cell, found in legs.items() if len(found) > 1]
    assert ["CD", "TR", "TH"] in chains
    assert ["UG", "KE", "MY"] in chains
    assert len(several) == 89 + sum(len(found) - 1 for found in chains)


def test_seized_without_an_amount_is_not_one_kilogram(eia: Items) -> None:
    unknown = Counter(
        i.value for i in eia if isinstance(i, Claim) and i.property == "amountUnknown"
    )
    assert unknown["scalesWeight"] == 67


def test_estimates_stay_apart_from_what_was_reported(eia: Items) -> None:
    names = {i.property for i in eia if isinstance(i, Claim)}
    assert {"weight", "estimatedWeight", "quantity", "estimatedAnimals"} <= names


def test_transport_is_one_word_whatever_its_case(eia: Items) -> None:
    words = Counter(i.value for i in eia if isinstance(i, Claim) and i.property == "transport")
    assert words["road"] == 180 + 51 + 47
    assert "By road" not in words


def test_every_airport_seizure_is_in(routes: Items) -> None:
    assert len(seizures(routes)) == 773


def test_blank_legs_of_airport_routes_are_unknown_and_none_is_confirmed(routes: Items) -> None:
    found = legs(routes)
    assert {status for _, status in found} == {"unstated"}
    assert found["origin", "unstated"] == 773 - 193
    assert found["via", "unstated"] == 773 - 524
    assert found["destination", "unstated"] == 773 - 194


def test_windows_1252_is_read_with_its_dash(routes: Items) -> None:
    texts = [i.value for i in routes if isinstance(i, Claim) and isinstance(i.value, str)]
    assert any("–" in text for text in texts)
    assert not any("\ufffd" in text or "\x96" in text for text in texts)


def test_two_digit_years_are_of_this_century(routes: Items) -> None:
    years = {
        i.event_time.day.year
        for i in routes
        if isinstance(i, Claim) and i.property == "date" and i.event_time
    }
    assert years <= set(range(2009, 2017))

"""A sighting known to the month or year: told as it is known, and never dated to a day."""

from datetime import date
from typing import Any

import pytest

from cases.catalogue import animals, cells, coverage, population, shared
from cases.catalogue.animals import Animal
from cases.catalogue.crosswalk import Crossing, Number
from cases.catalogue.sightings import Sighting
from cases.dates import read_date
from cases.findings.population import find

PLACES = {"STN-1": (43.21, 131.37)}


def met(*written: str, animal: str = "IND-1", flank: str = "left") -> list[Sighting]:
    return [
        Sighting(animal, "STN-1", "DEP-1", read_date(one), frozenset({flank}), (f"P{one}",), (one,))
        for one in written
    ]


def listed(*written: str) -> Animal:
    (one,) = animals({}, met(*written))
    return one


@pytest.mark.parametrize(
    ("written", "first", "last", "day"),
    [
        (["2025"], "2025", "2025", "2025-12-31"),
        (["2025-03"], "2025-03", "2025-03", "2025-03-31"),
        (["2024/2025"], "2024/2025", "2024/2025", "2025-12-31"),
        (["2025-03-01T22:00:00+10:00"], "2025-03-01", "2025-03-01", "2025-03-01"),
        # Of the year it may have been the latest, of a month before it cannot.
        (["2025-06-01", "2025"], "2025", "2025", "2025-12-31"),
        (["2025-06-01", "2025-04"], "2025-04", "2025-06-01", "2025-06-01"),
        (["2026-01-05", "2024"], "2024", "2026-01-05", "2026-01-05"),
        # Nothing is earlier than the first day of the year, nothing later than its last.
        (["2025-01-01", "2025"], "2025-01-01", "2025", "2025-12-31"),
        (["2025-12-31", "2025"], "2025", "2025-12-31", "2025-12-31"),
        (["2025", "2025-01"], "2025-01", "2025", "2025-12-31"),
    ],
)
def test_first_and_last_met_are_told_as_they_are_known(
    written: list[str], first: str, last: str, day: str
) -> None:
    for order in (written, written[::-1]):
        one = listed(*order)
        assert (one.first_told, one.last_told) == (first, last)
        assert one.last == date.fromisoformat(day)


def test_an_animal_that_nobody_met_was_never_met(records: Any) -> None:
    records.say("IND-2", "IndividualAnimal", name="Nerpa")
    (one,) = animals(records.world().entities, ())
    assert (one.first_told, one.last_told, one.last) == ("", "", None)


def test_a_sighting_counts_in_a_year_only_where_its_year_is_known() -> None:
    seen = [
        *met("2024-05-01", "2025"),
        *met("2024/2025", animal="IND-2"),
        *met("2025-12/2026-01", animal="IND-3"),
        *met("2026-03", animal="IND-4"),
    ]
    rows = population(animals({}, seen), seen, ())
    assert [(row.year, row.at_least, row.sightings) for row in rows] == [
        (2024, 1, 1), (2025, 1, 1), (2026, 1, 1),
    ]  # fmt: skip


def test_the_night_of_new_year_is_of_the_day_it_is_dated_to() -> None:
    seen = met("2025-01-01T03:00:00+10:00")
    assert [row.year for row in population(animals({}, seen), seen, ())] == [2025]


def test_where_no_year_is_known_there_is_no_row() -> None:
    seen = met("2024/2025")
    assert population(animals({}, seen), seen, ()) == ()


def test_what_was_left_out_is_told_with_the_count(records: Any) -> None:
    records.say("STN-1", "Station", name="Ridge")
    for number, written in enumerate(("2024-05-01", "2024/2025", "2023/2025")):
        records.say(f"SGT-{number}", "Sighting", individual="IND-1", station="STN-1", date=written)
    (finding,) = find(records.world())
    assert [year for year, _ in finding.facts] == ["2024"]
    assert "2 sightings dated over more than one year are in no year's count" in finding.caveat


def test_a_count_that_leaves_nothing_out_says_nothing_of_it(records: Any) -> None:
    records.say("SGT-1", "Sighting", individual="IND-1", station="STN-1", date="2024-05")
    (finding,) = find(records.world())
    assert "no year's count" not in finding.caveat


def test_what_is_known_to_the_year_is_no_second_meeting_beside_a_dated_one() -> None:
    """Three animals met three, three and four times, whom a ranger's list of the year names too: it
    may be one of those meetings. An animal that only the list names was met once."""
    days = [f"2025-0{month}-01" for month in range(1, 5)]
    seen = [
        *met(*days[:3], "2025", animal="IND-1"),
        *met(*days[:3], "2025", animal="IND-2"),
        *met(*days, "2025", animal="IND-3"),
        *met("2025", "2025-03", animal="IND-4"),
    ]
    found = coverage(seen)
    assert (found.seen, found.meetings) == (4, 11)


def test_a_cell_tells_months_that_are_known_and_no_december_of_a_year() -> None:
    (cell,) = cells(met("2025", "2025-03", "2025-04-02", "2024/2025"), PLACES)
    assert cell.months == ("2024/2025", "2025", "2025-03", "2025-04")
    assert (cell.first, cell.last) == ("2024/2025", "2025")
    assert cell.sightings == 4


def test_a_cell_of_dated_sightings_has_its_first_and_last_night() -> None:
    (cell,) = cells(met("2025-04-02T03:00", "2025-05-01"), PLACES)
    assert (cell.first, cell.last) == (date(2025, 4, 1), date(2025, 5, 1))
    assert cell.months == ("2025-04", "2025-05")


def test_what_crosses_a_border_says_no_month_that_nobody_wrote() -> None:
    number = Number("IND-1", "Lord", "LL-1", ("RU",), cells(met("2025"), PLACES))
    (row,) = shared([Crossing(number, number, "same", "2026-01-01", "")])
    assert row["cells"] == "43.125 131.375 (2025 to 2025)"

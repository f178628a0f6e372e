"""One animal of a catalogue as it is listed: how old, how often, where, and what nobody said."""

from datetime import date
from typing import Any

import pytest

from cases.catalogue import animals
from cases.catalogue.animals import Animal


def listed(records: Any) -> dict[str, Animal]:
    world = records.world()
    return {one.id: one for one in animals(world.entities, world.sightings)}


@pytest.mark.parametrize(
    ("said", "young"),
    [
        ({"birthDate": "2024-05"}, {2024: True, 2025: True, 2026: False}),
        # The year of birth outweighs a stage that somebody wrote once and nobody changed.
        ({"birthDate": "2020", "lifeStage": "cub"}, {2021: True, 2024: False}),
        ({"lifeStage": "Juvenile"}, {2024: True, 2030: True}),
        ({"lifeStage": "adult"}, {2024: False}),
        ({}, {2024: False}),
        ({"birthDate": "spring", "lifeStage": "kitten"}, {2024: True}),
    ],
)
def test_an_animal_is_young_in_the_year_of_its_birth_and_the_next(
    records: Any, said: dict[str, str], young: dict[int, bool]
) -> None:
    records.say("IND-1", "IndividualAnimal", name="Barry", **said)

    animal = listed(records)["IND-1"]

    assert {year: animal.young_in(year) for year in young} == young


@pytest.mark.parametrize(
    ("written", "provisional"),
    [("provisional, of SK-0001", True), ("yes", True), ("no", False), ("false", False)],
)
def test_a_provisional_animal_is_one_that_somebody_called_so(
    records: Any, written: str, provisional: bool
) -> None:
    records.say("IND-1", "IndividualAnimal", provisional=written)

    assert listed(records)["IND-1"].provisional is provisional


def test_stations_come_by_how_often_it_was_met_there_and_days_from_first_to_last(
    records: Any,
) -> None:
    for day, station in (("03-01", "B"), ("05-01", "C"), ("01-01", "B"), ("04-01", "A")):
        records.say(f"STN-{station}", "Station", name=station)
        records.say(f"SGT-{day}", "Sighting", individual="IND-1", station=f"STN-{station}",
                    date=f"2025-{day}T20:00:00+10:00")  # fmt: skip
    records.say("IND-1", "IndividualAnimal", name="Lord")

    lord = listed(records)["IND-1"]

    assert lord.stations == (("STN-B", 2), ("STN-A", 1), ("STN-C", 1))
    assert (lord.first_told, lord.last_told) == ("2025-01-01", "2025-05-01")
    assert (lord.last, lord.sightings) == (date(2025, 5, 1), 4)


def test_an_animal_that_is_only_stated_or_only_seen_is_listed_too(records: Any) -> None:
    records.say("IND-2", "IndividualAnimal", name="Nerpa", sex="female", deathDate="2024")
    records.say("STN-1", "Station", name="A")
    records.say("SGT-1", "Sighting", individual="IND-9", station="STN-1",
                date="2025-01-01T20:00:00+10:00")  # fmt: skip

    known = listed(records)

    assert set(known) == {"IND-2", "IND-9"}
    assert (known["IND-2"].sightings, known["IND-2"].last, known["IND-2"].dead) == (0, None, True)
    assert known["IND-2"].comparable_flank == "unknown"
    assert (known["IND-9"].name, known["IND-9"].species, known["IND-9"].sightings) == (
        "IND-9",
        "",
        1,
    )

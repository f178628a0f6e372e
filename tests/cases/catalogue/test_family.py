"""A cub walks with its mother for a time, and then without her."""

from datetime import date
from typing import Any

from cases.catalogue import bonds


def met(records: Any, animal: str, *times: str) -> None:
    records.say("DEP-1", "Deployment", station="STN-1", start="2023-01-01", end="2026-12-31")
    records.say(animal, "IndividualAnimal", name=animal)
    for time in times:
        records.say(f"PHO-{animal}-{time}", "Photo", capturedAt=time, individual=animal,
                    deployment="DEP-1", flank="left")  # fmt: skip


def test_a_bond_is_timed_by_the_nights_together(records: Any) -> None:
    met(records, "IND-K", "2023-02-01T22:00:00+10:00", "2023-04-01T22:00:00+10:00")
    met(records, "IND-C", "2023-02-01T22:20:00+10:00", "2023-04-02T04:00:00+10:00",
        "2023-12-01T22:00:00+10:00")  # fmt: skip
    records.say("IND-C", "IndividualAnimal", mother="IND-K", birthDate="2022")
    world = records.world()

    (bond,) = bonds(world.entities, world.sightings_of)

    assert (bond.mother, bond.cub, bond.born, bond.together) == ("IND-K", "IND-C", "2022", 1)
    assert (bond.first, bond.last) == (date(2023, 2, 1), date(2023, 2, 1))
    assert bond.apart_since == date(2023, 4, 1)
    assert len(bond.statements) == 1


def test_a_bond_that_no_camera_saw_has_no_time(records: Any) -> None:
    records.say("IND-C", "IndividualAnimal", mother="IND-K")
    world = records.world()

    (bond,) = bonds(world.entities, world.sightings_of)

    assert (bond.together, bond.first, bond.apart_since) == (0, None, None)

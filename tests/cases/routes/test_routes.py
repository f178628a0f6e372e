"""Where a load could have been stopped: nothing alleged becomes certain."""

from typing import Any

import pytest

from cases.routes import Chance, chances, distance_km, legs, stops


def leg(records: Any, name: str, role: str, country: str, status: str, order: str = "1") -> None:
    records.say(name, "RouteLeg", seizure="SZ-2026-001", role=role, country=country,
                placeName=country, legStatus=status, order=order)  # fmt: skip


@pytest.mark.parametrize(
    ("role", "status", "chance"),
    [
        ("origin", "confirmed", Chance.MISSED),
        ("via", "confirmed", Chance.MISSED),
        ("via", "unconfirmed", Chance.NO_OPPORTUNITY),
        ("origin", "unstated", Chance.NO_OPPORTUNITY),
        ("origin", "", Chance.NO_OPPORTUNITY),
        ("destination", "confirmed", Chance.NO_OPPORTUNITY),
        ("outbound", "confirmed", Chance.NO_OPPORTUNITY),
    ],
)
def test_only_a_country_it_certainly_passed_before_missed_it(
    records: Any, role: str, status: str, chance: Chance
) -> None:
    records.say("SZ-2026-001", "Seizure", country="CN")
    leg(records, "LEG-1", role, "RU", status)

    found = {stop.country: stop.chance for stop in stops(records.world().entities)}

    assert found == {"RU": chance, "CN": Chance.SEIZED}


def test_one_certain_passage_outweighs_an_uncertain_one(records: Any) -> None:
    records.say("SZ-2026-001", "Seizure", country="CN")
    leg(records, "LEG-1", "origin", "RU", "unconfirmed")
    leg(records, "LEG-2", "via", "RU", "confirmed")

    assert stops(records.world().entities)[0].chance is Chance.MISSED


def test_the_country_of_the_seizure_did_not_miss_it(records: Any) -> None:
    records.say("SZ-2026-001", "Seizure", country="RU")
    leg(records, "LEG-1", "origin", "RU", "confirmed")

    assert [stop.chance for stop in stops(records.world().entities)] == [Chance.SEIZED]


def test_stops_come_in_the_order_of_the_route(records: Any) -> None:
    leg(records, "LEG-1", "via", "KP", "confirmed", order="2")
    leg(records, "LEG-2", "origin", "RU", "confirmed", order="1")
    leg(records, "LEG-3", "via", "CN", "confirmed", order="")

    assert [one.country for one in legs(records.world().entities)] == ["RU", "KP", "CN"]


@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        ((43.1155, 131.8855), (55.7558, 37.6173), 6430),  # Vladivostok - Moscow
        ((0.0, 179.5), (0.0, -179.5), 111.2),
        ((43.0, 131.0), (43.0, 131.0), 0),
    ],
)
def test_distances_are_as_in_an_atlas(
    first: tuple[float, float], second: tuple[float, float], km: float
) -> None:
    assert distance_km(first, second) == pytest.approx(km, rel=0.005, abs=0.01)


def test_the_chances_of_legs_alone_are_those_of_the_whole_route(records: Any) -> None:
    records.say("SZ-2026-001", "Seizure", country="CN")
    leg(records, "LEG-1", "origin", "RU", "confirmed")
    leg(records, "LEG-2", "via", "KP", "unconfirmed", order="2")
    entities = records.world().entities

    found = chances("CN", legs(entities))

    assert found == {stop.country: stop.chance for stop in stops(entities)}
    assert list(found) == ["RU", "CN", "KP"]
    assert chances("", legs(entities)) == {"RU": Chance.MISSED, "KP": Chance.NO_OPPORTUNITY}


def test_a_leg_of_no_stated_role_is_not_said_to_lie_after_the_seizure(records: Any) -> None:
    records.say("SZ-2026-001", "Seizure", country="CN")
    records.say("LEG-1", "RouteLeg", seizure="SZ-2026-001", country="RU", placeName="Ussuriysk",
                legStatus="confirmed")  # fmt: skip

    _, stop = stops(records.world().entities)

    assert stop.chance is Chance.NO_OPPORTUNITY
    assert stop.why == ("whether it passed Ussuriysk before the seizure or after it is not stated")

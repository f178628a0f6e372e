"""The world of a moment: what was learnt later, or taken back by then, is not in it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.resolution import Verdict, decide
from cases.statement import Retraction
from cases.world import World

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def test_what_was_learnt_later_is_not_in_it(records: Any) -> None:
    records.say("PER-1", "Person", name="Анна")
    records.say("PER-2", "Person", name="Олег", learnt=JUNE)

    assert set(records.world(MARCH).entities) == {"PER-1"}
    assert set(records.world(JUNE).entities) == {"PER-1", "PER-2"}


def test_a_retraction_counts_from_its_day(records: Any) -> None:
    (said,) = records.say("PER-1", "Person", name="Анна")
    back = Retraction(said.id, "wrong person", "ann", JUNE)

    assert set(records.world(MARCH, retractions=[back]).entities) == {"PER-1"}
    assert set(records.world(JUNE, retractions=[back]).entities) == set()


def test_a_decision_counts_from_its_day(records: Any) -> None:
    records.say("PER-1", "Person", name="张伟")
    records.say("PER-2", "Person", name="Zhang Wei", phone="PHN-1")
    same = decide("PER-2", "PER-1", Verdict.SAME, by="ann", at=JUNE, why="one passport")

    assert set(records.world(MARCH, decisions=[same]).entities) == {"PER-1", "PER-2"}
    merged = records.world(JUNE, decisions=[same])
    assert set(merged.entities) == {"PER-1"}
    assert merged.entities["PER-1"].targets("phone") == ("PHN-1",)
    assert "PER-2" not in merged.graph


def test_a_photo_of_tomorrow_is_not_yet_seen(records: Any) -> None:
    for day in ("2026-02-01", "2026-05-01"):
        records.say(f"PHO-{day}", "Photo", capturedAt=day, individual="IND-1")

    assert len(records.world(MARCH).sightings) == 1
    assert len(records.world(JUNE).sightings_of["IND-1"]) == 2


def test_names_in_sentences_carry_their_id(records: Any) -> None:
    records.say("IND-1", "IndividualAnimal", name="Lord")
    world = records.world()

    assert world.named("IND-1") == "Lord (IND-1)"
    assert world.named("IND-9") == "IND-9"


def test_the_rate_of_all_is_as_it_was_known_on_a_day(records: Any) -> None:
    """Ten nights a meeting until March, none after: later silence does not change March."""
    records.say("DEP-1", "Deployment", station="STN-1", start="2026-01-01", end="2026-12-31")
    for day in ("2026-01-02", "2026-01-12", "2026-01-22", "2026-04-22"):
        records.say(f"PHO-{day}", "Photo", capturedAt=f"{day}T22:00:00+10:00",
                    individual="IND-1", deployment="DEP-1")  # fmt: skip
    rates = records.world().pooled_rates

    assert rates.at(datetime(2026, 3, 1, tzinfo=UTC).date()).per_night == pytest.approx(2 / 19)
    assert rates.at(datetime(2026, 5, 1, tzinfo=UTC).date()).per_night == pytest.approx(3 / 109)
    assert rates.at(datetime(2025, 5, 1, tzinfo=UTC).date()).per_night == 0.0


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        World.of([], now=datetime(2026, 3, 1))  # noqa: DTZ001

"""A skin that turns up after an animal went missing, near enough and soon enough."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.dates import read_date
from cases.watches import State
from cases.watches.missing_seized import find
from cases.watches.suspected import may_be

START = date(2025, 1, 1)
LATE = datetime(2026, 3, 1, tzinfo=UTC)


def gone(records: Any) -> Any:
    """Lord at STN-1 every ten days until 18 October 2025; the camera goes on."""
    records.say("STN-1", "Station", name="Upper Amba", latitude="43.2", longitude="131.3")
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2027-01-01")
    records.say("IND-1", "IndividualAnimal", name="Lord", species="Panthera pardus")
    for day in range(0, 291, 10):
        when = (START + timedelta(days=day)).isoformat()
        records.say(f"PHO-{day}", "Photo", capturedAt=f"{when}T21:00:00+10:00",
                    individual="IND-1", deployment="DEP-1", flank="left")  # fmt: skip
    return records


def seized(records: Any, name: str, day: str, **more: str) -> None:
    place = {"latitude": "42.7", "longitude": "130.8", "species": "leopard"}
    records.say(name, "Seizure", date=day, **(place | more))


def test_a_seizure_in_time_and_place_is_held_against_a_missing_animal(records: Any) -> None:
    seized(gone(records), "SZ-2025-001", "2025-12-20")

    (watch,) = find(records.world(LATE))

    assert (watch.subject, watch.related) == ("IND-1", ("SZ-2025-001",))
    assert "69 km away" in watch.sentence
    assert watch.missing == ("No photo of a skin is on record for SZ-2025-001",)


@pytest.mark.parametrize(
    ("day", "more"),
    [
        ("2025-10-01", {}),
        ("2025-12-20", {"species": "tiger"}),
        ("2025-12-20", {"species": "豹猫 / snow leopard"}),
        ("2025-12-20", {"latitude": "10.8", "longitude": "106.7"}),
    ],
    ids=["before its last photo", "another species", "a snow leopard", "in Saigon"],
)
def test_what_cannot_be_it_is_left_out(records: Any, day: str, more: dict[str, str]) -> None:
    seized(gone(records), "SZ-2025-001", day, **more)

    assert find(records.world(LATE)) == []


@pytest.mark.parametrize("written", ["2025-12", "2026-02", "2026", "2025-10-19 - 2026-02-10"])
def test_a_seizure_whose_whole_time_lies_after_the_last_photo_is_a_suspect(
    written: str, records: Any
) -> None:
    """Nobody knows the day, and any that it may have been is one on which it may be this animal."""
    seized(gone(records), "SZ-2025-001", written)

    (watch,) = find(records.world(LATE))

    assert (watch.state, watch.related) == (State.COINCIDES, ("SZ-2025-001",))
    assert f"SZ-2025-001 on {read_date(written)!s}, 69 km away" in watch.sentence
    assert watch.missing == ("No photo of a skin is on record for SZ-2025-001",)


@pytest.mark.parametrize("written", ["2025", "2025-10", "2025-09 - 2026-01"])
def test_a_seizure_that_may_have_been_before_the_last_photo_is_told_as_that(
    written: str, records: Any
) -> None:
    seized(gone(records), "SZ-2025-001", written)

    (alone,) = find(records.world(LATE))
    seized(records, "SZ-2025-002", "2025-12-20")
    (beside,) = find(records.world(LATE))

    vague = f"SZ-2025-001 is dated {read_date(written)} only: whether it was seized in that time"
    assert (alone.state, alone.open) == (State.UNKNOWN, False)
    assert "after that or before, as their dates do not say: SZ-2025-001" in alone.sentence
    assert (beside.state, beside.related) == (State.COINCIDES, ("SZ-2025-002",))
    assert "SZ-2025-001" not in beside.sentence
    assert alone.missing[0].startswith(vague)
    assert beside.missing[0].startswith(vague)


@pytest.mark.parametrize("written", ["2024", "2025-09"])
def test_a_seizure_that_was_all_before_the_last_photo_is_none(written: str, records: Any) -> None:
    seized(gone(records), "SZ-2025-001", written)

    assert find(records.world(LATE)) == []


def test_a_skin_that_was_judged_to_be_another_animal_is_left_out(records: Any) -> None:
    seized(gone(records), "SZ-2025-001", "2025-12-20")
    records.say("SK-1", "Specimen", seizure="SZ-2025-001", species="Panthera pardus",
                notIndividual="IND-1")  # fmt: skip

    assert find(records.world(LATE)) == []


def test_an_animal_that_is_not_missing_is_not_looked_for_in_seizures(records: Any) -> None:
    seized(gone(records), "SZ-2025-001", "2025-10-20")

    assert find(records.world(datetime(2025, 10, 25, tzinfo=UTC))) == []


@pytest.mark.parametrize(
    ("reported", "may"),
    [
        ("Panthera pardus orientalis", True),
        ("леопард (предположительно)", True),
        ("豹", True),
        ("báo", True),
        ("báo gấm", False),
        ("雪豹", False),
        ("дымчатый леопард", False),
        ("Panthera tigris", False),
        ("медведь", False),
    ],
)
def test_a_reported_species_may_or_cannot_be_a_leopard(reported: str, may: bool) -> None:
    assert may_be("Panthera pardus", [reported]) is may


@pytest.mark.parametrize(
    ("reported", "leopard", "tiger"),
    [
        ("leopard", True, False), ("шкура леопарда", True, False), ("金钱豹", True, False),
        ("hổ", False, True), ("тигровая шкура", False, True), ("虎骨", False, True),
        ("leopard cat", False, False), ("海豹", False, False), ("豹猫", False, False),
        ("Leopard tortoise", False, False), ("壁虎", False, False), ("rắn hổ mang", False, False),
        ("тигровый питон", False, False), ("tiger shark fins", False, False),
        ("snow leopard", False, False), ("云豹", False, False),
    ],
)  # fmt: skip
def test_an_animal_with_a_cat_in_its_name_is_no_cat(reported, leopard, tiger):
    assert may_be("Panthera pardus", [reported]) is leopard
    assert may_be("Panthera tigris", [reported]) is tiger

"""The official Camtrap DP example, read whole; counts taken from its tables with the csv module."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from cases.formats import Item, PhotoFile
from cases.formats.camtrap_dp import read
from cases.reject import Reject
from cases.statement import Claim


@pytest.fixture(scope="module")
def package(shared_data: Path) -> Path:
    return shared_data / "camtrap_dp"


@pytest.fixture(scope="module")
def items(package: Path) -> list[Item]:
    return list(read(package))


def rows(package: Path, table: str) -> list[dict[str, str]]:
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims(items: list[Item], schema: str, property_: str) -> list[Claim]:
    found = (item for item in items if isinstance(item, Claim))
    return [claim for claim in found if (claim.schema, claim.property) == (schema, property_)]


def test_it_is_read_whole_and_nothing_is_refused(items: list[Item]) -> None:
    assert [item for item in items if isinstance(item, Reject)] == []
    assert len({c.subject for c in claims(items, "Deployment", "start")}) == 4
    assert sum(isinstance(item, PhotoFile) for item in items) == 423


def test_every_observation_is_accounted_for_once(items: list[Item], package: Path) -> None:
    told = Counter(str(claim.value) for claim in claims(items, "Sighting", "observation"))
    written = Counter(row["observationID"] for row in rows(package, "observations"))
    assert told == written
    assert sum(told.values()) == 549


def test_event_rows_and_media_rows_are_not_counted_twice(items: list[Item], package: Path) -> None:
    """By hand: the animals of an event are its event rows' counts, else the fullest photo's."""
    observations = [
        row for row in rows(package, "observations") if row["observationType"] == "animal"
    ]
    by_event: Counter[tuple[str, str]] = Counter()
    per_photo: Counter[tuple[str, str, str]] = Counter()
    for row in observations:
        key = (row["eventID"], row["scientificName"])
        if row["observationLevel"] == "event":
            by_event[key] += int(row["count"] or 0)
        else:
            per_photo[(*key, row["mediaID"])] += int(row["count"] or 0)
    fullest: dict[tuple[str, str], int] = {}
    for (event, species, _), count in per_photo.items():
        fullest[event, species] = max(count, fullest.get((event, species), 0))
    expected = sum((fullest | by_event).values())
    animals = {
        c.subject for c in claims(items, "Sighting", "observationType") if c.value == "animal"
    }
    told = [int(str(c.value)) for c in claims(items, "Sighting", "count") if c.subject in animals]
    assert sum(told) == expected
    assert sum(told) < sum(int(row["count"] or 0) for row in observations)


def test_every_photo_is_absent_and_that_is_no_error(items: list[Item]) -> None:
    assert all(item.path is None for item in items if isinstance(item, PhotoFile))
    assert {claim.value for claim in claims(items, "Photo", "available")} == {"no"}
    assert Counter(c.value for c in claims(items, "Photo", "public"))["false"] == 60


def test_times_with_changing_offsets_stay_comparable(items: list[Item]) -> None:
    taken = claims(items, "Photo", "capturedAt")
    offsets = {c.event_time.offset_minutes for c in taken if c.event_time}
    assert offsets == {60, 120}
    instants = [c.event_time.start for c in taken if c.event_time]
    assert len(sorted(instants)) == 423
    photos = {c.subject: c.event_time for c in taken}
    for claim in claims(items, "Sighting", "photo"):
        photo_time = photos[claim.value]  # type: ignore[index]
        assert photo_time is not None
        assert claim.event_time is not None
        assert claim.event_time.overlaps(photo_time)


def test_a_custom_table_without_a_path_is_read(items: list[Item]) -> None:
    assert [c.value for c in claims(items, "IndividualAnimal", "name")] == ["Reinaert"]
    assert [c.value for c in claims(items, "IndividualAnimal", "species")] == ["Vulpes vulpes"]


def test_types_of_observation_are_kept(items: list[Item], package: Path) -> None:
    kinds = {str(claim.value) for claim in claims(items, "Sighting", "observationType")}
    assert kinds == {row["observationType"] for row in rows(package, "observations")}
    assert len(kinds) == 6


def test_columns_we_do_not_know_are_kept(items: list[Item]) -> None:
    assert len(claims(items, "Deployment", "cameraHeight")) == 4
    assert claims(items, "Deployment", "cameraDepth") == []


def test_reading_twice_gives_the_same(items: list[Item], package: Path) -> None:
    assert list(read(package)) == items

"""Entities are what the statements of a moment make them."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.entities import group, live
from cases.statement import Grade, Handling, Locator, Retraction, Statement, framed_digest


def day(month: int) -> datetime:
    return datetime(2026, month, 1, tzinfo=UTC)


def test_conflicting_values_stand_beside_each_other(records: Any) -> None:
    records.say("PER-1", "Person", name="Анна", birthDate="1980-01-02", learnt=day(1))
    records.say("PER-1", "Person", by="SRC-2", birthDate="1981-01-02", learnt=day(2))

    entity = group(live(records.statements))["PER-1"]

    assert entity.values("birthDate") == ("1980-01-02", "1981-01-02")
    assert entity.caption == "Анна"


def test_an_entity_without_a_name_is_called_by_its_id(records: Any) -> None:
    records.say("PER-1", "Person", note="tall")

    assert group(live(records.statements))["PER-1"].caption == "PER-1"


def test_a_number_that_is_none_is_none(records: Any) -> None:
    records.say("PLC-1", "Place", latitude=["north", "43.1"], longitude="east")
    place = group(live(records.statements))["PLC-1"]

    assert (place.number("latitude"), place.number("longitude")) == (43.1, None)


def test_a_merged_entity_is_read_under_one_id_with_its_targets(records: Any) -> None:
    records.say("PER-1", "Person", name="Анна")
    records.say("PER-2", "Person", name="Anna")
    records.say("SZ-2026-001", "Seizure", courier="PER-2")

    entities = group(live(records.statements), {"PER-2": "PER-1"})

    assert set(entities) == {"PER-1", "SZ-2026-001"}
    assert entities["SZ-2026-001"].targets("courier") == ("PER-1",)
    assert {s.id for e in entities.values() for s in e.statements} == {
        s.id for s in records.statements
    }


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    gone=st.dictionaries(st.integers(0, 11), st.integers(1, 6)),
    seed=st.integers(0, 2**16),
    month=st.integers(1, 6),
)
def test_retracted_stays_retracted_whatever_comes_later_or_first(
    two_groups: Any, gone: dict[int, int], seed: int, month: int
) -> None:
    back = [
        Retraction(two_groups.statements[n].id, "error", "ann", day(m)) for n, m in gone.items()
    ]
    shuffled = list(two_groups.statements) * 2
    random.Random(seed).shuffle(shuffled)

    standing = live(shuffled, retractions=back, as_of=day(month))

    taken_back = {r.statement for r in back if r.at <= day(month)}
    assert {s.id for s in standing} == {s.id for s in two_groups.statements} - taken_back
    assert standing == live(two_groups.statements, retractions=back[::-1], as_of=day(month))


def said_in(row: int, value: str, *, file: str = "list.csv", seed: int = 0) -> Statement:
    """A colour of one car out of a row; all of them became known in one moment."""
    return Statement(
        framed_digest([value, str(seed)]), "VEH-1", "Vehicle", "colour", value, None, "", "",
        "SRC-1", Locator(file=file, row=row), Grade(), Handling(), None, day(1), "STAFF-0001",
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_of_one_moment_an_earlier_row_counts_as_said_first(seed: int) -> None:
    """The digest that names a statement is a lottery; a reader goes by the rows."""
    rows = [said_in(row, colour, seed=seed) for row, colour in ((2, "blue"), (10, "white"))]
    rows += [said_in(3, "red", seed=seed), said_in(2, "green", file="annex.csv", seed=seed)]
    random.Random(seed).shuffle(rows)

    entity = group(live(rows))["VEH-1"]

    assert entity.values("colour") == ("green", "blue", "red", "white")
    assert entity.first("colour") == "green"
    assert group(rows)["VEH-1"].values("colour") == entity.values("colour")


@pytest.mark.parametrize("written", ["nan", "inf", "-inf", "1_0", "0x2b", "", "1e999", "43,1"])
def test_what_no_person_calls_a_number_is_passed_over_for_the_next(
    records: Any, written: str
) -> None:
    records.say("PLC-1", "Place", latitude=[written, "43.2"])

    assert group(live(records.statements))["PLC-1"].number("latitude") == 43.2

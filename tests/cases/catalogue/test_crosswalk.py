"""Both sides of a border joined: negatives kept, places told as cells only."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalogue import GRID_DEGREES, crosswalk, middle_of, shared
from cases.resolution import Verdict, decide
from workbench.store.reading import places

AT = datetime(2026, 5, 1, tzinfo=UTC)
PLACES = {"STN-RU": (42.93817, 131.07231), "STN-CN": (42.86001, 130.37002)}


def two_sides(records: Any) -> Any:
    for side, country in (("RU", "RU"), ("CN", "cn")):
        records.say(f"STN-{side}", "Station", country=country)
        records.say(f"DEP-{side}", "Deployment", station=f"STN-{side}", start="2025-01-01",
                    end="2026-01-01")  # fmt: skip
    for animal, number, side in (("IND-1", "LL-33", "RU"), ("IND-2", "HC-90", "CN"),
                                 ("IND-3", "HC-07", "CN")):  # fmt: skip
        records.say(animal, "IndividualAnimal", name=number, catalogueNumber=number)
        records.say(f"PHO-{animal}", "Photo", capturedAt="2025-02-03T22:00:00+10:00",
                    individual=animal, deployment=f"DEP-{side}")  # fmt: skip
    return records


def decided(*pairs: tuple[str, str, Verdict]) -> list[Any]:
    return [decide(a, b, v, by="ann", at=AT, why="both flanks, at Ridge 18") for a, b, v in pairs]


def test_same_and_different_are_both_kept(records: Any) -> None:
    said = decided(("IND-1", "IND-2", Verdict.SAME), ("IND-1", "IND-3", Verdict.DIFFERENT))

    found = crosswalk(two_sides(records).statements, said, PLACES)

    assert [(c.first.number, c.second.number, c.verdict, c.crosses) for c in found] == [
        ("LL-33", "HC-90", "same", True),
        ("LL-33", "HC-07", "different", True),
    ]


def test_what_a_file_states_of_a_pair_is_kept_unless_somebody_decided(records: Any) -> None:
    two_sides(records).say("IND-1", "IndividualAnimal", sameAs="IND-2", differentFrom="IND-3")
    said = decided(("IND-1", "IND-2", Verdict.DIFFERENT))

    found = {c.second.id: c.verdict for c in crosswalk(records.statements, said, PLACES)}

    assert found == {"IND-2": "different", "IND-3": "different"}


def test_what_may_cross_the_border_says_no_exact_place_and_no_reason(records: Any) -> None:
    said = decided(("IND-1", "IND-2", Verdict.SAME))

    (row,) = shared(crosswalk(two_sides(records).statements, said, PLACES))

    assert row["cells"] == "42.875 131.125 (2025-02 to 2025-02)"
    assert row["other_cells"] == "42.875 130.375 (2025-02 to 2025-02)"
    text = " ".join(row.values())
    assert not any(exact in text for exact in ("42.938", "131.072", "42.860", "130.370", "Ridge"))


@given(st.floats(-80, 80), st.floats(-179, 179))
def test_the_middle_of_a_cell_is_its_own_middle(latitude: float, longitude: float) -> None:
    once = middle_of((latitude, longitude))
    assert middle_of(once) == once
    assert max(abs(once[0] - latitude), abs(once[1] - longitude)) <= places.GRID_DEGREES


def test_the_grid_is_that_of_the_store() -> None:
    assert pytest.approx(places.GRID_DEGREES) == GRID_DEGREES

"""Competing hypotheses: what speaks against decides, and the source it hangs on is named."""

from datetime import date, timedelta
from typing import Any

import pytest

from cases.findings.hypotheses import find
from cases.findings.weighing import Evidence, weigh


def said(text: str, origin: str, holds: float = 1.0, **marks: int) -> Evidence:
    return Evidence(text, origin, holds, (), marks)


def test_what_fits_every_hypothesis_decides_nothing() -> None:
    fits = [said("silent", "A", killed=1, dispersed=1), said("cold", "B", killed=2, dispersed=2)]

    assert not weigh(["killed", "dispersed"], fits).decided
    assert weigh(["killed", "dispersed"], [*fits, said("far", "C", killed=-1)]).leading == (
        "dispersed"
    )


def test_much_for_does_not_outweigh_anything_against() -> None:
    found = weigh(["a", "b"], [said("x", "A", a=2), said("y", "B", a=2), said("z", "C", a=-1)])

    assert found.leading == "b"
    assert found.against == (("b", 0.0), ("a", 1.0))


def test_the_source_without_which_another_leads_is_named() -> None:
    """By hand: a has 1 against it, b 2; without B (2 against b) a has more than b."""
    found = weigh(["a", "b"], [said("x", "A", a=-1), said("y", "B", b=-2)])

    assert found.leading == "a"
    assert found.turning == (("B", "b"),)


def test_a_doubtful_report_weighs_less() -> None:
    found = weigh(["a", "b"], [said("x", "A", a=-1), said("y", "B", holds=0.4, b=-2)])

    assert found.against == (("b", pytest.approx(0.8)), ("a", 1.0))


def test_one_hypothesis_alone_and_marks_beyond_two_are_refused() -> None:
    with pytest.raises(ValueError, match="competes with nothing"):
        weigh(["a"], [])
    with pytest.raises(ValueError, match="-2 to 2"):
        said("x", "A", a=3)


def silent(records: Any) -> Any:
    """Lord, met every three weeks until June, then never at cameras that went on."""
    records.say("STN-1", "Station", name="Upper Amba", latitude="43.2", longitude="131.3")
    records.say("DEP-1", "Deployment", station="STN-1", start="2024-01-01", end="2026-12-31",
                latitude="43.2", longitude="131.3")  # fmt: skip
    records.say("IND-1", "IndividualAnimal", name="Lord")
    for day in range(0, 500, 20):
        on = date(2024, 1, 1) + timedelta(days=day)
        records.say(f"PHO-{day}", "Photo", capturedAt=f"{on}T21:00:00+10:00",
                    individual="IND-1", deployment="DEP-1")  # fmt: skip
    return records


def test_a_skin_speaks_for_killed_until_its_pattern_excludes_the_animal(records: Any) -> None:
    silent(records)
    records.say("SK-1", "Specimen", individual="IND-1", by="SRC-skin")
    (before,) = find(records.world())

    assert "least speaks against killed" in before.sentence
    assert before.competing == ("dispersed", "gap of the cameras", "natural death")
    assert "without SRC-skin" in before.sentence or "No single source" in before.sentence


def test_without_a_skin_a_long_silence_leaves_killed_dispersed_and_dead_open(records: Any) -> None:
    silent(records)
    records.say("SK-1", "Specimen", notIndividual="IND-1", by="SRC-skin")
    (after,) = find(records.world())

    assert "least speaks against killed" not in after.sentence
    facts = dict(after.facts)
    assert any("another's" in text for text in facts)
    assert any("gap of the cameras -2" in marks for marks in facts.values())


def test_shots_near_its_stations_are_on_the_matrix_and_far_ones_are_not(records: Any) -> None:
    silent(records)
    records.say("INC-1", "Incident", type="shots", date="2025-07-01", latitude="43.22",
                longitude="131.31")  # fmt: skip
    records.say("INC-2", "Incident", type="shots", date="2025-07-01", latitude="45.0",
                longitude="131.31")  # fmt: skip
    (finding,) = find(records.world())

    assert any("INC-1" in text for text, _ in finding.facts)
    assert not any("INC-2" in text for text, _ in finding.facts)


def test_an_animal_met_lately_needs_no_explanation(records: Any) -> None:
    silent(records)
    records.say("PHO-new", "Photo", capturedAt="2026-05-30T21:00:00+10:00", individual="IND-1",
                deployment="DEP-1")  # fmt: skip

    assert find(records.world()) == []

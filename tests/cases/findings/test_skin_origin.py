"""What a finding about a lost animal says to everybody, and what only to whoever may know places.

A case and a bag keep a finding's sentence, and people of any level read them: no sentence names a
camera's station, its coordinates or a distance from which it could be found.
"""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from cases.findings import Finding, find_all
from cases.findings.skin_origin import find

PLANTED = "Верхняя Амба"
SECOND = "Нижняя Амба"


@pytest.fixture
def lost(records: Any) -> Any:
    """Berta, met at two stations 12 km apart until December, and a skin seized in March."""
    records.say("STN-1", "Station", name=PLANTED, latitude="43.2171", longitude="131.3171")
    records.say("STN-2", "Station", name=SECOND, latitude="43.3171", longitude="131.3871")
    for n in (1, 2):
        records.say(f"DEP-{n}", "Deployment", name=f"{PLANTED} {n}", station=f"STN-{n}",
                    start="2025-01-01", end="2026-12-31")  # fmt: skip
    records.say("IND-2", "IndividualAnimal", name="Berta", sex="female")
    for day in range(0, 360, 20):
        on = date(2025, 1, 1) + timedelta(days=day)
        records.say(f"PHO-{day}", "Photo", capturedAt=f"{on}T21:00:00+10:00", individual="IND-2",
                    fileName=f"{PLANTED}/IMG_{day}.jpg",
                    deployment="DEP-1" if day % 40 else "DEP-2")  # fmt: skip
    records.say("SK-2", "Specimen", individual="IND-2", seizure="SZ-2026-002")
    records.say("SZ-2026-002", "Seizure", name="market", date="2026-03-01", country="CN")
    records.say("INC-1", "Incident", type="shots", date="2025-12-20", latitude="43.22",
                longitude="131.32")  # fmt: skip
    return records


def told_to_everybody(finding: Finding) -> str:
    """All of a finding that a case or a bag keeps."""
    return " ".join((finding.sentence, *finding.competing, finding.would_change, finding.caveat))


def test_the_sentence_names_the_cell_and_the_table_the_station(lost: Any) -> None:
    (finding,) = find(lost.world())

    assert "last photographed on 2025-12-07 in a grid cell around 43.125, 131.375" in (
        finding.sentence
    )
    assert "lost within 84 days before 2026-03-01" in finding.sentence
    facts = dict(finding.facts)
    assert PLANTED in facts["last photo"]
    assert facts["range"] == "2 stations, up to 12 km apart"


def test_no_finding_says_to_everybody_where_a_station_is(lost: Any) -> None:
    found = find_all(lost.world())

    assert {"skin_origin", "hypotheses", "population"} <= {one.kind for one in found}
    for one in found:
        said = told_to_everybody(one)
        assert PLANTED not in said, one.kind
        assert SECOND not in said, one.kind
        assert not re.search(r"43\.[23]171|131\.3[18]71|\d km", said), one.kind


def test_a_last_photo_at_a_place_nobody_stated_is_told_without_one(records: Any) -> None:
    records.say("STN-1", "Station", name=PLANTED)
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2026-12-31")
    records.say("PHO-1", "Photo", capturedAt="2025-12-07T21:00:00+10:00", individual="IND-2",
                deployment="DEP-1")  # fmt: skip
    records.say("SK-2", "Specimen", individual="IND-2")

    (finding,) = find(records.world())

    assert "last photographed on 2025-12-07 in a place that is not told: lost" in finding.sentence
    assert "range" not in dict(finding.facts)


@pytest.mark.parametrize("written", ["2025", "2025-06", "2025/2026"])
def test_a_photo_within_the_year_of_a_seizure_contradicts_nothing(lost: Any, written: str) -> None:
    lost.say("SK-9", "Specimen", individual="IND-2", seizure="SZ-9")
    lost.say("SZ-9", "Seizure", date=written, country="CN")
    told = [one for one in find(lost.world()) if "SK-9" in one.subjects]

    assert [("cannot be right" in one.sentence) for one in told] == [written == "2025-06"]
    assert "-01-01" not in told[0].sentence
    if written == "2025-06":
        assert "after the seizure of 2025-06:" in told[0].sentence

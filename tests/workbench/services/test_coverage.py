"""Coverage stands beside the lead, and never enters a likelihood ratio."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from cases.dates import read_date
from cases.statement import Claim, Ref, Source
from workbench.services.authenticity import look
from workbench.services.coverage import coverage_beside, coverage_now, day_of_seizure
from workbench.services.matching import match_skin
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.skins import add_skin
from workbench.store import Reader

LEOPARD = "Panthera pardus"
NOW = datetime(2026, 4, 20, tzinfo=UTC)
NIGHTS = 600


def cameras_and_meetings(project, animals, rate=0.02):
    """Ten stations for 600 nights up to April 2026, and meetings of these animals."""
    rng = np.random.default_rng(5)
    start = date(2026, 4, 20) - timedelta(days=NIGHTS)
    claims = []
    for number in range(10):
        station, camera = Ref("Station", "t", str(number)), Ref("Deployment", "t", str(number))
        claims += [
            Claim(station, "Station", "name", f"Station {number}"),
            Claim(camera, "Deployment", "station", station),
            Claim(camera, "Deployment", "start", str(start)),
            Claim(camera, "Deployment", "end", "2026-04-20"),
        ]
    for animal in animals:
        for number in rng.choice(10, 3, replace=False):
            for night in np.flatnonzero(rng.random(NIGHTS) < rate):
                when = f"{start + timedelta(days=int(night))}T22:00:00+10:00"
                photo = Ref("Photo", "t", f"{animal} {number} {night}")
                claims += [
                    Claim(photo, "Photo", "capturedAt", when, event_time=read_date(when)),
                    Claim(photo, "Photo", "individual", animal),
                    Claim(photo, "Photo", "deployment", Ref("Deployment", "t", str(number))),
                    Claim(photo, "Photo", "flank", "left" if night % 2 else "right"),
                ]
    with project.store.transaction("test", "test", NOW) as work:
        work.statements.add(claims, Source("", "package", "camera traps"))


@pytest.fixture
def skin(catalogue, skin_photo, clock):
    """A skin ready to be searched."""
    known = add_skin(
        catalogue, "Anna", [skin_photo], flank="left", species=LEOPARD, clock=clock
    ).skin
    look(catalogue, "Anna", known, "genuine", speaks_for=["drawn as grown"], clock=clock)
    return known


def ratios(match):
    return [(one["individual"], one["log10_lr"], one["low"]) for one in match.answer["candidates"]]


def test_effort_on_record_changes_the_coverage_and_no_ratio(catalogue, skin, named, clock):
    before = match_skin(catalogue, "Anna", skin, clock=clock)
    assert before.answer["coverage"].startswith("unknown: no effort on record")
    assert before.answer["coverage_figures"]["probability"] is None
    cameras_and_meetings(catalogue, [named(catalogue, f"L{n}") for n in range(4)])

    after = match_skin(catalogue, "Anna", skin, clock=clock)

    figures = after.answer["coverage_figures"]
    assert 0.9 < figures["probability"] <= 1.0
    assert after.answer["coverage"].startswith(
        "an animal living here would have been photographed with its left flank with "
        f"{round(100 * figures['probability'])} % chance"
    )
    assert figures["stations"] == 10
    assert len(figures["assumes"]) == 3
    assert ratios(after) == ratios(before)
    assert any(line.startswith("Coverage: an animal living here") for line in after.sentences())
    told = [match.answer["lead"].pop("sentence") for match in (before, after)]
    assert after.answer["lead"] == before.answer["lead"]
    assert after.answer["not_in_catalogue_llr"] == before.answer["not_in_catalogue_llr"]
    if after.verdict in ("cannot_tell", "not_in_catalogue"):
        assert "is not known" in told[0]
        assert f"{figures['probability']:.0%}" in told[1]


def test_the_stay_that_is_asked_about_ends_with_the_seizure(catalogue, skin, named):
    whole = Reader.whole("a test looks")
    assert day_of_seizure(catalogue, whole, skin) is None
    seizure, offer = Ref("Seizure", "t", "s"), Ref("Offer", "t", "o")
    with catalogue.store.transaction("test", "test", NOW) as work:
        work.statements.add(
            [
                Claim(seizure, "Seizure", "date", "2026-03-01"),
                Claim(skin, "Specimen", "seizure", seizure),
                Claim(offer, "Offer", "date", "2026-01-10"),
                Claim(offer, "Offer", "specimen", skin),
            ],
            Source("", "report", "border post"),
        )
    assert day_of_seizure(catalogue, whole, skin) == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("written", "by"),
    [
        ("2025", date(2025, 12, 31)),
        ("2025-02", date(2025, 2, 28)),
        ("2025-03-01", date(2025, 3, 1)),
    ],
)
def test_a_seizure_known_to_the_year_was_by_the_end_of_it(catalogue, skin, written, by):
    """Up to 1 January a whole year of cameras would be missing from the chance."""
    seizure = Ref("Seizure", "t", "s")
    with catalogue.store.transaction("test", "test", NOW) as work:
        work.statements.add(
            [
                Claim(seizure, "Seizure", "date", written),
                Claim(skin, "Specimen", "seizure", seizure),
            ],
            Source("", "report", "border post"),
        )
    assert day_of_seizure(catalogue, Reader.whole("a test looks"), skin) == by


def test_a_stay_ends_today_where_the_year_of_the_seizure_is_not_over(catalogue):
    until = date(2026, 12, 31)
    told = coverage_beside(
        catalogue, Reader.whole("a test looks"), now=NOW, flank=None, individuals=[], until=until
    )
    assert told.by_effort.until == NOW.date()


def test_the_figures_can_be_asked_for_without_a_skin(catalogue, named):
    whole = Reader.whole("a test looks")
    animals = {named(catalogue, f"L{n}") for n in range(4)}
    cameras_and_meetings(catalogue, sorted(animals))
    how = {"species": LEOPARD, "clock": lambda: NOW}
    for flank in ("left", "right", ""):
        beside = coverage_beside(
            catalogue, whole, now=NOW, flank=flank or None, individuals=animals
        )
        assert coverage_now(catalogue, "Anna", flank=flank, **how) == beside.by_effort
    short = coverage_now(catalogue, "Anna", days=30, **how)
    assert short.probability < coverage_now(catalogue, "Anna", **how).probability
    tigers = coverage_now(catalogue, "Anna", species="Panthera tigris", clock=lambda: NOW)
    assert tigers.probability is None


@pytest.mark.parametrize(
    ("asked", "refused"), [({"flank": "both"}, "no one flank"), ({"days": 0}, "a stay of 0 days")]
)
def test_a_question_that_makes_no_sense_is_refused(catalogue, asked, refused):
    with pytest.raises(Refused, match=refused):
        coverage_now(catalogue, "Anna", **asked)


def test_a_prosecutor_asks_no_catalogue(catalogue):
    with pytest.raises(NotAllowed):
        coverage_now(catalogue, "Vera")

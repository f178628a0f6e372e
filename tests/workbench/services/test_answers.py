"""An answer as it is stored and as it is told."""

import json
from dataclasses import replace

import pytest

from embeddings.strength import shipped
from workbench.services.answers import COMPARED, Match
from workbench.services.authenticity import look
from workbench.services.importing import import_photos
from workbench.services.kept_search import Kept
from workbench.services.matching import match_skin
from workbench.services.skins import add_skin
from workbench.store import Reader

SKIN = "SK-0001"


@pytest.fixture
def stored(matched):
    """The search as the store gives it back."""
    return matched.store.read(Reader.whole("a test looks")).matching.searches(SKIN)[0]


def test_what_was_told_is_what_is_stored(matched, stored, clock):
    again = match_skin(matched, "Anna", SKIN, clock=clock)
    assert json.loads(json.dumps(again.answer)) == dict(stored.answer)
    assert again.fingerprint == stored.fingerprint


def test_candidates_stand_best_first_and_inside_their_bounds(stored):
    candidates = stored.answer["candidates"]
    raw = [one["log10_lr_raw"] for one in candidates]
    assert raw == sorted(raw, reverse=True)
    for one in candidates:
        assert one["lower_bound"] <= one["low"] <= one["log10_lr"] <= one["high"]
        assert one["high"] <= one["upper_bound"]
        assert one["validated"] is False


def test_a_search_says_what_it_was_computed_with(stored):
    for digest in (stored.fingerprint, stored.gallery_digest, stored.network_digest):
        assert len(digest) == 64
    assert stored.calibration_digest == stored.answer["candidates"][0]["calibration_digest"]


def test_comparisons_keep_their_marks_in_pixels_of_both_photos(matched, named):
    whole = matched.store.read(Reader.whole("a test looks"))
    records = whole.matching.comparisons(SKIN)
    assert 1 <= len(records) <= COMPARED
    best = next(one for one in records if one.individual == named(matched, "L2"))
    points = [row for rows in best.marks.values() for row in rows]
    assert len(points) >= 8
    assert all(0 <= x <= 480 and 0 <= y <= 300 for row in points for x, y in (row[:2], row[2:]))


def test_the_lead_comes_first_and_the_reminder_last(stored):
    match = Match("SR-0001", SKIN, stored.coats, stored.fingerprint, stored.answer, {})
    lines = match.sentences(top=1)
    assert stored.answer["lead"]["sentence"] in lines[0]
    assert lines[-1] == "A lead is no verdict: a person has to judge."
    assert [line[:5] for line in lines if line[:2] == "  " and line[2] != " "] == ["  1. "]


@pytest.mark.parametrize(
    ("names", "called"), [({}, "IND-0003"), ({"IND-0003": "Lord"}, "Lord (IND-0003)")]
)
def test_an_animal_is_called_by_its_name_and_its_id(names, called, stored):
    match = Match("SR-0001", SKIN, stored.coats, stored.fingerprint, stored.answer, names)
    assert match.called("IND-0003") == called


def test_an_answer_without_candidates_is_told_too():
    answer = {
        "lead": {"verdict": "cannot_tell", "sentence": "Cannot tell."},
        "coverage": "",
        "candidates": [],
        "not_in_catalogue_llr": None,
        "calibration": "calibration x",
        "simulated": False,
    }
    match = Match("SR-0001", SKIN, (), "", answer, {})
    assert (match.verdict, match.individual) == ("cannot_tell", "")
    assert len(match.sentences()) == 3


@pytest.mark.parametrize(
    ("catalogue_simulated", "second_simulated", "for_demonstration"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_only_a_skin_whose_photos_are_all_simulated_is_weighed_for_demonstration(
    project, catalogue_csv, draw, tmp_path, clock, monkeypatch,
    catalogue_simulated, second_simulated, for_demonstration,
):  # fmt: skip
    real = next(one for one in shipped() if not one.simulated)
    rendered = replace(
        real, name="rendered", species="Panthera pardus", domain="pelt", simulated=True
    )
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: (real, rendered))
    import_photos(project, "Anna", catalogue_csv, simulated=catalogue_simulated, clock=clock)
    both = [draw(tmp_path / f"{view}.jpg", 2, 7 + view) for view in range(2)]
    how = {"species": "Panthera pardus", "flank": "left", "clock": clock}
    skin = add_skin(project, "Anna", both[:1], simulated=True, **how).skin
    # One photo that nobody calls simulated makes the whole skin a real one.
    add_skin(project, "Boris", both[1:], skin=skin, simulated=second_simulated, **how)
    look(project, "Anna", skin, "genuine", speaks_for=["drawn as grown"], clock=clock)
    match = match_skin(project, "Anna", skin, clock=clock)
    told = " ".join(match.sentences())
    assert ("fitted on simulated coats: for demonstration only" in told) is for_demonstration
    used = rendered if for_demonstration else real
    assert {one["calibration_digest"] for one in match.answer["candidates"]} == {used.digest}


def test_both_searches_tell_a_candidate_in_the_same_words(stored):
    first = dict(stored.answer["candidates"][0])
    animal, name = first["individual"], "Lord"
    told = Kept("SR-1", SKIN, stored.coats, "f", {"candidates": [first]}, {animal: name})
    as_skin = first | {"skin": animal}
    among = Kept("SS-1", SKIN, stored.coats, "f", {"candidates": [as_skin]}, {animal: name})
    assert told.candidate_lines("individual", 5) == among.candidate_lines("skin", 5)
    assert told.candidate_lines("individual", 5)[0].startswith(f"  1. Lord ({animal}): log10 LR ")


def test_a_candidate_without_a_ratio_is_told_by_its_scores(stored):
    # What stands beside a ratio is not stored where there is none.
    kept = ("individual", "scores")
    first = {name: stored.answer["candidates"][0][name] for name in kept} | {"log10_lr": None}
    told = Kept("SR-1", SKIN, stored.coats, "f", {"candidates": [first]}, {})
    assert (
        f"{first['individual']}: no likelihood ratio; " in told.candidate_lines("individual", 5)[0]
    )

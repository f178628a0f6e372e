"""A lead that leans is stored, told and listed as a leaning, and nothing follows from it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from embeddings.features import Describer
from embeddings.strength import Balance, Leaning, Rate, Thresholds, shipped
from workbench.demo.people_of_house import known_as
from workbench.demo.shortly import skin_shortly
from workbench.services.acting import acting
from workbench.services.answers import Match, lead_word
from workbench.services.bagging import method_of
from workbench.services.doubles import doubles
from workbench.services.matching import match_skin
from workbench.services.strengths import told_beside
from workbench.views.skins import skins

SKIN = "SK-0001"


def leaning_from(at: float):
    """The shipped calibrations, none of which decides anything firmly; a search leans from `at`."""
    rates = [Rate(share, 0.2, 0.6) for share in (0.3, 0.2, 0.3, 0.27, 0.41)]
    balances = tuple(Balance(size, at, 1.0, *rates, animals=31) for size in (1, 100))
    thresholds = Thresholds(900.0, 1, balances=balances)
    return tuple(replace(one, thresholds=thresholds) for one in shipped())


@pytest.fixture
def leaning(matched, clock, monkeypatch):
    """leaning(to): a search of the skin that leans to the first animal or to none."""

    def search(to: str) -> Match:
        at = -900.0 if to == "this_animal" else 900.0
        monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: leaning_from(at))
        return match_skin(matched, "Anna", SKIN, clock=clock)

    return search


@pytest.mark.parametrize(
    ("to", "share"), [("this_animal", "41 of 100"), ("not_in_catalogue", "27 of 100")]
)
def test_a_leaning_is_stored_with_its_error_rate_and_told_as_one(matched, leaning, to, share):
    match = leaning(to)
    lead = match.answer["lead"]
    assert (lead["verdict"], lead["firm"]) == (to, False)
    assert lead_word(lead) == f"leaning_{to}"
    assert f"about {share} (20 to 60)" in lead["sentence"]
    assert lead["leaning"]["wrong"] == {"share": float(share[:2]) / 100, "low": 0.2, "high": 0.6}
    assert match.sentences()[0].startswith(f"{SKIN} ({match.search}): Leaning to ")
    [row] = skins(matched, acting(matched, "Anna"))
    assert row.verdict == f"leaning_{to}"


def test_a_leaning_to_none_by_another_species_warns_of_itself(matched, clock, monkeypatch, leaning):
    # The skin is a leopard's and tigers weigh it.
    warning = "tells next to nothing: most animals that are there are told so too"
    assert warning in leaning("not_in_catalogue").answer["lead"]["sentence"]
    assert warning not in leaning("this_animal").answer["lead"]["sentence"]
    of_leopards = tuple(replace(one, species="Panthera pardus") for one in leaning_from(900.0))
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: of_leopards)
    lead = match_skin(matched, "Anna", SKIN, clock=clock).answer["lead"]
    assert lead["verdict"] == "not_in_catalogue"
    assert warning not in lead["sentence"]


@pytest.mark.parametrize("to", ["this_animal", "not_in_catalogue"])
def test_nothing_follows_from_a_leaning(matched, leaning, clock, to):
    match = leaning(to)
    assert match.verdict == to
    assert match.firmly == "cannot_tell"
    assert "not firm" in skin_shortly(match)
    skin = SimpleNamespace(id=SKIN)
    line = known_as(matched, "Anna", skin, match, "Panthera pardus", clock=clock)
    assert "gets none" in line.sentence
    assert "leaning: " in line.sentence


def test_a_firm_answer_of_before_there_were_leanings_stays_firm(leaning):
    match = leaning("this_animal")
    old = {"lead": {"verdict": "this_animal", "sentence": "It is Lord."}, "candidates": []}
    assert replace(match, answer=old).firmly == "this_animal"
    assert lead_word({"verdict": "cannot_tell", "firm": False}) == "cannot_tell"
    assert lead_word({}) == ""


def test_two_numbers_are_never_proposed_as_one_animal_by_a_leaning(matched, named, monkeypatch):
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: leaning_from(-900.0))
    found = doubles(matched, "Anna", [named(matched, "L2")], species="Panthera pardus")
    assert [one.verdict for one in found] == ["cannot_tell"]


@pytest.mark.parametrize(("firm", "said"), [(False, True), (True, False)])
def test_a_bag_says_that_a_leaning_is_not_firm(matched, firm, said):
    answers = [{"lead": {"verdict": "not_in_catalogue", "firm": firm}, "candidates": []}]
    method = method_of(Describer.shipped(), answers)
    assert any("only leans is not firm" in limit for limit in method.limits) is said


def test_a_score_held_at_the_edge_of_what_was_seen_is_said_beside_the_number():
    held = {"held": ["sift_beyond 40.1 lies beyond all that the calibration saw"]}
    assert told_beside(held) == ["Held: sift_beyond 40.1 lies beyond all that the calibration saw."]
    assert told_beside({"held": []}) == []


def test_among_skins_a_leaning_speaks_of_skins():
    words = Leaning(-0.4, Rate(0.27, 0.2, 0.6), 58, 60, 500).error("skin")
    assert "such leanings the skin was there" in words
    assert "58 skins counted" in words
    assert "Counted among 60 skins; among more it is wrong more often" in words

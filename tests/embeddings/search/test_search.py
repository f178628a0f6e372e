"""The one way from photos to an answer: who is found, what is never seen, what stays the same."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.gallery import Entry, Gallery
from embeddings.lead import Verdict
from embeddings.search import looking, search_skin
from embeddings.strength import (
    CLOSE,
    GLANCE,
    Bounds,
    Calibration,
    Cohort,
    Exclusion,
    Line,
    Model,
    Thresholds,
    weigh,
)

NAMES = ("Amba", "Borka", "Dersu", "Ilona", "Kolya", "Uporny")


def model(name: str, at: float) -> Model:
    return Model((name,), Line((at,), (1.0,), (1.0,), 0.0), (), Bounds(-1.5, 2.0))


CALIBRATION = Calibration(
    name="made up",
    species="Panthera tigris",
    domain="camera",
    population="invented tigers",
    simulated=False,
    cohorts={"sift": Cohort(0.5, 0.5)},
    models={CLOSE: model("sift", 1.7), GLANCE: model("votes", 4.0)},
    thresholds=Thresholds(0.5, 6, Exclusion(-0.31, 0.02, 0.0, 0.1, 60)),
)


@pytest.fixture(scope="module")
def gallery(coat_features):
    return Gallery.build(
        Entry(
            coat_features(name, photo=f"{name}{flank}{place}", flank=flank), name, f"{name}{place}"
        )
        for name in NAMES
        for flank in ("left", "right")
        for place in range(2)
    )


def search(query, gallery, **how):
    query = query if isinstance(query, list) else [query]
    return search_skin(query, gallery, CALIBRATION, **how)


def test_the_animal_is_found_and_named(gallery, coat_features):
    answer = search(coat_features("Dersu", photo="a skin"), gallery)
    assert answer.candidates[0].individual == "Dersu"
    assert answer.lead.verdict == Verdict.THIS_ANIMAL
    assert answer.not_in_catalogue_llr < 0
    assert answer.candidates[0].best.comparison is not None


def test_an_unknown_animal_is_not_in_the_catalogue(gallery, coat_features):
    answer = search(coat_features("Stranger", photo="a skin"), gallery)
    assert answer.lead.verdict == Verdict.NOT_IN_CATALOGUE
    assert answer.not_in_catalogue_llr > 0


def test_the_other_flank_is_never_compared(gallery, coat_features):
    answer = search(coat_features("Dersu", photo="a skin"), gallery)
    flanks = {gallery.entries[coat.entry].flank.value for coat in answer.coats}
    assert flanks == {"left"}
    assert answer.searched.animals == 6
    assert answer.searched.coats == 12


def test_animals_known_by_the_other_flank_only_are_told(gallery, coat_features):
    lefts = [e for e in gallery.entries if e.flank == "left" or e.individual == "Kolya"]
    rights_of_kolya = Gallery.build(
        e for e in lefts if not (e.individual == "Kolya" and e.flank == "left")
    )
    answer = search(coat_features("Dersu", photo="a skin"), rights_of_kolya)
    assert answer.incomparable == ("Kolya",)
    assert "1 animal could not be compared" in answer.lead.sentence


def test_a_query_sees_neither_itself_nor_its_encounter(gallery, coat_features):
    mine = next(e for e in gallery.entries if e.individual == "Dersu" and e.flank == "left")
    answer = search(mine.features, gallery, exclude_encounters=frozenset({mine.encounter}))
    seen = [gallery.entries[coat.entry] for coat in answer.coats]
    assert mine.id not in {entry.id for entry in seen}
    assert mine.encounter not in {entry.encounter for entry in seen}
    assert len(seen) == 11


def test_both_flanks_together_say_more_than_one(gallery, coat_features):
    left = coat_features("Dersu", photo="left side")
    right = coat_features("Dersu", photo="right side", flank="right")
    one = search(left, gallery).candidates[0].strength
    both = search([left, right], gallery).candidates[0].strength
    assert both.log10_lr_raw > one.log10_lr_raw
    assert both.log10_lr <= both.upper_bound


def test_a_candidate_brings_the_evidence_of_every_photo(gallery, coat_features):
    query = [coat_features("Dersu", photo=f"skin {place}") for place in range(3)]
    best = search(query, gallery).candidates[0]
    assert {piece.query for piece in best.evidence} == {one.coat.id for one in query}
    assert weigh(best.evidence, CALIBRATION) == best.strength


def test_a_shortlist_finds_the_same_animal(gallery, coat_features):
    query = coat_features("Ilona", photo="a skin")
    answer = search(query, gallery, budget=4)
    assert answer.candidates[0].individual == "Ilona"
    assert sum(coat.comparison is not None for coat in answer.coats) == 4
    assert len(answer.coats) == 12


def test_all_coats_are_ranked_and_those_of_the_animal_come_first(gallery, coat_features):
    answer = search(coat_features("Ilona", photo="a skin"), gallery)
    assert [coat.individual for coat in answer.coats[:2]] == ["Ilona", "Ilona"]
    scores = [coat.score for coat in answer.coats]
    assert scores == sorted(scores, reverse=True)
    assert len({coat.entry for coat in answer.coats}) == 12


def test_unnamed_coats_are_ranked_but_are_no_candidates(gallery, coat_features):
    unnamed = Gallery.build(replace(entry, individual="") for entry in gallery.entries)
    answer = search(coat_features("Ilona", photo="a skin"), unnamed)
    assert answer.candidates == ()
    assert answer.not_in_catalogue_llr is None
    assert answer.lead.verdict == Verdict.CANNOT_TELL
    assert unnamed.entries[answer.coats[0].entry].encounter.startswith("Ilona")


def test_below_the_quality_gate_nobody_can_tell(gallery, coat_features):
    answer = search(coat_features("Dersu", photo="a skin", grade="not_suitable"), gallery)
    assert answer.lead.verdict == Verdict.CANNOT_TELL
    assert "blurred" in answer.lead.sentence


def test_order_of_photos_and_entries_changes_nothing(gallery, coat_features):
    query = [coat_features("Dersu", photo=f"skin {place}") for place in range(2)]
    turned = Gallery.build(reversed(gallery.entries))
    first, again = search(query, gallery, budget=5), search(query, turned, budget=5)
    assert [one.strength for one in first.candidates] == [one.strength for one in again.candidates]
    assert [coat.coat for coat in first.coats] == [coat.coat for coat in again.coats]
    assert first.fingerprint == again.fingerprint


@pytest.mark.parametrize("change", ["budget", "query", "calibration", "encounter"])
def test_whatever_an_answer_follows_from_is_in_its_fingerprint(gallery, coat_features, change):
    query = coat_features("Dersu", photo="a skin")
    first = search(query, gallery).fingerprint
    other = {
        "budget": lambda: search(query, gallery, budget=7),
        "query": lambda: search(coat_features("Dersu", photo="another"), gallery),
        "calibration": lambda: search_skin([query], gallery, replace(CALIBRATION, name="other")),
        "encounter": lambda: search(query, gallery, exclude_encounters=frozenset({"E"})),
    }[change]()
    assert other.fingerprint != first


def test_an_empty_gallery_can_tell_nothing(coat_features):
    answer = search(coat_features("Dersu", photo="a skin"), Gallery.build([]))
    assert answer.lead.verdict == Verdict.CANNOT_TELL
    assert answer.coats == ()


@pytest.mark.parametrize("budget", [0, -1])
def test_nothing_to_look_at_is_refused(gallery, coat_features, budget):
    with pytest.raises(ValueError, match="one or more"):
        search(coat_features("Dersu", photo="a skin"), gallery, budget=budget)


def test_no_photo_is_refused(gallery):
    with pytest.raises(ValueError, match="0 query photos"):
        search([], gallery)


def test_each_animal_has_a_place_on_the_shortlist_before_any_has_two(coat_features):
    prolific = [Entry(coat_features("Amba", photo=f"{n}"), "Amba", "") for n in range(20)]
    others = [Entry(coat_features(name, photo=name), name, "") for name in NAMES[1:]]
    gallery = Gallery.build([*prolific, *others])
    allowed = np.ones(len(gallery), dtype=bool)
    score = np.array([1.0 if entry.individual == "Amba" else 0.1 for entry in gallery.entries])
    chosen = looking.shortlist(gallery, allowed, (score,), budget=6)
    assert sorted(gallery.entries[row].individual for row in chosen) == sorted(NAMES)

"""A second look at a shortlist, on orders small enough to be checked by eye."""

import numpy as np
import pytest
from reranking import Asked, fitted, gain, held_out, place_of, reranked, shares


def query(animal, ours, second, scores=None, plain=()):
    return Asked(animal, tuple(ours), tuple(plain or ours), scores or {}, second)


def test_only_the_shortlist_moves_and_ties_stay_as_they_stood():
    second = {"a": 3.0, "b": 9.0, "c": 3.0, "d": 50.0}
    assert reranked(["a", "b", "c", "d"], second, 3) == ("b", "a", "c", "d")


def test_a_place_counts_from_one_and_a_stranger_has_none():
    assert place_of("b", ["a", "b"]) == 2
    with pytest.raises(ValueError):
        place_of("z", ["a", "b"])


def test_shares_and_gain_count_queries_but_resample_animals():
    asked = [query("a", "ab", {}), query("a", "ab", {}), query("b", "ab", {})]
    better = [["a", "b"], ["a", "b"], ["b", "a"]]
    rng = np.random.default_rng
    top = shares(asked, [one.ours for one in asked], 1, rng(0))
    assert (top.value, top.animals) == (pytest.approx(2 / 3), 2)
    assert shares(asked, better, 2, rng(0)).value == 1.0
    more = gain(asked, better, [one.ours for one in asked], rng(0))
    # One of two animals gains: an interval over animals runs from nothing to everything.
    assert (more.value, more.low, more.high) == (pytest.approx(1 / 3), 0.0, 1.0)


def test_a_line_never_saw_the_animal_it_weighs():
    """One animal's pairs look the wrong way round; only a line that had seen them would know."""
    animals, against, rows = [], [], []
    for animal in "abcdef":
        for other in "abcdef":
            animals.append(animal)
            against.append(other)
            high = (animal == other) != (animal == "f")
            rows.append([2.0 if high else -2.0])
    rows, animals, against = np.array(rows), np.array(animals), np.array(against)
    weighed = held_out(rows, animals, against)
    same = animals == against
    assert (weighed[same & (animals != "f")] > 0).all()
    assert (weighed[~same & (animals != "f")] < 0).all()
    assert (weighed[same & (animals == "f")] < 0).all()


def crowd(rng, told):
    """Thirty animals, two queries each, five candidates; told: how far the second look parts."""
    names = [f"t{number:02}" for number in range(30)]
    asked = []
    for animal in names * 2:
        others = [str(name) for name in rng.permutation([n for n in names if n != animal])[:4]]
        scores = {name: [rng.normal()] for name in others} | {animal: [rng.normal() + 0.5]}
        order = sorted(scores, key=lambda name: -scores[name][0])
        second = {name: max(0.0, rng.normal(5, 2)) for name in order}
        second[animal] += told
        asked.append(query(animal, order, second, scores))
    return asked


def test_a_second_look_that_tells_raises_top_1_and_one_that_does_not_leaves_it():
    rng = np.random.default_rng(5)
    for told, at_least, at_most in ((12.0, 0.3, 1.0), (0.0, -0.15, 0.15)):
        asked = crowd(rng, told)
        before, after = (fitted(asked, 5, second=second) for second in (False, True))
        assert at_least <= gain(asked, after, before, np.random.default_rng(0)).value <= at_most


def test_whoever_is_not_on_the_shortlist_stays_behind_it():
    asked = crowd(np.random.default_rng(6), 12.0)
    for one, order in zip(asked, fitted(asked, 3, second=True), strict=True):
        assert order[3:] == one.ours[3:]
        assert set(order[:3]) == set(one.ours[:3])

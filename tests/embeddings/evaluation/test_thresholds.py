"""What a lead may name and exclude by: error rates kept on animals whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.evaluation.intervals import expected_of_others, wilson
from embeddings.evaluation.thresholds import (
    Weighed,
    choose_exclusion,
    choose_thresholds,
)
from embeddings.evaluation.trials import Trial
from embeddings.strength import Bounds, Evidence

WIDE = Bounds(-2.0, 2.0)


def trial(mine: str, other: str, query: str = "") -> Trial:
    seen = Evidence(other, query or f"Q{mine}", "left", "sufficient", {}, 1, 1)
    return Trial(mine, f"E{mine}", seen)


def own(ratios: list[float], bounds: Bounds = WIDE) -> Weighed:
    """One query an animal, each met by its own animal with such a log10 LR."""
    trials = [trial(f"A{place}", f"A{place}") for place in range(len(ratios))]
    return Weighed(trials, np.array(ratios), bounds)


def crowd(animals: int, spread: float) -> Weighed:
    """Every animal asks once: its own ratio lies around 1.5, those of the others around -1."""
    rng = np.random.default_rng(3)
    trials = [trial(f"A{a}", f"A{b}") for a in range(animals) for b in range(animals)]
    middle = np.array([1.5 if one.same else -1.0 for one in trials])
    return Weighed(trials, rng.normal(middle, spread), WIDE)


def test_few_unknown_animals_are_named_and_few_known_ones_excluded():
    weighed = crowd(60, 0.6)
    chosen = choose_thresholds(weighed, weighed)
    same = np.array([one.same for one in weighed.trials])
    best_other = np.where(same, -9.0, weighed.held_out).reshape(60, 60).max(axis=1)
    assert np.mean(best_other >= chosen.this_animal) <= 0.07
    assert np.mean(weighed.held_out[same] <= chosen.excluded.at) <= 0.05
    assert chosen.animals == 60


def test_nobody_is_named_without_at_least_weak_support():
    # Look-alikes never come near: even so LR 2 is needed to name.
    weighed = crowd(60, 0.05)
    assert choose_thresholds(weighed, weighed).this_animal == pytest.approx(0.302)


def test_an_exclusion_never_stands_on_a_ratio_that_says_nothing():
    # All animals are found by a wide margin: still nothing above LR 1/2 excludes.
    chosen = choose_exclusion(own([1.5] * 80))
    assert chosen.at == pytest.approx(-0.302)
    assert chosen.wrongly == 0.0
    assert 0.0 < chosen.high < 0.06


def test_where_many_enrolled_animals_look_absent_the_threshold_falls_below_them():
    # 8 of 40 are missed at -0.4, one of 40 at -1.2: only the latter may be lost.
    chosen = choose_exclusion(own([1.5] * 31 + [-0.4] * 8 + [-1.2]))
    assert -1.2 <= chosen.at < -0.4
    assert chosen.wrongly == pytest.approx(1 / 40)


def test_a_method_that_misses_half_of_the_animals_excludes_nobody():
    assert choose_exclusion(own([1.0] * 20 + [-0.5] * 20, Bounds(-0.34, 1.7))) is None


def test_ratios_beyond_the_bounds_count_as_the_bound():
    # Four of forty lie beyond the bound: they all say -0.5 to a reader, and are one tie there.
    beyond = [1.0] * 36 + [-0.6, -0.8, -1.0, -1.2]
    assert choose_exclusion(own(beyond, Bounds(-0.5, 1.7))) is None
    assert choose_exclusion(own(beyond, WIDE)).at < -0.6


def test_each_photo_is_held_by_the_bounds_of_its_own_quality():
    narrow, wide = Bounds(-0.2, 1.0), Bounds(-2.0, 2.0)
    weighed = Weighed([trial("A", "A"), trial("B", "B")], np.array([-3.0, -3.0]), [narrow, wide])
    assert weighed.bounded.tolist() == [-0.2, -2.0]
    assert weighed.lowest == -2.0


def test_an_animal_with_many_photos_counts_once():
    few = own([1.5] * 39 + [-1.0])
    photos = [trial("A39", "A39", f"Q{copy}") for copy in range(200)]
    many = replace(
        few,
        trials=[*few.trials, *photos],
        held_out=np.concatenate([few.held_out, np.full(200, -1.0)]),
    )
    assert choose_exclusion(many) == choose_exclusion(few)


def test_without_enrolled_animals_nothing_may_be_excluded():
    strangers = Weighed([trial("A", "B")], np.array([-3.0]), WIDE)
    assert choose_exclusion(strangers) is None
    assert choose_thresholds(strangers, strangers).excluded is None


def test_queries_that_met_nobody_else_are_refused():
    alone = own([1.0, 1.0])
    with pytest.raises(ValueError, match="look-alike"):
        choose_thresholds(alone, alone)


@pytest.mark.parametrize(
    # Newcombe 1998, Statistics in Medicine 17: 81/263, 15/148, 0/20, 1/29.
    ("hits", "count", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_of_shares_are_those_of_the_literature(hits, count, low, high):
    assert wilson(hits / count, count) == (
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )


@pytest.mark.parametrize(("animals", "given"), [(18, False), (19, True)])
def test_fewer_than_nineteen_animals_carry_no_exclusion(animals, given):
    assert (choose_exclusion(own([1.5] * animals)) is not None) is given


def test_an_exclusion_is_as_rarely_wrong_of_animals_it_was_not_chosen_on():
    # Ratios that are often low: on half of the animals chosen, on the other half counted.
    rng = np.random.default_rng(11)
    wrong = []
    for _ in range(400):
        ratios = rng.normal(0.3, 0.6, 80)
        chosen = choose_exclusion(own(ratios[:40].tolist()))
        wrong.append(0.0 if chosen is None else float(np.mean(ratios[40:] <= chosen.at)))
    # One of forty may be lost: two in forty-one are to be expected of others.
    assert np.mean(wrong) == pytest.approx(2 / 41, abs=0.004)


@pytest.mark.parametrize(("seen", "count", "others"), [(0.0, 19, 0.05), (0.05, 40, 3 / 41)])
def test_one_more_is_expected_of_others_than_was_seen(seen, count, others):
    assert expected_of_others(seen, count) == pytest.approx(others)

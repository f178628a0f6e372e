"""Where a search leans neither way, and what leanings are worth: counted by hand and by drawing."""

from itertools import combinations

import numpy as np
import pytest

from embeddings.evaluation.leaning import Firm, choose_balances, sizes_of
from embeddings.evaluation.thresholds import Weighed, choose_thresholds
from embeddings.evaluation.trials import Trial
from embeddings.strength import BestOf, Bounds, Evidence, Line

OPEN = Firm(np.inf, -np.inf)


def searches(own: list[float | None], others: list[list[float]]):
    """One search an animal: its own log10 LR (None: not there), and those of the others it met."""
    trials, values = [], []
    for place, (mine, met) in enumerate(zip(own, others, strict=True)):
        there = [] if mine is None else [(f"A{place}", mine)]
        for name, value in [*there, *((f"B{k}", v) for k, v in enumerate(met))]:
            seen = Evidence(name, f"Q{place}", "left", "sufficient", {}, 1, 1)
            trials.append(Trial(f"A{place}", f"E{place}", seen))
            values.append(value)
    return trials, np.array(values)


def best_of(slope: float = 0.5) -> BestOf:
    return BestOf(Line((0.0,), (2.0,), (2.0 * slope,), 0.0), Bounds(-1.0, 1.0), 10)


def crowd(animals: int, same_at: float, met: int, seed: int = 1, spread: float = 0.5):
    rng = np.random.default_rng(seed)
    own = rng.normal(same_at, spread, animals).tolist()
    return own, [rng.normal(-0.6, 0.4, met).tolist() for _ in range(animals)]


def balances(own, others, firm=None, slope: float = 0.5, seed: int = 0):
    trials, values = searches(own, others)
    decided = [(size, firm or OPEN) for size in sizes_of(trials)]
    return choose_balances(trials, values, best_of(slope), decided, np.random.default_rng(seed))


def test_known_and_unknown_animals_are_served_together_as_well_as_can_be():
    own, others = crowd(300, 0.6, 15)
    rules = balances(own, others, slope=1e6)
    assert [rule.catalogue for rule in rules] == [1, 2, 4, 8, 16]
    assert rules[0].at < rules[-1].at
    # By hand for all sixteen: rightly named times rightly refused, at every value.
    nearest, mine = np.max(others, axis=1), np.array(own)

    def served(at: float) -> float:
        return float(np.mean((mine >= at) & (mine > nearest)) * np.mean(nearest < at))

    best = max(served(at) for at in np.arange(-2.0, 2.0, 0.01))
    assert served(rules[-1].at) >= 0.98 * best
    assert min(served(rules[-1].at - 0.5), served(rules[-1].at + 0.5)) < 0.95 * best


@pytest.mark.parametrize("size", [2, 4])
def test_the_error_rates_are_those_of_all_catalogues_of_the_size(size):
    # No band, no firm rule: every catalogue with the animal and without is drawn one by one.
    own, others = crowd(25, 0.3, 7, seed=4)
    rule = next(one for one in balances(own, others, slope=1e9) if one.catalogue == size)
    none, other, named = [], [], []
    for mine, met in zip(own, others, strict=True):
        with_own = [max(drawn, default=-9.0) for drawn in combinations(met, size - 1)]
        none.append(np.mean([max(mine, best) < rule.at for best in with_own]))
        other.append(np.mean([best > mine and best >= rule.at for best in with_own]))
        named.append(np.mean([max(drawn) >= rule.at for drawn in combinations(met, size)]))
    # Counted with balances chosen on four fifths of the animals: near, not equal.
    assert rule.known_none.share == pytest.approx(np.mean(none), abs=0.08)
    assert rule.known_other.share == pytest.approx(np.mean(other), abs=0.06)
    assert rule.unknown_named.share == pytest.approx(np.mean(named), abs=0.08)


def test_a_leaning_is_wrong_as_often_as_even_odds_have_it():
    own, others = crowd(300, 0.5, 7, seed=2)
    rule = balances(own, others, slope=1e9)[-1]
    lost, given = rule.known_none.share, rule.unknown_named.share
    # Nothing is firm here, so all that is told is a leaning.
    assert rule.wrong_none.share == pytest.approx(lost / (lost + 1.0 - given), abs=1e-3)
    named = 1.0 - lost - rule.known_other.share
    wrong = rule.known_other.share + given
    assert rule.wrong_named.share == pytest.approx(wrong / (wrong + named), abs=1e-3)


def test_rates_are_of_animals_that_the_balance_was_not_chosen_on():
    # Own and other from one bag: no value truly serves both better than a quarter, but on the
    # animals that chose it the best of all values always looks as if it did.
    counted, flattered = [], []
    for seed in range(25):
        own, others = crowd(20, -0.6, 1, seed=seed, spread=0.4)
        rule = balances(own, others, slope=1e9)[0]
        counted.append((1.0 - rule.known_none.share) * (1.0 - rule.unknown_named.share))
        tried = np.arange(-2.0, 1.0, 0.01)[:, None]
        product = np.mean(np.array(own) >= tried, 1) * np.mean(np.ravel(others) < tried, 1)
        flattered.append(product.max())
    assert np.mean(flattered) > 0.31
    assert np.mean(counted) < 0.29


def test_what_a_firm_rule_decides_is_no_leaning():
    own, others = crowd(200, 0.8, 7, seed=3)
    open_rule = balances(own, others, slope=1e9)[-1]
    firm = Firm(named=0.9, none=-0.4)
    rule = balances(own, others, firm, slope=1e9)[-1]
    assert rule.at == open_rule.at
    assert rule.known_none == open_rule.known_none
    # The surest names and the surest "none" are firm, so the rest is wrong more often.
    assert rule.wrong_named.share > open_rule.wrong_named.share + 0.05
    assert rule.wrong_none.share > open_rule.wrong_none.share


def test_where_all_is_firm_nothing_is_known_of_leanings():
    own, others = crowd(60, 0.8, 7, seed=3)
    rule = balances(own, others, Firm(named=-0.2, none=-0.2), slope=1e9)[-1]
    for wrong in (rule.wrong_none, rule.wrong_named):
        assert (wrong.share, wrong.low, wrong.high) == (0.5, 0.0, 1.0)
    assert rule.unknown_named.share > 0.0


def test_few_leanings_leave_their_error_rate_wide():
    own, others = crowd(200, 0.8, 7, seed=3)
    all_open = balances(own, others, slope=1e9)[-1]
    few = balances(own, others, Firm(named=np.inf, none=all_open.at - 0.1), slope=1e9)[-1]
    wide, narrow = few.wrong_none, all_open.wrong_none
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_around_the_balance_nothing_is_told():
    own, others = crowd(200, 0.6, 7)
    sharp, blunt = (balances(own, others, slope=slope)[-1] for slope in (1e9, 0.1))
    assert blunt.known_none.share < sharp.known_none.share
    assert blunt.unknown_named.share < sharp.unknown_named.share


def test_animals_count_alike_however_many_searches_they_have():
    own, others = crowd(40, 0.6, 3)
    trials, values = searches(own, others)
    again = [
        Trial(one.individual, "again", Evidence(one.evidence.individual, f"again {k}", "left",
              "sufficient", {}, 1, 1))
        for k in range(30)
        for one in trials[:4]
    ]  # fmt: skip
    rng = np.random.default_rng
    once = choose_balances(trials, values, best_of(), [(4, OPEN)], rng(0))
    often = choose_balances(
        [*trials, *again], np.concatenate([values, np.tile(values[:4], 30)]), best_of(),
        [(4, OPEN)], rng(0),
    )  # fmt: skip
    assert often == once


def test_animals_that_are_nowhere_enrolled_count_as_strangers_only():
    own, others = crowd(40, 0.6, 3)
    strangers: list[float | None] = [None] * 40
    rule = balances([*own, *strangers], [*others, *others])[-1]
    assert rule.animals == 40
    assert rule.known_none.share > 0.0


def test_without_a_search_level_ratio_nothing_leans():
    trials, values = searches(*crowd(40, 0.6, 3))
    assert choose_balances(trials, values, None, [(4, OPEN)], np.random.default_rng(0)) == ()
    flat = BestOf(Line((0.0,), (1.0,), (0.0,), 0.0), Bounds(-1.0, 1.0), 10)
    assert choose_balances(trials, values, flat, [(4, OPEN)], np.random.default_rng(0)) == ()
    assert sizes_of([]) == []


def test_leanings_change_no_firm_threshold_and_draw_nothing():
    own, others = crowd(60, 0.8, 15)
    trials, values = searches(own, others)
    weighed = Weighed(trials, values, Bounds(-2.0, 2.0))
    firm = choose_thresholds(weighed, weighed, best_of())
    rng = np.random.default_rng(7)
    leaning = choose_thresholds(weighed, weighed, best_of(), rng)
    assert (firm.balances, firm.balances_at_a_glance) == ((), ())
    assert len(leaning.balances) == len(leaning.balances_at_a_glance) == 5
    for name in ("this_animal", "animals", "excluded", "absent", "best_of"):
        assert getattr(leaning, name) == getattr(firm, name)
    assert rng.random() == np.random.default_rng(7).random()

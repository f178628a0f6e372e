"""When a search says "none of these": rarely of an animal that is there, whatever the size."""

from itertools import combinations

import numpy as np
import pytest

from embeddings.evaluation.absence import NO_SUPPORT, choose_absence
from embeddings.evaluation.trials import Trial
from embeddings.strength import Evidence


def searches(own: list[float], others: list[list[float]]):
    """One search an animal: its own log10 LR, and those of the others it met."""
    trials, values = [], []
    for place, (mine, met) in enumerate(zip(own, others, strict=True)):
        for name, value in [(f"A{place}", mine), *((f"B{k}", v) for k, v in enumerate(met))]:
            seen = Evidence(name, f"Q{place}", "left", "sufficient", {}, 1, 1)
            trials.append(Trial(f"A{place}", f"E{place}", seen))
            values.append(value)
    return trials, np.array(values)


def drawn(animals: int, same_at: float, met: int = 15, seed: int = 1):
    rng = np.random.default_rng(seed)
    own = rng.normal(same_at, 0.5, animals).tolist()
    return own, [rng.normal(-0.6, 0.3, met).tolist() for _ in range(animals)]


@pytest.mark.parametrize("size", [16, 8, 4])
def test_enrolled_animals_are_told_away_no_more_often_than_promised(size):
    own, others = drawn(60, 1.2)
    rules = {rule.catalogue: rule for rule in choose_absence(*searches(own, others))}
    rule = rules[size]
    # Oracle: every catalogue of that size that holds the animal, drawn one by one.
    told = [
        np.mean([max(mine, *met) <= rule.nearest for met in combinations(rest[:9], 3)])
        for mine, rest in zip(own, others, strict=True)
    ]
    assert rule.wrongly <= 0.05
    assert rule.nearest <= NO_SUPPORT
    if size == 4:
        assert np.mean(told) == pytest.approx(rule.wrongly, abs=0.03)


def test_the_chance_of_a_low_search_is_that_of_all_catalogues_of_its_size():
    own, others = [-0.5], [[-0.9, -0.7, -0.2, 0.2]]
    rules = choose_absence(*searches(own * 30 + [1.0] * 1, others * 31))
    at = {rule.catalogue: rule for rule in rules}
    assert set(at) <= {5, 2, 1}
    for size, rule in at.items():
        low = np.mean(
            [max(-0.5, *met) <= rule.nearest for met in combinations(others[0], size - 1)]
            if size > 1
            else [rule.nearest >= -0.5]
        )
        assert rule.wrongly == pytest.approx(low * 30 / 31, abs=1e-3)


def test_no_search_with_a_supported_nearest_is_ever_told_away():
    own, others = drawn(60, 6.0)
    assert all(rule.nearest <= NO_SUPPORT for rule in choose_absence(*searches(own, others)))


def test_a_smaller_catalogue_asks_for_a_lower_nearest():
    rules = choose_absence(*searches(*drawn(80, 0.6)))
    levels = [rule.nearest for rule in rules]
    assert levels == sorted(levels)
    assert [rule.catalogue for rule in rules] == sorted(rule.catalogue for rule in rules)


def test_where_every_second_animal_is_missed_only_what_nobody_reaches_is_left():
    own = [1.5] * 20 + [-0.6] * 20
    others = [np.linspace(-0.6, -0.1, 9).tolist()] * 40
    rules = choose_absence(*searches(own, others))
    assert all(rule.wrongly <= 0.05 for rule in rules)
    # The nearest of nine others reaches -0.1 in every search: no search of ten ends below it.
    assert all(rule.nearest < -0.1 for rule in rules)


@pytest.mark.parametrize(("same_at", "said"), [(2.0, True), (-0.6, False)])
def test_an_answer_as_frequent_with_the_animal_there_is_not_given(same_at, said):
    # The second method never finds its animal: whatever it says of strangers, it says of all.
    own, others = drawn(60, same_at)
    assert bool(choose_absence(*searches(own, others))) is said


def test_an_animal_with_many_searches_counts_once():
    own, others = drawn(40, 1.2)
    trials, values = searches(own, others)
    again = [
        Trial(one.individual, one.encounter, Evidence(one.evidence.individual, f"copy {copy}",
              "left", "sufficient", {}, 1, 1))
        for copy in range(20)
        for one in trials[:16]
    ]  # fmt: skip
    copied = np.concatenate([values, np.tile(values[:16], 20)])
    assert choose_absence([*trials, *again], copied) == choose_absence(trials, values)


def test_without_enrolled_animals_there_is_no_rule():
    seen = Evidence("B", "Q", "left", "sufficient", {}, 1, 1)
    assert choose_absence([Trial("A", "E", seen)], np.array([-1.0])) == ()

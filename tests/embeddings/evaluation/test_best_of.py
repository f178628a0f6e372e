"""The best of a search on the catalogue's own question: calibrated, bounded, silent on few."""

import numpy as np

from embeddings.evaluation.best_of import fit_best_of
from embeddings.evaluation.trials import Trial
from embeddings.strength import Evidence, cllr


def searches(animals: int, same_at: float, seed: int = 1, met: int = 30):
    """Each animal asks once among `met`: log10 LRs N(same_at, 0.6) of its own, N(-1, 0.6) else."""
    rng = np.random.default_rng(seed)
    trials, values = [], []
    for mine in range(animals):
        for place in range(met):
            other = f"A{mine}" if place == 0 else f"B{place}"
            seen = Evidence(other, f"Q{mine}", "left", "sufficient", {}, 1, 1)
            trials.append(Trial(f"A{mine}", f"E{mine}", seen))
            values.append(rng.normal(same_at if place == 0 else -1.0, 0.6))
    return trials, np.array(values)


def best_of_fresh(same_at: float, count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(99)
    others = rng.normal(-1.0, 0.6, (count, 29)).max(axis=1)
    return np.maximum(others, rng.normal(same_at, 0.6, count)), others


def test_a_fresh_search_gets_a_ratio_worth_having():
    rule = fit_best_of(*searches(60, 2.0), np.random.default_rng(1))
    known, unknown = best_of_fresh(2.0, 400)
    ratios = [np.array([rule.raw(best, 29) for best in side]) for side in (known, unknown)]
    assert cllr(*ratios) < 0.5
    assert rule.animals == 29


def test_where_the_animal_is_never_found_the_best_says_nothing():
    rule = fit_best_of(*searches(60, -5.0), np.random.default_rng(1))
    assert abs(rule.bounds.hold(rule.raw(0.5, 29))) < 0.35


def test_sixty_animals_claim_no_more_than_sixty_animals_can():
    rule = fit_best_of(*searches(60, 6.0), np.random.default_rng(1))
    assert rule.bounds.high <= np.log10(61) + 1e-9
    assert rule.bounds.low >= -np.log10(61) - 1e-9


def test_too_few_animals_carry_no_such_ratio():
    assert fit_best_of(*searches(19, 2.0), np.random.default_rng(1)) is None
    assert fit_best_of(*searches(20, 2.0), np.random.default_rng(1)) is not None


def test_a_query_that_met_only_its_own_animal_is_no_search_of_many():
    trials, values = searches(40, 2.0, met=1)
    assert fit_best_of(trials, values, np.random.default_rng(1)) is None

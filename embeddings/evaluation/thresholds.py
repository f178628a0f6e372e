"""Which ratios a lead may name or exclude by, from held-out animals.

To exclude is the graver word: who is told "not this animal" stops looking. So an animal is excluded
only by a ratio that speaks against it, and only where few animals that were there had such a ratio;
a method that misses half of them may exclude nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.evaluation.absence import choose_absence
from embeddings.evaluation.best_of import fit_best_of
from embeddings.evaluation.intervals import expected_of_others, wilson
from embeddings.evaluation.leaning import Firm, choose_balances, sizes_of
from embeddings.evaluation.trials import Trial
from embeddings.strength import BestOf, Bounds, Exclusion, Thresholds
from embeddings.strength.measures import Floats

FALSE_NAMING = 0.05
"""Share of unknown queries that may be named, at most, on the calibration folds."""
FALSE_EXCLUSION = 0.05
"""Share of enrolled animals that may be expected to be excluded, at most."""
MILDEST = -0.302
"""log10 LR from which on the words are "weak support" against (LR 1/2): no exclusion above it, and
nobody is named below its opposite."""
_STEP = 0.001


@dataclass(frozen=True, slots=True)
class Weighed:
    """Trials with their held-out log10 LRs (n,), in one order, and the bounds that hold for them.

    bounds: one for all, or one for each trial where photos of different quality have their own.
    """

    trials: Sequence[Trial]
    held_out: Floats
    bounds: Bounds | Sequence[Bounds]

    @property
    def limits(self) -> Sequence[Bounds]:
        """The bounds of each trial (n,)."""
        return [self.bounds] * len(self.trials) if isinstance(self.bounds, Bounds) else self.bounds

    @property
    def bounded(self) -> Floats:
        """The log10 LRs inside their bounds (n,)."""
        pairs = zip(self.limits, self.held_out.tolist(), strict=True)
        return np.array([bounds.hold(value) for bounds, value in pairs], dtype=np.float64)

    @property
    def lowest(self) -> float:
        """The furthest that any comparison may speak against an animal."""
        return min(bounds.low for bounds in self.limits)


def choose_thresholds(
    close: Weighed,
    glance: Weighed,
    best_of: BestOf | None = None,
    rng: np.random.Generator | None = None,
) -> Thresholds:
    """Thresholds of the lead, each query taken with and without its animal.

    this_animal keeps the share of unknown queries that are named at FALSE_NAMING, at the median
    number of animals that a query met, and is never below weak support. Leanings are counted where
    best_of and rng are given; that draws nothing from rng itself. Raises ValueError where no other
    animal was met.
    """
    best_other: dict[str, float] = {}
    animals: dict[str, int] = {}
    for trial, log10_lr in zip(close.trials, close.held_out.tolist(), strict=True):
        query = trial.evidence.query
        animals[query] = animals.get(query, 0) + 1
        if not trial.same:
            best_other[query] = max(best_other.get(query, -np.inf), log10_lr)
    if not best_other:
        raise ValueError("no query met another animal: nothing says what a look-alike reaches")
    named = float(np.quantile(list(best_other.values()), 1.0 - FALSE_NAMING))
    firm = Thresholds(
        this_animal=round(max(named, -MILDEST), 3),
        animals=int(np.median(list(animals.values()))),
        excluded=choose_exclusion(close),
        excluded_at_a_glance=choose_exclusion(glance),
        best_of=best_of,
        absent=choose_absence(close.trials, close.bounded),
        absent_at_a_glance=choose_absence(glance.trials, glance.bounded),
    )
    if best_of is None or rng is None:
        return firm
    of_glance, of_folds = rng.spawn(2)
    at_a_glance = fit_best_of(glance.trials, glance.held_out, of_glance)
    return replace(
        firm,
        balances=choose_balances(
            close.trials, close.held_out, best_of, _firm(close, firm, closely=True), of_folds
        ),
        balances_at_a_glance=choose_balances(
            glance.trials,
            glance.held_out,
            at_a_glance,
            _firm(glance, firm, closely=False),
            of_folds,
        ),
    )


def _firm(weighed: Weighed, thresholds: Thresholds, *, closely: bool) -> list[tuple[int, Firm]]:
    """What the firm rules decide in catalogues of each size, smallest first."""
    one_by_one = thresholds.excluded if closely else thresholds.excluded_at_a_glance
    found = []
    for size in sizes_of(weighed.trials):
        together = thresholds.absence(size, looked_closely=closely)
        lowest = -np.inf if one_by_one is None else one_by_one.at
        none = lowest if together is None else max(lowest, together.nearest)
        found.append((size, Firm(thresholds.this_animal, none)))
    return found


def choose_exclusion(weighed: Weighed) -> Exclusion | None:
    """The highest ratio that is to be expected to exclude at most FALSE_EXCLUSION of other animals.

    Every animal counts alike, however many queries it has, and one more wrong exclusion is counted
    than was seen: so fewer than 19 animals carry none. None where that ratio lies below what the
    bounds let any comparison claim, or where no query had its animal in the gallery.
    """
    own: dict[str, list[float]] = {}
    for trial, log10_lr in zip(weighed.trials, weighed.bounded.tolist(), strict=True):
        if trial.same:
            own.setdefault(trial.individual, []).append(log10_lr)
    if not own:
        return None

    def wrongly(at: float) -> float:
        return float(np.mean([np.mean(np.array(ratios) <= at) for ratios in own.values()]))

    below = sorted({ratio for ratios in own.values() for ratio in ratios if ratio <= MILDEST})
    tried = [MILDEST, *(np.floor(ratio / _STEP - 1e-6) * _STEP for ratio in reversed(below))]
    allowed = (
        level for level in tried if expected_of_others(wrongly(level), len(own)) <= FALSE_EXCLUSION
    )
    at = round(float(next(allowed, -np.inf)), 3)
    if at < weighed.lowest:
        return None
    low, high = wilson(wrongly(at), len(own))
    return Exclusion(at, round(wrongly(at), 4), round(low, 4), round(high, 4), len(own))

"""When a whole search may say that its animal is none of those compared.

To exclude every animal one by one asks too much: among fifty one always looks a little alike. So
the search is judged as a whole, by the nearest animal: it gets no support, and few searches whose
animal was there came out so low. In a smaller catalogue fewer look-alikes lift the nearest, so that
rule is chosen for each size by itself; how likely the nearest stays low among fewer is computed
exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from embeddings.evaluation.intervals import expected_of_others, wilson
from embeddings.evaluation.trials import Trial
from embeddings.strength import Absence
from embeddings.strength.measures import Floats

FALSE_ABSENCE = 0.05
"""Share of enrolled animals whose search may be expected to say "none of these", at most."""
NO_SUPPORT = 0.301
"""log10 LR below which the words are "no support either way" (LR 2): above it none is absent."""
WORTH_SAYING = 0.5
"""An answer is worth saying that is at most so many times as frequent of animals that are there as
of strangers: LR 1/2, at least weak support."""
_STEP = 0.001


@dataclass(frozen=True, slots=True)
class _Search:
    """One search for an enrolled animal: its own bounded log10 LR, those of the others sorted."""

    animal: str
    own: float
    others: Floats

    def stays_below(self, at: float, catalogue: int) -> float:
        """P(nearest <= at) when so many animals, its own among them, are drawn to be compared."""
        drawn = min(catalogue - 1, self.others.size)
        low = int(np.searchsorted(self.others, at, side="right"))
        if self.own > at:
            return 0.0
        return comb(low, drawn) / comb(self.others.size, drawn)

    def stranger_stays_below(self, at: float, catalogue: int) -> float:
        """The same with its own animal taken out."""
        drawn = min(catalogue, self.others.size)
        low = int(np.searchsorted(self.others, at, side="right"))
        return comb(low, drawn) / comb(self.others.size, drawn)


def choose_absence(trials: Sequence[Trial], bounded: Floats) -> tuple[Absence, ...]:
    """A rule for catalogues as large as the calibration's, half, a quarter and so on.

    bounded (n,): bounded log10 LRs of the trials. Every animal counts alike, however many queries
    it has, and one more wrong answer is counted than was seen. Sizes for which no value is low
    enough have no rule; smallest first.
    """
    searches = _searches(trials, bounded)
    if not searches:
        return ()
    size = int(np.median([one.others.size for one in searches])) + 1
    found = []
    while size >= 1:
        rule = _rule(searches, size)
        if rule is not None:
            found.append(rule)
        size //= 2
    return tuple(reversed(found))


def _rule(searches: Sequence[_Search], size: int) -> Absence | None:
    values = {one.own for one in searches if one.own <= NO_SUPPORT}
    values |= {float(value) for one in searches for value in one.others if value <= NO_SUPPORT}
    below = [float(np.floor(value / _STEP - 1e-6) * _STEP) for value in values]
    tried = np.array(sorted({NO_SUPPORT, *below}))
    animals = len({one.animal for one in searches})
    # The share grows with the value, so the highest that is low enough is found by halving.
    shares = {}
    first, last = 0, len(tried) - 1
    while first <= last:
        middle = (first + last) // 2
        shares[middle] = _wrongly(searches, float(tried[middle]), size)
        if expected_of_others(shares[middle], animals) <= FALSE_ABSENCE:
            first = middle + 1
        else:
            last = middle - 1
    if last < 0:
        return None
    at = float(tried[last])
    # A search that comes out so low as often with its animal there as without tells nothing.
    strangers = _by_animal([(one.animal, one.stranger_stays_below(at, size)) for one in searches])
    if not strangers or shares[last] > WORTH_SAYING * strangers:
        return None
    low, high = wilson(shares[last], animals)
    return Absence(
        catalogue=size,
        nearest=round(at, 3),
        wrongly=round(shares[last], 4),
        low=round(low, 4),
        high=round(high, 4),
        animals=animals,
    )


def _wrongly(searches: Sequence[_Search], at: float, size: int) -> float:
    return _by_animal([(one.animal, one.stays_below(at, size)) for one in searches])


def _by_animal(shares: Sequence[tuple[str, float]]) -> float:
    """Mean over animals of each animal's mean."""
    found: dict[str, list[float]] = {}
    for animal, share in shares:
        found.setdefault(animal, []).append(share)
    return float(np.mean([np.mean(one) for one in found.values()]))


def _searches(trials: Sequence[Trial], bounded: Floats) -> list[_Search]:
    own: dict[str, tuple[str, float]] = {}
    others: dict[str, list[float]] = {}
    for trial, value in zip(trials, bounded.tolist(), strict=True):
        if trial.same:
            own[trial.evidence.query] = (trial.individual, value)
        else:
            others.setdefault(trial.evidence.query, []).append(value)
    return [
        _Search(animal, value, np.sort(np.array(others[query], dtype=np.float64)))
        for query, (animal, value) in own.items()
        if query in others
    ]

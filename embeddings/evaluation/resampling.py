"""Animals drawn again: the only unit that an interval may resample.

Photos of one animal, and pairs of photos, repeat each other; an interval over them would be far too
narrow. Whole animals are drawn with replacement, and every figure is computed with the times that
each was drawn as the weight of its queries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.metrics import Interval
from embeddings.strength.measures import EmptySet, Floats

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Draws:
    """Queries by animal, and how often each animal was drawn.

    of (n,): the animal of each query, as a number; times (RESAMPLES, animals).
    """

    of: np.ndarray[tuple[int], np.dtype[np.int64]]
    times: Floats

    @classmethod
    def over(cls, animals: Sequence[str], rng: np.random.Generator) -> "Draws":
        """Draws over the animals of so many queries. Raises EmptySet without queries."""
        if not animals:
            raise EmptySet("no animal to resample")
        names, of = np.unique(np.asarray(animals, dtype=str), return_inverse=True)
        count = len(names)
        times = rng.multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES)
        return cls(of.astype(np.int64), times.astype(np.float64))

    @property
    def animals(self) -> int:
        """How many animals."""
        return int(self.times.shape[1])

    @property
    def weights(self) -> Floats:
        """Times that each query counts in each resample (RESAMPLES, n)."""
        return np.asarray(self.times[:, self.of])

    def mean(self, values: Sequence[float] | Floats) -> Interval:
        """The mean of one value a query (n,), with its interval."""
        told = np.asarray(values, dtype=np.float64)
        weights = self.weights
        return self.interval(float(told.mean()), (weights @ told) / weights.sum(axis=1))

    def mean_by(self, groups: Sequence[str], values: Sequence[float]) -> Interval:
        """The mean over groups (flanks, each of one animal) of their own means."""
        names, group = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
        counted = np.bincount(group)
        means = np.bincount(group, np.asarray(values, dtype=np.float64)) / counted
        animal = np.zeros(len(names), dtype=np.int64)
        animal[group] = self.of
        times = self.times[:, animal]
        return self.interval(float(means.mean()), (times @ means) / times.sum(axis=1))

    def figure(self, of: Callable[[Floats], float]) -> Interval:
        """Any figure of the queries' weights (n,), with its interval."""
        weights = self.weights
        drawn = np.array([of(row) for row in weights], dtype=np.float64)
        return self.interval(of(np.ones(weights.shape[1])), drawn)

    def interval(self, value: float, drawn: Floats) -> Interval:
        """A value with the middle 95 % of what the resamples gave."""
        low, high = np.nanpercentile(drawn, (2.5, 97.5))
        return Interval(value, float(low), float(high), self.animals)

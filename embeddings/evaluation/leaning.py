"""Where a search leans neither way, and how often its leanings are wrong on other animals.

Every search is taken with its animal among those compared and with it taken out, as even prior odds
have it. The balance is where the share of enrolled animals that are rightly named, times the share
of strangers that are rightly told "not in the catalogue", is highest: neither is served at the cost
of the other. It is chosen for catalogues of several sizes by themselves; how likely the nearest is
so high among fewer is computed exactly. The error rates are counted on animals that the balance was
not chosen on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.intervals import wilson
from embeddings.evaluation.protocol import folds
from embeddings.evaluation.trials import Trial
from embeddings.photo import Array
from embeddings.strength import Balance, BestOf, Rate
from embeddings.strength.leaning import NEITHER
from embeddings.strength.measures import Floats

_FOLDS = 5
_RESAMPLES = 60
_TRIED = 100

_FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Firm:
    """Between these the firm rules of a lead decide nothing, in a catalogue of some size.

    named: log10 LR from which an animal is named; none: up to which the nearest may lie where the
    search as a whole says "none of these", -inf where it never does.
    """

    named: float
    none: float


@dataclass(frozen=True, slots=True)
class _Searches:
    """Searches (q,): animal, own log10 LR (nan: not there), others (q, m) rising, inf-filled."""

    animals: Array
    own: Floats
    others: Floats
    met: Array

    @property
    def there(self) -> Array:
        """Searches whose animal is among those compared (q,)."""
        return ~np.isnan(self.own)

    def all_below(self, at: Floats, drawn: Array) -> Floats:
        """P(all of so many others, drawn at random, lie below the value) (q,); at, drawn (q,)."""
        low = (self.others < at[:, None]).sum(axis=1)
        count = np.minimum(drawn, self.met)
        logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, self.others.shape[1] + 1)))])
        enough = low >= count
        rest = np.where(enough, low - count, 0)
        chance = np.exp(logs[low] - logs[rest] - logs[self.met] + logs[self.met - count])
        return np.where(enough, chance, 0.0)


@dataclass(frozen=True, slots=True)
class _Told:
    """Shares of what each search is told (q,), among animals drawn to be compared with it.

    known_none, known_other, unknown_named: firm answers included; the rest: by leaning alone. Only
    stranger_* and unknown_named mean anything of searches whose animal is not there.
    """

    known_none: Floats
    known_other: Floats
    unknown_named: Floats
    leans_none: Floats
    leans_other: Floats
    leans_right: Floats
    stranger_leans_none: Floats
    stranger_leans_named: Floats


def choose_balances(
    trials: Sequence[Trial],
    held_out: Floats,
    best_of: BestOf | None,
    firm: Sequence[tuple[int, Firm]],
    rng: np.random.Generator,
) -> tuple[Balance, ...]:
    """A balance for each catalogue size, smallest first; empty without a search-level ratio.

    held_out (n,): log10 LRs of the trials, without bounds. best_of: the search-level ratio, of
    which the slope is taken. firm: sizes, smallest first, with what the firm rules decide there.
    """
    slope = 0.0 if best_of is None else best_of.line.weights[0] / best_of.line.scale[0]
    # Scores that tell nothing apart give a slope of next to nothing, on either side of zero.
    if not slope > _FLAT:
        return ()
    searches = _searches(trials, held_out)
    dealt = folds(searches.animals.tolist(), _FOLDS, rng)
    return tuple(_balance(searches, size, rules, slope, dealt, rng) for size, rules in firm)


def sizes_of(trials: Sequence[Trial]) -> list[int]:
    """The calibration's catalogue size, half, a quarter and so on, smallest first; empty without.

    The size is the median number of other animals that a query met, and one.
    """
    others: dict[str, int] = {}
    for trial in trials:
        if not trial.same:
            others[trial.evidence.query] = others.get(trial.evidence.query, 0) + 1
    size = int(np.median(list(others.values()))) + 1 if others else 0
    found = []
    while size >= 1:
        found.append(size)
        size //= 2
    return found[::-1]


def _balance(
    searches: _Searches,
    size: int,
    firm: Firm,
    slope: float,
    dealt: Sequence[frozenset[str]],
    rng: np.random.Generator,
) -> Balance:
    at, served = np.zeros(len(searches.animals)), _served(searches, size)
    for fold in dealt:
        out = np.isin(searches.animals, sorted(fold))
        at[out] = _even(searches, served, ~out, rng)
    told = _told(searches, size, at, NEITHER / slope, firm)
    known, all_animals = searches.there, np.ones(len(at), dtype=bool)
    animals = len(set(searches.animals[known].tolist()))

    def share(values: Floats, chosen: Array) -> float:
        return _by_animal(searches, values, chosen)

    def rate(value: float) -> Rate:
        return _rate(value, float(animals))

    none = share(told.leans_none, known), share(told.stranger_leans_none, all_animals)
    named = (
        share(told.leans_other, known) + share(told.stranger_leans_named, all_animals),
        share(told.leans_right, known),
    )
    return Balance(
        catalogue=size,
        at=round(_even(searches, served, all_animals, rng), 4),
        slope=round(slope, 6),
        known_none=rate(share(told.known_none, known)),
        known_other=rate(share(told.known_other, known)),
        unknown_named=rate(share(told.unknown_named, all_animals)),
        wrong_none=_wrong(*none, animals),
        wrong_named=_wrong(*named, animals),
        animals=animals,
    )


def _wrong(wrong: float, right: float, animals: int) -> Rate:
    """The share that is wrong of leanings told so often, with as few animals as were told one.

    Between nothing and all where none was told: then nothing is known of them.
    """
    if animals * (wrong + right) < 0.5:
        return Rate(0.5, 0.0, 1.0)
    return _rate(wrong / (wrong + right), max(animals * (wrong + right), 1.0))


def _rate(share: float, count: float) -> Rate:
    low, high = wilson(share, count)
    return Rate(*(round(min(max(one, 0.0), 1.0), 4) for one in (share, low, high)))


@dataclass(frozen=True, slots=True)
class _Served:
    """What naming from each value (t,) on is worth to each search: shares (q, t)."""

    tried: Floats
    named: Floats
    refused: Floats


def _served(searches: _Searches, size: int) -> _Served:
    tried = _values(searches)
    own = np.where(searches.there, searches.own, -np.inf)
    right = np.where(searches.there, searches.all_below(own, np.array(size - 1)), 0.0)
    refused = [searches.all_below(np.full(len(own), at), np.array(size)) for at in tried]
    return _Served(tried, right[:, None] * (own[:, None] >= tried), np.stack(refused, axis=1))


def _even(searches: _Searches, served: _Served, chosen: Array, rng: np.random.Generator) -> float:
    """The value with the highest product of both shares: the median over resampled animals.

    One animal more or less moves the best value of few animals far; the median of many does not.
    """
    known = _shares_of_animals(searches, served.named, searches.there & chosen)
    strangers = _shares_of_animals(searches, served.refused, chosen)
    products = [_drawn(known, rng) * _drawn(strangers, rng) for _ in range(_RESAMPLES)]
    return float(np.median([served.tried[int(np.argmax(one))] for one in products]))


def _values(searches: _Searches) -> Floats:
    """Values to try (t,), rising: between all that searches came out at."""
    nearest = np.where(np.isfinite(searches.others), searches.others, -np.inf).max(axis=1)
    every = searches.others[np.isfinite(searches.others)]
    steps = np.linspace(0.0, 1.0, _TRIED)
    sides = [np.unique(one) for one in (searches.own[searches.there], nearest, every)]
    values = np.unique(np.concatenate([np.quantile(one, steps) for one in sides]))
    return np.asarray((values[1:] + values[:-1]) / 2, dtype=np.float64)


def _shares_of_animals(searches: _Searches, shares: Floats, chosen: Array) -> Floats:
    """Mean of each animal's chosen searches (animals, t), from those of searches (q, t)."""
    animals, place = np.unique(searches.animals[chosen], return_inverse=True)
    total = np.zeros((len(animals), shares.shape[1]))
    np.add.at(total, place, shares[chosen])
    return np.asarray(total / np.bincount(place)[:, None])


def _drawn(shares: Floats, rng: np.random.Generator) -> Floats:
    """Mean over as many animals drawn with replacement (t,)."""
    return np.asarray(shares[rng.integers(0, len(shares), len(shares))].mean(axis=0))


def _told(searches: _Searches, size: int, at: Floats, neither: float, firm: Firm) -> _Told:
    """What each search is told with its own balance `at` (q,), and `neither` around it."""
    own = np.where(searches.there, searches.own, -np.inf)
    up, down = (np.clip(one, firm.none, firm.named) for one in (at + neither, at - neither))
    upper, lower = np.full(len(at), firm.named), np.full(len(at), firm.none)

    def with_own(values: Floats) -> Floats:
        """P(all others compared beside the own animal lie below)."""
        return searches.all_below(values, np.array(size - 1))

    def without(values: Floats) -> Floats:
        return searches.all_below(values, np.array(size))

    none = np.where(own <= down, with_own(down), 0.0)
    firm_none = np.where(own <= lower, with_own(lower), 0.0)
    other = 1.0 - with_own(np.maximum(own, up))
    firm_other = 1.0 - with_own(np.maximum(own, upper))
    right = np.where((own >= up) & (own < upper), with_own(own), 0.0)
    return _Told(
        known_none=none,
        known_other=other,
        unknown_named=1.0 - without(up),
        leans_none=none - firm_none,
        leans_other=np.where(own < upper, other - firm_other, 0.0),
        leans_right=right,
        stranger_leans_none=without(down) - without(lower),
        stranger_leans_named=without(upper) - without(up),
    )


def _by_animal(searches: _Searches, values: Floats, chosen: Array) -> float:
    """Mean over animals of each animal's mean, of the chosen searches."""
    _, place, count = np.unique(searches.animals[chosen], return_inverse=True, return_counts=True)
    return float((values[chosen] / count[place]).sum() / len(count))


def _searches(trials: Sequence[Trial], held_out: Floats) -> _Searches:
    animals: dict[str, str] = {}
    own: dict[str, float] = {}
    others: dict[str, list[float]] = {}
    for trial, value in zip(trials, held_out.tolist(), strict=True):
        if trial.same:
            own[trial.evidence.query] = value
        else:
            animals[trial.evidence.query] = trial.individual
            others.setdefault(trial.evidence.query, []).append(value)
    met = np.array([len(values) for values in others.values()])
    filled = np.full((len(met), int(met.max())), np.inf)
    for row, values in zip(filled, others.values(), strict=True):
        row[: len(values)] = sorted(values)
    return _Searches(
        animals=np.array(list(animals.values())),
        own=np.array([own.get(query, np.nan) for query in others]),
        others=filled,
        met=met,
    )

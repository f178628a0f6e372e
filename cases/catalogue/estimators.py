"""How many animals there are, out of how often the same ones were met again.

The left and the right side of an animal share no pattern, so each flank is a study of its own:
those known by their left and those known by their right are estimated apart and never added up. All
estimators here assume that nobody is born, dies, comes or goes between the occasions, and that all
are equally easy to meet; where they are not, the figure is too low.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scipy.stats import chi2, hypergeom

from cases.catalogue.coverage import interval_of_unseen
from cases.catalogue.sightings import Sighting, dated

_OCCASIONS = 5
_FEWEST_AGAIN = 3
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion of a study: animals met, those of them met before, and all met before it."""

    caught: int
    again: int
    before: int

    def __post_init__(self) -> None:
        if not 0 <= self.again <= min(self.caught, self.before):
            raise ValueError(
                f"{self.again} cannot be met again out of {self.caught} met and {self.before} known"
            )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A population by one method on one flank, 95 % interval; None where too few were met again.

    met: different animals met. high is infinite where nothing bounds it.
    """

    method: str
    flank: str
    since: date
    until: date
    met: int
    again: int
    value: float | None
    low: float | None
    high: float | None


def chapman(first: int, second: int, again: int) -> tuple[float, float, float]:
    """Chapman's estimate out of two occasions with its 95 % interval (Seber 1982; Chao 1987).

    first, second: animals caught on each; again: caught on both. Raises ValueError if impossible.
    """
    if not 0 <= again <= min(first, second):
        raise ValueError(f"{again} cannot be caught twice out of {first} and {second}")
    estimate = (first + 1) * (second + 1) / (again + 1) - 1
    variance = (
        (first + 1) * (second + 1) * (first - again) * (second - again)
        / ((again + 1) ** 2 * (again + 2))
    )  # fmt: skip
    met = first + second - again
    low, high = interval_of_unseen(met, estimate - met, variance)
    return estimate, low, high


def exact_limits(first: int, second: int, again: int) -> tuple[float, float]:
    """The 95 % interval of two occasions by the hypergeometric distribution itself.

    Every population under which so many met again is not improbable (2.5 % at either end).
    Chapman's own interval leaves out up to three in ten small populations. Infinite where
    nobody was met again.
    """
    least = first + second - again

    def fits(animals: int) -> bool:
        return float(hypergeom.sf(again - 1, animals, first, second)) > _TAIL

    low = least
    while float(hypergeom.cdf(again, low, first, second)) <= _TAIL:
        low += 1
    if not again:
        return float(low), math.inf
    step, high = 1, low
    while fits(high + step):
        high, step = high + step, step * 2
    while step > 1:
        step //= 2
        high += step if fits(high + step) else 0
    return float(low), float(high)


def schnabel(occasions: Iterable[Occasion]) -> tuple[float, float, float]:
    """Schnabel's estimate out of several occasions with its 95 % interval.

    Sum of caught times known before, over those met again (Schnabel 1938, Am. Math. Mon. 45:
    348-352); those met again are Poisson, whose exact limits (Garwood 1936) give the interval,
    never below the animals met. Infinite where nobody was met again.
    """
    known = tuple(occasions)
    product = sum(one.caught * one.before for one in known)
    again = sum(one.again for one in known)
    met = sum(one.caught - one.again for one in known)
    if not again:
        return math.inf, float(met), math.inf
    most = float(chi2.ppf(0.975, 2 * again + 2)) / 2.0
    least = float(chi2.ppf(0.025, 2 * again)) / 2.0
    estimate = max(product / again, float(met))
    return estimate, max(product / most, float(met)), max(product / least, float(met))


def occasions_of(
    seen: Iterable[Sighting], flank: str, since: date, until: date, count: int
) -> tuple[Occasion, ...]:
    """The animals met with a flank (left or right) on each of `count` equal parts of a study."""
    days = (until - since).days
    if count < 1 or days < count:
        raise ValueError(f"{days} days are not {count} occasions")
    met: list[set[str]] = [set() for _ in range(count)]
    for one in dated(seen):
        night = (one.night - since).days
        if 0 <= night < days and one.flanks & {flank, "both"}:
            met[night * count // days].add(one.individual)
    known: set[str] = set()
    found = []
    for own in met:
        found.append(Occasion(len(own), len(own & known), len(known)))
        known |= own
    return tuple(found)


def estimates(
    seen: Sequence[Sighting], since: date, until: date, *, occasions: int = _OCCASIONS
) -> tuple[Estimate, ...]:
    """Chapman out of two halves, exact limits, and Schnabel out of five parts; each flank apart."""
    found = []
    for flank in ("left", "right"):
        halves = occasions_of(seen, flank, since, until, 2)
        parts = occasions_of(seen, flank, since, until, occasions)
        first, second = halves
        caught = (first.caught, second.caught, second.again)
        both = (chapman(*caught)[0], *exact_limits(*caught))
        many = schnabel(parts)
        for method, told, own in (("Chapman", both, halves), ("Schnabel", many, parts)):
            again = sum(one.again for one in own)
            met = sum(one.caught - one.again for one in own)
            value, low, high = told if again >= _FEWEST_AGAIN else (None, None, None)
            found.append(Estimate(method, flank, since, until, met, again, value, low, high))
    return tuple(found)


def winter_of(day: date) -> tuple[date, date]:
    """The study year around a day: from July to July, so that a winter stays whole."""
    year = day.year if (day.month, day.day) >= (7, 1) else day.year - 1
    return date(year, 7, 1), date(year + 1, 7, 1)


def span_of(nights: Iterable[int], since: date, until: date) -> tuple[date, date] | None:
    """The first evening of effort in a study and the day after its last; None without effort.

    nights: ordinals of evenings.
    """
    low, high = since.toordinal(), until.toordinal()
    inside = [night for night in nights if low <= night < high]
    if not inside:
        return None
    return date.fromordinal(min(inside)), date.fromordinal(max(inside) + 1)

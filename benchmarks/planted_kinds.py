"""Other lives than cells, and other ways to be watched: what a method was not chosen on.

chain: poachers, collectors, exporters and buyers, each link of a supply line, with people who are
told of more or less often. clans: families that marry into each other, and sources that watch some
people closely. sprawl: two networks that grew by preferential attachment, and sources that hear of
whoever deals with many. crews: close groups of unequal size, and sources that each hear of people
in their own way; the tails of links were chosen on it, after clans had shown them too narrow. Each
has a leader, a deputy, a go-between with few ties, and a rising star.
"""

from collections.abc import Callable
from itertools import combinations, pairwise

import numpy as np
from planted import DAYS, Life, Planted, Seen, planted, recorded, tied


def planted_of(kind: str, seed: int) -> Planted:
    """One network of a kind: cells, chain, clans, sprawl or crews."""
    if kind == "cells":
        return planted(seed)
    rng = np.random.default_rng((*_NUMBERS[kind], seed))
    life, seen = _KINDS[kind]
    return recorded(seed, rng, life(rng), seen(rng))


class _Growing:
    """People and the ties between them, while a life is made."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.people: list[str] = []
        self.pairs: dict[tuple[str, str], int] = {}

    def more(self, low: int, high: int) -> list[str]:
        """Some new people."""
        own = [f"PER-{len(self.people) + n:04}" for n in range(int(self.rng.integers(low, high)))]
        self.people += own
        return own

    def tie(self, a: str, b: str, *, late: bool = False) -> None:
        """They deal with each other since some day."""
        day = int(self.rng.integers(0, DAYS // 4 if late else DAYS))
        if a != b:
            self.pairs[min(a, b), max(a, b)] = DAYS - day if late else day

    def one(self, of: list[str]) -> str:
        """Any one of some people."""
        return of[int(self.rng.integers(0, len(of)))]

    def roles(self, near: list[str], far: list[str], star: str) -> dict[str, str]:
        """Leader and deputy over `near`, a go-between to `far`, and who makes new ties late."""
        leader, deputy, broker = self.more(3, 4)
        for one in near:
            self.tie(one, leader)
            if self.rng.random() < 0.65:
                self.tie(one, deputy)
        self.tie(leader, deputy)
        self.tie(leader, broker)
        self.tie(far[0], broker)
        known = [one for one in self.people[:-3] if one != star]
        for other in self.rng.choice(known, int(self.rng.integers(6, 10)), replace=False):
            self.tie(star, str(other), late=True)
        return {"leader": leader, "deputy": deputy, "broker": broker, "star": star}

    def life(self, roles: dict[str, str]) -> Life:
        """All of it."""
        return self.people, tied(self.pairs, self.rng), roles


def _chain(rng: np.random.Generator) -> Life:
    grow = _Growing(rng)
    poachers, collectors = grow.more(14, 22), grow.more(5, 8)
    exporters, buyers = grow.more(3, 5), grow.more(9, 15)
    for number, one in enumerate(poachers):
        grow.tie(one, collectors[number % len(collectors)])
        if rng.random() < 0.35:
            grow.tie(one, grow.one(poachers))
        if rng.random() < 0.15:
            grow.tie(one, grow.one(collectors))
    for number, one in enumerate(buyers):
        grow.tie(one, exporters[number % len(exporters)])
        if rng.random() < 0.3:
            grow.tie(one, grow.one(buyers))
    for a, b in combinations(exporters, 2):
        grow.tie(a, b)
    return grow.life(grow.roles(collectors, exporters, poachers[-1]))


def _clans(rng: np.random.Generator) -> Life:
    grow = _Growing(rng)
    clans = [grow.more(5, 9) for _ in range(int(rng.integers(5, 8)))]
    for own in clans:
        for a, b in combinations(own, 2):
            if rng.random() < 0.5:
                grow.tie(a, b)
        for one in own[1:]:
            grow.tie(one, own[0] if rng.random() < 0.3 else grow.one(own))
    half = (len(clans) + 1) // 2
    for side in (clans[:half], clans[half:]):
        for first, second in combinations(side, 2):
            for _ in range(int(rng.integers(0, 3))):
                grow.tie(grow.one(first), grow.one(second))
        for first, second in pairwise(side):
            grow.tie(first[0], second[0])
    near = [own[0] for own in clans[:half]] + [clans[0][1]]
    return grow.life(grow.roles(near, clans[half], clans[half - 1][-1]))


def _sprawl(rng: np.random.Generator) -> Life:
    grow = _Growing(rng)
    sides = []
    for _ in range(2):
        own = grow.more(18, 30)
        ends = [own[0], own[1]]
        grow.tie(own[0], own[1])
        for one in own[2:]:
            for _ in range(1 + int(rng.random() < 0.4)):
                other = grow.one(ends)
                grow.tie(one, other)
                ends += [one, other]
        sides.append(own)
    return grow.life(grow.roles(sides[0][:4], sides[1], sides[0][-1]))


def _crews(rng: np.random.Generator) -> Life:
    grow = _Growing(rng)
    crews = [grow.more(5, 12) for _ in range(int(rng.integers(4, 7)))]
    for own in crews:
        close = rng.uniform(0.35, 0.75)
        for a, b in combinations(own, 2):
            if rng.random() < close:
                grow.tie(a, b)
    for first, second in combinations(crews, 2):
        for _ in range(int(rng.poisson(0.8))):
            grow.tie(grow.one(first), grow.one(second))
    half = (len(crews) + 1) // 2
    return grow.life(grow.roles([own[0] for own in crews[:half]], crews[half], crews[0][-1]))


def _own_ears(rng: np.random.Generator) -> Seen:
    """Each source hears of each person more or less often, in a way of its own."""

    def seen(people: list[str], sources: int, mean: float) -> Callable[[int, str, str], float]:
        own = [
            dict(zip(people, rng.gamma(0.8, 1.25, len(people)), strict=True))
            for _ in range(sources + 1)
        ]
        return lambda source, a, b: float(min(mean * (own[source][a] + own[source][b]) / 2.0, 0.9))

    return seen


def _by_person(rng: np.random.Generator) -> Seen:
    """Each person is told of more or less often, by all sources alike."""

    def seen(people: list[str], _sources: int, mean: float) -> Callable[[int, str, str], float]:
        own = dict(zip(people, rng.beta(2.0, 2.0, len(people)) * 2.0, strict=True))
        return lambda _source, a, b: float(min(mean * (own[a] + own[b]) / 2.0, 0.95))

    return seen


def _watched(rng: np.random.Generator) -> Seen:
    """Each source watches a third of the people closely and hears little of the others."""

    def seen(people: list[str], sources: int, mean: float) -> Callable[[int, str, str], float]:
        close = [
            set(rng.choice(people, len(people) // 3, replace=False)) for _ in range(sources + 1)
        ]
        return lambda source, a, b: min(mean * (1.7 if close[source] & {a, b} else 0.4), 0.9)

    return seen


def _talked_of(rng: np.random.Generator) -> Seen:
    """Sources hear of some people far more than of others, as of those who deal with many."""

    def seen(people: list[str], _sources: int, mean: float) -> Callable[[int, str, str], float]:
        own = dict(zip(people, rng.lognormal(0.0, 0.5, len(people)), strict=True))
        return lambda _source, a, b: float(min(mean * np.sqrt(own[a] * own[b]), 0.9))

    return seen


_KINDS: dict[str, tuple[Callable[[np.random.Generator], Life],
                        Callable[[np.random.Generator], Seen]]] = {
    "chain": (_chain, _by_person),
    "clans": (_clans, _watched),
    "sprawl": (_sprawl, _talked_of),
    "crews": (_crews, _own_ears),
}  # fmt: skip
_NUMBERS = {"chain": (2027, 1), "clans": (2027, 2), "sprawl": (2027, 3), "crews": (2028, 3)}
KINDS = ("cells", *_NUMBERS)

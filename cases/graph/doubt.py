"""Which records were made one, and how sure that is: a merge is a statement too.

A person who joined two records may have been wrong, and two records that nobody has judged may be
one person. Each drawn network takes every such pair as one or as two by its probability.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cases.resolution.decision import Decision, Verdict

# A person looked at both records and gave a reason; beyond that nobody is sure of a name.
_LOOKED = 0.95
_BOUNDS = (0.5, 0.99)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records and the probability that they are one, 0 to 1."""

    left: str
    right: str
    probability: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"{self.left} = {self.right} with a probability {self.probability}")


def doubts(decisions: Iterable[Decision]) -> tuple[Doubt, ...]:
    """The doubt left in every standing "same": by its weight in bits, a person's word without one.

    A weight is log2 odds with the prior in it; a decision never counts less than even.
    """
    found = []
    for decision in decisions:
        if decision.verdict is Verdict.SAME:
            bits = decision.weight_bits
            odds = None if bits is None else float(np.exp2(np.clip(bits, -60.0, 60.0)))
            sure = _LOOKED if odds is None else odds / (1.0 + odds)
            found.append(Doubt(decision.left, decision.right, float(np.clip(sure, *_BOUNDS))))
    return tuple(found)


class Partition:
    """Draws which records are one: the clusters of people's decisions, some of them undone."""

    def __init__(self, doubts: Iterable[Doubt], places: dict[str, int]) -> None:
        """places: of every record that has links, its node; records of one node were joined."""
        self._pairs = [
            (doubt.left, doubt.right, doubt.probability)
            for doubt in doubts
            if doubt.left in places and doubt.right in places
        ]
        self._places = places

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def place(self, record: str) -> int:
        """The node of a record as people joined it."""
        return self._places[record]

    def draw(self, rng: np.random.Generator, first_new: int) -> dict[str, int]:
        """record -> its node in this draw; what was parted gets a node from `first_new` on."""
        parent: dict[str, str] = {}

        def root(record: str) -> str:
            while parent.get(record, record) != record:
                record = parent[record]
            return record

        for left, right, probability in self._pairs:
            if rng.random() < probability:
                one, other = sorted((root(left), root(right)))
                parent[other] = one
        named: dict[str, int] = {}
        taken: set[int] = set()
        touched = sorted({end for left, right, _ in self._pairs for end in (left, right)})
        for record in touched:
            if root(record) not in named:
                place = self._places[root(record)]
                if place in taken:
                    place, first_new = first_new, first_new + 1
                taken.add(place)
                named[root(record)] = place
        return {record: named[root(record)] for record in touched}

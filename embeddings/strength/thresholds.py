"""What the words of a lead stand on, all of it chosen on held-out calibration animals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from embeddings.strength.balance import Balance
from embeddings.strength.basis import Basis
from embeddings.strength.bounds import Bounds
from embeddings.strength.logistic import Line


@dataclass(frozen=True, slots=True)
class Exclusion:
    """When an animal is excluded, and how often that was wrong of animals that were there.

    at: highest bounded log10 LR that excludes, always below zero. wrongly: share of enrolled
    animals that it excluded on held-out folds; low, high: its 95 % interval over `animals`.
    """

    at: float
    wrongly: float
    low: float
    high: float
    animals: int

    def __post_init__(self) -> None:
        if not self.at < 0.0:
            raise ValueError(f"log10 LR {self.at} does not speak against an animal: upside down")

    def sentence(self) -> str:
        """How often such an exclusion was wrong."""
        return (
            f"An exclusion (log10 LR {self.at:.2f} or below) was wrong for {self.wrongly:.0%} "
            f"({self.low:.0%} to {self.high:.0%}) of {self.animals} animals that were there."
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """When a search among at least `catalogue` animals says that its animal is none of them.

    nearest: highest bounded log10 LR that the nearest of them may have. wrongly: share of enrolled
    animals whose searches came out so low on held-out folds; low, high: its 95 % interval over
    `animals`.
    """

    catalogue: int
    nearest: float
    wrongly: float
    low: float
    high: float
    animals: int

    def sentence(self) -> str:
        """How often a search that came out so low was wrong."""
        return (
            f"A search with its nearest at log10 LR {self.nearest:+.2f} or below was wrong for "
            f"{self.wrongly:.0%} ({self.low:.0%} to {self.high:.0%}) of {self.animals} animals "
            "that were there."
        )


@dataclass(frozen=True, slots=True)
class BestOf:
    """What the best of so many animals says on another question: is its animal catalogued at all?

    line: from the highest log10 LR of a search to the log10 LR of "its animal is among those
    compared" against "it is none of them", for a search among `animals`.
    """

    line: Line
    bounds: Bounds
    animals: int

    def raw(self, best_log10_lr: float, animals: int) -> float:
        """log10 LR without bounds, for a search among so many animals.

        Among more, a chance look-alike as near is that many times likelier, so the ratio falls by
        as much; among fewer nothing is gained.
        """
        crowd = max(0.0, float(np.log10(max(animals, 1) / self.animals)))
        return float(self.line.log10_lr(np.array([[best_log10_lr]]))[0]) - crowd


@dataclass(frozen=True, slots=True)
class Thresholds:
    """log10 LRs from which a lead names or excludes, and what the best of a search is worth.

    this_animal: at or above, for a catalogue of `animals` comparable ones. excluded: for animals
    looked at closely; excluded_at_a_glance: for the others; None where nothing may be excluded,
    because too many animals that are there look as if they were not. absent: for a whole search,
    by size of the catalogue, smallest first; absent_at_a_glance: for animals not looked at closely.
    balances, balances_at_a_glance: where a search leans neither way, alike; empty where no leaning
    was counted.
    All of these are for one photo; by_basis holds what was chosen for photos taken together.
    """

    this_animal: float
    animals: int = 1
    excluded: Exclusion | None = None
    excluded_at_a_glance: Exclusion | None = None
    best_of: BestOf | None = None
    absent: tuple[Absence, ...] = ()
    absent_at_a_glance: tuple[Absence, ...] = ()
    balances: tuple[Balance, ...] = ()
    balances_at_a_glance: tuple[Balance, ...] = ()
    by_basis: Mapping[Basis, "Thresholds"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.this_animal > 0.0:
            raise ValueError(f"log10 LR {self.this_animal} speaks for no animal: upside down")

    def on(self, basis: Basis) -> "Thresholds":
        """What holds for strengths on this basis.

        Where nothing was chosen for it, an animal is named as from one photo, and nobody is
        excluded: how often a mean or a sum of photos is low of the right animal is then unknown.
        """
        if basis is Basis.ONE_PHOTO:
            return self
        return self.by_basis.get(basis, Thresholds(self.this_animal, self.animals))

    def absence(self, animals: int, *, looked_closely: bool) -> Absence | None:
        """The rule for a search among so many; None where none was chosen for so few or at all."""
        rules = self.absent if looked_closely else self.absent_at_a_glance
        fitting = [rule for rule in rules if rule.catalogue <= animals]
        return fitting[-1] if fitting else None

    def leanings(self, *, looked_closely: bool) -> tuple[Balance, ...]:
        """The balances by size of the catalogue, smallest first; empty where none was counted."""
        return self.balances if looked_closely else self.balances_at_a_glance

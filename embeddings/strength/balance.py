"""Where a search leans neither way, and how often leanings were wrong on held-out animals.

A leaning is what is more probable than not if the skin's animal is as likely to be among those
compared as not. Its error rates are those of any honest guess near a balance: large, and told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Rate:
    """A share counted on held-out animals, with its 95 % interval over animals."""

    share: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.share <= self.high <= 1.0:
            raise ValueError(f"{self.share} ({self.low} to {self.high}) is no share of anything")

    def in_a_hundred(self) -> str:
        """The share as a person counts: "27 of 100 (18 to 39)"."""
        return f"{self.share * 100:.0f} of 100 ({self.low * 100:.0f} to {self.high * 100:.0f})"


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a search among `catalogue` animals leans neither way, and what leanings were worth.

    at: log10 LR of the nearest, without bounds; to name the first above it and nobody below serves
    enrolled animals and strangers best together. slope: log10 LR of "its animal is
    among those compared" against "it is none of them" for each unit of that. known_none,
    known_other: share of searches for enrolled animals that were told "not in the catalogue", or
    given another animal; unknown_named: of searches for strangers that were given one; firm answers
    included. wrong_none, wrong_named: share of such leanings that was wrong, firm answers left out,
    where as many searched animals are enrolled as not. animals: enrolled ones it was counted on.
    """

    catalogue: int
    at: float
    slope: float
    known_none: Rate
    known_other: Rate
    unknown_named: Rate
    wrong_none: Rate
    wrong_named: Rate
    animals: int

    def __post_init__(self) -> None:
        if not self.slope > 0.0 or self.catalogue < 1 or not np.isfinite(self.at):
            raise ValueError(
                f"a slope of {self.slope} among {self.catalogue} animals leans nowhere: fit anew"
            )


def balance_for(rules: Sequence[Balance], animals: int) -> Balance | None:
    """The rule whose error rates hold among so many: that of the next larger size, or the largest.

    rules: smallest catalogue first. None without any.
    """
    larger = [rule for rule in rules if rule.catalogue >= animals]
    return larger[0] if larger else (rules[-1] if rules else None)


def log10_lr_of(rules: Sequence[Balance], nearest: float, animals: int) -> float:
    """log10 LR of "among those compared" for a search among so many, zero at the balance.

    nearest: highest log10 LR of the search, without bounds. Between two sizes the balance lies on a
    line by the logarithm of the size. Among more than were counted a chance look-alike is that many
    times likelier, so the nearest has to reach as much more. Raises ValueError without rules.
    """
    if not rules:
        raise ValueError("no balance was counted: nothing says where this search leans")
    sizes = np.log10([rule.catalogue for rule in rules])
    size = float(np.log10(animals))
    at = float(np.interp(size, sizes, [rule.at for rule in rules]))
    crowd = max(0.0, size - float(sizes[-1]))
    return rules[-1].slope * (nearest - at - crowd)

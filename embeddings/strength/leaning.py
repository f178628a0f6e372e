"""Where a search leans that no firm rule decides: what is more probable than not, and no more.

Animals compared on unlike bases (one flank, both, a glance) have balances of their own. They are
joined by the law of total probability: taking every animal as equally probable, the ratio for "one
of those compared" is the mean of the groups' ratios, each weighted by its share of the animals. A
group of which nothing was counted says nothing either way (ratio 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.strength.balance import Balance, Rate, balance_for, log10_lr_of
from embeddings.strength.basis import Basis
from embeddings.strength.thresholds import Thresholds
from embeddings.strength.weighing import Strength

NEITHER = 0.0174
"""log10 LR within which neither is more probable: chances of 49 to 51 in a hundred."""
NOT_COUNTED = 0.1
"""Share of the animals of which nothing may be counted where a search leans to none of them."""
_FURTHEST = 6.0


@dataclass(frozen=True, slots=True)
class Leaning:
    """Where a search leans at even prior odds.

    log10_lr: for "its animal is among those compared", zero at the balance. wrong: how often such
    leanings were wrong; None where it leans neither way. animals: enrolled ones that was counted
    on, catalogue: among how many, compared: among how many of that basis this search was.
    """

    log10_lr: float
    wrong: Rate | None
    animals: int
    catalogue: int
    compared: int

    @property
    def named(self) -> bool:
        """It leans to the first animal."""
        return self.wrong is not None and self.log10_lr > 0.0

    @property
    def none(self) -> bool:
        """It leans to none of the animals compared."""
        return self.wrong is not None and self.log10_lr < 0.0

    def error(self, searched: str = "animal") -> str:
        """How often such a leaning was wrong, in words; empty where it leans neither way.

        searched: what a candidate is called, animal or skin.
        """
        if self.wrong is None:
            return ""
        otherwise = f"the {searched} was there"
        if self.named:
            otherwise = f"it was another {searched} or none of them"
        more = ""
        if self.compared > self.catalogue:
            more = (
                f" Counted among {self.catalogue:,} {searched}s; among more it is wrong more often."
            )
        return (
            f"In about {self.wrong.in_a_hundred()} such leanings {otherwise}, if it is as likely "
            f"to be among them as not ({self.animals} {searched}s counted): look at the "
            f"candidates before you stop.{more}"
        )


def lean(strengths: Sequence[Strength], thresholds: Thresholds) -> Leaning | None:
    """Where the search of these strengths (best first) leans, or None where nothing was counted.

    To name the first its own group must have been counted, and its ratio must speak for it; to lean
    to none, nearly all of the animals.
    """
    groups: dict[tuple[Basis, bool], list[float]] = {}
    for strength in strengths:
        group = groups.setdefault((strength.basis, strength.looked_closely), [])
        group.append(strength.log10_lr_raw)
    ratio, counted = 0.0, 0
    told: dict[tuple[Basis, bool], tuple[Balance, int]] = {}
    for (basis, closely), ratios in groups.items():
        rules = thresholds.on(basis).leanings(looked_closely=closely)
        rule = balance_for(rules, len(ratios))
        one = 1.0
        if rule is not None:
            told[basis, closely] = rule, len(ratios)
            counted += len(ratios)
            towards = log10_lr_of(rules, max(ratios), len(ratios))
            one = 10.0 ** min(max(towards, -_FURTHEST), _FURTHEST)
        ratio += len(ratios) / len(strengths) * one
    if not told:
        return None
    log10_lr = float(np.log10(ratio))
    first = strengths[0]
    own = told.get((first.basis, first.looked_closely))
    worst = max(told.values(), key=lambda pair: pair[0].wrong_none.share)
    wrong, (rule, compared) = None, own or worst
    if log10_lr <= -NEITHER and counted >= (1.0 - NOT_COUNTED) * len(strengths):
        rule, compared = worst
        wrong = rule.wrong_none
    elif log10_lr >= NEITHER and own is not None and first.log10_lr_raw > 0.0:
        wrong = rule.wrong_named
    return Leaning(log10_lr, wrong, rule.animals, rule.catalogue, compared)

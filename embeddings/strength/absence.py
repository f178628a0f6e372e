"""That a skin's animal is none of those compared: the ratio for it, and the rule to say so."""

from collections.abc import Sequence

import numpy as np

from embeddings.strength.basis import Basis
from embeddings.strength.thresholds import Absence, Thresholds
from embeddings.strength.weighing import Strength

HALF = 0.302
"""Minus log10 of the mean LR from which all animals compared are together half as likely."""


def not_in_catalogue_llr(strengths: Sequence[Strength]) -> float | None:
    """Minus log10 of the mean LR over the comparable individuals; None when there is none.

    Every comparable animal is taken as equally probable; how likely an animal of the area is to
    have been photographed (coverage) does not enter.
    """
    if not strengths:
        return None
    log10_lrs = np.array([strength.log10_lr for strength in strengths], dtype=np.float64)
    largest = float(log10_lrs.max())
    return -(largest + float(np.log10(np.mean(10.0 ** (log10_lrs - largest)))))


def absence_of(strengths: Sequence[Strength], thresholds: Thresholds) -> Absence | None:
    """The rule by which a search says that its animal is none of those compared, or None.

    Animals compared on the same basis and as closely are judged together, each group by the rule
    for its size: its nearest stays at or below what few searches with the animal there came out
    at. And over all of them the mean ratio is one half or less. The rule most often wrong is told.
    """
    found = _rules(strengths, thresholds)
    if not found or any(rule is None for _, rule in found):
        return None
    return max((rule for _, rule in found if rule is not None), key=lambda rule: rule.wrongly)


def set_aside(strengths: Sequence[Strength], thresholds: Thresholds) -> tuple[int, Absence | None]:
    """How many animals the search sets aside though not all of them, and the rule most often wrong.

    An animal known by one flank only is compared on less than the others are, and may hold back
    "none of these" for all; who has to judge should know that it is about those few.
    """
    found = [(count, rule) for count, rule in _rules(strengths, thresholds) if rule is not None]
    if not found:
        return 0, None
    worst = max((rule for _, rule in found), key=lambda rule: rule.wrongly)
    return sum(count for count, _ in found), worst


def _rules(
    strengths: Sequence[Strength], thresholds: Thresholds
) -> list[tuple[int, Absence | None]]:
    """Each group's size, and the rule that sets it aside; nothing where the mean ratio is high."""
    against = not_in_catalogue_llr(strengths)
    if against is None or against < HALF:
        return []
    groups: dict[tuple[Basis, bool], list[float]] = {}
    for strength in strengths:
        group = groups.setdefault((strength.basis, strength.looked_closely), [])
        group.append(strength.log10_lr)
    found = []
    for (basis, closely), ratios in groups.items():
        rule = thresholds.on(basis).absence(len(ratios), looked_closely=closely)
        held = rule is not None and max(ratios) <= rule.nearest
        found.append((len(ratios), rule if held else None))
    return found

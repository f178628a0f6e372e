"""What a strength stands on, and how the photos of one skin become one number.

Photos of one flank show the same pattern: they are averaged, never added, and a photo of lower
quality than the best of its flank adds nothing. Left and right flank are unrelated patterns, so
their log ratios add. A photo whose flank nobody could tell may show either, and would be counted
twice beside them: it counts only where no photo shows a known flank. Whoever fits on groups of
photos groups and combines them by the functions of this module and no others, so that thresholds
are chosen on numbers made just as those of a search are.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np

from embeddings.strength.evidence import Evidence
from embeddings.strength.measures import Floats

SIDES = {"left", "right"}
GRADES = ("sufficient", "limited", "not_suitable")


class Basis(StrEnum):
    """On what photos a strength stands."""

    ONE_PHOTO = "one photo"
    SEVERAL_PHOTOS = "several photos of one flank"
    BOTH_FLANKS = "both flanks"


def counted(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The evidence that counts, in groups of one flank each: only the best quality of a flank.

    Left before right, evidence in the order it came; one group where no flank is known.
    """
    sides = sorted({piece.flank for piece in evidence} & SIDES)
    told_apart = [[piece for piece in evidence if piece.flank == side] for side in sides]
    groups = []
    for pieces in told_apart or [list(evidence)]:
        best = min(rank_of(piece.stratum) for piece in pieces)
        groups.append([piece for piece in pieces if rank_of(piece.stratum) == best])
    return groups


def basis_of(groups: Sequence[Sequence[Evidence]]) -> Basis:
    """What `counted` groups amount to."""
    if len(groups) > 1:
        return Basis.BOTH_FLANKS
    return Basis.SEVERAL_PHOTOS if len(groups[0]) > 1 else Basis.ONE_PHOTO


def combined(
    groups: Sequence[Sequence[Evidence]], log10_lr: Callable[[Evidence], Floats | float]
) -> Floats:
    """One log10 LR from those of `counted` groups: mean within a flank, sum over the flanks.

    log10_lr: of one piece, a number or one for each refit (r,); pieces with fewer refits than
    others are met by the others' first ones. Returns () or (r,).
    """
    flanks = [_mean([np.asarray(log10_lr(piece)) for piece in group]) for group in groups]
    return _over(flanks, np.add.reduce)


def rank_of(stratum: str) -> int:
    """Place of a quality stratum, the best first; an unknown one comes last."""
    return GRADES.index(stratum) if stratum in GRADES else len(GRADES)


def _mean(values: Sequence[Floats]) -> Floats:
    return _over(values, lambda rows: np.add.reduce(rows) / len(rows))


def _over(values: Sequence[Floats], fold: Callable[[list[Floats]], Floats]) -> Floats:
    if all(value.ndim == 0 for value in values):
        return np.asarray(fold(list(values)), dtype=np.float64)
    shortest = min(value.size for value in values)
    return np.asarray(fold([value[:shortest] for value in values]), dtype=np.float64)

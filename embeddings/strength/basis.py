"""What a strength stands on, and how the photos of one skin become one number.

Photos of one flank show the same pattern, so their ratios are never added: they are averaged, or
weighed by a line of the best and the mean that was fitted on held-out animals. A photo of lower
quality than the best of its flank adds nothing. Left and right flank are unrelated patterns, so
they add. A photo whose flank nobody could tell may show either, and would be counted twice beside
them: it counts only where no photo shows a known flank. Whoever fits on groups of photos groups and
combines them by the functions of this module and no others, so that thresholds are chosen on
numbers made just as those of a search are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from embeddings.strength.evidence import Evidence
from embeddings.strength.measures import Floats

SIDES = {"left", "right"}
GRADES = ("sufficient", "limited", "not_suitable")

Number = float | Floats
Groups = Sequence[Sequence[Evidence]]


class Basis(StrEnum):
    """On what photos a strength stands."""

    ONE_PHOTO = "one photo"
    SEVERAL_PHOTOS = "several photos of one flank"
    BOTH_FLANKS = "both flanks"
    WHOLE_SKIN = "several photos of both flanks"


@dataclass(frozen=True, slots=True)
class Slopes:
    """log10 LR = offset + best * (sum over flanks of the best photo) + mean * (sum of the means).

    Numbers, or one for each refit (r,). Without a fit: the mean alone.
    """

    offset: Number = 0.0
    best: Number = 0.0
    mean: Number = 1.0


@dataclass(frozen=True, slots=True)
class Shares:
    """How much each photo counts: log10 LR = offset + sum of share * log10 LR of the photo."""

    offset: Number
    of: tuple[tuple[Number, ...], ...]

    def total(self, groups: Groups, log10_lr: Callable[[Evidence], Number]) -> Floats:
        """The combined log10 LR, () or one for each refit (r,), as many as all have in common."""
        terms = [np.asarray(self.offset, dtype=np.float64)]
        for group, shares in zip(groups, self.of, strict=True):
            terms += [
                _product(share, log10_lr(piece)) for piece, share in zip(group, shares, strict=True)
            ]
        return _sum(terms)


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


def basis_of(groups: Groups) -> Basis:
    """What `counted` groups amount to."""
    several = any(len(group) > 1 for group in groups)
    if len(groups) > 1:
        return Basis.WHOLE_SKIN if several else Basis.BOTH_FLANKS
    return Basis.SEVERAL_PHOTOS if several else Basis.ONE_PHOTO


def shares_of(
    groups: Groups, log10_lr: Callable[[Evidence], float], slopes: Slopes | None = None
) -> Shares:
    """How much each photo of `counted` groups counts; the first of equally good ones is the best.

    log10_lr: of one photo, without bounds. slopes: None for the mean within a flank.
    """
    chosen = slopes or Slopes()
    of = []
    for group in groups:
        values = [log10_lr(piece) for piece in group]
        best = int(np.argmax(values))
        of.append(
            tuple(
                chosen.mean / len(group) + (chosen.best if place == best else 0.0)
                for place in range(len(group))
            )
        )
    return Shares(chosen.offset, tuple(of))


def rank_of(stratum: str) -> int:
    """Place of a quality stratum, the best first; an unknown one comes last."""
    return GRADES.index(stratum) if stratum in GRADES else len(GRADES)


def _product(share: Number, value: Number) -> Floats:
    one, other = np.asarray(share, dtype=np.float64), np.asarray(value, dtype=np.float64)
    if one.ndim and other.ndim:
        shortest = min(one.size, other.size)
        one, other = one[:shortest], other[:shortest]
    return np.asarray(one * other, dtype=np.float64)


def _sum(terms: Sequence[Floats]) -> Floats:
    sizes = [term.size for term in terms if term.ndim]
    cut = [term[: min(sizes)] if term.ndim else term for term in terms]
    return np.asarray(sum(cut), dtype=np.float64)

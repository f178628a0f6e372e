"""What each score contributed to a candidate's ratio, kept with the answer and read back from it.

Taken apart when the answer is stored, by the calibration that weighed it: years later the parts can
still be read, also where another calibration has taken its place.
"""

from collections.abc import Mapping
from typing import Any

from embeddings.explain import (
    Contribution,
    Contributions,
    adding_up,
    contributions_of,
    in_words,
)
from embeddings.search import Candidate
from embeddings.strength import Bounds, Calibration
from workbench.bag.contents import MadeOf

_NEARLY = 1e-6


def contributions_record(
    candidate: Candidate, calibration: Calibration | None
) -> dict[str, Any] | None:
    """The parts as plain values, or None where there is nothing that weighed it, or no evidence.

    Raises ValueError where the parts do not give its ratio.
    """
    if calibration is None or not candidate.evidence:
        return None
    apart = contributions_of(candidate.evidence, calibration)
    if abs(apart.raw - candidate.strength.log10_lr_raw) > _NEARLY:
        raise ValueError(
            f"the parts of {candidate.individual} give {apart.raw}, "
            f"its strength {candidate.strength.log10_lr_raw}"
        )
    return {
        "start": apart.start,
        "photos": apart.photos,
        "reason": apart.reason,
        "bounds": [apart.bounds.low, apart.bounds.high],
        "parts": [
            [part.name, part.flank, part.score, part.average, part.weight] for part in apart.parts
        ],
    }


def contributions_in(candidate: Mapping[str, object]) -> Contributions | None:
    """The parts that a stored candidate holds; None in answers from before they were kept."""
    kept = candidate.get("contributions")
    if not isinstance(kept, Mapping):
        return None
    low, high = kept["bounds"]
    return Contributions(
        start=float(kept["start"]),
        parts=tuple(
            Contribution(str(name), str(flank), float(score), float(average), float(weight))
            for name, flank, score, average, weight in kept["parts"]
        ),
        bounds=Bounds(float(low), float(high)),
        photos=int(kept["photos"]),
        reason=str(kept["reason"]),
    )


def made_of(apart: Contributions) -> MadeOf:
    """The parts as they are printed: rounded so that the printed figures add up."""
    shares = adding_up([apart.start, *(part.log10 for part in apart.parts)], apart.raw, 2)
    cut = round(apart.bounded, 2) - round(apart.raw, 2)
    several = len({part.flank for part in apart.parts}) > 1
    rows = tuple(
        (
            in_words(part.name) + (f", {part.flank} flank" if several and part.flank else ""),
            f"{part.score:.2f}",
            f"{part.average:.2f}",
            _signed(part.weight, 3),
            _signed(share, 2),
        )
        for part, share in zip(apart.parts, shares[1:], strict=True)
    )
    return MadeOf(
        start=_signed(shares[0], 2),
        rows=rows,
        raw=_signed(apart.raw, 2),
        # What is left between the two figures that are printed, not a third one rounded by itself.
        cut=_signed(cut, 2) if round(cut, 2) else "",
        reason=apart.reason,
        bounded=_signed(apart.bounded, 2),
        photos=apart.photos,
    )


def _signed(value: float, decimals: int) -> str:
    """A number with its sign; nought has none."""
    rounded = round(value, decimals)
    return f"{rounded:+.{decimals}f}" if rounded else f"{0:.{decimals}f}"

"""How much of a coat's pattern a photo shows, before anyone knows what it will be compared with.

The pixels on the coat count, not those of the file: a twelve-megapixel frame with a leopard of
forty pixels tells no animal from another. Limits are starting values, read off tiger photos as they
are and blurred or shrunk on purpose (benchmarks/quality.py): sharpness has its median at 0.47 and
falls to 0.16 under a blur of 2 px, to 0.02 under one of 5 px.
"""

import cv2
import numpy as np

from embeddings.coat.values import Quality, QualityGrade
from embeddings.photo import Array, shrink_to

FEW_PX, SCARCE_PX = 4_000, 12_000
"""Below the first no comparison, below the second only with caution: pixels on the coat."""
BLURRED, SOFT = 0.06, 0.15
GLARING, SHINY = 0.35, 0.10
HIDDEN, PARTLY = 0.05, 0.15

_WORKING = 256
_ROUNDING = 0.35  # squared grey levels: whole levels and JPEG's rounding


def measure(crop: Array, mask: Array, found: bool) -> Quality:
    """Grade a crop (h, w, 3) with its coat mask (h, w); found: whether an outline was seen."""
    small = shrink_to(crop, _WORKING)
    size = (small.shape[1], small.shape[0])
    inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    on_coat = grey[inside]
    if on_coat.size == 0:
        return Quality(QualityGrade.NOT_SUITABLE, 0, 0.0, 0.0, 0.0, ("no coat was found",))
    glare = float((small[inside].min(axis=1) >= 250).mean())
    black = float((on_coat <= 6).mean())
    usable = int(mask.sum() * max(0.0, 1.0 - glare - black))
    sharp = sharpness(crop, mask)
    coverage = float(mask.mean())
    worst, reasons = _judge(usable, sharp, glare, coverage)
    if not found:
        reasons.append("no outline of the animal was seen: an oval in the region was taken")
    grade = (QualityGrade.SUFFICIENT, QualityGrade.LIMITED, QualityGrade.NOT_SUITABLE)[worst]
    return Quality(
        grade, usable, round(sharp, 4), round(glare, 4), round(coverage, 4), tuple(reasons)
    )


def sharpness(crop: Array, mask: Array) -> float:
    """0 blurred away to 1 crisp: the fine share of the coat's variation, at 512 px long side.

    Fine is what a blur of 1.5 px takes away (less what rounding to whole grey levels makes), broad
    what then remains up to 10 px; fine / (fine + broad), as standard deviations. It depends neither
    on brightness nor on contrast. Noise counts as fine: a noisy blurred photo looks sharper here
    than it is.
    """
    small = shrink_to(crop, 512)
    size = (small.shape[1], small.shape[0])
    inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    if not inside.any():
        return 0.0
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    soft, softer = (cv2.GaussianBlur(grey, (0, 0), px) for px in (1.5, 10.0))
    fine = max(0.0, float(((grey - soft)[inside] ** 2).mean()) - _ROUNDING)
    broad = float(((soft - softer)[inside] ** 2).mean())
    return float(np.sqrt(fine / (fine + broad))) if fine > 0 else 0.0


def _judge(usable: int, sharp: float, glare: float, coverage: float) -> tuple[int, list[str]]:
    """The worst of four looks (0 sufficient, 1 limited, 2 not suitable) and why, in words."""
    looks = (
        (usable < FEW_PX, usable < SCARCE_PX, f"only {usable:,} pixels lie on the coat"),
        (sharp < BLURRED, sharp < SOFT, f"the coat is blurred (sharpness {sharp:.2f} of 1)"),
        (glare > GLARING, glare > SHINY, f"{glare:.0%} of the coat is blown out by light"),
        (coverage < HIDDEN, coverage < PARTLY, f"only {coverage:.0%} of the region is coat"),
    )
    reasons = [why for bad, poor, why in looks if bad or poor]
    worst = max(2 if bad else int(poor) for bad, poor, _ in looks)
    return worst, reasons

"""What an examiner marks on a photo before anything else is shown: lines, features, its quality.

All places are pixels of the upright photo.
"""

import re
from dataclasses import dataclass

from workbench.services.refusal import Refused

__all__ = ["GOOD_ENOUGH", "MOST", "Feature", "Marked", "read_feature", "refuse_unfinished"]

GOOD_ENOUGH = ("sufficient", "limited", "not_suitable")
LEAST, MOST = 2, 12
# No photo has a place below 0, or millions of pixels wide.
_PIXELS = re.compile(r"[0-9]{1,6}(?:\.[0-9]*)?")
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that the examiner would look for: where (pixels of the photo) and in words."""

    x: float
    y: float
    what: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked on the query alone. outline, spine, belly: lines in pixels of the photo.

    good_enough: sufficient, limited or not_suitable; why: needed where it is not suitable.
    """

    good_enough: str
    features: tuple[Feature, ...] = ()
    outline: Points = ()
    spine: Points = ()
    belly: Points = ()
    why: str = ""


def read_feature(written: str) -> Feature:
    """A feature written X,Y,WORDS in pixels of the photo. Raises Refused for anything else."""
    x, _, rest = written.partition(",")
    y, _, what = rest.partition(",")
    if not (_PIXELS.fullmatch(x.strip()) and _PIXELS.fullmatch(y.strip())):
        raise Refused(
            f"{written!r} is no feature", "write its place and words, e.g. 420,310,broken rosette"
        )
    return Feature(float(x), float(y), what.strip())


def refuse_unfinished(marked: Marked) -> None:
    """Raise Refused where something that must be said before the lock is missing."""
    if marked.good_enough not in GOOD_ENOUGH:
        raise Refused(
            f"{marked.good_enough!r} does not say whether the photo is good enough",
            "say sufficient, limited or not_suitable",
        )
    if marked.good_enough == "not_suitable":
        if not marked.why.strip():
            raise Refused("it is not said why the photo is no good", "say what is missing in it")
        return
    if not LEAST <= len(marked.features) <= MOST:
        raise Refused(
            f"{len(marked.features)} features are marked",
            f"mark {LEAST} to {MOST} that you would look for",
        )

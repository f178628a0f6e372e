"""What a coat is: a region of one photo, its flank, species, kind and quality, and who fixed each.

All of it is fixed before any search. A flank chosen to suit a match would be no evidence.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from embeddings.photo import fingerprint


class Flank(StrEnum):
    """Which side of the animal is seen. Left and right share no rosette."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    UNKNOWN = "unknown"

    def comparable(self, other: "Flank") -> bool:
        """Whether two coats may be held against each other.

        An unknown side is compared with all, both sides with all, a known one with its like.
        """
        free = (Flank.UNKNOWN, Flank.BOTH)
        return self == other or self in free or other in free


class Kind(StrEnum):
    """A living animal before a camera, or a skin."""

    CAMERA = "camera"
    PELT = "pelt"


class QualityGrade(StrEnum):
    """Whether a photo may carry a comparison: with strength, only with caution, or not at all."""

    SUFFICIENT = "sufficient"
    LIMITED = "limited"
    NOT_SUITABLE = "not_suitable"


@dataclass(frozen=True, slots=True)
class Region:
    """Where the coat is, in pixels of the upright photo; a polygon, where given, is finer."""

    x: float
    y: float
    width: float
    height: float
    polygon: tuple[tuple[float, float], ...] | None = None

    def __post_init__(self) -> None:
        if not (self.width > 0 and self.height > 0):
            raise ValueError(f"a region of {self.width} x {self.height} pixels holds no coat")
        if self.polygon is not None and len(self.polygon) < 3:
            raise ValueError(f"a polygon needs 3 corners, this one has {len(self.polygon)}")


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of the pattern can be read, measured before any search.

    usable_px: pixels of the photo that lie on the coat and are neither glare nor black; sharpness:
    0 blurred away to 1 crisp; glare: share 0..1 of the coat that is blown out; coverage: share
    0..1 of the region that is coat; reasons: what lowered the grade, in words.
    """

    grade: QualityGrade
    usable_px: int
    sharpness: float
    glare: float
    coverage: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coat:
    """One coat in one photo (given by its sha256), and who or what fixed each part of that.

    species is the scientific name or "" where nobody said. fixed_by maps "region", "flank",
    "species", "kind" to a word such as "megadetector", "person:PER-3" or "machine:grabcut".
    """

    photo: str
    region: Region
    flank: Flank
    species: str
    kind: Kind
    quality: Quality
    fixed_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """ "CT-" and 16 hex digits over all that was fixed; quality follows from these."""
        corners = self.region.polygon or ()
        region = self.region
        numbers = (
            region.x,
            region.y,
            region.width,
            region.height,
            *(c for p in corners for c in p),
        )
        return (
            "CT-"
            + fingerprint(
                self.photo.encode(),
                struct.pack(f">{len(numbers)}d", *numbers),
                self.flank.value.encode(),
                self.species.encode(),
                self.kind.value.encode(),
                *(f"{part}={by}".encode() for part, by in sorted(self.fixed_by.items())),
            )[:16]
        )

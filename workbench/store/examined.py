"""What an examination holds beside its answer: the query's marks, the line-up, the known truths.

Two values say the same place before and after: `ShownPlace` has no animal in it, so that a page
that was given one cannot show a name by mistake; `Place` is read once all answers are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

__all__ = [
    "CANDIDATE",
    "KNOWN_DIFFERENT",
    "KNOWN_SAME",
    "Amendment",
    "Place",
    "PlaceAnswer",
    "ProficiencyCase",
    "ShownPlace",
    "Trial",
]

Json = Mapping[str, object]

CANDIDATE, KNOWN_SAME, KNOWN_DIFFERENT = "candidate", "known_same", "known_different"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a line-up. number: from 1, in the shuffled order. photo: digest.

    region: x, y, width, height in pixels of the photo, the part that is shown. role: candidate,
    known_same or known_different. basis: why it is known, or what the machine said of it.
    """

    number: int
    individual: str
    photo: str
    region: Json
    role: str
    basis: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """An answer to a place as it stands. marks: feature -> point in pixels of the shown photo."""

    id: str
    verdict: str
    why: str
    marks: Json
    condition: str
    at: datetime
    changes: int = 0


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """What an examiner is given of a place before all answers are given."""

    id: str
    number: int
    photo: str
    region: Json
    answer: PlaceAnswer | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was marked when an examination was locked (what: locked), or added to it later."""

    what: str
    detail: Json
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProficiencyCase:
    """An examination whose truth is known. beside: the skin in whose company it was mixed in.

    photo: digest of the query's picture, made from source_photo (digest) of an encounter of the
    individual. detail: how it was made.
    """

    examiner: str
    beside: str
    photo: str
    individual: str
    source_photo: str
    encounter: str
    detail: Json
    id: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer to a pair whose truth is known, of a finished examination."""

    examiner: str
    same: bool
    verdict: str

"""Landmarks of a coat: proposed by the program, set by a person, kept with the coat.

A proposal changes nothing. Landmarks are proposed of tigers, which the finder learned from, and
the flank of any living cat: it turns rendered leopards the right way, but does not find their
landmarks (docs/evaluation.md). What a person sets lays the strips that are shown, and is kept with
who set it; landmarks that would fold the flank are refused before anything is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2

from embeddings.coat import Coat
from embeddings.coat.landmarks import load_finder
from embeddings.coat.outline import outline
from embeddings.gallery import species_key
from embeddings.photo import Photo, read_photo
from embeddings.rectify import JOINTS, PLACES, Landmarks, bent_strip_of, strip_of
from workbench.services.acting import MATCHING, acting
from workbench.services.coats import coat_of
from workbench.services.refusal import Refused
from workbench.store import CoatRecord

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = [
    "NAMES",
    "Flattened",
    "Proposal",
    "flatten",
    "must_be_landmarks",
    "propose",
    "read_landmarks",
]

NAMES = (*PLACES, *JOINTS)
"""The landmarks that a person may set."""

LEARNED_FROM = "Panthera tigris"
"""The species that the finder's landmarks were learned from and measured on."""

_LEAST = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program would say of a coat. flank: left, right or unknown; sure: probability of
    the flank, None where it does not look; landmarks: name -> (x, y, confidence), in pixels of the
    photo, only those it is sure enough of; outline: corners around the body, or none; why: what
    is not proposed and the reason, or nothing."""

    coat: str
    flank: str
    sure: float | None
    landmarks: dict[str, tuple[float, float, float]]
    outline: tuple[tuple[float, float], ...]
    network: str
    why: str

    @property
    def sentences(self) -> list[str]:
        """What a person reads, a line each."""
        if self.sure is None:
            return [f"{self.coat}: no proposal: {self.why}."]
        lines = [f"{self.coat}: flank {self.flank} (sure to {self.sure:.2f}), by {self.network}."]
        lines += [
            f"  {name}: {x:.0f},{y:.0f} (confidence {confidence:.2f})"
            for name, (x, y, confidence) in self.landmarks.items()
        ]
        if not self.landmarks:
            lines.append(f"  no landmarks: {self.why or 'none is sure enough'}")
        return [*lines, "  A proposal, learned on tigers: nothing is changed by it."]


def propose(project: "Project", by: str, coat: str) -> Proposal:
    """Flank, landmarks and outline of a living animal's coat, as the program finds them.

    Of a skin it proposes nothing and says why. Raises Refused where the coat is unknown.
    """
    record, known, photo = _opened(project, by, coat)
    finder = load_finder()
    seen = finder.find(photo, known.region, known.kind)
    sure, why, placed, around = seen.faces_left, seen.why, seen.proposed, outline(seen.found) or ()
    if not why and species_key(record.species) != species_key(LEARNED_FROM):
        why = "it learned where they lie on tigers, and nobody says that this is one"
        placed, around = {}, ()
    return Proposal(
        coat=coat,
        flank=seen.flank.value,
        sure=None if sure is None else max(sure, 1.0 - sure),
        landmarks={name: (x, y, seen.found[name].confidence) for name, (x, y) in placed.items()},
        outline=around,
        network=finder.card.name,
        why=why,
    )


@dataclass(frozen=True, slots=True)
class Flattened:
    """The strip of a coat as a PNG: bent to the canonical flank by its landmarks, or only laid.

    used: the landmarks that bent it; empty where it was moved, turned and scaled as a whole.
    """

    coat: str
    png: bytes
    used: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How it was made."""
        if not self.used:
            return f"{self.coat}: laid level and not bent; 3 landmarks of {', '.join(PLACES)} bend."
        return f"{self.coat}: bent to the canonical flank by {', '.join(self.used)}."


def flatten(project: "Project", by: str, coat: str) -> Flattened:
    """The strip of a coat by the landmarks that are kept with it.

    Raises Refused where the coat is unknown.
    """
    record, known, photo = _opened(project, by, coat)
    kept: Mapping[str, Any] = record.landmarks
    said = {name: (float(place[0]), float(place[1])) for name, place in kept.items()}
    if sum(name in PLACES for name in said) >= _LEAST:
        bent = bent_strip_of(photo, known, said)
        pixels, used = bent.pixels, tuple(bent.used)
    else:
        pixels, used = strip_of(photo, known, said).pixels, ()
    done, png = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    if not done:
        raise ValueError(f"a strip of {pixels.shape} could not be written as PNG")
    return Flattened(coat, png.tobytes(), used)


def _opened(project: "Project", by: str, coat: str) -> tuple[CoatRecord, Coat, Photo]:
    reader = acting(project, by, *MATCHING)
    record = project.store.read(reader).matching.coat(coat)
    if record is None:
        raise Refused(f"there is no coat {coat}", "check its id")
    photo = read_photo(project.store.originals.read(record.photo), name=record.photo[:16])
    return record, coat_of(record), photo


def read_landmarks(written: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Landmarks written `NAME=x,y`, in pixels of the upright photo. Refuses anything else."""
    landmarks = {}
    for one in written:
        name, _, place = one.partition("=")
        parts = place.split(",")
        try:
            x, y = (float(part) for part in parts)
        except ValueError as wrong:
            raise Refused(
                f"{one!r} is no landmark", "write NAME=x,y in pixels, e.g. belly_hip=310,240"
            ) from wrong
        landmarks[name.strip()] = (x, y)
    return landmarks


def must_be_landmarks(photo: Photo, coat: Coat, landmarks: Landmarks) -> Landmarks:
    """The landmarks as they are; Refused where one is unknown, outside the photo, or they fold."""
    for name, (x, y) in landmarks.items():
        if name not in NAMES:
            raise Refused(f"{name!r} is no landmark", f"name one of {', '.join(NAMES)}")
        if not (0 <= x < photo.width and 0 <= y < photo.height):
            raise Refused(
                f"{name} at {x:g},{y:g} lies outside the photo of {photo.width}x{photo.height}",
                "give it in pixels of the upright photo",
            )
    try:
        strip_of(photo, coat, landmarks)
        if sum(name in PLACES for name in landmarks) >= _LEAST:
            bent_strip_of(photo, coat, landmarks)
    except ValueError as wrong:
        raise Refused(str(wrong), "look at the names and places of the landmarks") from wrong
    return landmarks

"""Cases whose truth is known, mixed in among the real ones: they measure the examiner.

The query is a skin simulated from one encounter of a catalogued animal, the line-up holds another
encounter of it (or, in one case of three, does not) among other animals. Until its last answer is
given nothing tells such a case from a real one; then it is told at once.
"""

import io
from collections.abc import Collection
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image

from embeddings.coat import Coat, Flank, crop_of
from embeddings.photo import Array, read_photo
from embeddings.synthesis import LABEL
from workbench.services.gallery import Catalogued
from workbench.services.lining_up import Offer, choose, placed, shown_to
from workbench.store import Place, ProficiencyCase, Reader
from workbench.store.examined import KNOWN_DIFFERENT, KNOWN_SAME
from workbench.views.people import names
from workbench.views.proficiency import measured

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Made", "examiners_measured", "is_drawn", "make", "places_of"]

RULE = "proficiency 1: another encounter of the query's animal in two cases of three, among others"
ABSENT = 1 / 3
SEVERITY = 1
_JPEG_QUALITY = 90
_CARD_HIGH = 30
_LEAST = 3
_ONE_SIDED = (Flank.LEFT, Flank.RIGHT)


@dataclass(frozen=True, slots=True)
class Made:
    """A case before it is kept: its record and the picture of its query as JPEG."""

    case: ProficiencyCase
    picture: bytes


def is_drawn(examiner: str, skin: str, rate: float) -> bool:
    """Whether a case of known truth goes with this skin for this examiner.

    rate: its share of all that they examine, below 1. By hash, so that asking again is no new draw.
    """
    return _chance(examiner, skin, "drawn") < rate / (1.0 - rate)


def make(project: "Project", reader: Reader, beside: str, species: str) -> Made | None:
    """Make the case that goes with a skin; None where the catalogue is too small for one.

    Needs an animal with two encounters of one flank and at least two others with that flank.
    """
    from embeddings.evaluation.pelts import VERSION, flayed, photographed

    seed = int.from_bytes(_hash(reader.person, beside, "made")[:8], "big") >> 1
    rng = np.random.default_rng(seed)
    pairs = _pairs(shown_to(project, reader, species))
    if not pairs:
        return None
    own, shown, others = pairs[int(rng.integers(len(pairs)))]
    absent = len(others) >= _LEAST and rng.random() < ABSENT
    truth = f"another encounter ({shown.encounter or 'not named'}) of the query's animal"
    best = [] if absent else [Offer(own.individual, shown.coat, KNOWN_SAME, truth)]
    foils = [
        Offer(one.individual, one.coat, KNOWN_DIFFERENT, "another animal of the catalogue")
        for one in others
    ]
    places = placed(project, choose(rng, best, foils, like=shown.coat), seed)
    skin = flayed(_crop(project, own.coat), rng, SEVERITY)
    pixels = photographed(skin, rng, SEVERITY).pixels
    if own.simulated:
        pixels = _labelled(pixels)
    picture = _jpeg(pixels)
    case = ProficiencyCase(
        examiner=reader.person,
        beside=beside,
        photo=sha256(picture).hexdigest(),
        individual=own.individual,
        source_photo=own.coat.photo,
        encounter=own.encounter,
        detail={
            "rule": RULE,
            "seed": seed,
            "simulated_by": f"{VERSION}, severity {SEVERITY}",
            "absent": absent,
            "width": pixels.shape[1],
            "height": pixels.shape[0],
            "places": [asdict(place) for place in places],
        },
    )
    return Made(case, picture)


def places_of(case: ProficiencyCase) -> tuple[Place, ...]:
    """The line-up that was drawn when the case was made."""
    listed: Any = case.detail["places"]
    return tuple(Place(**place) for place in listed)


def examiners_measured(project: "Project", people: Collection[str]) -> tuple[str, ...]:
    """A sentence an examiner for a report: how often they were wrong where the truth is known."""
    whole = project.store.read(Reader.whole("error rates of a report"))
    called = names(project)
    found = {one.examiner: one.sentence for one in measured(whole.line_ups.trials(), called)}
    return tuple(
        found.get(
            person,
            f"{called.get(person, person)} ({person}): not measured on known truths.",
        )
        for person in sorted(people)
    )


_Pair = tuple[Catalogued, Catalogued, list[Catalogued]]


def _pairs(entries: list[Catalogued]) -> list[_Pair]:
    """(query, its animal in another encounter, others with that flank), each animal-flank once."""
    sides: dict[tuple[str, Flank], dict[str, list[Catalogued]]] = {}
    for one in sorted(entries, key=lambda e: (e.individual, e.encounter, e.coat.id)):
        if one.coat.flank in _ONE_SIDED:
            side = sides.setdefault((one.coat.species, one.coat.flank), {})
            side.setdefault(one.individual, []).append(one)
    found: list[_Pair] = []
    for animals in sides.values():
        for animal, coats in animals.items():
            others = [one for name, them in animals.items() if name != animal for one in them]
            apart = [one for one in coats if one.encounter != coats[0].encounter]
            if apart and len(animals) >= _LEAST:
                found.append((coats[0], apart[0], others))
    return found


def _crop(project: "Project", coat: Coat) -> Array:
    photo = read_photo(project.store.originals.read(coat.photo), name=coat.photo[:16])
    return crop_of(photo, coat.region)[0]


def _labelled(pixels: Array) -> Array:
    """The picture with the card that rendered skins carry: beside them it must not stand out."""
    card = np.full((_CARD_HIGH, 132, 3), (236, 232, 214), np.uint8)
    ink = (30, 28, 26)
    cv2.putText(card, LABEL.upper(), (10, 21), cv2.FONT_HERSHEY_SIMPLEX, 0.58, ink, 1, cv2.LINE_AA)
    marked = pixels.copy()
    foot = marked.shape[0] - 8
    marked[foot - _CARD_HIGH : foot, 8 : 8 + card.shape[1]] = card
    return marked


def _jpeg(pixels: Array) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def _hash(*parts: str) -> bytes:
    return sha256("\x00".join(parts).encode()).digest()


def _chance(*parts: str) -> float:
    return int.from_bytes(_hash(*parts)[:7], "big") / float(1 << 56)

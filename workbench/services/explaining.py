"""Why the machine holds a skin and an animal to be alike: what a sceptic asks for, and no opinion.

All pictures are made from the comparison as it was stored: its marks are drawn, never found anew.
Only the controls are computed now, by the same `compare`, because nobody had asked for them before.
Who may not see the comparison gets nothing: the reader's own questions to the store decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from embeddings.coat import Coat
from embeddings.explain import (
    Control,
    background_control,
    background_only,
    draw_pair,
    elastic_map,
    laid_over,
    mirrored,
    mirrored_coat,
    mirrored_control,
    shown,
    strips_of,
)
from embeddings.photo import Array, Photo, read_photo
from embeddings.rectify import Landmarks
from embeddings.verify import Comparison, Matched
from workbench.services.coats import coat_of
from workbench.services.describing import Descriptions
from workbench.store import CoatRecord, ComparisonRecord, Queries, Reader

if TYPE_CHECKING:
    from workbench.project import Project

WIDEST_PX = 1400
"""A picture for the screen is no wider."""
KEPT = 16
"""So many pairs stay in memory, because a page asks for its pictures one by one and again."""

STRIP_QUERY, STRIP_CANDIDATE, LAID_OVER = "strip-query", "strip-candidate", "laid-over"
_JPEG, _WEBP = [cv2.IMWRITE_JPEG_QUALITY, 90], [cv2.IMWRITE_WEBP_QUALITY, 88]


@dataclass(frozen=True, slots=True)
class Stored:
    """A comparison as it lies in the store, with its two coats; one id, one comparison."""

    id: str
    fingerprint: str
    record: ComparisonRecord = field(compare=False)
    query: CoatRecord = field(compare=False)
    candidate: CoatRecord = field(compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture with its size in pixels."""

    media_type: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A comparison drawn. marks: (query x, y, candidate x, y, kind) in pixels of the strips.

    pictures: by name, "strip-query", "strip-candidate", and "laid-over" (the candidate as the
    matched marks bend it onto the query's region `box`, in pixels of its photo) where there are
    marks enough. off_px: how far a mark lies from where the others foretell it, in pixels of the
    candidate's photo. turned_deg: by how much the query's strip was turned.
    """

    comparison: str
    marks: tuple[tuple[float, float, float, float, str], ...]
    pictures: Mapping[str, Picture]
    box: tuple[float, float, float, float]
    off_px: float | None
    turned_deg: float


@dataclass(frozen=True, slots=True)
class Controlled:
    """The controls of one comparison, each with its picture by the control's name."""

    controls: tuple[Control, ...]
    pictures: Mapping[str, Picture]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair in memory."""

    photo: Photo
    coat: Coat
    landmarks: Landmarks | None


def explained(project: "Project", reader: Reader, skin: str, individual: str) -> Explanation | None:
    """The last comparison of a skin with an animal; None where this reader may not see it."""
    stored = _last(project, reader, skin, individual)
    return None if stored is None else _explanation(project, stored)


def controlled(project: "Project", reader: Reader, skin: str, individual: str) -> Controlled | None:
    """The controls of the last comparison; None where this reader may not see it."""
    stored = _last(project, reader, skin, individual)
    return None if stored is None else _controlled(project, stored)


def picture(
    project: "Project", reader: Reader, skin: str, individual: str, name: str
) -> Picture | None:
    """One picture of `explained` or `controlled` by name; None where there is none to be seen."""
    stored = _last(project, reader, skin, individual)
    if stored is None:
        return None
    if name in (STRIP_QUERY, STRIP_CANDIDATE, LAID_OVER):
        return _explanation(project, stored).pictures.get(name)
    return _controlled(project, stored).pictures.get(name)


def stored_of(queries: Queries, record: ComparisonRecord) -> Stored | None:
    """A comparison with its coats; None where the reader may not see one of the two photos."""
    query, candidate = (
        queries.matching.coat(one) for one in (record.query_coat, record.gallery_coat)
    )
    if query is None or candidate is None:
        return None
    return Stored(record.id, record.fingerprint, record, query, candidate)


def comparison_of(record: ComparisonRecord) -> Comparison:
    """A stored comparison as the embeddings compute with it; rows of its marks are not kept."""
    matches = {}
    for kind, rows in record.marks.items():
        if isinstance(rows, list):
            points = np.array(rows, dtype=np.float32).reshape(-1, 2, 2)
            matches[kind] = Matched(np.zeros((len(points), 2), np.int32), points)
    scores = {name: float(str(value)) for name, value in record.scores.items()}
    return Comparison(record.query_coat, record.gallery_coat, matches, scores)


def side_of(project: "Project", record: CoatRecord) -> Side:
    """The photo, coat and landmarks of a record. Raises StoreRefused where the file is gone."""
    photo = read_photo(project.store.originals.read(record.photo), name=record.id)
    return Side(photo, coat_of(record), _landmarks(record.landmarks))


def controls_of(
    project: "Project", query: Side, candidate: Side, comparison: Comparison
) -> tuple[tuple[Control, ...], tuple[Array, ...]]:
    """Both controls of a pair and a drawing of each, computed now."""
    describer = Descriptions.of(project).describer
    turned = mirrored(query.photo)
    there = mirrored_coat(query.coat, turned)
    background = background_control(
        background_only(describer, query.photo, query.coat),
        background_only(describer, candidate.photo, candidate.coat),
        comparison,
    )
    mirror = mirrored_control(
        describer.describe(turned, there),
        Descriptions.of(project).of_coat(candidate.coat),
        comparison,
    )
    theirs = (candidate.photo, candidate.coat.region)
    pictures = (
        draw_pair((query.photo, query.coat.region), theirs, background.comparison),
        draw_pair((turned, there.region), theirs, mirror.comparison),
    )
    return (background, mirror), pictures


def as_jpeg(pixels: Array) -> Picture:
    """A picture (h, w, 3) as JPEG."""
    return _encoded(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), ".jpg", "image/jpeg", _JPEG)


def _last(project: "Project", reader: Reader, skin: str, individual: str) -> Stored | None:
    with project.store.read(reader) as queries:
        found = queries.matching.comparisons(skin, individual)
        return stored_of(queries, found[-1]) if found else None


@lru_cache(maxsize=KEPT)
def _explanation(project: "Project", stored: Stored) -> Explanation:
    query, candidate = (side_of(project, one) for one in (stored.query, stored.candidate))
    comparison = comparison_of(stored.record)
    strips = strips_of(
        (query.photo, query.coat, query.landmarks),
        (candidate.photo, candidate.coat, candidate.landmarks),
        comparison,
    )
    pictures = {
        STRIP_QUERY: as_jpeg(shown(strips.query)),
        STRIP_CANDIDATE: as_jpeg(shown(strips.candidate)),
    }
    region = query.coat.region
    box = (region.x, region.y, region.width, region.height)
    elastic = elastic_map(comparison.matches)
    if elastic is not None:
        width = round(min(WIDEST_PX, max(region.width, WIDEST_PX / 2)))
        seen = laid_over(elastic, candidate.photo.pixels, box, width)
        there = cv2.cvtColor(seen, cv2.COLOR_RGBA2BGRA)
        pictures[LAID_OVER] = _encoded(there, ".webp", "image/webp", _WEBP)
    return Explanation(
        comparison=stored.id,
        marks=tuple(
            (*(round(float(value), 1) for value in pair.reshape(-1)), kind)  # type: ignore[misc]
            for kind, both in sorted(strips.marks.items())
            for pair in both
        ),
        pictures=pictures,
        box=box,
        off_px=None if elastic is None else elastic.off,
        turned_deg=strips.turned_deg,
    )


@lru_cache(maxsize=KEPT)
def _controlled(project: "Project", stored: Stored) -> Controlled:
    query, candidate = (side_of(project, one) for one in (stored.query, stored.candidate))
    found, drawings = controls_of(project, query, candidate, comparison_of(stored.record))
    pictures = {one.name: as_jpeg(drawn) for one, drawn in zip(found, drawings, strict=True)}
    return Controlled(found, pictures)


def _encoded(pixels: Array, ending: str, media_type: str, how: list[int]) -> Picture:
    done, content = cv2.imencode(ending, pixels, how)
    if not done:
        raise ValueError(f"a picture of {pixels.shape} could not be written as {media_type}")
    return Picture(media_type, content.tobytes(), pixels.shape[1], pixels.shape[0])


def _landmarks(said: Mapping[str, Any]) -> Landmarks | None:
    """Points by name, where a record holds some."""
    points = {
        name: (float(place[0]), float(place[1]))
        for name, place in said.items()
        if isinstance(place, list | tuple) and len(place) == 2
    }
    return points or None

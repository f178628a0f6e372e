"""The figures of the court report about one comparison: what the page shows, on paper.

Each has a caption that a person who has never seen the program understands, and says what the
figure does not show.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from embeddings.explain import (
    Control,
    Elastic,
    draw_pair,
    draw_strips,
    elastic_map,
    laid_over,
    matched_marks,
    strips_of,
)
from embeddings.photo import Array
from workbench.services.explaining import (
    Side,
    Stored,
    as_jpeg,
    comparison_of,
    controls_of,
    side_of,
)

if TYPE_CHECKING:
    from workbench.project import Project

OVER_PX = 900
_GAP = 14
_NUMBERS = "A number stands beside both ends of a pair; orange marks are SIFT's, blue ones XFeat's."

Figure = tuple[str, bytes]
"""A caption and an encoded picture."""


def figures_of(
    project: "Project", stored: Stored, individual: str
) -> tuple[tuple[Figure, ...], tuple[tuple[str, str], ...]]:
    """The figures of a comparison with their captions, and its controls as (name, sentence).

    The marks are those of the stored comparison, never computed anew; the controls are computed
    now, by the same comparison.
    """
    query, candidate = (side_of(project, one) for one in (stored.query, stored.candidate))
    comparison = comparison_of(stored.record)
    strips = strips_of(
        (query.photo, query.coat, query.landmarks),
        (candidate.photo, candidate.coat, candidate.landmarks),
        comparison,
    )
    turned = (
        f" The skin's strip was turned by {abs(strips.turned_deg):.0f} degrees to lie alike."
        if strips.turned_deg
        else ""
    )
    marks = matched_marks(comparison)
    drawings = [
        (
            f"Matched marks. The skin left, {individual} right; {marks} marks fit together. "
            f"{_NUMBERS} A mark is a place to look at, not proof.",
            draw_pair(
                (query.photo, query.coat.region),
                (candidate.photo, candidate.coat.region),
                comparison,
            ),
        ),
        (
            f"The same marks on the flattened flanks. The skin above, {individual} below; what "
            "is no coat is pale. The strips are moved, turned and scaled as a whole, not bent."
            f"{turned}",
            draw_strips(strips),
        ),
    ]
    elastic = elastic_map(comparison.matches)
    if elastic is not None:
        drawings.append((_told(elastic, individual), _beside(query, candidate, elastic)))
    controls, pictures = controls_of(project, query, candidate, comparison)
    drawings += [
        (f"Control, {_NAMES[one.name]}: {one.matched} marks fit where nothing should.", picture)
        for one, picture in zip(controls, pictures, strict=True)
    ]
    figures = tuple((caption, as_jpeg(pixels).content) for caption, pixels in drawings)
    return figures, told_controls(controls)


_NAMES = {"background": "background only", "mirrored": "mirrored skin"}


def told_controls(controls: Sequence[Control]) -> tuple[tuple[str, str], ...]:
    """Each control's name and its sentence."""
    return tuple((_NAMES[one.name].capitalize(), one.sentence) for one in controls)


def _told(elastic: Elastic, individual: str) -> str:
    return (
        f"The skin left; right, the photo of {individual} bent onto it through the matched marks, "
        "where there are any. At the marks both agree because they were laid on each other; look "
        f"between them. From all others a mark is foretold to {elastic.off:.0f} pixels."
    )


def _beside(query: Side, candidate: Side, elastic: Elastic) -> Array:
    """The query's region left, the same with the candidate laid over it right."""
    region = query.coat.region
    box = (region.x, region.y, region.width, region.height)
    over = laid_over(elastic, candidate.photo.pixels, box, OVER_PX)
    high, wide = over.shape[:2]
    there = np.array(
        [[region.width / wide, 0.0, region.x], [0.0, region.height / high, region.y]], np.float64
    )
    ours = cv2.warpAffine(
        query.photo.pixels,
        there,
        (wide, high),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    alpha = over[..., 3:] / 255.0
    laid = (ours * (1.0 - alpha) + over[..., :3] * alpha).astype(np.uint8)
    return np.hstack([ours, np.full((high, _GAP, 3), 255, np.uint8), laid])

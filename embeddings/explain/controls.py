"""What must find nothing: the background without the animal, and the coat in a mirror.

A matcher that still finds a pair alike by the grass around it reads the place, not the coat; one
that knows a mirrored coat reads outline and posture. Both are the same comparison by the same
`compare`, so that whoever doubts the marks can see what marks look like that mean nothing.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from embeddings.coat import Coat, Region, crop_of, mask_of
from embeddings.features import Describer, Features, fingerprint
from embeddings.marks import find_marks
from embeddings.photo import Photo, read_photo
from embeddings.verify import Comparison, compare

BACKGROUND, MIRRORED = "background", "mirrored"
TWICE = 2
"""Marks of a kind stand above chance where they are more than twice those of a control."""

_DONE = {
    BACKGROUND: "Only what lies around the two coats was compared",
    MIRRORED: "The skin was compared in a mirror, where no animal has its pattern",
}
_NOTHING = {
    BACKGROUND: "the match does not come from the place or the frame",
    MIRRORED: "the match does not come from outline or posture",
}
_CALLED = {"sift": "SIFT", "xfeat": "XFeat"}


@dataclass(frozen=True, slots=True)
class Control:
    """One control ("background" or "mirrored") beside the comparison that it is a control of."""

    name: str
    comparison: Comparison
    genuine: Comparison

    @property
    def matched(self) -> int:
        """Marks that fit together where nothing should."""
        return matched_marks(self.comparison)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Kind of mark -> how many fit in the control, and in the comparison itself."""
        kinds = sorted({*self.comparison.matches, *self.genuine.matches})
        return {kind: (_count(self.comparison, kind), _count(self.genuine, kind)) for kind in kinds}

    @property
    def above(self) -> tuple[str, ...]:
        """The kinds of marks of which the comparison has more than twice those of the control."""
        return tuple(kind for kind, (here, there) in self.counts.items() if there > TWICE * here)

    @property
    def warns(self) -> bool:
        """Whether no kind of mark in the comparison stands above what fits where nothing should."""
        return not self.above

    @property
    def sentence(self) -> str:
        """What was done, what came out, and what it means, in plain words."""
        if not matched_marks(self.genuine):
            return f"{_DONE[self.name]}: {self._figures}. The comparison itself has no marks."
        if not self.matched:
            return f"{_DONE[self.name]}. Nothing fits: {_NOTHING[self.name]}."
        if self.warns:
            end = "The comparison does not stand above chance: do not rely on these marks."
        elif len(self.above) < sum(there > 0 for _, there in self.counts.values()):
            kinds = " and ".join(_called(kind) for kind in self.above)
            end = f"Only the {kinds} marks of the comparison are more than twice those by chance."
        else:
            end = "The comparison has more than twice the marks that fit by chance."
        return f"{_DONE[self.name]}: {self._figures}. {end}"

    @property
    def _figures(self) -> str:
        return "; ".join(
            f"{_called(kind)} {here} marks fit, {there} in the comparison"
            for kind, (here, there) in self.counts.items()
        )


def matched_marks(comparison: Comparison) -> int:
    """How many marks of all kinds fit together in a comparison."""
    return sum(len(matched) for matched in comparison.matches.values())


def _count(comparison: Comparison, kind: str) -> int:
    return len(comparison.matches.get(kind, ()))


def _called(kind: str) -> str:
    return _CALLED.get(kind, kind)


def background_control(query: Features, candidate: Features, comparison: Comparison) -> Control:
    """Both backgrounds (`background_only`) held against each other."""
    return Control(BACKGROUND, compare(query, candidate), comparison)


def mirrored_control(query: Features, candidate: Features, comparison: Comparison) -> Control:
    """The mirrored query (features of `mirrored_coat`) held against the candidate itself."""
    return Control(MIRRORED, compare(query, candidate), comparison)


def mirrored(photo: Photo) -> Photo:
    """The photo as a mirror shows it; a new photo with a digest of its own."""
    flipped = np.ascontiguousarray(photo.pixels[:, ::-1, ::-1])
    quickly = [cv2.IMWRITE_PNG_COMPRESSION, 1]
    return read_photo(cv2.imencode(".png", flipped, quickly)[1].tobytes(), name="mirrored.png")


def mirrored_coat(coat: Coat, photo: Photo) -> Coat:
    """The same coat in the mirrored photo: its region turned over, its flank as it was.

    photo: the mirrored one. Keeping the flank lets it meet the very coats that it must not match.
    """
    region = coat.region
    corners = region.polygon and tuple((photo.width - x, y) for x, y in region.polygon)
    turned = Region(
        photo.width - region.x - region.width, region.y, region.width, region.height, corners
    )
    return replace(coat, photo=photo.sha256, region=turned)


def background_only(describer: Describer, photo: Photo, coat: Coat) -> Features:
    """Features of all of the region that is not coat, as if the animal were not there."""
    crop, _ = crop_of(photo, coat.region)
    rest = ~mask_of(photo, coat)
    return Features(
        coat=coat,
        embedding=describer.network.embed([(crop, rest)])[0],
        marks=find_marks(photo, coat, describer.kinds, describer.limit, describer.local, mask=rest),
        fingerprint=fingerprint(BACKGROUND.encode(), describer.fingerprint(coat).encode()),
    )

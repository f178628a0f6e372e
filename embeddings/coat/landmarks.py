"""Where an animal's belly edge and tail root are, and which flank it shows: a proposal.

Found by a small network that learned on tigers seen from the side. A person, or a flank that came
with the photo, always overrules it; where it is unsure it says so, because a wrong flank would
hold incomparable sides against each other. It knows living animals only: a skin has no elbow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from embeddings.coat.canvas import placing, warped
from embeddings.coat.foreground import crop_bounds
from embeddings.coat.values import Flank, Kind, Region
from embeddings.network.session import Session
from embeddings.network.weights_folder import WEIGHTS, Card, checked, read_card
from embeddings.photo import Array, Photo

POINTS = (
    "nose",
    "ear",
    "belly_shoulder",
    "belly_hip",
    "tail_root",
    "middle",
    "front_paw",
    "hind_paw",
)
"""What is sought, always of the side that faces the camera. belly_shoulder: where the foreleg
leaves the belly; belly_hip: where the thigh does; middle: of the trunk, as ATRW's labels put it."""

HEIGHT, WIDTH, STRIDE = 160, 256, 8
"""Canvas of the network in pixels, and pixels a cell of its maps."""
SIZE = HEIGHT, WIDTH

SURE_OF_FLANK = 0.9
"""Probability from which a flank is proposed; set before it was counted: 0.99 are right."""
SURE_OF_POINT = 0.5
"""Confidence from which a landmark is proposed; a share of its map, set likewise."""

MARGIN = 0.06
_NEAR = 2  # cells around a peak that belong to it


@dataclass(frozen=True, slots=True)
class Found:
    """A landmark in pixels of the photo; confidence 0..1."""

    x: float
    y: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Landmarked:
    """What the finder saw. found: every landmark of `POINTS` with its confidence, sure or not.

    faces_left: probability 0..1, None where it does not look; why: then the reason, in words.
    """

    found: Mapping[str, Found]
    faces_left: float | None
    why: str = ""

    @property
    def flank(self) -> Flank:
        """The flank proposed; unknown where the finder is not sure enough."""
        if self.faces_left is None or max(self.faces_left, 1 - self.faces_left) < SURE_OF_FLANK:
            return Flank.UNKNOWN
        return Flank.LEFT if self.faces_left > 0.5 else Flank.RIGHT

    @property
    def proposed(self) -> dict[str, tuple[float, float]]:
        """The landmarks that it is sure enough of, (x, y) in pixels of the photo."""
        sure = ((n, one) for n, one in self.found.items() if one.confidence >= SURE_OF_POINT)
        return {name: (one.x, one.y) for name, one in sure}


@dataclass(frozen=True, slots=True)
class Finder:
    """The landmark network as a function; `digest` is that of its weights."""

    card: Card
    _session: Session = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return self.card.sha256

    def find(self, photo: Photo, region: Region, kind: Kind = Kind.CAMERA) -> Landmarked:
        """The landmarks of the animal in a region of a photo, and which way it faces.

        Of a skin nothing is found, and `why` says so. Raises ValueError where the region lies
        outside the photo.
        """
        if kind is Kind.PELT:
            why = "the finder learned on living animals seen from the side: it does not read skins"
            return Landmarked({}, None, why)
        canvas, to_canvas = laid(photo.pixels, region)
        both = np.stack([canvas, canvas[:, ::-1]]).astype(np.float32).transpose(0, 3, 1, 2)
        heat, seen, left = self._session.run({"pixels": np.ascontiguousarray(both)})
        points, confidence = read_maps((heat[0] + heat[1][:, :, ::-1]) / 2, seen.mean(axis=0))
        x, y = ((points - to_canvas[:, 2]) / to_canvas[0, 0]).T
        found = {
            name: Found(float(x[i]), float(y[i]), float(confidence[i]))
            for i, name in enumerate(POINTS)
        }
        return Landmarked(found, float(_share((left[0, 0] - left[1, 0]) / 2)))


@cache
def load_finder(name: str = "landmarks-tigers", *, threads: int = 1) -> Finder:
    """The shipped finder, its weights checked; the same object for the same arguments.

    Raises WeightsRefused where there is none of that name or its bytes are not its card's.
    """
    card = read_card(WEIGHTS / name)
    return Finder(card, Session(checked(card.model, card.sha256), threads=threads))


def laid(pixels: Array, region: Region) -> tuple[Array, Array]:
    """A region on the canvas, uint8 (HEIGHT, WIDTH, 3), and the 2 x 3 from photo to canvas pixels.

    Nothing is distorted; what the photo lacks is grey. Raises ValueError where the region lies
    outside the photo.
    """
    box = crop_bounds(region, pixels.shape[1], pixels.shape[0])
    to_canvas = placing(box, SIZE, MARGIN)
    return warped(pixels, to_canvas, SIZE), to_canvas


def read_maps(heat: Array, seen: Array) -> tuple[Array, Array]:
    """Points (p, 2) in pixels of the canvas and confidences (p,) from log-odds.

    heat (p, HEIGHT / STRIDE, WIDTH / STRIDE), seen (p,). A point is the mean place of its map
    around its peak; its confidence how much of the map lies there, times that it is seen at all.
    """
    rows, columns = heat.shape[1:]
    shares = np.exp(heat - heat.max(axis=(1, 2), keepdims=True)).astype(np.float64)
    shares /= shares.sum(axis=(1, 2), keepdims=True)
    points, peaked = np.zeros((len(heat), 2)), np.zeros(len(heat))
    for place, share in enumerate(shares):
        row, column = divmod(int(share.argmax()), columns)
        y = np.arange(max(0, row - _NEAR), min(rows, row + _NEAR + 1))
        x = np.arange(max(0, column - _NEAR), min(columns, column + _NEAR + 1))
        near = share[y[0] : y[-1] + 1, x[0] : x[-1] + 1]
        peaked[place] = near.sum()
        points[place] = (near.sum(axis=0) @ x, near.sum(axis=1) @ y) / near.sum()
    return (points + 0.5) * STRIDE - 0.5, peaked * _share(seen)


def _share(log_odds: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(log_odds, np.float64))))

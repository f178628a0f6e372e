"""Which pixels of a region are the animal, where colours cannot tell: a small network's word.

What it leaves out (fence, leaves, a companion's coat) carries no mark into any comparison.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np

from embeddings.coat.canvas import placing, warped
from embeddings.network.session import Session
from embeddings.network.weights_folder import WEIGHTS, Card, checked, read_card
from embeddings.photo import Array

HEIGHT, WIDTH, STRIDE = 192, 288, 4
"""Canvas of the network in pixels, and pixels a cell of its map."""
SIZE = HEIGHT, WIDTH

MARGIN = 0.03
SHIPPED = "segments-tigers"


@dataclass(frozen=True, slots=True)
class Segmenter:
    """The segmentation network as a function; `digest` is that of its weights."""

    card: Card
    _session: Session = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return self.card.sha256

    def odds(self, crop: Array) -> Array:
        """Log-odds float32 (h, w) that each pixel of a crop, uint8 (h, w, 3), is of the animal.

        The crop and its mirror image are both looked at and averaged.
        """
        canvas, to_canvas = laid(crop)
        both = np.stack([canvas, canvas[:, ::-1]]).astype(np.float32).transpose(0, 3, 1, 2)
        pixels: Mapping[str, Array] = {"pixels": np.ascontiguousarray(both)}
        (seen,) = self._session.run(pixels)
        joined = (seen[0] + seen[1][:, ::-1]) / 2
        full = cv2.resize(joined, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        back = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        size = crop.shape[1], crop.shape[0]
        return np.asarray(
            cv2.warpAffine(full, to_canvas, size, flags=back, borderMode=cv2.BORDER_REPLICATE)
        )


@cache
def load_segmenter(name: str = SHIPPED, *, threads: int = 1) -> Segmenter:
    """The shipped segmenter, its weights checked; the same object for the same arguments.

    Raises WeightsRefused where there is none of that name or its bytes are not its card's.
    """
    card = read_card(WEIGHTS / name)
    return Segmenter(card, Session(checked(card.model, card.sha256), threads=threads))


def laid(pixels: Array) -> tuple[Array, Array]:
    """A crop (h, w, 3) on the canvas, uint8 (HEIGHT, WIDTH, 3), and the 2 x 3 from crop to canvas.

    Nothing is distorted; what the crop lacks is grey.
    """
    to_canvas = placing((0, 0, pixels.shape[1], pixels.shape[0]), SIZE, MARGIN)
    return warped(pixels, to_canvas, SIZE), to_canvas

"""XFeat's dense maps of a grey picture: where points are likely, what each place looks like.

XFeat (Potje et al., CVPR 2024) as shipped in ONNX; choosing points from the maps is `marks`' work.
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from embeddings.network.session import Session
from embeddings.network.weights_folder import WEIGHTS, Card, checked, read_card
from embeddings.photo import Array


@dataclass(frozen=True, slots=True)
class DenseMaps:
    """Over a picture of h x w pixels (multiples of 32).

    descriptors float32 (64, h/8, w/8) of unit length, keypoints float32 (h, w) in 0..1,
    reliability float32 (h/8, w/8) in 0..1.
    """

    descriptors: Array
    keypoints: Array
    reliability: Array


@dataclass(frozen=True, slots=True)
class LocalNetwork:
    """The local network as a function; `digest` is that of its weights."""

    card: Card
    _session: Session = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return self.card.sha256

    def maps(self, grey: Array) -> DenseMaps:
        """Dense maps of grey float32 (h, w) with mean 0 and variance 1 over what matters.

        Raises ValueError where h or w is no multiple of 32.
        """
        if grey.shape[0] % 32 or grey.shape[1] % 32:
            raise ValueError(f"XFeat needs sides that are multiples of 32, not {grey.shape}")
        found = self._session.run({"grey": np.ascontiguousarray(grey, np.float32)[None, None]})
        return DenseMaps(found[0][0], found[1][0, 0], found[2][0, 0])


@cache
def load_local(name: str = "xfeat", *, threads: int = 1, spinning: bool = False) -> LocalNetwork:
    """The shipped local network, its weights checked; the same object for the same arguments.

    Raises WeightsRefused where there is none of that name or its bytes are not its card's.
    """
    card = read_card(WEIGHTS / name)
    weights = checked(card.model, card.sha256)
    return LocalNetwork(card, Session(weights, threads=threads, spinning=spinning))

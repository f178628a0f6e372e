"""A whole coat as one unit vector: the quick look that makes a shortlist, never evidence.

Coats of any shape are set upon one canvas without distortion; what is not coat is painted with the
network's mean grey and has no say in the pooling, so that fence and snow identify nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from embeddings.network.canvas import lay
from embeddings.network.session import Session
from embeddings.network.weights_folder import DEFAULT, WEIGHTS, Card, checked, read_card
from embeddings.photo import Array

_BATCH = 8


@dataclass(frozen=True, slots=True)
class Network:
    """An embedding network as a function; `digest` is that of its weights."""

    card: Card
    _session: Session = field(repr=False)

    @property
    def name(self) -> str:
        """Name of its folder, as on its card."""
        return self.card.name

    @property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return self.card.sha256

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return self.card.dim

    def embed(self, coats: Sequence[tuple[Array, Array]]) -> Array:
        """Unit rows float32 (n, dim) for n pairs of pixels uint8 (h, w, 3) and mask bool (h, w).

        Each row depends on its own coat alone, whatever else is in the list.
        """
        rows = np.zeros((len(coats), self.dim), np.float32)
        for start in range(0, len(coats), _BATCH):
            batch = coats[start : start + _BATCH]
            laid = [lay(coat, mask, self.card.height, self.card.width) for coat, mask in batch]
            for offset, (canvas, cells) in enumerate(laid):
                (found,) = self._session.run({"pixels": canvas[None], "cells": cells[None]})
                rows[start + offset] = _unit(found[0])
        return rows


def load(name: str | Path = DEFAULT, *, threads: int = 1, spinning: bool = False) -> Network:
    """The shipped embedding network `name`, or one in a folder; its weights checked by its card.

    A name without a separator is a shipped one, anything else the folder of one that was trained
    here. Raises WeightsRefused where there is none or its bytes are not its card's.
    """
    own = isinstance(name, Path) or "/" in name or "\\" in name
    card = read_card(Path(name) if own else WEIGHTS / name)
    weights = checked(card.model, card.sha256)
    return Network(card, Session(weights, threads=threads, spinning=spinning))


def _unit(row: Array) -> Array:
    long = np.asarray(row, np.float64)
    length = float(np.sqrt((long * long).sum()))
    return (long / max(length, 1e-12)).astype(np.float32)

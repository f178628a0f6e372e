"""The shipped networks: one folder each, with a card that names licence, data, figures and digest.

A network is loaded only if its bytes have the digest that its card names: strengths are calibrated
for these weights, and a file that was swapped or cut would give other numbers without a word.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

WEIGHTS = Path(__file__).parent / "weights"
DEFAULT = "lite0-imagenet"
"""The network that a search uses unless its project names another."""


class WeightsRefused(RuntimeError):
    """A network that is absent, unreadable, or not the one its card describes."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Both are plain sentences without a full stop."""
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Card:
    """What is known about a network; `height`, `width`: its canvas in pixels (0: any size)."""

    name: str
    role: Literal["embedding", "local", "landmarks", "segmentation"]
    sha256: str
    height: int
    width: int
    dim: int
    licence: str
    trained_on: str
    folder: Path

    @property
    def model(self) -> Path:
        """The ONNX file."""
        return self.folder / "model.onnx"


def names(role: str = "embedding", folder: Path = WEIGHTS) -> tuple[str, ...]:
    """Names of the networks in `folder` that play a role (those of `Card.role`), sorted."""
    found = (read_card(path.parent) for path in sorted(folder.glob("*/card.json")))
    return tuple(card.name for card in found if card.role == role)


def read_card(folder: Path) -> Card:
    """The card of one network's folder.

    Raises WeightsRefused where it is absent, no JSON, or lacks a field.
    """
    path = folder / "card.json"
    try:
        card = json.loads(path.read_text("utf-8"))
        return Card(
            name=card["name"],
            role=card["role"],
            sha256=card["sha256"],
            height=card["input_px"][0],
            width=card["input_px"][1],
            dim=card["dim"],
            licence=card["licence"],
            trained_on=card["data"],
            folder=folder,
        )
    except FileNotFoundError as gone:
        raise WeightsRefused(
            f"no network is at {folder}", f"name one of {', '.join(_folders(folder.parent))}"
        ) from gone
    except (ValueError, LookupError, TypeError) as broken:
        raise WeightsRefused(
            f"{path} is no card ({broken})", "install the program again"
        ) from broken


@cache
def checked(model: Path, sha256: str) -> bytes:
    """The bytes of a model file, once their digest was compared with the card's.

    Raises WeightsRefused where the file is absent or its digest differs.
    """
    try:
        content = model.read_bytes()
    except OSError as gone:
        raise WeightsRefused(f"{model} cannot be read", "install the program again") from gone
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsRefused(
            f"{model} has the digest {found[:12]}, its card says {sha256[:12]}",
            "the file was changed or cut; install the program again",
        )
    return content


def _folders(parent: Path) -> list[str]:
    return sorted(path.parent.name for path in parent.glob("*/card.json")) or ["(none)"]

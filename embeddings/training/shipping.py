"""A trained network as what a search loads: an ONNX file and the card that says what it is.

The card is written for who has to answer for the network: what it learned from, under which
licence, what it is worth on animals it never saw, and what it must not be used for.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from embeddings.network.weights_folder import Card, read_card
from embeddings.training.coat_net import DIM, START_FILE, CoatNet
from embeddings.training.export import export


@dataclass(frozen=True, slots=True)
class Origin:
    """What a card says: name; licence of the weights; data they learned from; recipe, the command
    or settings that made them; figures on animals not learned from; limits in plain words."""

    name: str
    licence: str
    data: str
    recipe: str
    figures: Mapping[str, Any]
    limits: str


@dataclass(frozen=True, slots=True)
class Made:
    """What an export made: role of the network, height and width of its canvas in pixels, its
    numbers an answer, and its largest difference from torch."""

    role: str
    canvas: tuple[int, int]
    dim: int
    apart: float


def ship(
    state: Mapping[str, Tensor], canvas: tuple[int, int], origin: Origin, folder: Path
) -> Card:
    """Write model.onnx, card.json, card.md and start.pt of a trained network into `folder`.

    state: weights of a CoatNet; canvas: height and width at which coats will be laid, multiples of
    32. Raises ExportRefused where ONNX and torch disagree.
    """
    net = CoatNet()
    net.load_state_dict(dict(state))
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    chance = torch.Generator().manual_seed(1)
    height, width = canvas
    pixels = torch.rand((2, 3, height, width), generator=chance) * 255.0
    cells = torch.rand((2, 1, height // 32, width // 32), generator=chance)
    batch = {0: "batch"}
    apart = export(
        net,
        (pixels, cells),
        folder / "model.onnx",
        ["pixels", "cells"],
        ["features"],
        {"pixels": batch, "cells": batch, "features": batch},
    )
    torch.save(net.state_dict(), folder / START_FILE)
    return write_card(folder, origin, Made("embedding", canvas, DIM, apart), _page)


def write_card(
    folder: Path, origin: Origin, made: Made, page: Callable[[Mapping[str, Any]], str]
) -> Card:
    """Write card.json and, by `page`, card.md of the model.onnx that lies in `folder`."""
    apart = float(f"{made.apart:.1g}")
    card = {
        "name": origin.name,
        "role": made.role,
        "sha256": hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest(),
        "input_px": list(made.canvas),
        "dim": made.dim,
        "licence": origin.licence,
        "data": origin.data,
        "recipe": origin.recipe,
        "limits": origin.limits,
        "figures": {**origin.figures, "largest_difference_from_torch": apart},
    }
    text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    (folder / "card.json").write_text(text, "utf-8")
    (folder / "card.md").write_text(page(card), "utf-8")
    return read_card(folder)


def _page(card: Mapping[str, Any]) -> str:
    """The card as a page for people."""
    figures = "\n".join(f"- {name}: {value}" for name, value in sorted(card["figures"].items()))
    return (
        f"# {card['name']}\n\n"
        f"Embedding network of coats: EfficientNet-Lite0 with a {card['dim']}-number neck, "
        f"{card['input_px'][1]} x {card['input_px'][0]} pixels. It makes a shortlist; it is no "
        "evidence.\n\n"
        f"Made by: {card['recipe']}\n\nSHA-256 of model.onnx: {card['sha256']}\n\n"
        f"## Data\n\n{card['data']}\n\n## Licence\n\n{card['licence']}\n\n"
        f"## Figures\n\n{figures}\n\n## Limits\n\n{card['limits']}\n"
    )

"""A learned segmentation head with its half trunk as what the segmenter loads: ONNX and cards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from embeddings.coat.segmentation import HEIGHT, WIDTH
from embeddings.network.weights_folder import Card
from embeddings.training.export import export
from embeddings.training.segment_net import SegmentHead, SegmentNet, SegmentTrunk
from embeddings.training.shipping import Made, Origin, write_card


def ship_segments(state: Mapping[str, Tensor], origin: Origin, folder: Path) -> Card:
    """Write model.onnx, card.json and card.md of a SegmentHead's weights into `folder`.

    Raises ExportRefused where ONNX and torch disagree.
    """
    head = SegmentHead()
    head.load_state_dict(dict(state))
    net = SegmentNet(SegmentTrunk(), head).eval()
    folder.mkdir(parents=True, exist_ok=True)
    chance = torch.Generator().manual_seed(1)
    pixels = torch.rand((2, 3, HEIGHT, WIDTH), generator=chance) * 255.0
    batch = {name: {0: "batch"} for name in ("pixels", "odds")}
    apart = export(net, (pixels,), folder / "model.onnx", ["pixels"], ["odds"], batch)
    return write_card(folder, origin, Made("segmentation", (HEIGHT, WIDTH), 1, apart), _page)


def _page(card: Mapping[str, Any]) -> str:
    """The card as a page for people."""
    figures = "\n".join(f"- {name}: {value}" for name, value in card["figures"].items())
    return (
        f"# {card['name']}\n\n"
        "Which pixels of a crop are the living cat. What it leaves out carries no mark into a "
        "comparison; an outline drawn by a person always overrules it.\n\n"
        "Half of an EfficientNet-Lite0 (to stride 16, ImageNet weights, not trained further) and a "
        f"small head, {card['input_px'][1]} x {card['input_px'][0]} pixels, one answer a cell of "
        f"4 x 4. Made by `{card['recipe']}`. SHA-256 of model.onnx: {card['sha256']}.\n\n"
        f"## Data\n{card['data'][0].upper()}{card['data'][1:]}.\n\n"
        f"## Licence\n{card['licence']}.\n\n"
        "## Figures\nOf animals not learned from; overlap is intersection over union; every animal "
        f"counts alike, 95 % intervals over animals.\n\n{figures}\n\n"
        f"## Limits\n{card['limits']}\n"
    )

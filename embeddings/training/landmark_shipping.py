"""A learned landmark head with its half trunk as what the finder loads: ONNX file and cards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from embeddings.coat.landmarks import HEIGHT, POINTS, WIDTH
from embeddings.network.weights_folder import Card
from embeddings.training.export import export
from embeddings.training.landmark_net import HalfTrunk, LandmarkHead, LandmarkNet
from embeddings.training.shipping import Made, Origin, write_card


def ship_landmarks(state: Mapping[str, Tensor], origin: Origin, folder: Path) -> Card:
    """Write model.onnx, card.json and card.md of a LandmarkHead's weights into `folder`.

    Raises ExportRefused where ONNX and torch disagree.
    """
    head = LandmarkHead()
    head.load_state_dict(dict(state))
    net = LandmarkNet(HalfTrunk(), head).eval()
    folder.mkdir(parents=True, exist_ok=True)
    chance = torch.Generator().manual_seed(1)
    pixels = torch.rand((2, 3, HEIGHT, WIDTH), generator=chance) * 255.0
    outputs = ["heat", "seen", "faces_left"]
    batch = {name: {0: "batch"} for name in ("pixels", *outputs)}
    apart = export(net, (pixels,), folder / "model.onnx", ["pixels"], outputs, batch)
    return write_card(folder, origin, Made("landmarks", (HEIGHT, WIDTH), len(POINTS), apart), _page)


def _page(card: Mapping[str, Any]) -> str:
    """The card as a page for people."""
    figures = "\n".join(f"- {name}: {value}" for name, value in card["figures"].items())
    return (
        f"# {card['name']}\n\n"
        "Where a living cat's belly edge, tail root and head are, and which way it faces. It "
        "proposes; a person or a given flank always overrules it.\n\n"
        "Half of an EfficientNet-Lite0 (to stride 16, ImageNet weights, not trained further) and a "
        f"small head, {card['input_px'][1]} x {card['input_px'][0]} pixels. Made by "
        f"`{card['recipe']}`. SHA-256 of model.onnx: {card['sha256']}.\n\n"
        f"## Data\n{card['data'][0].upper()}{card['data'][1:]}.\n\n"
        f"## Licence\n{card['licence']}.\n\n"
        "## Figures\nOf animals not learned from; every animal counts alike, 95 % intervals over "
        f"animals; errors in body lengths, nose to tail root.\n\n{figures}\n\n"
        f"## Limits\n{card['limits']}\n"
    )

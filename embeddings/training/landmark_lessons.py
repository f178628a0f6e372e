"""The lessons of the landmark head: kept grids in, weights out, minutes on one core.

A map is taught as where one point is (cross-entropy of a softmax over its cells against a small
Gaussian), so it need not balance one cell against a thousand; whether a point is there at all, and
which way the animal faces, are asked apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from embeddings.coat.landmarks import HEIGHT, STRIDE, WIDTH
from embeddings.photo import Array, read_photo
from embeddings.training.landmark_net import HalfTrunk, LandmarkHead
from embeddings.training.landmarks import Labelled, as_found, drawn

_SPREAD = 1.0  # cells
_BATCH = 32
_RATE = 3e-3


@dataclass(frozen=True, slots=True)
class Grids:
    """One view of each of n photos as the trunk gives it, and what is to be learned from it.

    fine float16 (n, 40, h/8, w/8), coarse float16 (n, 112, h/16, w/16), points (n, p, 2) in pixels
    of the canvas, seen bool (n, p), labelled bool (n,): whether `seen` says anything, faces_left
    bool (n,).
    """

    fine: Array
    coarse: Array
    points: Array
    seen: Array
    labelled: Array
    faces_left: Array


AS_FOUND, MIRRORED = 0, 1
"""Views that are not drawn; every other number draws one of its own."""


def grids_of(photos: Sequence[Labelled], view: int, trunk: HalfTrunk) -> Grids:
    """One view of each photo as the trunk gives it; the same number, the same views."""
    fine, coarse, seen = [], [], []
    trunk.eval()
    for place, one in enumerate(photos):
        pixels = read_photo(one.path).pixels
        if view in (AS_FOUND, MIRRORED):
            shown = as_found(pixels, one, view == MIRRORED)
        else:
            shown = drawn(pixels, one, np.random.default_rng([view, place]))
        canvas = torch.from_numpy(shown.pixels.transpose(2, 0, 1)[None].astype(np.float32))
        with torch.inference_mode():
            grids = trunk(canvas)
        fine.append(grids[0][0].numpy().astype(np.float16))
        coarse.append(grids[1][0].numpy().astype(np.float16))
        seen.append(shown)
    return Grids(
        np.stack(fine),
        np.stack(coarse),
        np.stack([shown.points for shown in seen]),
        np.stack([shown.seen for shown in seen]),
        np.array([one.labelled for one in photos]),
        np.array([shown.faces_left for shown in seen]),
    )


def maps_of(state: Mapping[str, Tensor], grids: Grids, chosen: Array) -> tuple[Array, Array, Array]:
    """heat (m, p, rows, columns), seen (m, p), faces_left (m,) log-odds of photos `chosen` (m,)."""
    head = LandmarkHead()
    head.load_state_dict(dict(state))
    head.eval()
    parts: list[list[Array]] = [[], [], []]
    with torch.inference_mode():
        for start in range(0, len(chosen), _BATCH):
            now = chosen[start : start + _BATCH]
            fine = torch.from_numpy(grids.fine[now].astype(np.float32))
            made = head(fine, torch.from_numpy(grids.coarse[now].astype(np.float32)))
            for part, one in zip(parts, made, strict=True):
                part.append(one.numpy())
    heat, seen, left = (np.concatenate(part) for part in parts)
    return heat, seen, left[:, 0]


def learned(
    views: Sequence[Grids],
    chosen: Array,
    rounds: int,
    seed: int,
    told: Callable[[str], None],
) -> Mapping[str, Tensor]:
    """Weights of a LandmarkHead after `rounds` passes over the photos `chosen` (indices, (m,)).

    Each pass takes every photo in one of its views, drawn by `seed`; told: hears of each pass.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    head = LandmarkHead()
    steps = rounds * max(1, len(chosen) // _BATCH)
    way = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=1e-2)
    pace = torch.optim.lr_scheduler.OneCycleLR(way, _RATE, total_steps=steps + 1, pct_start=0.15)
    head.train()
    for turn in range(rounds):
        order, losses = rng.permutation(chosen), []
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            loss = _lesson(head, views, order[start : start + _BATCH], rng)
            way.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            way.step()
            pace.step()
            losses.append(float(loss.detach()))
        told(f"pass {turn + 1} of {rounds}: loss {np.mean(losses):.3f}")
    return {name: value.detach().clone() for name, value in head.state_dict().items()}


def _lesson(
    head: LandmarkHead, views: Sequence[Grids], photos: Array, rng: np.random.Generator
) -> Tensor:
    which = rng.integers(len(views), size=len(photos))
    drawn = [(views[view], photo) for view, photo in zip(which, photos, strict=True)]
    fine = torch.from_numpy(np.stack([g.fine[i] for g, i in drawn]).astype(np.float32))
    coarse = torch.from_numpy(np.stack([g.coarse[i] for g, i in drawn]).astype(np.float32))
    heat, there, left = head(fine, coarse)
    seen = torch.from_numpy(np.stack([g.seen[i] & g.labelled[i] for g, i in drawn]))
    goal = _bumps(torch.from_numpy(np.stack([g.points[i] for g, i in drawn])))
    each = -(goal * functional.log_softmax(heat.flatten(2), dim=2)).sum(dim=2)
    asked = torch.from_numpy(np.stack([g.labelled[i] for g, i in drawn]))[:, None].expand_as(there)
    sight = functional.binary_cross_entropy_with_logits(there, seen.float(), reduction="none")
    turned = torch.from_numpy(np.array([g.faces_left[i] for g, i in drawn], np.float32))[:, None]
    return (
        (each * seen).sum() / seen.sum().clamp(min=1)
        + (sight * asked).sum() / asked.sum().clamp(min=1)
        + functional.binary_cross_entropy_with_logits(left, turned)
    )


def _bumps(points: Tensor) -> Tensor:
    """Shares (n, p, cells) of a small Gaussian around each point (n, p, 2) of the canvas."""
    x = (torch.arange(WIDTH // STRIDE) + 0.5) * STRIDE - 0.5
    y = (torch.arange(HEIGHT // STRIDE) + 0.5) * STRIDE - 0.5
    aside = (x[None, None] - points[:, :, :1]) / (STRIDE * _SPREAD)
    above = (y[None, None] - points[:, :, 1:]) / (STRIDE * _SPREAD)
    far = above[:, :, :, None] ** 2 + aside[:, :, None, :] ** 2
    return torch.softmax(-far.flatten(2) / 2, dim=2).float()

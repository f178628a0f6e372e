"""The lessons of the segmentation head: photos and labels in, weights out, minutes on one core.

The trunk stands still: its grids of some views of every photo are made once, and lessons draw from
them. What no label is sure of, and what lies outside the photo, teaches nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from embeddings.coat.canvas import warped
from embeddings.coat.segmentation import HEIGHT, SIZE, STRIDE, WIDTH, laid
from embeddings.photo import Array
from embeddings.training.landmark_lessons import AS_FOUND, MIRRORED
from embeddings.training.landmarks import placed, weathered
from embeddings.training.segment_labels import COAT, UNSURE
from embeddings.training.segment_net import SegmentHead, SegmentTrunk

_BATCH = 16
_RATE = 3e-3
_WARMING = 1 / 12  # of all steps
_ROWS, _COLUMNS = HEIGHT // STRIDE, WIDTH // STRIDE


@dataclass(frozen=True, slots=True)
class Lesson:
    """A photo's crop, uint8 (h, w, 3), and its label, uint8 (h, w) of GROUND, COAT and UNSURE."""

    pixels: Array
    label: Array


@dataclass(frozen=True, slots=True)
class Grids:
    """One view of each of n lessons as the trunk gives it, and what is to be learned from it.

    finest, fine, coarse: float16 (n, channels, rows, columns); cells uint8 (n, HEIGHT / STRIDE,
    WIDTH / STRIDE) of GROUND, COAT and UNSURE.
    """

    finest: Array
    fine: Array
    coarse: Array
    cells: Array


def as_found(lesson: Lesson, *, mirrored: bool) -> tuple[Array, Array]:
    """The canvas that a search lays of the crop, or its mirror image, and its cells' label."""
    canvas, to_canvas = laid(lesson.pixels)
    cells = _cells(lesson.label, to_canvas)
    if mirrored:
        canvas, cells = canvas[:, ::-1], cells[:, ::-1]
    return np.ascontiguousarray(canvas), np.ascontiguousarray(cells)


def drawn(lesson: Lesson, rng: np.random.Generator) -> tuple[Array, Array]:
    """A view with another size, place, lean, light and sharpness; half of them mirrored."""
    to_canvas = placed(lesson.label.shape, (HEIGHT, WIDTH), rng)
    if rng.random() < 0.5:
        to_canvas = np.array([[-1.0, 0.0], [0.0, 1.0]]) @ to_canvas
        to_canvas[0, 2] += WIDTH - 1
    canvas = weathered(warped(lesson.pixels, to_canvas, SIZE), rng)
    return canvas, _cells(lesson.label, to_canvas)


def grids_of(lessons: Sequence[Lesson], view: int, trunk: SegmentTrunk) -> Grids:
    """One view of each lesson as the trunk gives it; the same number, the same views.

    AS_FOUND and MIRRORED are not drawn; every other number draws views of its own.
    """
    parts: tuple[list[Array], ...] = ([], [], [])
    cells = []
    trunk.eval()
    for place, lesson in enumerate(lessons):
        if view in (AS_FOUND, MIRRORED):
            canvas, label = as_found(lesson, mirrored=view == MIRRORED)
        else:
            canvas, label = drawn(lesson, np.random.default_rng([view, place]))
        pixels = torch.from_numpy(canvas.transpose(2, 0, 1)[None].astype(np.float32))
        with torch.inference_mode():
            grids = trunk(pixels)
        for part, grid in zip(parts, grids, strict=True):
            part.append(grid[0].numpy().astype(np.float16))
        cells.append(label)
    finest, fine, coarse = (np.stack(part) for part in parts)
    return Grids(finest, fine, coarse, np.stack(cells))


def odds_of(state: Mapping[str, Tensor], grids: Grids, chosen: Array) -> Array:
    """Log-odds float32 (m, rows, columns) of lessons `chosen` (m,)."""
    head = SegmentHead()
    head.load_state_dict(dict(state))
    head.eval()
    said = []
    with torch.inference_mode():
        for start in range(0, len(chosen), _BATCH):
            now = [(grids, place) for place in chosen[start : start + _BATCH]]
            said.append(head(*_seen(now)).numpy())
    return np.concatenate(said)


def learned(
    views: Sequence[Grids], chosen: Array, steps: int, seed: int, told: Callable[[str], None]
) -> Mapping[str, Tensor]:
    """Weights of a SegmentHead after `steps` steps over the lessons `chosen` (indices, (m,)).

    Each step takes 16 lessons, each in one of its views, all drawn by `seed`; told: hears of the
    loss now and then. Raises ValueError where there are fewer than 16 lessons.
    """
    if len(chosen) < _BATCH:
        raise ValueError(f"{len(chosen)} lessons: {_BATCH} are needed for one step")
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    head = SegmentHead()
    way = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=1e-2)
    pace = torch.optim.lr_scheduler.LambdaLR(
        way, lambda step: min(1.0, (step + 1) / (_WARMING * steps)) * (1 - step / steps)
    )
    head.train()
    losses: list[float] = []
    order = rng.permutation(chosen)
    for step in range(steps):
        if len(order) < _BATCH:
            order = rng.permutation(chosen)
        now, order = order[:_BATCH], order[_BATCH:]
        which = rng.integers(len(views), size=_BATCH)
        loss = _loss(head, [(views[view], one) for view, one in zip(which, now, strict=True)])
        way.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        way.step()
        pace.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 60 == 0 or step + 1 == steps:
            told(f"step {step + 1} of {steps}: loss {np.mean(losses[-60:]):.3f}")
    return {name: value.detach().clone() for name, value in head.state_dict().items()}


def _seen(shown: Sequence[tuple[Grids, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Grids of lessons in views, in the trunk's order, as the head takes them."""
    finest = np.stack([grids.finest[place] for grids, place in shown])
    fine = np.stack([grids.fine[place] for grids, place in shown])
    coarse = np.stack([grids.coarse[place] for grids, place in shown])
    first, second, third = (torch.from_numpy(g.astype(np.float32)) for g in (finest, fine, coarse))
    return first, second, third


def _loss(head: SegmentHead, shown: Sequence[tuple[Grids, int]]) -> Tensor:
    odds = head(*_seen(shown))
    cells = torch.from_numpy(np.stack([grids.cells[place] for grids, place in shown]))
    sure = (cells != UNSURE).float()
    each = functional.binary_cross_entropy_with_logits(
        odds, (cells == COAT).float(), reduction="none"
    )
    return (each * sure).sum() / sure.sum().clamp(min=1)


def _cells(label: Array, to_canvas: Array) -> Array:
    """A label (h, w) on the canvas's cells: what most of a cell is; UNSURE outside the photo."""
    laid_out = cv2.warpAffine(
        label, to_canvas, (WIDTH, HEIGHT), flags=cv2.INTER_NEAREST, borderValue=UNSURE
    )
    blocks = laid_out.reshape(_ROWS, STRIDE, _COLUMNS, STRIDE)
    counts = np.stack([(blocks == what).sum(axis=(1, 3)) for what in range(UNSURE + 1)])
    return np.asarray(counts.argmax(axis=0), np.uint8)

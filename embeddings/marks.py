"""Local marks of a coat: where they are, how large, which way they turn, what they look like.

Two kinds, because they fail differently: SIFT (Lowe 2004, as RootSIFT of Arandjelović & Zisserman
2012), which a court can have explained, and XFeat (Potje et al. 2024), which sees more on poor
photos. Both look at the coat at one size and only inside its mask: a mark on carpet or hands is
worse than none. Same photo and coat, same marks, in the same order: strongest first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat import Coat, crop_of, mask_of
from embeddings.network import LocalNetwork, load_local
from embeddings.photo import Array, Photo

STEP = b"marks-4"
"""Version of this rule: part of every fingerprint."""

KINDS = ("sift", "xfeat")
LIMIT = 1024
"""Marks of one kind that a coat keeps at most. On 31 tiger flanks, other encounters, 1,024 SIFT
marks instead of 512 put the right animal first 13 points more often (95 % interval 4 to 24)."""
XFEAT_LIMIT = 512
"""Of XFeat marks no more than this: its surplus was not seen to help."""

EVENED = 4.0
"""How far SIFT's view of a coat is evened in light: CLAHE's clip limit, 0 for not at all. On 82
queries of 31 tiger flanks it put the right animal first 5 points more often (0 to 12)."""

LONG_SIDE = 512
MAX_ENLARGED = 2.0
SIFT_SCALE = 512.0
XFEAT_SCALE = 256.0
"""Descriptors are stored as whole numbers: unit vector times this, clipped."""

_CONTRAST = 0.015
_TILES = (8, 8)
_XFEAT_LEAST = 0.03
_XFEAT_APART = 5
_XFEAT_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Marks:
    """n marks of one kind, strongest first.

    points float32 (n, 2): x, y in pixels of the photo; scale float32 (n,): diameter in pixels of
    the photo; angle_deg float32 (n,): 0..360, clockwise from the x axis; descriptors (n, 128)
    uint8 for "sift", (n, 64) int8 for "xfeat".
    """

    points: Array
    scale: Array
    angle_deg: Array
    descriptors: Array
    kind: str

    def __post_init__(self) -> None:
        n = len(self.points)
        if not (len(self.scale) == len(self.angle_deg) == len(self.descriptors) == n):
            raise ValueError(f"{self.kind} marks of unequal length: {n} points")

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class _View:
    """The coat at working size, its mask, and the way back to the photo.

    grey uint8 (h, w): as lit. even uint8 (h, w): what SIFT looks at, its contrast evened tile by
    tile (CLAHE: Pizer et al. 1987, Zuiderveld 1994), so that a coat in the shade shows the marks
    that it shows in the sun.
    """

    grey: Array
    even: Array
    mask: Array
    per_px: float
    origin: tuple[int, int]

    def in_photo(self, points: Array) -> Array:
        """Working points (n, 2), pixel centres at whole numbers, in pixels of the photo."""
        moved = (points + 0.5) * self.per_px - 0.5 + np.asarray(self.origin)
        return np.asarray(moved, np.float32)


def find_marks(
    photo: Photo,
    coat: Coat,
    kinds: Sequence[str] = KINDS,
    limit: int = LIMIT,
    local: LocalNetwork | None = None,
    mask: Array | None = None,
    evened: float = EVENED,
) -> Mapping[str, Marks]:
    """The strongest `limit` marks of each kind inside the coat's mask.

    `local` runs the "xfeat" kind (default: the shipped one); `mask` is what `mask_of` gives, where
    the caller has it already; `evened` as `EVENED`. Raises ValueError for an unknown kind or a coat
    of another photo.
    """
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"no such kind of mark: {', '.join(sorted(unknown))}; there are {KINDS}")
    view = _view(photo, coat, mask_of(photo, coat) if mask is None else mask, evened)
    finders: dict[str, Callable[[], Marks]] = {
        "sift": lambda: _sift(view, limit),
        "xfeat": lambda: _xfeat(view, limit, local or load_local()),
    }
    return {kind: finders[kind]() for kind in kinds}


def _view(photo: Photo, coat: Coat, mask: Array, evened: float) -> _View:
    crop, origin = crop_of(photo, coat.region)
    ratio = min(LONG_SIDE / max(crop.shape[:2]), MAX_ENLARGED)
    size = (max(1, round(crop.shape[1] * ratio)), max(1, round(crop.shape[0] * ratio)))
    how = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
    grey = cv2.resize(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), size, interpolation=how)
    even = cv2.createCLAHE(evened, _TILES).apply(grey) if evened else grey
    inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    # The outline itself makes strong marks that belong to no coat: keep away from it.
    inner = cv2.erode(inside, np.ones((7, 7), np.uint8), borderValue=1)
    return _View(np.asarray(grey), np.asarray(even), inner > 0, 1 / ratio, origin)


def _sift(view: _View, limit: int) -> Marks:
    detector = cv2.SIFT.create(contrastThreshold=_CONTRAST, edgeThreshold=12)
    # Described before the best are chosen: OpenCV builds another pyramid for a list of points that
    # lacks the finest scale, and a mark's description must not depend on its neighbours.
    found, described = detector.detectAndCompute(view.even, view.mask.astype(np.uint8))
    if described is None or not found:
        return _none("sift", 128, np.uint8)

    def strongest(index: int) -> tuple[float, ...]:
        mark = found[index]
        return (-mark.response, mark.pt[1], mark.pt[0], mark.size, mark.angle)

    best = sorted(range(len(found)), key=strongest)[:limit]
    kept, raw = [found[index] for index in best], described[best]
    share = raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-9)
    root = np.clip(np.rint(np.sqrt(share) * SIFT_SCALE), 0, 255).astype(np.uint8)
    points = np.array([k.pt for k in kept], np.float64)
    scale = np.array([k.size for k in kept]) * view.per_px
    angle = np.array([k.angle % 360.0 for k in kept])
    return Marks(view.in_photo(points), _f32(scale), _f32(angle), root, "sift")


def _xfeat(view: _View, limit: int, network: LocalNetwork) -> Marks:
    height, width = view.grey.shape
    if not view.mask.any():
        return _none("xfeat", 64, np.int8)
    on_coat = view.grey[view.mask].astype(np.float64)
    even = (view.grey - on_coat.mean()) / np.sqrt(on_coat.var() + 1e-5)
    canvas = np.zeros((-(-height // 32) * 32, -(-width // 32) * 32), np.float32)
    canvas[:height, :width] = even
    maps = network.maps(canvas)
    likely = maps.keypoints[:height, :width]
    highest = cv2.dilate(likely, np.ones((_XFEAT_APART, _XFEAT_APART), np.uint8))
    rows, columns = np.nonzero((likely == highest) & (likely > _XFEAT_LEAST) & view.mask)
    strength = likely[rows, columns] * _sampled(maps.reliability[None], columns, rows)[:, 0]
    order = np.lexsort((columns, rows, -strength))[: min(limit, XFEAT_LIMIT)]
    rows, columns = rows[order], columns[order]
    if not rows.size:
        return _none("xfeat", 64, np.int8)
    unit = _sampled(maps.descriptors, columns, rows)
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-9)
    whole = np.clip(np.rint(unit * XFEAT_SCALE), -127, 127).astype(np.int8)
    n = rows.size
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    scale = np.full(n, _XFEAT_SIZE * view.per_px)
    return Marks(view.in_photo(points), _f32(scale), np.zeros(n, np.float32), whole, "xfeat")


def _sampled(grid: Array, x: Array, y: Array) -> Array:
    """Bilinear samples (n, c) of a grid (c, h/8, w/8) at pixels x, y (n,) of the picture."""
    u = np.clip((x + 0.5) / 8 - 0.5, 0, grid.shape[2] - 1)
    v = np.clip((y + 0.5) / 8 - 0.5, 0, grid.shape[1] - 1)
    left, top = np.floor(u).astype(np.intp), np.floor(v).astype(np.intp)
    right, below = np.minimum(left + 1, grid.shape[2] - 1), np.minimum(top + 1, grid.shape[1] - 1)
    a, b = (u - left)[None], (v - top)[None]
    upper = grid[:, top, left] * (1 - a) + grid[:, top, right] * a
    lower = grid[:, below, left] * (1 - a) + grid[:, below, right] * a
    return np.asarray((upper * (1 - b) + lower * b).T)


def _none(kind: str, dim: int, dtype: type) -> Marks:
    flat = np.zeros(0, np.float32)
    return Marks(np.zeros((0, 2), np.float32), flat, flat, np.zeros((0, dim), dtype), kind)


def _f32(values: Array) -> Array:
    return np.asarray(values, np.float32)

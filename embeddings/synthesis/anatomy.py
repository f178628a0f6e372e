"""The skeleton and flesh of a standing cat, in metres of a leopard: x forward, y left, z up.

A body is a union of round cones around bones; the numbers below were set by eye against photos of
walking cats. A tiger is the same cat with a deeper trunk, heavier limbs and a larger head.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Bone:
    """A joint that turns: its name, the bone it hangs on, and where it turns."""

    name: str
    parent: str
    pivot: Point


@dataclass(frozen=True, slots=True)
class Flesh:
    """A round cone from `start` (radius) to `end` (radius) that moves with `bone`.

    `breadth` squeezes it sideways: 0.8 is a trunk narrower than high.
    """

    bone: str
    start: Point
    end: Point
    radius_start: float
    radius_end: float
    breadth: float = 1.0


def _leg(side: str, sign: float) -> tuple[list[Bone], list[Flesh]]:
    def p(x: float, y: float, z: float) -> Point:
        return (x, sign * y, z)

    def n(part: str) -> str:
        return f"{part}_{side}"

    bones = [
        Bone(n("arm"), "chest", p(0.27, 0.08, 0.52)),
        Bone(n("forearm"), n("arm"), p(0.185, 0.085, 0.36)),
        Bone(n("hand"), n("forearm"), p(0.215, 0.08, 0.115)),
        Bone(n("thigh"), "pelvis", p(-0.38, 0.07, 0.53)),
        Bone(n("shank"), n("thigh"), p(-0.27, 0.09, 0.36)),
        Bone(n("hock"), n("shank"), p(-0.445, 0.082, 0.215)),
        Bone(n("foot"), n("hock"), p(-0.415, 0.08, 0.055)),
    ]
    flesh = [
        Flesh("chest", p(0.22, 0.055, 0.60), p(0.28, 0.075, 0.50), 0.07, 0.09),
        Flesh(n("arm"), p(0.28, 0.075, 0.50), p(0.19, 0.085, 0.37), 0.09, 0.06),
        Flesh(n("forearm"), p(0.19, 0.085, 0.37), p(0.215, 0.08, 0.13), 0.058, 0.038),
        Flesh(n("hand"), p(0.215, 0.08, 0.12), p(0.228, 0.08, 0.04), 0.039, 0.036),
        Flesh(n("hand"), p(0.225, 0.08, 0.030), p(0.290, 0.08, 0.024), 0.034, 0.026, 1.35),
        Flesh(n("thigh"), p(-0.40, 0.06, 0.54), p(-0.29, 0.085, 0.39), 0.12, 0.08, 0.85),
        Flesh(n("thigh"), p(-0.44, 0.065, 0.47), p(-0.38, 0.08, 0.33), 0.09, 0.055, 0.85),
        Flesh(n("shank"), p(-0.29, 0.088, 0.37), p(-0.44, 0.082, 0.22), 0.072, 0.035),
        Flesh(n("hock"), p(-0.44, 0.082, 0.215), p(-0.415, 0.08, 0.05), 0.036, 0.034),
        Flesh(n("foot"), p(-0.42, 0.08, 0.030), p(-0.36, 0.08, 0.024), 0.033, 0.026, 1.35),
    ]
    return bones, flesh


_TAIL_X = (-0.50, -0.68, -0.86, -1.02, -1.16, -1.28)
_TAIL_Z = (0.595, 0.575, 0.565, 0.56, 0.56, 0.56)
_TAIL_R = (0.045, 0.036, 0.034, 0.034, 0.034, 0.028)


def _tail() -> tuple[list[Bone], list[Flesh]]:
    bones, flesh = [], []
    for i in range(5):
        start = (_TAIL_X[i], 0.0, _TAIL_Z[i])
        end = (_TAIL_X[i + 1], 0.0, _TAIL_Z[i + 1])
        bones.append(Bone(f"tail{i}", f"tail{i - 1}" if i else "pelvis", start))
        flesh.append(Flesh(f"tail{i}", start, end, _TAIL_R[i], _TAIL_R[i + 1]))
    return bones, flesh


_TRUNK_BONES = [
    Bone("loin", "", (-0.08, 0.0, 0.58)),
    Bone("pelvis", "loin", (-0.26, 0.0, 0.58)),
    Bone("chest", "loin", (0.10, 0.0, 0.58)),
    Bone("neck", "chest", (0.34, 0.0, 0.60)),
    Bone("head", "neck", (0.56, 0.0, 0.675)),
]
_TRUNK_FLESH = [
    Flesh("pelvis", (-0.42, 0.0, 0.565), (-0.24, 0.0, 0.565), 0.115, 0.125, 0.80),
    Flesh("loin", (-0.24, 0.0, 0.555), (0.08, 0.0, 0.535), 0.125, 0.145, 0.80),
    Flesh("loin", (-0.10, 0.0, 0.49), (0.14, 0.0, 0.475), 0.10, 0.115, 0.85),
    Flesh("chest", (0.08, 0.0, 0.545), (0.27, 0.0, 0.545), 0.145, 0.14, 0.80),
    Flesh("chest", (0.18, 0.0, 0.465), (0.30, 0.0, 0.49), 0.12, 0.115, 0.80),
    Flesh("neck", (0.28, 0.0, 0.575), (0.52, 0.0, 0.66), 0.125, 0.09, 0.85),
    Flesh("head", (0.550, 0.0, 0.680), (0.610, 0.0, 0.683), 0.088, 0.086, 0.95),
    Flesh("head", (0.600, 0.045, 0.645), (0.600, -0.045, 0.645), 0.062, 0.062),
    Flesh("head", (0.63, 0.0, 0.675), (0.722, 0.0, 0.652), 0.064, 0.043, 0.95),
    Flesh("head", (0.680, 0.024, 0.634), (0.708, 0.020, 0.632), 0.040, 0.036),
    Flesh("head", (0.680, -0.024, 0.634), (0.708, -0.020, 0.632), 0.040, 0.036),
    Flesh("head", (0.60, 0.0, 0.630), (0.698, 0.0, 0.606), 0.056, 0.030, 0.9),
]
_EARS = [
    Flesh("head", (0.552, y, 0.742), (0.540, y * 1.20, 0.782), 0.034, 0.024)
    for y in (0.055, -0.055)
]


def skeleton() -> tuple[Bone, ...]:
    """Return all joints, parents before children; the first hangs on nothing."""
    left, right = _leg("left", 1.0)[0], _leg("right", -1.0)[0]
    return (*_TRUNK_BONES, *left, *right, *_tail()[0])


def flesh(tiger: bool) -> tuple[Flesh, ...]:
    """Return the round cones of the body, ears last."""
    limbs = _leg("left", 1.0)[1] + _leg("right", -1.0)[1]
    parts = [*_TRUNK_FLESH, *limbs, *_tail()[1], *_EARS]
    if not tiger:
        return tuple(parts)
    return tuple(
        Flesh(
            part.bone,
            part.start,
            part.end,
            part.radius_start * _stouter(part.bone),
            part.radius_end * _stouter(part.bone),
            part.breadth,
        )
        for part in parts
    )


def _stouter(bone: str) -> float:
    if bone == "head":
        return 1.12
    return 0.95 if bone.startswith("tail") else 1.08

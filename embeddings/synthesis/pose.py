"""A walking cat: joint angles over the walk cycle, and the mesh that follows them.

The walk is the lateral sequence of cats (left hind, left fore, right hind, right fore, a quarter
of a cycle apart); a foot stands for about 62 % of the cycle. Angles in degrees; a positive pitch
swings what hangs below a joint backwards.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.anatomy import skeleton
from embeddings.synthesis.body import Body
from embeddings.synthesis.build import Build

Floats = NDArray[np.float32]
_STANCE = 0.62
_OFFSET = {"left": (0.25, 0.0), "right": (0.75, 0.5)}


@dataclass(frozen=True, slots=True)
class Pose:
    """Joint angles by bone: pitch and yaw in degrees; bones not named keep still."""

    pitch: dict[str, float]
    yaw: dict[str, float]


def _swing(phase: float) -> tuple[float, float]:
    """Return how far a leg is forward (1) or back (-1) and how far it is lifted (0..1)."""
    phase %= 1.0
    if phase < _STANCE:
        return 1 - 2 * phase / _STANCE, 0.0
    share = (phase - _STANCE) / (1 - _STANCE)
    return float(-np.cos(np.pi * share)), float(np.sin(np.pi * share) ** 1.2)


def walking(
    phase: float,
    *,
    crouch: float,
    head_turn_deg: float,
    bend_deg: float,
    rng: np.random.Generator,
) -> Pose:
    """Return the pose at `phase` (0..1) of the walk.

    `crouch` (0..1) bends legs and neck; `bend_deg` curves the trunk sideways between hips and
    shoulders, as a cat does that turns.
    """
    pitch: dict[str, float] = {}
    for side, (fore, hind) in _OFFSET.items():
        forward, lifted = _swing(phase + fore)
        arm = -20 * forward + 6 + 14 * crouch
        forearm = -30 * lifted - 4 * max(-forward, 0) - 26 * crouch
        hand = 48 * lifted + 8 * max(-forward, 0)
        pitch[f"arm_{side}"], pitch[f"forearm_{side}"] = arm, forearm
        pitch[f"hand_{side}"] = hand if lifted else -(arm + forearm) * 0.9
        forward, lifted = _swing(phase + hind)
        thigh = -22 * forward - 4 - 16 * crouch - 8 * lifted
        shank = 30 * lifted + 6 * forward + 26 * crouch
        hock = -26 * lifted - 10 * forward * (forward < 0) * -1 - 14 * crouch
        pitch[f"thigh_{side}"], pitch[f"shank_{side}"] = thigh, shank
        pitch[f"hock_{side}"] = hock
        pitch[f"foot_{side}"] = 20 * lifted if lifted else -(thigh + shank + hock) * 0.85
    sway = float(np.sin(2 * np.pi * phase))
    pitch["neck"] = 15 + 26 * crouch + float(rng.normal(0, 5))
    pitch["head"] = 4 - 16 * crouch + float(rng.normal(0, 5))
    droop = (-34, -14, 2, 20, 26)
    lift = float(rng.normal(0, 7))
    for i, angle in enumerate(droop):
        pitch[f"tail{i}"] = angle + lift + float(rng.normal(0, 5))
    yaw = {"pelvis": 3.5 * sway - bend_deg / 2, "chest": -3.5 * sway + bend_deg / 2}
    yaw["neck"] = 0.45 * head_turn_deg
    yaw["head"] = 0.55 * head_turn_deg
    for i in range(5):
        yaw[f"tail{i}"] = float(rng.normal(0, 8))
    return Pose(pitch, yaw)


def _turn(pitch_deg: float, yaw_deg: float) -> Floats:
    p, y = np.radians(pitch_deg), np.radians(yaw_deg)
    about_y = np.array([[np.cos(p), 0, np.sin(p)], [0, 1, 0], [-np.sin(p), 0, np.cos(p)]])
    about_z = np.array([[np.cos(y), -np.sin(y), 0], [np.sin(y), np.cos(y), 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y, dtype=np.float32)


def _fleshed(body: Body, build: Build) -> Floats:
    """Return the standing vertices (v, 3) of an animal of this build, before it is posed."""
    rest = body.vertices.copy()
    x, z = body.vertices[:, 0], body.vertices[:, 2]
    fuller = 1 + (build.trunk - 1) * np.exp(-((z - 0.5) ** 2) / 0.02)
    rest[:, 1] *= fuller
    rest[:, 2] = 0.52 + (z - 0.52) * fuller
    # The belly hangs between the legs, deepest a little before the hips.
    hanging = np.exp(-(((x + 0.05) / 0.2) ** 2)) * np.clip((0.56 - z) / 0.12, 0, 1) * (z > 0.33)
    rest[:, 2] -= build.belly_m * hanging
    thicker = {"head": build.head, "neck": build.neck} | {f"tail{i}": build.tail for i in range(5)}
    for column, bone in enumerate(skeleton()):
        if bone.name not in thicker:
            continue
        tie = body.ties[:, column]
        held = np.flatnonzero(tie)
        # A head grows all ways, neck and tail only become thicker.
        ways = np.array([float(bone.name == "head"), 1.0, 1.0], np.float32)
        off = rest[held] - np.array(bone.pivot, np.float32)
        rest[held] += tie[held, None] * off * ways * np.float32(thicker[bone.name] - 1)
    return rest


def posed(body: Body, pose: Pose, build: Build) -> tuple[Floats, Floats]:
    """Return vertices (v, 3), standing on z = 0, and unit normals (v, 3) of the body in a pose."""
    turns: dict[str, Floats] = {}
    shifts: dict[str, Floats] = {}
    vertices = np.zeros_like(body.vertices)
    normals = np.zeros_like(body.normals)
    rest = _fleshed(body, build)
    for column, bone in enumerate(skeleton()):
        own = _turn(pose.pitch.get(bone.name, 0.0), pose.yaw.get(bone.name, 0.0))
        pivot = np.array(bone.pivot, np.float32)
        above = turns.get(bone.parent, np.eye(3, dtype=np.float32))
        moved = shifts.get(bone.parent, np.zeros(3, np.float32))
        turns[bone.name] = above @ own
        # The pivot goes where the parent takes it: x -> R x + t with t fixed by that.
        shifts[bone.name] = above @ pivot + moved - turns[bone.name] @ pivot
        tie = body.ties[:, column]
        held = np.flatnonzero(tie)
        vertices[held] += tie[held, None] * (rest[held] @ turns[bone.name].T + shifts[bone.name])
        normals[held] += tie[held, None] * (body.normals[held] @ turns[bone.name].T)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    vertices *= np.array([build.size, build.size, build.size * build.legs], np.float32)
    vertices[:, 2] -= np.percentile(vertices[:, 2], 0.05)
    return vertices, normals

"""Coats made of numbers: features as small as a test needs, without a photo or a network."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pytest

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.features import Features
from embeddings.marks import Marks


@dataclass(frozen=True)
class Hide:
    """One invented animal's marks: places on a 400 x 240 px coat and what they look like."""

    points: np.ndarray
    scale: np.ndarray
    angle_deg: np.ndarray
    descriptors: np.ndarray


def hide_of(name: str, marks: int = 60) -> Hide:
    """The same name gives the same coat."""
    rng = np.random.default_rng(int.from_bytes(sha256(name.encode()).digest()[:4], "big"))
    return Hide(
        points=rng.uniform((20, 20), (380, 220), (marks, 2)).astype(np.float32),
        scale=rng.uniform(4, 12, marks).astype(np.float32),
        angle_deg=rng.uniform(0, 360, marks).astype(np.float32),
        descriptors=rng.integers(0, 120, (marks, 128)).astype(np.uint8),
    )


def seen(hide: Hide, rng: np.random.Generator, noise: float = 6.0, turn_deg: float = 0.0) -> Hide:
    """The coat photographed again: turned, jittered, a quarter of its marks lost."""
    keep = np.sort(rng.permutation(len(hide.points))[: max(1, len(hide.points) * 3 // 4)])
    angle = np.deg2rad(turn_deg)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = (hide.points[keep] - (200, 120)) @ rotation.T + (200, 120)
    noisy = hide.descriptors[keep] + rng.normal(0, noise, (len(keep), 128))
    return Hide(
        points=(points + rng.normal(0, 1.0, points.shape)).astype(np.float32),
        scale=hide.scale[keep],
        angle_deg=((hide.angle_deg[keep] + turn_deg) % 360).astype(np.float32),
        descriptors=np.clip(np.rint(noisy), 0, 255).astype(np.uint8),
    )


def direction_of(name: str, wobble: float, rng: np.random.Generator) -> np.ndarray:
    """A unit vector (16,) near the animal's own."""
    own = np.random.default_rng(int.from_bytes(sha256(name.encode()).digest()[4:8], "big"))
    vector = own.normal(size=16) + wobble * rng.normal(size=16)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture(scope="session")
def coat_features() -> Callable[..., Features]:
    """Makes features of an invented animal: coat_features("Amba", photo="1", flank="left")."""

    def make(
        animal: str,
        *,
        photo: str,
        flank: str = "left",
        species: str = "Panthera tigris",
        grade: str = "sufficient",
        turn_deg: float = 0.0,
        marks: bool = True,
        kind: str = "camera",
    ) -> Features:
        digest = sha256(photo.encode()).hexdigest()
        rng = np.random.default_rng(int(digest[:8], 16))
        hide = seen(hide_of(f"{animal}/{flank}"), rng, turn_deg=turn_deg)
        if not marks:
            hide = replace(
                hide,
                points=hide.points[:0],
                scale=hide.scale[:0],
                angle_deg=hide.angle_deg[:0],
                descriptors=hide.descriptors[:0],
            )
        coat = Coat(
            photo=digest,
            region=Region(0.0, 0.0, 400.0, 240.0),
            flank=Flank(flank),
            species=species,
            kind=Kind(kind),
            quality=Quality(QualityGrade(grade), 50_000, 0.8, 0.0, 0.7, ("blurred",)),
        )
        sift = Marks(hide.points, hide.scale, hide.angle_deg, hide.descriptors, "sift")
        embedding = direction_of(f"{animal}/{flank}", 0.3, rng)
        return Features(coat, embedding, {"sift": sift}, digest[::-1])

    return make

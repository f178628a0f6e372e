"""Animals and photos that several tests of the renderer look at; rendered once a worker."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from embeddings.synthesis import (
    LEOPARD,
    TIGER,
    Animal,
    FrameConditions,
    PeltTreatment,
    Rendered,
    make_animal,
    render_frame,
    render_pelt,
)

Matcher = Callable[[Rendered, Rendered], int]


@pytest.fixture(scope="session", params=[LEOPARD, TIGER], ids=["leopard", "tiger"])
def animal(request: pytest.FixtureRequest) -> Animal:
    return make_animal(np.random.default_rng(21), request.param)


@pytest.fixture(scope="session")
def frame(animal: Animal) -> Rendered:
    return render_frame(
        animal, "left", FrameConditions(station_seed=4, vegetation=0.0), np.random.default_rng(1)
    )


@pytest.fixture(scope="session")
def pelt(animal: Animal) -> Rendered:
    return render_pelt(animal, PeltTreatment(), np.random.default_rng(1))


def _marks(photo: Rendered) -> tuple[np.ndarray, np.ndarray]:
    grey = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY)
    sift = cv2.SIFT_create(nfeatures=700)
    points, described = sift.detectAndCompute(grey, photo.mask.astype(np.uint8) * 255)
    return np.array([point.pt for point in points], np.float32), described


@pytest.fixture(scope="session")
def inliers() -> Matcher:
    """How many SIFT marks on the coats agree on one affine map: OpenCV's answer, not ours."""

    def count(one: Rendered, other: Rendered) -> int:
        (points_a, described_a), (points_b, described_b) = _marks(one), _marks(other)
        pairs = cv2.BFMatcher().knnMatch(described_a, described_b, k=2)
        good = [first for first, second in pairs if first.distance < 0.8 * second.distance]
        if len(good) < 4:
            return 0
        cv2.setRNGSeed(1)
        _, inside = cv2.estimateAffine2D(
            points_a[[match.queryIdx for match in good]],
            points_b[[match.trainIdx for match in good]],
            ransacReprojThreshold=8,
        )
        return 0 if inside is None else int(inside.sum())

    return count

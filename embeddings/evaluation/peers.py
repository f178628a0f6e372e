"""Plain methods that ours has to beat, run on the same photos in the same run.

Each takes features or photos of a query and a candidate and gives one score, higher is likelier.
They see what our own way sees: the same region, mask and marks.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from embeddings.coat import Coat, crop_of, mask_of
from embeddings.features import Features
from embeddings.photo import Array, Photo
from embeddings.verify.matching import pair_up, unit_rows

SIFT_MARKS = 400
SIFT_RATIO = 0.8
AFFINE_PX = 12.0
AFFINE_TRIES = 300
_BINS = (8, 8, 4)


def sift_affine_inliers(query: Features, candidate: Features) -> float:
    """SIFT marks by ratio test, then how many fit one affine map (RANSAC of OpenCV, seeded).

    The strongest 400 marks of each coat; ties are broken by the number of pairs, below one inlier.
    """
    ours, theirs = query.marks["sift"], candidate.marks["sift"]
    pairing = pair_up(
        unit_rows(ours.descriptors[:SIFT_MARKS]),
        unit_rows(theirs.descriptors[:SIFT_MARKS]),
        ratio=SIFT_RATIO,
    )
    fraction = len(pairing) / (len(pairing) + 1000.0)
    return fraction + affine_fit(ours.points[pairing.query], theirs.points[pairing.candidate])


def affine_fit(query: Array, candidate: Array) -> int:
    """How many paired points (n, 2) fit one affine map (RANSAC of OpenCV, seeded): 0 below four."""
    if len(query) < 4:
        return 0
    cv2.setRNGSeed(0)
    _, inliers = cv2.estimateAffine2D(
        query,
        candidate,
        method=cv2.RANSAC,
        ransacReprojThreshold=AFFINE_PX,
        maxIters=AFFINE_TRIES,
    )
    return 0 if inliers is None else int(np.sum(inliers))


def cosine(query: Features, candidate: Features) -> float:
    """Cosine of the global embeddings, -1..1."""
    return float(np.dot(query.embedding, candidate.embedding))


def colour_histogram(photo: Photo, coat: Coat, *, background: bool = False) -> Array:
    """Share of the coat's pixels by hue, saturation and value (256,), or of all but the coat."""
    crop, _ = crop_of(photo, coat.region)
    mask = mask_of(photo, coat)
    chosen = (~mask if background else mask).astype(np.uint8)
    hsv = cv2.cvtColor(np.ascontiguousarray(crop), cv2.COLOR_RGB2HSV)
    counted = cv2.calcHist([hsv], [0, 1, 2], chosen, list(_BINS), [0, 180, 0, 256, 0, 256])
    return np.asarray(counted.ravel() / max(float(counted.sum()), 1.0), dtype=np.float64)


def overlap(ours: Array, theirs: Array) -> float:
    """Intersection of two histograms, 0..1."""
    return float(np.minimum(ours, theirs).sum())


def best_first(scores: Sequence[float]) -> Array:
    """Places of the scores, highest first, ties in the order they came."""
    values = np.asarray(scores, dtype=np.float64)
    return np.lexsort((np.arange(values.size), -values))

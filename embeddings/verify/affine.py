"""How many marks one affine map carries from one coat to another.

The plain way of Wild-ID (Bolger et al. 2012): marks that are clearly alike (Lowe's ratio test), and
of these the most that one affine map explains (RANSAC, Fischler & Bolles 1981). It is stiffer and
pickier than the elastic body of marks and errs on other pairs, so each says what the other cannot.
"""

import cv2
import numpy as np

from embeddings.photo import Array

WITHIN = 0.024
"""How far from its place by the map a mark may lie, as a share of the candidate's extent."""
NEAREST_PX = 12.0
"""So far it may lie on a small coat too, where a share would ask for more than a photo shows."""
_TRIES = 300
_CORNERS = 3


def carried(query: Array, candidate: Array, *, within_px: float) -> int:
    """How many paired points (n, 2) one affine map carries over, each to within_px of its partner.

    0 below four pairs: three fit some map always. The draws of RANSAC are those of a fixed seed, so
    equal input gives equal output.
    """
    if len(query) <= _CORNERS:
        return 0
    cv2.setRNGSeed(0)
    _, inliers = cv2.estimateAffine2D(
        query,
        candidate,
        method=cv2.RANSAC,
        ransacReprojThreshold=within_px,
        maxIters=_TRIES,
    )
    return 0 if inliers is None else int(np.sum(inliers))

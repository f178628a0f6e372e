"""How many marks one turn, scale and shift carries from one coat to another.

Marks that are clearly alike (Lowe's ratio test), and of these the most that one similarity map
explains (RANSAC, Fischler & Bolles 1981; Wild-ID, Bolger et al. 2012, asks much the same). It is
stiffer and pickier than the elastic body of marks and errs on other pairs, so that each says what
the other cannot. An affine map would let a coat be squashed flat or mirrored until chance fits.
"""

import cv2
import numpy as np

from embeddings.photo import Array

WITHIN = 0.024
"""How far from its place by the map a mark may lie, as a share of the candidate's extent."""
NEAREST_PX = 12.0
"""So far it may lie on a small coat too, where a share would ask for more than a photo shows."""
_TRIES = 300
_FEWEST = 4


def carried(query: Array, candidate: Array, *, within_px: float) -> int:
    """How many paired points (n, 2) one turn, scale and shift brings to within_px of their partner.

    0 below four pairs: two follow some such map always, and a third soon. The draws of RANSAC are
    those of a fixed seed, so equal input gives equal output.
    """
    if len(query) < _FEWEST:
        return 0
    cv2.setRNGSeed(0)
    _, inliers = cv2.estimateAffinePartial2D(
        query,
        candidate,
        method=cv2.RANSAC,
        ransacReprojThreshold=within_px,
        maxIters=_TRIES,
    )
    return 0 if inliers is None else int(np.sum(inliers))

"""Which pairs of marks fit together on a coat that bends, stretches and folds.

A pelt is not planar and a living flank neither, so no single homography is asked for. Two pairs
agree when each mark, moved by the turn and scale its own pair claims, lands about where the other
pair says, within reach of each other: local affinities grow along neighbours. The principal
eigenvector of the agreement matrix (Leordeanu & Hebert 2005) finds the largest body of agreement;
nothing is drawn at random, so equal input gives equal output.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.photo import Array


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much a coat may bend between two marks within reach of each other.

    turn_deg: difference of the turns of the two pairs, and of the line between them; scale: factor
    between the scales of the pairs; stretch: factor of the distance between them; reach: largest
    distance in the query as a share of the extent of its marks.
    """

    turn_deg: float = 35.0
    line_deg: float = 25.0
    scale: float = 2.0
    stretch: float = 1.5
    reach: float = 0.35
    nearest_px: float = 4.0
    neighbours: int = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """Marks of one side of n pairs: points (n, 2) px, scale (n,) px, angle (n,) degrees."""

    points: Array
    scale: Array
    angle_deg: Array


@dataclass(frozen=True, slots=True)
class Body:
    """The largest body of agreeing pairs: keep (n,) bool, and its eigenvalue.

    The eigenvalue is about the number of pairs that the typical pair of the body agrees with.
    """

    keep: Array
    eigenvalue: float


def agreement(query: Placed, candidate: Placed, extent: float, tolerance: Tolerance) -> Array:
    """Which of n pairs agree with which: symmetric bool (n, n), the diagonal false.

    Points are complex numbers here: turning is a product, and the angle between two lines shows in
    the real part of one times the other's conjugate, without a single arc tangent.
    """
    ours = query.points[:, 0] + 1j * query.points[:, 1]
    theirs = candidate.points[:, 0] + 1j * candidate.points[:, 1]
    turn = np.exp(1j * np.deg2rad(candidate.angle_deg - query.angle_deg)).astype(np.complex64)
    growth = np.maximum(candidate.scale, 1e-6) / np.maximum(query.scale, 1e-6)
    run_q = (ours[None, :] - ours[:, None]).astype(np.complex64)
    run_c = (theirs[None, :] - theirs[:, None]).astype(np.complex64)
    length_q, length_c = np.abs(run_q), np.abs(run_c)
    # Each side foretells the other's place by its own turn and growth; both have to be about right.
    expected = length_q * growth[:, None]
    along = (run_c * np.conj(run_q * turn[:, None])).real
    turned = (turn[:, None] * np.conj(turn)[None, :]).real
    grown = growth[None, :] / growth[:, None]
    agrees = (
        (turned > np.cos(np.deg2rad(tolerance.turn_deg)))
        & (along > np.cos(np.deg2rad(tolerance.line_deg)) * length_q * length_c)
        & (grown < tolerance.scale)
        & (length_c < tolerance.stretch * expected)
        & (length_c * tolerance.stretch > expected)
        & (length_q > tolerance.nearest_px)
        & (length_c > tolerance.nearest_px)
        & (length_q < tolerance.reach * extent)
    )
    return np.asarray(agrees & agrees.T)


def largest_body(agrees: Array, tolerance: Tolerance) -> Body:
    """The pairs that carry the principal eigenvector, grown along agreeing neighbours, then pruned.

    A pair joins when it agrees with one more than `neighbours` pairs of the body, and stays while
    it agrees with `neighbours`.
    """
    count = len(agrees)
    none = Body(np.zeros(count, dtype=bool), 0.0)
    if count <= tolerance.neighbours:
        return none
    matrix = agrees.astype(np.float64)
    vector = np.full(count, 1.0 / np.sqrt(count))
    eigenvalue = 0.0
    for _ in range(25):
        moved = matrix @ vector
        eigenvalue = float(np.sqrt(moved @ moved))
        if eigenvalue < 1e-9:
            return none
        vector = moved / eigenvalue
    keep = vector > 0.1 * vector.max()
    while True:
        grown = keep | (matrix[:, keep].sum(axis=1) > tolerance.neighbours)
        if bool((grown == keep).all()):
            break
        keep = grown
    while True:
        supported = keep & (matrix[:, keep].sum(axis=1) >= tolerance.neighbours)
        if bool((supported == keep).all()):
            return Body(keep, eigenvalue) if keep.any() else none
        keep = supported

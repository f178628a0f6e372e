"""Two coats held against each other, mark by mark."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from embeddings.coat import Kind
from embeddings.features import Features
from embeddings.marks import Marks
from embeddings.photo import Array
from embeddings.verify import stiff
from embeddings.verify.elastic import Placed, Tolerance, agreement, largest_body
from embeddings.verify.matching import Pairing, pair_up, unit_rows

VERSION = "verify-4"
RATIO: Mapping[str, float] = {"sift": 0.9, "xfeat": 0.95}
CLEARLY: Mapping[str, float] = {"sift": 0.8}
"""Per kind that is also held against a stiff map: the ratio of marks that are clearly alike."""
TOLERANCE = Tolerance()
UPRIGHT_DEG = 45.0
"""Living animals stand on their feet: between two camera photos a mark turns no further."""
MOST_PAIRS = 200
"""Of more pairs alike by looks only the most distinct are held against each other."""
_CELLS = (12, 8)


@dataclass(frozen=True, slots=True)
class Matched:
    """Marks of one kind that fit together on both coats.

    indices (n, 2): row in the query's and in the candidate's marks. points (n, 2, 2): where they
    lie, in pixels of the two upright photos, query first.
    """

    indices: Array
    points: Array

    def __len__(self) -> int:
        return len(self.indices)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One query coat against one catalogue coat: what matched, where, and the scores.

    query and candidate are coat ids. scores: "cosine" of the embeddings; per kind of mark
    "<kind>_pairs" alike by looks, "<kind>_inliers" that fit together, "<kind>_body" how firmly
    (an eigenvalue); "sift_carried" how many that are clearly alike one turn, scale and shift
    carries over; "coverage" the share of the query's marked area that matched; "residual" the
    median misfit of the matched marks under one affine map, as a share of the query's extent.
    """

    query: str
    candidate: str
    matches: Mapping[str, Matched]
    scores: Mapping[str, float]


class Comparing:
    """One query held against many coats: what follows from the query alone is done once."""

    def __init__(self, query: Features) -> None:
        self._query = query
        self._unit = {kind: unit_rows(marks.descriptors) for kind, marks in query.marks.items()}
        self._extent = {kind: _extent(marks) for kind, marks in query.marks.items()}
        self._cells = {kind: _cells_of(marks.points, query) for kind, marks in query.marks.items()}

    def against(self, candidate: Features) -> Comparison:
        """Hold the query's marks and embedding against a coat's. Draws nothing at random."""
        query = self._query
        scores = {"cosine": float(np.dot(query.embedding, candidate.embedding))}
        matches: dict[str, Matched] = {}
        covered = np.zeros(_CELLS, dtype=bool)
        seen = np.zeros(_CELLS, dtype=bool)
        residuals: list[float] = []
        for kind in sorted(set(query.marks) & set(candidate.marks)):
            ours, theirs, extent = query.marks[kind], candidate.marks[kind], self._extent[kind]
            alike = self._alike(theirs)
            pairing = self._upright(alike, theirs, candidate.coat.kind)
            agrees = agreement(
                _placed(ours, pairing.query), _placed(theirs, pairing.candidate), extent, TOLERANCE
            )
            body = largest_body(agrees, TOLERANCE)
            kept = pairing.chosen(body.keep)
            matches[kind] = _matched(ours, theirs, kept)
            scores[f"{kind}_pairs"] = float(len(pairing))
            scores[f"{kind}_inliers"] = float(len(kept))
            scores[f"{kind}_body"] = body.eigenvalue
            if kind in CLEARLY:
                clear = alike.chosen(alike.ratio < CLEARLY[kind])
                scores[f"{kind}_carried"] = float(_carried(ours, theirs, clear))
            cells = self._cells[kind]
            seen[tuple(cells.T)] = True
            covered[tuple(cells[kept.query].T)] = True
            residuals.append(_affine_residual(matches[kind].points, extent))
        scores["coverage"] = float(covered.sum() / seen.sum()) if seen.any() else 0.0
        scores["residual"] = float(min(residuals, default=1.0))
        return Comparison(query.coat.id, candidate.coat.id, matches, scores)

    def _alike(self, theirs: Marks) -> Pairing:
        """Marks alike by looks."""
        return pair_up(
            self._unit[theirs.kind],
            unit_rows(theirs.descriptors),
            ratio=RATIO.get(theirs.kind, 0.9),
            most=MOST_PAIRS,
        )

    def _upright(self, alike: Pairing, theirs: Marks, seen_as: Kind) -> Pairing:
        """Of two living animals only the pairs that are turned about alike."""
        if not self._query.coat.kind == seen_as == Kind.CAMERA:
            return alike
        ours = self._query.marks[theirs.kind]
        turn = theirs.angle_deg[alike.candidate] - ours.angle_deg[alike.query]
        return alike.chosen(np.abs((turn + 180.0) % 360.0 - 180.0) <= UPRIGHT_DEG)


def compare(query: Features, candidate: Features) -> Comparison:
    """Hold the marks and embeddings of two coats against each other. Draws nothing at random."""
    return Comparing(query).against(candidate)


def _placed(marks: Marks, rows: Array) -> Placed:
    return Placed(marks.points[rows], marks.scale[rows], marks.angle_deg[rows])


def _matched(ours: Marks, theirs: Marks, kept: Pairing) -> Matched:
    return Matched(
        indices=np.stack([kept.query, kept.candidate], axis=1).astype(np.int32),
        points=np.stack([ours.points[kept.query], theirs.points[kept.candidate]], axis=1),
    )


def _carried(ours: Marks, theirs: Marks, clear: Pairing) -> int:
    """How many pairs one turn, scale and shift carries to about their partners."""
    query, candidate = ours.points[clear.query], theirs.points[clear.candidate]
    within_px = max(stiff.NEAREST_PX, stiff.WITHIN * _extent(theirs))
    return stiff.carried(query, candidate, within_px=within_px)


def _extent(marks: Marks) -> float:
    """The longer side of the box around the marks, px; at least one."""
    if not len(marks.points):
        return 1.0
    return max(1.0, float(np.ptp(marks.points, axis=0).max()))


def _cells_of(points: Array, query: Features) -> Array:
    """Grid cells (n, 2) of the query's region in which points (n, 2) lie."""
    region = query.coat.region
    share = (points - (region.x, region.y)) / (region.width, region.height)
    cells = np.floor(share[:, ::-1] * _CELLS).astype(np.int64)
    return np.clip(cells, 0, np.asarray(_CELLS) - 1)


def _affine_residual(points: Array, extent: float) -> float:
    """Median distance of matched points (n, 2, 2) from their best affine map, over the extent."""
    if len(points) < 4:
        return 1.0
    design = np.column_stack([points[:, 0, :], np.ones(len(points))]).astype(np.float64)
    target = points[:, 1, :].astype(np.float64)
    fitted, *_ = np.linalg.lstsq(design, target, rcond=None)
    misfit = np.linalg.norm(design @ fitted - target, axis=1)
    return min(1.0, float(np.median(misfit)) / extent)

"""The peers of a run, measured like ours: same queries, same photos, intervals over animals."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.evaluation.describing import Progress
from embeddings.evaluation.measuring import precision_at_hits
from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.plain import (
    TITLES,
    PeerQuestion,
    PeerRank,
    peers_ranked,
    seen_plainly,
)
from embeddings.evaluation.preparing import Prepared, Wanted
from embeddings.evaluation.ranking import Question, Ranked
from embeddings.evaluation.resampling import Draws
from embeddings.evaluation.table import PhotoRow, RowReject


@dataclass(frozen=True, slots=True)
class PeerFigure:
    """What a plain method is worth on the known queries of a run."""

    mean_average_precision: Interval
    top_1: Interval
    top_5: Interval
    queries: int


def run_peers(
    prepared: Prepared, questions: Sequence[Question], wanted: Wanted, progress: Progress
) -> dict[str, PeerFigure]:
    """Each wanted peer by its title."""
    if not questions:
        return {}
    against = questions[0].against
    asking = seen_plainly(prepared.queries, wanted.cache, progress, "queries, plainly")
    held = seen_plainly(prepared.gallery, wanted.cache, progress, "gallery, plainly")
    order = _order_of(prepared.gallery, against, wanted.folder)
    asked = [
        PeerQuestion(question, place, asking, held, order, wanted.peers)
        for place, question in enumerate(questions)
    ]
    by_method: dict[str, list[tuple[str, PeerRank]]] = {name: [] for name in wanted.peers}
    ranked = peers_ranked(asked, jobs=wanted.jobs, progress=progress, what="peers")
    for question, told in zip(questions, ranked, strict=True):
        if isinstance(told, RowReject):
            continue
        for name, rank in told.items():
            if rank.hits:
                by_method[name].append((question.row.individual, rank))
    return {
        TITLES[name]: _measured(group, wanted.seed) for name, group in by_method.items() if group
    }


def _measured(group: Sequence[tuple[str, PeerRank]], seed: int) -> PeerFigure:
    draws = Draws.over([animal for animal, _ in group], np.random.default_rng(seed))
    return PeerFigure(
        mean_average_precision=draws.mean([precision_at_hits(rank.hits) for _, rank in group]),
        top_1=draws.mean([rank.hits[0] == 1 for _, rank in group]),
        top_5=draws.mean([rank.hits[0] <= 5 for _, rank in group]),
        queries=len(group),
    )


def _order_of(gallery: Sequence[PhotoRow], against: Ranked, folder: Path) -> Path:
    """Which row of the table each entry of the kept gallery is, as a file for the processes."""
    place = {row.file: at for at, row in enumerate(gallery)}
    path = folder / "gallery-order.npy"
    np.save(path, np.array([place[file] for file in against.files], dtype=np.int64))
    return path

"""Controls on a run: the same path with something taken away, in a gallery of a size for many runs.

The gallery keeps every animal and encounter, but few photos of each, so chance is what it is in
the catalogue and a control costs minutes. Chance is told beside every figure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.coat import Flank
from embeddings.evaluation.answering import Judged, answered
from embeddings.evaluation.controls import COAT, PIECES, SILHOUETTE
from embeddings.evaluation.describing import Means, Progress
from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.preparing import Prepared, Wanted
from embeddings.evaluation.ranking import Question, keep_gallery
from embeddings.evaluation.resampling import Draws
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.explain.controls import BACKGROUND, MIRRORED

QUERIES = 60
AN_ENCOUNTER = 1
_CHANCE, _BELOW = "stay near chance", "fall with the share that is left"
_OTHER = {Flank.LEFT: Flank.RIGHT, Flank.RIGHT: Flank.LEFT}


@dataclass(frozen=True, slots=True)
class ControlFigure:
    """Top-1 of the own animal in one view, what guessing gives, and what it should do."""

    top_1: Interval
    chance: float
    queries: int
    photos: int
    should: str


@dataclass(frozen=True, slots=True)
class _Control:
    view: str
    gallery_view: str
    should: str
    change: Callable[[Sequence[PhotoRow]], list[PhotoRow]] = list
    change_gallery: Callable[[Sequence[PhotoRow]], list[PhotoRow]] = list


def run_controls(
    prepared: Prepared, known: Sequence[str], wanted: Wanted, progress: Progress
) -> dict[str, ControlFigure]:
    """All controls by name; one that no query of this data set can ask is left out.

    known: names of the queries whose animal can be found.
    """
    rng = np.random.default_rng(wanted.seed)
    few = _few(prepared, known, rng)
    told = {}
    for name, control in _controls(rng).items():
        answers = _answered(few, control, wanted, progress, name)
        found = [one for one in answers if isinstance(one, Judged) and one.known]
        if found:
            draws = Draws.over([one.animal for one in found], np.random.default_rng(wanted.seed))
            told[name] = ControlFigure(
                top_1=draws.mean([one.hits[0] == 1 for one in found]),
                chance=float(np.mean([len(one.hits) / one.photos for one in found])),
                queries=len(found),
                photos=len(few.gallery),
                should=control.should,
            )
    return told


def _controls(rng: np.random.Generator) -> dict[str, _Control]:
    shuffled = int(rng.integers(2**31))
    return {
        "whole coat": _Control(COAT, COAT, "be high"),
        "background only": _Control(BACKGROUND, BACKGROUND, _CHANCE),
        "silhouette": _Control(SILHOUETTE, SILHOUETTE, _CHANCE),
        "mirrored query": _Control(MIRRORED, COAT, _CHANCE),
        "opposite flank": _Control(COAT, COAT, _CHANCE, change=_turned_over),
        **{
            f"cut piece, {share:.0%}": _Control(view, COAT, _BELOW)
            for view, share in PIECES.items()
        },
        "shuffled names": _Control(
            COAT, COAT, _CHANCE, change_gallery=lambda rows: _shuffled(rows, shuffled)
        ),
    }


def _answered(
    few: Prepared, control: _Control, wanted: Wanted, progress: Progress, name: str
) -> list[Judged | RowReject]:
    held = keep_gallery(
        control.change_gallery(few.gallery),
        means=Means(wanted.cache, wanted.weights, control.gallery_view),
        jobs=wanted.jobs,
        progress=lambda done, total, _what: progress(done, total, f"{name}: gallery"),
        reject=lambda _row: None,
    )
    means = Means(wanted.cache, wanted.weights, control.view)
    questions = [
        Question(row, held, means, hidden, wanted.calibrations)
        for row, hidden in zip(control.change(few.queries), few.hidden, strict=True)
    ]
    return list(answered(questions, jobs=wanted.jobs, progress=progress, what=name))


def _few(prepared: Prepared, known: Sequence[str], rng: np.random.Generator) -> Prepared:
    """At most QUERIES known queries; the gallery with AN_ENCOUNTER photos of each encounter."""
    findable = frozenset(known)
    asked = [place for place, row in enumerate(prepared.queries) if row.file in findable]
    asked = _in_turn([prepared.queries[place] for place in asked], asked, rng, QUERIES, QUERIES)
    places = list(range(len(prepared.gallery)))
    held = _in_turn(prepared.gallery, places, rng, len(places), AN_ENCOUNTER)
    return replace(
        prepared,
        queries=tuple(prepared.queries[place] for place in sorted(asked)),
        hidden=tuple(prepared.hidden[place] for place in sorted(asked)),
        gallery=tuple(prepared.gallery[place] for place in sorted(held)),
    )


def _in_turn(
    rows: Sequence[PhotoRow], places: Sequence[int], rng: np.random.Generator, most: int, each: int
) -> list[int]:
    """Places of at most `most` rows, the first of every encounter before any second."""
    turn: dict[tuple[str, str, str], int] = {}
    order: list[tuple[int, int, int]] = []
    for rank in rng.permutation(len(rows)).tolist():
        row = rows[rank]
        unit = row.individual, row.encounter, row.flank.value
        turn[unit] = turn.get(unit, 0) + 1
        if turn[unit] <= each:
            order.append((turn[unit], len(order), places[rank]))
    return [place for _, _, place in sorted(order)[:most]]


def _turned_over(rows: Sequence[PhotoRow]) -> list[PhotoRow]:
    """The rows as if they showed the other flank: the own animal there is another pattern."""
    return [replace(row, flank=_OTHER.get(row.flank, row.flank)) for row in rows]


def _shuffled(rows: Sequence[PhotoRow], seed: int) -> list[PhotoRow]:
    """The rows with the names of encounters dealt anew within each flank."""
    units = sorted({(row.flank.value, row.individual, row.encounter) for row in rows})
    name: dict[tuple[str, str, str], str] = {}
    rng = np.random.default_rng(seed)
    for flank in sorted({unit[0] for unit in units}):
        here = [unit for unit in units if unit[0] == flank]
        for unit, other in zip(here, rng.permutation(len(here)).tolist(), strict=True):
            name[unit] = here[other][1]
    return [
        replace(row, individual=name[row.flank.value, row.individual, row.encounter])
        for row in rows
    ]

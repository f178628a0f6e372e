"""Queries of known animals against a gallery of known animals: what calibrations are fitted on.

A trial is one query photo and one animal, by the same looks and scores that a search uses. Whoever
fits keeps animals apart: a pair belongs to the held-out side as soon as either animal does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from embeddings.features import Features
from embeddings.gallery import Apart, Gallery
from embeddings.photo import Array
from embeddings.search.looking import BUDGET, Look, look
from embeddings.search.scoring import Scored, score_coats, weigh_up
from embeddings.strength import Cohort, Evidence

WEIGHTS = {"votes": 1.0}
"""Cohorts that count as fewer animals than others do.

A mark gives so many votes however few coats there are to share them, so the votes of strangers are
higher in a small catalogue: its own animals say what is much there, not those of the calibration.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query photo of a known animal and encounter."""

    features: Features
    individual: str
    encounter: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One query looked up in the gallery, its comparisons let go of, its scores kept."""

    asked: Asked
    look: Look
    scored: Scored


@dataclass(frozen=True, slots=True)
class Trial:
    """Evidence about one animal from one query, and whether the query is that animal."""

    individual: str
    encounter: str
    evidence: Evidence

    @property
    def same(self) -> bool:
        """Whether query and candidate are one animal."""
        return self.individual == self.evidence.individual


def look_up(queries: Iterable[Asked], gallery: Gallery, *, budget: int = BUDGET) -> Iterator[Seen]:
    """Look each query up, as a search would.

    Own photos and own encounters are never seen.
    """
    for asked in queries:
        apart = Apart(frozenset({asked.features.coat.photo}), frozenset({asked.encounter}))
        seen = look(asked.features, gallery, apart=apart, budget=budget)
        yield Seen(asked, replace(seen, closely={}), score_coats(seen))


def population(seen: Sequence[Seen], gallery: Gallery) -> dict[str, Cohort]:
    """How each score is spread over animals other than the query's, over all queries.

    A line by the number of their coats (least squares), and the spread about it.
    """
    by_score: dict[str, list[tuple[float, float]]] = {}
    for trial in chain(trials(seen, gallery, {}), glanced(seen, gallery, {})):
        if not trial.same:
            coats = float(np.log(trial.evidence.coats))
            for name, score in trial.evidence.scores.items():
                by_score.setdefault(name, []).append((coats, score))
    return {name: _cohort(np.array(pairs), name) for name, pairs in sorted(by_score.items())}


def _cohort(pairs: Array, name: str) -> Cohort:
    """From (n, 2): logarithm of the number of coats, score. A fall with more coats is no line."""
    coats, scores = pairs[:, 0], pairs[:, 1]
    around = coats - coats.mean()
    varied = float((around**2).sum())
    slope = max(float((around * scores).sum()) / varied, 0.0) if varied > 1e-9 else 0.0
    one_coat = scores - slope * coats
    spread = max(float(one_coat.std()), 1e-6)
    return Cohort(float(one_coat.mean()), spread, WEIGHTS.get(name, 10.0), slope)


def trials(
    seen: Sequence[Seen], gallery: Gallery, cohorts: Mapping[str, Cohort]
) -> Iterator[Trial]:
    """Every query against every named animal it could be compared with."""
    for one in seen:
        for evidence in weigh_up(one.look, one.scored, gallery, cohorts).values():
            yield Trial(one.asked.individual, one.asked.encounter, evidence)


def glanced(
    seen: Sequence[Seen], gallery: Gallery, cohorts: Mapping[str, Cohort]
) -> Iterator[Trial]:
    """The same trials as if no coat had been looked at closely."""
    blind = [replace(one, scored=one.scored.without_closeness()) for one in seen]
    yield from trials(blind, gallery, cohorts)

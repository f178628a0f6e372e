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
from embeddings.search.looking import BUDGET, Look, look
from embeddings.search.scoring import Scored, score_coats, weigh_up
from embeddings.strength import Cohort, Evidence


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
    """How each score is spread over animals other than the query's, over all queries."""
    by_score: dict[str, list[float]] = {}
    for trial in chain(trials(seen, gallery, {}), glanced(seen, gallery, {})):
        if not trial.same:
            for name, score in trial.evidence.scores.items():
                by_score.setdefault(name, []).append(score)
    return {
        name: Cohort(float(np.mean(scores)), max(float(np.std(scores)), 1e-6))
        for name, scores in sorted(by_score.items())
    }


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

"""A whole above a million statements: its heart is found on the whole, and looked at in full.

Links of everything the reader may see are read as pairs into one sparse matrix; the people who have
most links, most ways through them (from pivots) and most ways for few links are its centres. What
lies nearest to them, up to a bound, is read with all its statements and looked at as any network
is. Time and memory hang on the pairs and the bound, never on the statements. Every finding says
what was looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from cases.graph.brandes import betweenness_of_whole
from cases.graph.centrality import degree
from cases.graph.derived import OUTSIDERS
from cases.graph.heart import first_by, grown, without
from cases.graph.trade import NO_TRADE
from cases.graph.whole import whole_graph
from cases.model import schema_of_id
from cases.resolution.decision import clusters
from cases.world import World
from workbench.services.pace import Progress, Step, Stop
from workbench.services.refusal import Stopped
from workbench.store import Queries
from workbench.views.decided import decisions_of

if TYPE_CHECKING:
    from workbench.project import Project
    from workbench.store import Reader

__all__ = ["Heart", "heart_of", "world_around"]

CENTRES = 30
MOST_ENTITIES = 10_000
_PIVOTS = 400
_SEED = 20_261_121
# An address joins a household; as in the network of the trade, a larger one joins nobody.
_HOUSEHOLD = 6
# What belongs to an event and is no part of the network, but of what findings tell.
_PARTS = frozenset({"RouteLeg", "Specimen"})


@dataclass(frozen=True, slots=True)
class Heart:
    """ids: what is looked at; the figures say of how much. steps: all within so many are in."""

    ids: tuple[str, ...]
    centres: int
    steps: int
    entities: int
    links: int
    pivots: int
    bound: float

    @property
    def sentence(self) -> str:
        """What was looked at and what was not, in words below every finding."""
        return (
            f"Not all was looked at: of {self.entities:,} entities with {self.links:,} links the "
            f"{len(self.ids):,} nearest to {self.centres} people who have most links, most ways "
            f"through them, or most ways for few links in the whole (ways from {self.pivots} "
            f"pivots, shares off by up to {self.bound:.1%}); all within {self.steps} steps of them "
            "are in. Ranks and shares are among these; animals, cameras and what lies further off "
            "are not, and whoever has few links is easily among the missing."
        )


def heart_of(
    q: Queries,
    as_of: datetime | None,
    *,
    progress: Progress,
    stop: Stop,
    most: int | None = None,
) -> Heart:
    """Find the heart of all that a reader may see. Raises Stopped between two steps.

    most: entities to be looked at, MOST_ENTITIES where it is not said.
    """
    merged = clusters(decisions_of(q), as_of).canonical
    progress(Step(0, None, "findings: links of the whole are read"))
    pairs = (pair for pair in q.linked(OUTSIDERS, as_of) if all(map(_trades, pair)))
    whole = whole_graph(pairs, merged)
    _unless(stop)
    kinds = np.array([_kind(one) for one in whole.ids])
    matrix = without(whole.matrix, (kinds == "Place") & (degree(whole.matrix) > _HOUSEHOLD))
    progress(Step(0, None, "findings: ways through everybody in the whole are counted"))
    ways = betweenness_of_whole(matrix, np.random.default_rng(_SEED), pivots=_PIVOTS)
    _unless(stop)
    people = np.flatnonzero(kinds == "Person")
    links = degree(matrix)
    concealed = ways.pairs / np.maximum(links, 1.0) ** 2
    centres = first_by((ways.pairs, links, concealed), people, CENTRES)
    near, steps = grown(matrix, centres, MOST_ENTITIES if most is None else most)
    every = max(len(whole.ids) * (len(whole.ids) - 1) / 2.0, 1.0)
    return Heart(
        _records(tuple(whole.ids[place] for place in near.tolist()), merged),
        len(centres),
        steps,
        len(whole.ids),
        matrix.nnz // 2,
        ways.pivots,
        ways.bound / every,
    )


def world_around(
    project: "Project", reader: "Reader", heart: Heart, now: datetime, as_of: datetime | None
) -> World:
    """Everything that is said of the heart, and of the legs and specimens of its events."""
    with project.store.read(reader) as q:
        asked = q.statements.at(as_of)
        ids = set(heart.ids)
        ids |= {
            one.subject for one in asked.statements_to(sorted(ids)) if _kind(one.subject) in _PARTS
        }
        said = asked.statements_among(sorted(ids))
        return World.of(
            said,
            now=as_of or now,
            sources=q.sources.of({one.source_id for one in said}).values(),
            decisions=decisions_of(q),
        )


def _records(ids: Sequence[str], merged: Mapping[str, str]) -> tuple[str, ...]:
    """All records behind these ids: those that people joined are read again one by one."""
    own = set(ids)
    return tuple(sorted(own | {record for record, one in merged.items() if one in own}))


def _unless(stop: Stop) -> None:
    if stop():
        raise Stopped("looking for findings was stopped", "start it again when there is time")


def _trades(one: str) -> bool:
    return _kind(one) not in NO_TRADE


def _kind(one: str) -> str:
    kind = schema_of_id(one)
    return kind.name if kind else ""

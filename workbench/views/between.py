"""Who stands between most others in all that a reader may see, from pivots, with how far it is off.

The whole is read once as pairs and reckoned on a sparse matrix; its statements are never loaded.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from cases.graph.brandes import betweenness_of_whole
from cases.graph.derived import DEFAULT_CAP, OUTSIDERS, Hub
from cases.graph.whole import whole_graph
from cases.model import schema_of_id
from cases.resolution.decision import clusters
from workbench.project import Project
from workbench.store import Reader
from workbench.views.decided import decisions_of

__all__ = ["PIVOTS", "Between", "Ranking", "stand_between"]

PIVOTS = 400
SEED = 20_261_121


@dataclass(frozen=True, slots=True)
class Between:
    """One entity: the share of all pairs that it lies between, 0 to 1, and how far that may be off.

    error: held with 95 % at least, for each by itself.
    """

    id: str
    caption: str
    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The entities of a kind that lie between most pairs, first first.

    entities, links: of the graph that was reckoned. searched: what remained once the trees that
    hang on it were counted. bound: how far any share may be off, with 95 % for all at once. hubs:
    left out. exact: every entity was searched from.
    """

    rows: tuple[Between, ...]
    entities: int
    links: int
    searched: int
    pivots: int
    bound: float
    exact: bool
    hubs: tuple[Hub, ...]


def stand_between(
    project: Project,
    reader: Reader,
    *,
    kind: str = "Person",
    top: int = 20,
    pivots: int | None = PIVOTS,
    as_of: datetime | None = None,
    cap: int = DEFAULT_CAP,
    seed: int = SEED,
) -> Ranking:
    """Rank the entities of one kind by betweenness in the whole graph that the reader may see.

    Merged records are one. pivots: None for an exact answer, whose time grows with the square of
    the entities. Equal shares stand in the order of ids.
    """
    with project.store.read(reader) as q:
        merged = clusters(decisions_of(q), as_of).canonical
        whole = whole_graph(q.linked(OUTSIDERS, as_of), merged, cap=cap)
        found = betweenness_of_whole(whole.matrix, np.random.default_rng(seed), pivots=pivots)
        n = len(whole.ids)
        pairs = max(n * (n - 1) / 2.0, 1.0)
        of_kind = [place for place, one in enumerate(whole.ids) if _kind(one) == kind]
        first = sorted(of_kind, key=lambda place: (-found.pairs[place], place))[:top]
        names = q.entities.captions([whole.ids[p] for p in first] + [h.id for h in whole.hubs])
    return Ranking(
        tuple(
            Between(
                whole.ids[place],
                names[whole.ids[place]],
                float(found.pairs[place]) / pairs,
                float(found.error[place]) / pairs,
            )
            for place in first
        ),
        n,
        whole.matrix.nnz // 2,
        found.searched,
        found.pivots,
        found.bound / pairs,
        found.exact,
        tuple(Hub(hub.id, names[hub.id], hub.neighbours) for hub in whole.hubs),
    )


def _kind(one: str) -> str:
    kind = schema_of_id(one)
    return kind.name if kind else ""

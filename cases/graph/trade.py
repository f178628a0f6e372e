"""The network of the trade: people, their phones and vehicles, and the events they stand in.

Measured on people and events as they are (two modes), not on people joined to people: one large
seizure would otherwise make a clique of all its names. A phone with one known holder is its
holder. Places, officers and witnesses are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.entities import Entities
from cases.graph.derived import DEFAULT_CAP, OUTSIDERS, Hub
from cases.graph.link import Link, link_of
from cases.statement import Source, Statement

TRADE_KINDS = frozenset(
    {
        "Person", "Organization", "Phone", "Vehicle", "Identification", "BankAccount",
        "UserAccount", "Seizure", "Journey", "Offer", "Arrest", "Incident", "Market",
    }
)  # fmt: skip
_HELD = frozenset({"Phone", "Vehicle", "UserAccount", "BankAccount", "Identification"})


@dataclass(frozen=True)
class Network:
    """nodes in order of id; kinds beside them; links between them, each pair once.

    merged: thing -> its sole holder. hubs: things beyond the cap, left out.
    """

    nodes: tuple[str, ...]
    kinds: tuple[str, ...]
    links: tuple[Link, ...]
    merged: Mapping[str, str]
    hubs: tuple[Hub, ...]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Place of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        """(links, 2): the places of both ends of each link."""
        pairs = [(self.index[link.source], self.index[link.target]) for link in self.links]
        return np.array(pairs, dtype=np.intp).reshape(-1, 2)

    @cached_property
    def certainty(self) -> NDArray[np.float64]:
        """(links,): that each link exists."""
        return np.array([link.certainty for link in self.links], dtype=np.float64)

    @cached_property
    def people(self) -> NDArray[np.intp]:
        """Places of the persons."""
        return np.flatnonzero(np.array([kind == "Person" for kind in self.kinds]))

    def adjacency(self, keep: NDArray[np.bool_] | None = None) -> csr_array:
        """(n, n) symmetric 0/1 sparse matrix of the links, or of those in `keep` (links,)."""
        return adjacency(len(self.nodes), self.ends if keep is None else self.ends[keep])


def adjacency(n: int, ends: NDArray[np.intp]) -> csr_array:
    """(n, n) symmetric 0/1 float sparse matrix from pairs of places (m, 2); no loops."""
    ends = ends[ends[:, 0] != ends[:, 1]]
    row = np.concatenate([ends[:, 0], ends[:, 1]])
    column = np.concatenate([ends[:, 1], ends[:, 0]])
    matrix = csr_array((np.ones(len(row)), (row, column)), shape=(n, n))
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return matrix


def trade_network(
    entities: Entities,
    sources: Mapping[str, Source] | Iterable[Source] = (),
    *,
    cap: int = DEFAULT_CAP,
    merge_held: bool = True,
) -> Network:
    """The network over the entities of TRADE_KINDS; each link names its statements.

    merge_held: a phone, car, account or document with exactly one known holder counts as him,
    so that whoever holds the number in two seizures stands between them. Things with more than
    `cap` neighbours are left out and listed.
    """
    known = sources if isinstance(sources, Mapping) else {source.id: source for source in sources}
    said = _said(entities)
    merged = _holders(entities, said) if merge_held else {}
    joined: dict[tuple[str, str], list[Statement]] = {}
    for (a, b), own in said.items():
        first, second = sorted((merged.get(a, a), merged.get(b, b)))
        if first != second:
            joined.setdefault((first, second), []).extend(own)
    hubs = _hubs(entities, joined, cap)
    left_out = {hub.id for hub in hubs}
    links = tuple(
        link_of(a, b, "+".join(sorted({s.property for s in own})), own, known)
        for (a, b), own in sorted(joined.items())
        if a not in left_out and b not in left_out
    )
    nodes = tuple(sorted({end for link in links for end in (link.source, link.target)}))
    kinds = tuple(entities[node].schema if node in entities else "" for node in nodes)
    return Network(nodes, kinds, links, merged, hubs)


def _said(entities: Entities) -> dict[tuple[str, str], list[Statement]]:
    found: dict[tuple[str, str], list[Statement]] = {}
    for entity in entities.values():
        if entity.schema not in TRADE_KINDS:
            continue
        for statement in entity.statements:
            target = entities.get(statement.target or "")
            if (
                target is None
                or target.schema not in TRADE_KINDS
                or statement.property in OUTSIDERS
                or target.id == entity.id
            ):
                continue
            first, second = sorted((entity.id, target.id))
            found.setdefault((first, second), []).append(statement)
    return found


def _holders(entities: Entities, said: Mapping[tuple[str, str], list[Statement]]) -> dict[str, str]:
    holders: dict[str, set[str]] = {}
    for a, b in said:
        for thing, person in ((a, b), (b, a)):
            if entities[thing].schema in _HELD and entities[person].schema == "Person":
                holders.setdefault(thing, set()).add(person)
    return {
        thing: next(iter(people)) for thing, people in sorted(holders.items()) if len(people) == 1
    }


def _hubs(
    entities: Entities, joined: Mapping[tuple[str, str], list[Statement]], cap: int
) -> tuple[Hub, ...]:
    count: dict[str, int] = {}
    for pair in joined:
        for end in pair:
            count[end] = count.get(end, 0) + 1
    return tuple(
        Hub(node, entities[node].caption, n)
        for node, n in sorted(count.items())
        if n > cap and entities[node].schema != "Person"
    )

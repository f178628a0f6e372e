"""The network of the trade: people, their phones and vehicles, and the events they stand in.

Measured on people and events as they are (two modes), not on people joined to people: one large
seizure would otherwise make a clique of all its names. A phone with one known holder is its
holder. Places where something happened, officers, witnesses, cameras and animals are no part of
it; an address that few share is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.entities import Entities, Entity
from cases.graph.derived import DEFAULT_CAP, OUTSIDERS, Hub
from cases.graph.link import Link, link_of
from cases.statement import Source, Statement

# What is about cameras, animals, papers or the house itself joins nobody in trade. All other kinds
# count, also those that a format has brought since: a network of plain people needs no seizure.
NO_TRADE = frozenset(
    {
        "Photo", "Encounter", "Station", "Deployment", "Sighting", "Patrol", "TrackPoint",
        "Observation", "RouteLeg", "CaseFile", "Document", "Exhibit", "Specimen",
        "IndividualAnimal", "ExchangeRate",
    }
)  # fmt: skip
# A place joins those who live or sit there, never those whom something happened to there.
ADDRESSES = frozenset({"residence", "address", "place"})
_HOUSED = frozenset({"Person", "Organization", "Company"})
_HOUSEHOLD = 6
_HELD = frozenset({"Phone", "Vehicle", "UserAccount", "BankAccount", "Identification"})


@dataclass(frozen=True)
class Network:
    """nodes in order of id; kinds beside them; links between them, each pair once.

    merged: thing -> its sole holder. hubs: things beyond the cap, left out. days: of each link the
    days (ordinals) on which it was seen, as far as records say. pieces: the links again, by the
    records that people joined into one; the same as `links` where nobody joined any. origins: how
    many independent sources tell of links at all.
    """

    nodes: tuple[str, ...]
    kinds: tuple[str, ...]
    links: tuple[Link, ...]
    merged: Mapping[str, str]
    hubs: tuple[Hub, ...]
    days: tuple[tuple[int, ...], ...] = ()
    pieces: tuple[Link, ...] = ()
    origins: int = 1

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
    written: Mapping[str, Statement] | None = None,
) -> Network:
    """The network over all entities but those of NO_TRADE; each link names its statements.

    merge_held: a phone, car, account or document with exactly one known holder counts as him,
    so that whoever holds the number in two seizures stands between them. Things with more than
    `cap` neighbours (addresses: six) are left out and listed. written: statements by id as they
    came, before records were joined; only where people joined some.
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
    kept = {
        (a, b): own
        for (a, b), own in sorted(joined.items())
        if a not in left_out and b not in left_out
    }
    links = tuple(_link(a, b, own, known) for (a, b), own in kept.items())
    nodes = tuple(sorted({end for link in links for end in (link.source, link.target)}))
    kinds = tuple(entities[node].schema if node in entities else "" for node in nodes)
    days = tuple(_days(own, entities) for own in kept.values())
    pieces = links if written is None else _pieces(kept, links, written, known)
    told = {statement.source_id for own in kept.values() for statement in own}
    origins = {known[one].root if one in known else one for one in told}
    return Network(nodes, kinds, links, merged, hubs, days, pieces, len(origins))


def _link(a: str, b: str, own: list[Statement], sources: Mapping[str, Source]) -> Link:
    return link_of(a, b, "+".join(sorted({s.property for s in own})), own, sources)


def _said(entities: Entities) -> dict[tuple[str, str], list[Statement]]:
    found: dict[tuple[str, str], list[Statement]] = {}
    for entity in entities.values():
        if entity.schema in NO_TRADE:
            continue
        for statement in entity.statements:
            target = entities.get(statement.target or "")
            if target is not None and target.id != entity.id and _counts(entity, statement, target):
                first, second = sorted((entity.id, target.id))
                found.setdefault((first, second), []).append(statement)
    return found


def _counts(entity: Entity, statement: Statement, target: Entity) -> bool:
    if statement.property == "possibleDouble":
        # One event told twice is no tie between two events.
        return False
    if target.schema in NO_TRADE or statement.property in OUTSIDERS or entity.schema == "Place":
        return False
    if target.schema == "Place":
        return entity.schema in _HOUSED and statement.property in ADDRESSES
    return True


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
        if entities[node].schema != "Person"
        and n > (min(cap, _HOUSEHOLD) if entities[node].schema == "Place" else cap)
    )


def _days(own: Iterable[Statement], entities: Entities) -> tuple[int, ...]:
    """The days of a link: of its statements, else of the event at one of its ends."""
    found = set()
    for statement in own:
        when = statement.event_time
        for end in (statement.subject, statement.target or ""):
            if when is None and end in entities and entities[end].is_event:
                when = entities[end].when
        if when is not None:
            begins, ends = when.utc_bounds()
            found.add((begins.toordinal() + ends.toordinal()) // 2)
    return tuple(sorted(found))


def _pieces(
    kept: Mapping[tuple[str, str], list[Statement]],
    links: tuple[Link, ...],
    written: Mapping[str, Statement],
    sources: Mapping[str, Source],
) -> tuple[Link, ...]:
    """The links of each record that was joined with others, as the records themselves say."""
    found: list[Link] = []
    for link, ((a, b), own) in zip(links, kept.items(), strict=True):
        parts: dict[tuple[str, str], list[Statement]] = {}
        for statement in own:
            raw = written.get(statement.id, statement)
            said = {statement.subject: raw.subject, statement.target or "": raw.target or ""}
            parts.setdefault((said.get(a, a), said.get(b, b)), []).append(statement)
        if set(parts) == {(a, b)}:
            found.append(link)
        else:
            found += [_link(x, y, part, sources) for (x, y), part in sorted(parts.items())]
    return tuple(found)

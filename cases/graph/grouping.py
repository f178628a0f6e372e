"""Many nodes drawn as one that says what it holds, so that a picture stays one a person can read.

What is grouped are entities of one kind that hang on the same neighbour, the least linked first;
the neighbour itself stays. The same graph gives the same groups on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import networkx as nx

from cases.graph.building import Graph

GROUP = "Group"
_MARK = "group"


@dataclass(frozen=True, slots=True)
class Group:
    """Entities of one kind beside one neighbour (`anchor`, empty: beside several), drawn as one."""

    id: str
    anchor: str
    schema: str
    members: tuple[str, ...]


def is_group(node: str) -> bool:
    """Whether a node of a picture is a group."""
    return node.startswith(f"{_MARK}|")


def grouped(
    graph: Graph,
    most: int,
    *,
    keep: Collection[str] = (),
    kinds: Collection[str] = (),
    opened: Collection[str] = (),
) -> tuple[Graph, tuple[Group, ...]]:
    """The graph with at most `most` nodes, and its groups in the order of their ids.

    keep: never grouped. kinds: grouped wherever two or more hang on one neighbour. opened: ids of
    groups that stay open, unless there are too many nodes. A link of a group counts the links it
    stands for (attribute `count`).
    """
    beside = {node: set(graph.predecessors(node)) | set(graph.successors(node)) for node in graph}
    chosen: list[Group] = []
    held: set[str] = set()
    anchors: set[str] = set(keep)
    for group in _candidates(graph, beside, set(keep)):
        wanted = group.schema in kinds and group.id not in opened
        over = len(graph) - len(held) + len(chosen) - most
        members = tuple(one for one in group.members if one not in anchors and one not in held)
        if not wanted and over > 0:
            # Only as many as there is no room for, the least linked first.
            members = tuple(sorted(sorted(members, key=lambda m: (len(beside[m]), m))[: over + 1]))
        if (wanted or over > 0) and len(members) > 1 and group.anchor not in held:
            chosen.append(Group(group.id, group.anchor, group.schema, members))
            held.update(members)
            anchors.add(group.anchor)
    if len(graph) - len(held) + len(chosen) > most:
        chosen = _by_kind(graph, beside, most, set(keep))
    return _drawn(graph, chosen), tuple(sorted(chosen, key=lambda group: group.id))


def _candidates(graph: Graph, beside: Mapping[str, set[str]], keep: set[str]) -> list[Group]:
    """By kind and best linked neighbour; those whose members have fewest links first."""
    gathered: dict[tuple[str, str], list[str]] = {}
    for node in graph:
        others = beside[node] - {node}
        if node in keep or not others:
            continue
        anchor = max(others, key=lambda one: (len(beside[one]), one))
        gathered.setdefault((anchor, str(graph.nodes[node]["schema"])), []).append(node)
    found = [
        Group(f"{_MARK}|{anchor}|{schema}", anchor, schema, tuple(sorted(members)))
        for (anchor, schema), members in gathered.items()
    ]
    return sorted(
        found, key=lambda g: (max(len(beside[m]) for m in g.members), -len(g.members), g.id)
    )


def _by_kind(
    graph: Graph, beside: Mapping[str, set[str]], most: int, keep: set[str]
) -> list[Group]:
    """Where one neighbour each was not enough: the least linked of all by kind alone."""
    free = sorted(
        (one for one in graph if one not in keep), key=lambda one: (len(beside[one]), one)
    )
    kinds = {str(graph.nodes[one]["schema"]) for one in free}
    gathered: dict[str, list[str]] = {}
    for one in free[: len(graph) - most + len(kinds)]:
        gathered.setdefault(str(graph.nodes[one]["schema"]), []).append(one)
    return [
        Group(f"{_MARK}||{schema}", "", schema, tuple(sorted(members)))
        for schema, members in sorted(gathered.items())
        if len(members) > 1
    ]


def _drawn(graph: Graph, groups: Collection[Group]) -> Graph:
    stands_for = {member: group.id for group in groups for member in group.members}
    if not stands_for:
        return graph
    small: Graph = nx.MultiDiGraph(**graph.graph)
    for node, told in graph.nodes(data=True):
        if node not in stands_for:
            small.add_node(node, **told)
    for group in groups:
        own = [graph.nodes[member] for member in group.members]
        small.add_node(
            group.id, schema=GROUP, caption=group.schema, statements=0,
            simulated=all(bool(told["simulated"]) for told in own),
        )  # fmt: skip
    for source, target, key, told in graph.edges(keys=True, data=True):
        a, b = stands_for.get(source, source), stands_for.get(target, target)
        if a == b:
            continue
        if (a, b) == (source, target):
            small.add_edge(a, b, key=key, **told)
        elif small.has_edge(a, b, key):
            _add_to(small.edges[a, b, key], told)
        else:
            small.add_edge(a, b, key=key, **told | {"count": 1})
    return small


def _add_to(link: dict[str, object], told: Mapping[str, object]) -> None:
    link["count"] = int(str(link["count"])) + 1
    link["statements"] = [*_ids(link["statements"]), *_ids(told["statements"])]
    if float(str(told["certainty"])) > float(str(link["certainty"])):
        link["certainty"], link["best_grade"] = told["certainty"], told["best_grade"]
    link["first"] = min(filter(None, (str(link["first"]), str(told["first"]))), default="")
    link["last"] = max(str(link["last"]), str(told["last"]))


def _ids(told: object) -> list[str]:
    return [str(one) for one in told] if isinstance(told, list) else []

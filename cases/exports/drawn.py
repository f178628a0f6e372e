"""A graph as drawing programs can read it: text, numbers and yes/no only, and never nothing.

The writers of networkx raise on None and on lists. Lists become text joined by blanks, an unknown
value is left out rather than written as "None", and characters that XML forbids are dropped and
listed.
"""

from __future__ import annotations

import re

import networkx as nx

from cases.exports.loss import LossList
from cases.graph.building import Graph

__all__ = ["drawn", "legal"]

Plain = str | int | float | bool
# Characters outside the production Char of XML 1.0, fifth edition.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def drawn(graph: Graph, losses: LossList) -> nx.MultiDiGraph[str]:
    """`graph` (from `cases.graph.building`) with plain attributes, in the order of its ids.

    Every node has label (its caption) and schema; every edge its property as label and an id E1,
    E2, ... as key.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph.nodes):
        attributes = dict(graph.nodes[node])
        label = legal(str(attributes.get("caption") or node), losses)
        plain.add_node(legal(node, losses), **_plain(attributes, losses), label=label)
    for number, (source, target, key) in enumerate(sorted(graph.edges(keys=True)), start=1):
        plain.add_edge(
            legal(source, losses),
            legal(target, losses),
            key=f"E{number}",
            **_plain(dict(graph.edges[source, target, key]), losses),
            label=legal(str(key), losses),
        )
    for hub in graph.graph.get("hubs", ()):
        losses.add("hub without derived links", "more neighbours than the cap", str(hub.id))
    return plain


def legal(value: str, losses: LossList) -> str:
    """`value` without the characters that XML cannot hold."""
    kept = _FORBIDDEN.sub("", value)
    if kept != value:
        losses.add("character", "XML cannot hold it", ascii(value))
    return kept


def _plain(attributes: dict[str, object], losses: LossList) -> dict[str, Plain]:
    kept: dict[str, Plain] = {}
    for name, value in sorted(attributes.items()):
        if value is None or value == "":
            continue
        if isinstance(value, bool | int | float):
            kept[name] = value
        elif isinstance(value, list | tuple | set | frozenset):
            kept[name] = legal(" ".join(str(one) for one in sorted(value, key=str)), losses)
        else:
            kept[name] = legal(str(value), losses)
    return kept

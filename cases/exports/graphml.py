"""GraphML, for any program that draws graphs. Text, numbers and yes/no only, and never nothing.

Lists become text joined by spaces, an unknown value is left out rather than written as "None", and
characters that XML forbids are dropped and listed.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from cases.exports.loss import Loss, LossList
from cases.graph.build import Graph

Plain = str | int | float | bool


def write(graph: Graph, path: Path) -> tuple[Loss, ...]:
    """Write `graph` (from `cases.graph.build`) to `path`; edges get ids E1, E2, ... in order.

    Every node has label (its caption), kind, simulated; every edge label (its property).
    Equal graphs give equal bytes.
    """
    losses = LossList()
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph.nodes):
        attributes = dict(graph.nodes[node])
        label = _text(str(attributes.get("caption") or node), losses)
        plain.add_node(_text(node, losses), **_plain(attributes, losses), label=label)
    for number, (source, target, key) in enumerate(sorted(graph.edges(keys=True)), start=1):
        plain.add_edge(
            _text(source, losses),
            _text(target, losses),
            key=f"E{number}",
            **_plain(dict(graph.edges[source, target, key]), losses),
            label=str(key),
        )
    for hub in graph.graph.get("hubs", ()):
        losses.add("hub without derived links", "more neighbours than the cap", str(hub.id))
    nx.write_graphml_xml(plain, path, encoding="utf-8", prettyprint=True)
    return tuple(losses)


def _plain(attributes: dict[str, object], losses: LossList) -> dict[str, Plain]:
    kept: dict[str, Plain] = {}
    for name, value in sorted(attributes.items()):
        if value is None or value == "":
            continue
        if isinstance(value, bool | int | float):
            kept[name] = value
        elif isinstance(value, list | tuple | set | frozenset):
            kept[name] = _text(" ".join(str(one) for one in sorted(value, key=str)), losses)
        else:
            kept[name] = _text(str(value), losses)
    return kept


def _text(value: str, losses: LossList) -> str:
    legal = "".join(c for c in value if c in "\t\n\r" or (ord(c) >= 32 and not _forbidden(c)))
    if legal != value:
        losses.add("character", "XML cannot hold it", ascii(value))
    return legal


def _forbidden(character: str) -> bool:
    point = ord(character)
    return 0xD800 <= point <= 0xDFFF or point in (0xFFFE, 0xFFFF)

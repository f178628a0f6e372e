"""GraphML, for any program that draws graphs."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from cases.exports.drawn import drawn, legal
from cases.exports.loss import Loss, LossList
from cases.exports.stamp import Stamp
from cases.graph.building import Graph


def write(graph: Graph, path: Path, *, stamp: Stamp | None = None) -> tuple[Loss, ...]:
    """Write `graph` (from `cases.graph.building`) to `path`; edges get ids E1, E2, ... in order.

    Every node has label (its caption), kind, simulated; every edge label (its property). The stamp
    is data of the graph. Equal graphs give equal bytes.
    """
    losses = LossList()
    plain = drawn(graph, losses)
    if stamp is not None:
        plain.graph["stamp"] = legal(stamp.sentence, losses)
    nx.write_graphml_xml(plain, path, encoding="utf-8", prettyprint=True)
    return tuple(losses)

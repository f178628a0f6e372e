"""GEXF 1.2, for Gephi."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import SubElement

from networkx.readwrite.gexf import GEXFWriter

from cases.exports.drawn import drawn, legal
from cases.exports.loss import Loss, LossList
from cases.exports.stamp import Stamp
from cases.graph.building import Graph

# GEXF has a time of its own for every edge and would read these as such, wrongly where a date is
# known to the month only: they stay text under other names.
_RENAMED = {"start": "starts", "end": "ends", "weight": "weighs"}


def write(graph: Graph, path: Path, *, stamp: Stamp | None = None) -> tuple[Loss, ...]:
    """Write `graph` to `path`, ids as in GraphML. The stamp is the description of the graph.

    Equal graphs give equal bytes: the date that the format's head wants is that of the stamp.
    """
    losses = LossList()
    plain = drawn(graph, losses)
    for _, _, attributes in plain.edges(data=True):
        for name in _RENAMED.keys() & attributes.keys():
            attributes[_RENAMED[name]] = attributes.pop(name)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        if stamp is not None:
            meta.set("lastmodifieddate", stamp.made.date().isoformat())
            SubElement(meta, "description").text = legal(stamp.sentence, losses)
    with path.open("wb") as sink:
        writer.write(sink)
    return tuple(losses)

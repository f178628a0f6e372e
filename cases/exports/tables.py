"""Nodes and links as two CSV files, for spreadsheets and for import into i2 by specification.

A cell that a spreadsheet would run as a formula gets an apostrophe in front and is listed: what a
suspect typed into a form must not run on an analyst's machine.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from cases.exports.loss import Loss, LossList
from cases.exports.stamp import Stamp
from cases.formats.cell import defused
from cases.graph.building import Graph

ENTITY_COLUMNS = ("entity_id", "type", "label", "simulated", "handling")
LINK_COLUMNS = (
    "link_id", "from_id", "to_id", "type", "direction", "start", "end", "strength", "source_ref",
    "grade", "handling",
)  # fmt: skip


def write(
    graph: Graph, entities_csv: Path, links_csv: Path, *, stamp: Stamp | None = None
) -> tuple[Loss, ...]:
    """Both files in UTF-8 with a byte order mark (as Excel wants it), rows in order of ids.

    strength is the certainty of the link, 0 to 1; source_ref its statement ids.
    """
    handling = stamp.handling_words if stamp is not None else ""
    losses = LossList()
    nodes = []
    for node in sorted(graph.nodes):
        of = graph.nodes[node]
        simulated = str(of["simulated"]).lower()
        nodes.append((node, str(of["schema"]), str(of["caption"]), simulated, handling))
    _write(entities_csv, ENTITY_COLUMNS, nodes, losses)
    links = []
    for number, (source, target, key) in enumerate(sorted(graph.edges(keys=True)), start=1):
        of = graph.edges[source, target, key]
        direction = "none" if of["derived"] else "forward"
        ends = (f"E{number}", source, target, str(key), direction)
        strength = f"{of['certainty']:.3f}"
        said = " ".join(of["statements"])
        links.append((*ends, of["first"], of["last"], strength, said, of["best_grade"], handling))
    _write(links_csv, LINK_COLUMNS, links, losses)
    return tuple(losses)


def instructions(graph: Graph, stamp: Stamp | None = None) -> str:
    """The text that goes with both files: how to map them, with the kinds that occur in them.

    i2 has no fixed format: an import specification maps columns, and what is mapped to identity
    decides which rows become one.
    """
    types = sorted({str(given["schema"]) for _, given in graph.nodes(data=True)})
    links = sorted({str(key) for _, _, key in graph.edges(keys=True)})
    text = files("cases.exports").joinpath("i2.md").read_text("utf-8")
    return text.format(
        types=", ".join(types) or "none",
        links=", ".join(links) or "none",
        stamp="\n".join(stamp.lines) if stamp is not None else "",
    )


def _write(
    path: Path, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], losses: LossList
) -> None:
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(columns)
        for row in rows:
            cells = [defused(cell) for cell in row]
            for before, after in zip(row, cells, strict=True):
                if before != after:
                    losses.add("formula", "an apostrophe was put in front", before[:40])
            writer.writerow(cells)

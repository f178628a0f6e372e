"""The case graph in the browser: nodes at positions that Python gave, and what the person asked.

A line's look says its grade: solid where the best statement is confirmed or probably true, dashed
where it is possibly true, dotted where it is doubtful or nobody graded it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.statement import framed_digest
from workbench.dashboard.keys import Keys, offer
from workbench.dashboard.parts.kit import asked, component, heard
from workbench.dashboard.words import Say

LABEL_LONGEST = 42
WORDS = ("label", "in", "out", "fit")
# In the order in which graph.mjs reads them.
NODE_MARKS = ("simulated", "hub", "focus", "group")
EDGE_MARKS = ("derived", "way")
LOOKS = ("solid", "dashed", "dotted")
KEYS = Keys(
    "keys.graph",
    (
        ("← → ↑ ↓", "keys.node"),
        ("Enter", "keys.step"),
        ("+ - 0", "keys.nearer"),
        ("Esc", "keys.let_go"),
    ),
)
HTML = """
<div class="graph" tabindex="0" role="application">
  <div class="canvas"></div>
  <div class="tools"><button data-do="in">+</button><button data-do="out">−</button>
  <button data-do="fit">⤢</button></div>
</div>
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the graph at its place (drawing units), with what its look says."""

    id: str
    label: str
    kind: str
    x: float
    y: float
    simulated: bool = False
    hub: bool = False
    focus: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One line: what links two nodes, by how many statements, and how good the best one is.

    way: it is part of the way that is being looked at.
    """

    id: str
    source: str
    target: str
    label: str
    look: str
    count: int = 1
    derived: bool = False
    way: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person did last: picked a node or an edge, asked to expand one, moved one."""

    picked: str | None = None
    expand: str | None = None
    moved: tuple[str, float, float] | None = None


def look_of(grade: str) -> str:
    """The line for the credibility of a statement on the Admiralty scale (B2: dashed)."""
    digit = grade[-1:] if grade else ""
    return {"1": "solid", "2": "solid", "3": "dashed"}.get(digit, "dotted")


def shortened(label: str) -> str:
    """A label that fits under its node; the whole stands in the panel."""
    return label if len(label) <= LABEL_LONGEST else label[: LABEL_LONGEST - 1] + "…"


def graph_data(
    nodes: Sequence[Node], edges: Sequence[Edge], *, say: Say, height_px: int = 640
) -> Mapping[str, Any]:
    """What is sent to the browser; `stamp` changes exactly when the drawing does.

    A node is [id, label, kind, x, y, marks], a line [id, place of its source among the nodes, of
    its target, label, look, count, marks]; marks: the names that hold of it, as bits of a number.
    Thousands of lines that each spelt out every name took three times the bytes.
    """
    place = {node.id: number for number, node in enumerate(nodes)}
    drawn = [[n.id, shortened(n.label), n.kind, n.x, n.y, _bits(n, NODE_MARKS)] for n in nodes]
    lines = [
        [e.id, place[e.source], place[e.target], e.label, LOOKS.index(e.look), e.count,
         _bits(e, EDGE_MARKS)]
        for e in edges
    ]  # fmt: skip
    written = json.dumps([drawn, lines], ensure_ascii=False, separators=(",", ":"))
    words = {name: say(f"graph.{name}") for name in WORDS}
    return {
        "nodes": drawn,
        "edges": lines,
        "height": height_px,
        "words": words,
        "stamp": framed_digest([written]),
    }


def _bits(part: Node | Edge, marks: Sequence[str]) -> int:
    return sum(1 << number for number, mark in enumerate(marks) if getattr(part, mark))


def graph_wish(key: str) -> Wish:
    """What the person asked of the graph drawn under `key`; read it before drawing."""
    answer = asked(key)
    moved = answer.get("moved")
    return Wish(
        picked=answer.get("picked"),
        expand=answer.get("expand"),
        moved=(str(moved["id"]), float(moved["x"]), float(moved["y"])) if moved else None,
    )


def draw_graph(data: Mapping[str, Any], *, picked: tuple[int, str], key: str) -> None:
    """Draw what `graph_data` made; `graph_wish` tells at the next run what the person asked of it.

    picked: the id to mark, with a number that is another one when it is to be marked anew.
    """
    offer(KEYS)
    component("graph", HTML)(
        key=key,
        data={**data, "turn": picked[0], "picked": picked[1]},
        on_picked_change=heard,
        on_expand_change=heard,
        on_moved_change=heard,
    )

"""The case graph as one still picture: who is joined to what, readable on paper.

The places of the nodes come from outside (the same as on the page, so that a prosecutor finds
again what the analyst saw); only captions that would cover each other are moved apart. Colour says
the kind and is repeated in a legend, shape and line carry the same without colour: derived links
are dashed, what the case is about has a second ring.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from embeddings.photo import Array
from workbench.bag.contents import GraphEdge, GraphNode
from workbench.bag.typesetting import typeset

WIDTH, HEIGHT = 1600, 980
"""Size of a full picture in its own units; on an A4 page six of them make a millimetre.

A picture with few nodes has a smaller canvas, so that the same words are printed larger.
"""
_FEW, _SOME = 12, 24
_FEW_SHARE, _SOME_SHARE = 0.62, 0.8

FONTS = "Noto Sans, Noto Sans SC"
_MARGIN_X, _MARGIN_TOP, _MARGIN_BOTTOM = 130, 50, 140
_RADIUS = 17
_TEXT, _SMALL = 21, 16
_LINE = 25
_LONGEST = 18  # a caption's line in widths of a wide letter times 2
_ROUNDS = 220
_MOST_LABELS = 70
_LEGEND_X = 40.0

# Colours told apart by readers with any kind of colour vision (after Okabe & Ito 2008).
_COLOURS = {
    "Person": "#D55E00",
    "Organization": "#CC79A7",
    "Phone": "#0072B2",
    "Vehicle": "#56B4E9",
    "IndividualAnimal": "#009E73",
    "Specimen": "#B8860B",
    "Seizure": "#222222",
    "Place": "#7A7A7A",
    "Leg": "#A6761D",
    "RouteLeg": "#A6761D",
    "Offer": "#E69F00",
    "Market": "#66A61E",
    "Incident": "#7F0000",
    "Journey": "#A6761D",
    "Sighting": "#5AB4AC",
}
_OTHER = "#9A8FBF"

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node with its place on the picture and its caption in lines."""

    node: GraphNode
    x: float
    y: float
    lines: tuple[str, ...]


def draw_graph(
    nodes: Sequence[GraphNode],
    edges: Sequence[GraphEdge],
    positions: Mapping[str, tuple[float, float]],
) -> str:
    """The graph as SVG text; the same input gives the same text.

    positions: node id -> (x, y) of any scale; nodes without one stand in a row below. Edges whose
    ends are not among the nodes are left out. Raises ValueError where two nodes share an id.
    """
    if len({node.id for node in nodes}) != len(nodes):
        raise ValueError("two nodes of the picture share an id")
    width, height = canvas(len(nodes))
    placed = _place(nodes, positions, width, height)
    where = {item.node.id: item for item in placed}
    body = [
        *(_line(edge, where) for edge in edges if edge.source in where and edge.target in where),
        *_edge_labels(edges, placed),
        *(_node(item) for item in placed),
        *_legend(nodes, edges, width, height),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONTS}">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>' + "".join(body) + "</svg>"
    )


def canvas(nodes: int) -> tuple[int, int]:
    """Width and height of the picture of so many nodes."""
    share = _FEW_SHARE if nodes <= _FEW else _SOME_SHARE if nodes <= _SOME else 1.0
    return round(WIDTH * share), round(HEIGHT * share)


def draw_graph_png(
    nodes: Sequence[GraphNode],
    edges: Sequence[GraphEdge],
    positions: Mapping[str, tuple[float, float]],
    *,
    ppi: float = 110.0,
) -> bytes:
    """The same picture as PNG bytes, with the program's own fonts; 110 ppi give 2,444 px width.

    Raises what `draw_graph` raises.
    """
    svg = draw_graph(nodes, edges, positions)
    width, height = canvas(len(nodes))
    source = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        '#image("graph.svg", width: 100%, alt: "case graph")\n'
    )
    return typeset(source, {"graph.svg": svg.encode()}, form="png", ppi=ppi * WIDTH / width)


def _place(
    nodes: Sequence[GraphNode],
    positions: Mapping[str, tuple[float, float]],
    width: int,
    height: int,
) -> list[_Placed]:
    """Nodes fitted to the page, then moved apart until no caption covers another."""
    if not nodes:
        return []
    known = np.array([positions[n.id] for n in nodes if n.id in positions], np.float64)
    known = known.reshape(-1, 2)
    low = known.min(axis=0) if known.size else np.zeros(2)
    span = np.maximum(known.max(axis=0) - low, 1e-9) if known.size else np.ones(2)
    room = np.array([width - 2 * _MARGIN_X, height - _MARGIN_TOP - _MARGIN_BOTTOM])
    points = np.zeros((len(nodes), 2))
    lost = 0
    for index, node in enumerate(nodes):
        if node.id in positions:
            share = (np.asarray(positions[node.id], np.float64) - low) / span
            points[index] = np.array([_MARGIN_X, _MARGIN_TOP]) + share * room
        else:
            points[index] = (_MARGIN_X + 170.0 * (lost % 8), height - _MARGIN_BOTTOM)
            lost += 1
    captions = [_wrapped(node.caption) for node in nodes]
    _part(points, [_size(lines) for lines in captions], width, height)
    return [
        _Placed(node, round(float(x), 1), round(float(y), 1), lines)
        for node, (x, y), lines in zip(nodes, points, captions, strict=True)
    ]


def _part(points: Array, sizes: Sequence[tuple[float, float]], width: int, height: int) -> None:
    """Move points apart in place, a little each round, along the way that needs less."""
    half = np.array(sizes) / 2
    ids = np.arange(len(points))
    for _ in range(_ROUNDS):
        # The caption hangs below its node: the box's middle lies below the point.
        middle = points + np.stack([np.zeros(len(points)), half[:, 1] - _RADIUS - 2], axis=1)
        gap = np.abs(middle[:, None] - middle[None]) - (half[:, None] + half[None]) - 6.0
        over = (gap[..., 0] < 0) & (gap[..., 1] < 0) & (ids[:, None] != ids[None])
        if not over.any():
            return
        way = np.sign(middle[:, None] - middle[None])
        # Exactly on top of each other: part by their order, so that the result is always the same.
        way = np.where(way == 0, np.sign(ids[:, None] - ids[None])[..., None], way)
        sideways = gap[..., 0] > gap[..., 1]
        push = np.stack(
            [np.where(sideways, gap[..., 0], 0), np.where(sideways, 0, gap[..., 1])], -1
        )
        points += (-push * way * over[..., None]).sum(axis=1) * 0.3
        np.clip(points[:, 0], _MARGIN_X * 0.75, width - _MARGIN_X * 0.75, out=points[:, 0])
        np.clip(points[:, 1], _MARGIN_TOP, height - _MARGIN_BOTTOM, out=points[:, 1])


def _wide(text: str) -> float:
    """Width of a text in ems: Han letters fill a square, others about half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)


def _wrapped(caption: str) -> tuple[str, ...]:
    """At most two lines; what is longer ends with an ellipsis (the statements hold it whole)."""
    limit = _LONGEST * 0.56
    lines = [""]
    for word in caption.split() or ["-"]:
        joined = f"{lines[-1]} {word}".strip()
        if _wide(joined) <= limit or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], " ".join(lines[1:])]
    return tuple(_cut(line, limit * 1.15) for line in lines)


def _cut(line: str, limit: float) -> str:
    if _wide(line) <= limit:
        return line
    while line and _wide(line) > limit - 0.6:
        line = line[:-1]
    return line.rstrip() + "…"


def _size(lines: Iterable[str]) -> tuple[float, float]:
    held = list(lines)
    widest = max(_wide(line) for line in held) * _TEXT
    return max(widest, 2 * _RADIUS) + 8, 2 * _RADIUS + len(held) * _LINE + 6


def _line(edge: GraphEdge, where: Mapping[str, _Placed]) -> str:
    a, b = where[edge.source], where[edge.target]
    dash = ' stroke-dasharray="9 7"' if edge.derived else ""
    return (
        f'<line x1="{a.x}" y1="{a.y}" x2="{b.x}" y2="{b.y}" stroke="#8a8a8a" '
        f'stroke-width="2.2"{dash}/>'
    )


def _edge_labels(edges: Sequence[GraphEdge], placed: Sequence[_Placed]) -> Iterable[str]:
    """One label a pair of nodes, all words of its edges, where it covers nothing else.

    A label without room is left out, and so are all where there are too many to read.
    """
    where = {item.node.id: item for item in placed}
    words: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        if edge.label and edge.source in where and edge.target in where:
            pair = min(edge.source, edge.target), max(edge.source, edge.target)
            held = words.setdefault(pair, [])
            if edge.label not in held:
                held.append(edge.label)
    if len(words) > _MOST_LABELS:
        return
    taken = [_box(item) for item in placed]
    for (first, second), labels in sorted(words.items()):
        label = _cut(", ".join(labels), 16)
        a, b = where[first], where[second]
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
            x, y = a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share
            half = _wide(label) * _SMALL / 2
            box = (x - half, y - _SMALL * 0.6, x + half, y + _SMALL * 0.6)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield _text(x, y + 5, label, _SMALL, "#444444", "middle")
                break


def _box(item: _Placed) -> _Box:
    width, height = _size(item.lines)
    top = item.y - _RADIUS - 3
    return item.x - width / 2, top, item.x + width / 2, top + height


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _node(item: _Placed) -> str:
    colour = _COLOURS.get(item.node.kind, _OTHER)
    ring = (
        f'<circle cx="{item.x}" cy="{item.y}" r="{_RADIUS + 7}" fill="none" stroke="{colour}" '
        'stroke-width="3.5"/>'
        if item.node.emphasis
        else ""
    )
    below = item.y + _RADIUS + _TEXT + (5 if item.node.emphasis else 0)
    captions = "".join(
        _text(item.x, below + row * _LINE, line, _TEXT, "#111111", "middle")
        for row, line in enumerate(item.lines)
    )
    return (
        f'{ring}<circle cx="{item.x}" cy="{item.y}" r="{_RADIUS}" fill="{colour}" '
        f'stroke="#ffffff" stroke-width="2"/>{captions}'
    )


def _legend(
    nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], width: int, height: int
) -> Iterable[str]:
    """What the colours and the dashes say, in as many rows as it needs, from the bottom up."""
    entries = [(_spaced(kind), _COLOURS.get(kind, _OTHER)) for kind in _kinds(nodes)]
    if any(edge.derived for edge in edges):
        entries.append(("derived by the program", ""))
    rows: list[list[tuple[float, str, str]]] = [[]]
    x = _LEGEND_X
    for word, colour in entries:
        needed = (18 if colour else 52) + _wide(word) * _SMALL + 34
        if rows[-1] and x + needed > width:
            rows.append([])
            x = _LEGEND_X
        rows[-1].append((x, word, colour))
        x += needed
    for index, row in enumerate(rows):
        y = height - 28.0 - 26.0 * (len(rows) - 1 - index)
        for x, word, colour in row:
            yield _legend_entry(x, y, word, colour)


def _legend_entry(x: float, y: float, word: str, colour: str) -> str:
    if colour:
        mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{colour}"/>'
        return mark + _text(x + 18, y + 6, word, _SMALL, "#333333", "start")
    mark = (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + 42:.1f}" y2="{y:.1f}" stroke="#8a8a8a" '
        'stroke-width="2.2" stroke-dasharray="9 7"/>'
    )
    return mark + _text(x + 52, y + 6, word, _SMALL, "#333333", "start")


def _kinds(nodes: Sequence[GraphNode]) -> list[str]:
    return sorted({node.kind for node in nodes})


def _spaced(kind: str) -> str:
    """ "IndividualAnimal" as a reader writes it: "individual animal"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip() or "other"


def _text(x: float, y: float, text: str, size: int, colour: str, anchor: str) -> str:
    """Text with a white halo beneath, so that a line behind it does not strike it through."""
    shared = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    words = escape(_printable(text))
    return (
        f'<text {shared} fill="none" stroke="#ffffff" stroke-width="5" '
        f'stroke-linejoin="round">{words}</text><text {shared} fill="{colour}">{words}</text>'
    )


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if unicodedata.category(c) != "Cc")

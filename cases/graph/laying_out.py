"""Where the nodes of a picture stand: the same graph, the same picture, on every machine.

Places are computed here and not in the browser, so that an analyst finds yesterday's node where it
was. Known places are kept; a new node starts beside its neighbours and only new nodes move.
Forces after Fruchterman & Reingold (1991), with a pull to the middle for loose components.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Position = tuple[float, float]
_ROUNDS = 120
_FEWEST_ROUNDS = 40
# Rounds times nodes: a large picture is relaxed less, so that it opens within a second or two.
_WORK = 24_000
_DECIMALS = 2
_ROWS = 64


def layout(
    graph: nx.Graph[str], fixed: Mapping[str, Position] | None = None, *, spacing: float = 100.0
) -> dict[str, Position]:
    """Positions of all nodes in units of `spacing` (the length of a lone edge), by id.

    fixed: places kept as they are; nodes that are no longer in the graph are left out. Pure and
    deterministic: depends on the ids, the edges and `fixed` only. O(n²) memory and time a round.
    """
    nodes = sorted(graph.nodes)
    if not nodes:
        return {}
    known = {node: place for node, place in (fixed or {}).items() if node in graph}
    index = {node: i for i, node in enumerate(nodes)}
    links = _links(graph, index)
    place = _start(graph, nodes, known, spacing)
    free = np.array([node not in known for node in nodes])
    if free.any() and len(nodes) > 1:
        place = _relax(place, links, free, spacing)
    return {
        node: known.get(node)
        or (round(float(place[i, 0]), _DECIMALS), round(float(place[i, 1]), _DECIMALS))
        for node, i in index.items()
    }


def _links(graph: nx.Graph[str], index: Mapping[str, int]) -> NDArray[np.intp]:
    pairs = {(min(index[a], index[b]), max(index[a], index[b])) for a, b in graph.edges() if a != b}
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)


def _angle(node: str) -> float:
    digest = hashlib.sha256(node.encode("utf-8")).digest()
    return int.from_bytes(digest[:6], "big") / 2**48 * 2.0 * math.pi


def _start(
    graph: nx.Graph[str], nodes: list[str], known: Mapping[str, Position], spacing: float
) -> NDArray[np.float64]:
    """Known places; beside placed neighbours; else on a spiral in the order of components."""
    placed: dict[str, Position] = dict(known)
    undirected = graph.to_undirected(as_view=True)
    reach = spacing * math.sqrt(len(nodes))
    for component in sorted(
        (sorted(part) for part in nx.connected_components(undirected)), key=lambda p: (-len(p), p)
    ):
        waiting = [node for node in component if node not in placed]
        if waiting and not any(node in placed for node in component):
            first = max(waiting, key=lambda node: (undirected.degree(node), node))
            turn = _angle(first)
            far = reach * (0.0 if not placed else 1.0)
            placed[first] = (far * math.cos(turn), far * math.sin(turn))
        _beside_neighbours(undirected, waiting, placed, spacing)
    return np.array([placed[node] for node in nodes], dtype=np.float64)


def _beside_neighbours(
    graph: nx.Graph[str], waiting: list[str], placed: dict[str, Position], spacing: float
) -> None:
    pending = [node for node in waiting if node not in placed]
    while pending:
        ready = [n for n in pending if any(other in placed for other in graph.neighbors(n))]
        before = dict(placed)
        for node in ready:
            near = sorted(other for other in graph.neighbors(node) if other in before)
            turn = _angle(node)
            x = sum(before[other][0] for other in near) / len(near) + spacing * math.cos(turn)
            y = sum(before[other][1] for other in near) / len(near) + spacing * math.sin(turn)
            placed[node] = (x, y)
        pending = [node for node in pending if node not in placed]


def _relax(
    place: NDArray[np.float64],
    links: NDArray[np.intp],
    free: NDArray[np.bool_],
    spacing: float,
) -> NDArray[np.float64]:
    heat = spacing * math.sqrt(len(place)) / 4.0
    rounds = max(_FEWEST_ROUNDS, min(_ROUNDS, _WORK // len(place)))
    for step in range(rounds):
        push = _apart(place, spacing)
        if links.size:
            vector = place[links[:, 0]] - place[links[:, 1]]
            pull = vector * np.sqrt((vector**2).sum(axis=1, keepdims=True)) / spacing
            np.subtract.at(push, links[:, 0], pull)
            np.add.at(push, links[:, 1], pull)
        push -= 0.05 * (place - place.mean(axis=0))
        size = np.maximum(np.sqrt((push**2).sum(axis=1, keepdims=True)), 1e-9)
        limit = heat * (1.0 - step / rounds)
        place = place + np.where(free[:, None], push / size * np.minimum(size, limit), 0.0)
    return place


def _apart(place: NDArray[np.float64], spacing: float) -> NDArray[np.float64]:
    """How far each node is pushed away by all others, some rows at a time: they stay in the cache
    of the processor. The push of all others on one is their sum weighted by spacing² / distance²,
    so it is its own place times the weights' sum less their product with all places."""
    n = len(place)
    whole = np.concatenate([place, np.ones((n, 1))], axis=1)
    square = (place**2).sum(axis=1)
    across, weight = np.empty((2, min(_ROWS, n), n))
    push = np.empty_like(place)
    nearest = (spacing * 0.01) ** 2
    for first in range(0, n, _ROWS):
        rows = slice(first, min(first + _ROWS, n))
        k = rows.stop - rows.start
        np.matmul(-2.0 * place[rows], place.T, out=across[:k])
        np.add(square[rows, None], square[None, :], out=weight[:k])
        weight[:k] += across[:k]
        np.maximum(weight[:k], nearest, out=weight[:k])
        np.divide(spacing**2, weight[:k], out=weight[:k])
        sums = weight[:k] @ whole
        push[rows] = place[rows] * sums[:, 2:] - sums[:, :2]
    return push

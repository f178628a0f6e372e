"""What taking out the first people would do, and what it would leave once the network has mended.

Against random removal, and with four ways of mending, because the way it mends matters more than
the first blow (Diviák 2023), and some networks work better afterwards (Duijn 2014).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from cases.findings.finding import CENTRALITY_CAVEAT, Finding, statements_of
from cases.graph.centrality import Floats
from cases.graph.disruption import Mending, efficiency, mended
from cases.world import World

_GONE = 3
# An average over fewer runs is as sure in a large network, and each of them costs as much more.
_RUNS, _RUNS_OF_LARGE = 20, 6
_LARGE = 1000
_FEWEST_PEOPLE = 10
_MOST_PEOPLE = 3000


def find(world: World) -> list[Finding]:
    """One finding: three people in the best order and three at random, by each way of mending."""
    network = world.trade
    people = network.people.tolist()
    if not _FEWEST_PEOPLE <= len(people) <= _MOST_PEOPLE:
        return []
    matrix, rng = network.adjacency(), np.random.default_rng(world.seed)
    runs = _RUNS if len(people) <= _LARGE else _RUNS_OF_LARGE
    order = [one.place for one in world.removals.recorded[:_GONE]]
    before = efficiency(matrix, people, rng)
    if not order or before <= 0.0:
        return []
    table = {
        way: (
            _left(matrix, [order] * runs, people, way, rng) / before,
            _left(matrix, _random(people, len(order), runs, rng), people, way, rng) / before,
        )
        for way in Mending
    }
    return [_finding(world, [network.nodes[place] for place in order], table)]


def _random(people: list[int], size: int, runs: int, rng: np.random.Generator) -> list[list[int]]:
    return [rng.choice(people, size, replace=False).tolist() for _ in range(runs)]


def _left(
    matrix: csr_array,
    orders: Sequence[Sequence[int]],
    people: list[int],
    way: Mending,
    rng: np.random.Generator,
) -> Floats:
    """(runs,) efficiency among those who are left, after each order and its mending."""
    found = []
    for order in orders:
        rest, left = matrix, list(people)
        for gone in order:
            rest = mended(rest, gone, left, way, rng)
            left.remove(gone)
        found.append(efficiency(rest, left, rng))
    return np.array(found)


def _finding(
    world: World,
    names: list[str],
    table: Mapping[Mending, tuple[Floats, Floats]],
) -> Finding:
    blow, random = table[Mending.NONE]
    near, _ = table[Mending.NEAR]
    low, high = (float(one) for one in np.percentile(near, [5, 95]))
    told = tuple((f"mending {way}", _told(*pair)) for way, pair in table.items())
    better = float(np.mean(near)) > 1.0
    return Finding(
        kind="disruption",
        sentence=(
            f"Without {', '.join(world.named(name) for name in names)} the rest reach each other "
            f"with {np.mean(blow):.0%} of today's efficiency ({np.mean(random):.0%} with as many "
            f"taken at random); once each who lost a contact has found another through "
            f"acquaintances, {np.mean(near):.0%} ({low:.0%} to {high:.0%})"
            + (": the network would work better than before" if better else "")
        ),
        subjects=tuple(names),
        value=float(np.mean(near)),
        interval=(low, high),
        competing=(
            "the network mends in another way than the three simulated",
            "people who are in no record take over",
            "fear or prices end part of the trade, which no network shows",
        ),
        would_change="who met whom in the months after an earlier arrest",
        statements=statements_of(world, names),
        caveat=CENTRALITY_CAVEAT + " A simulation on records; the interval is over its runs.",
        facts=told,
        measure="global efficiency among those left, share of today's",
    )


def _told(
    best: Floats,
    random: Floats,
) -> str:
    parts = []
    for word, runs in (("these people", best), ("at random", random)):
        low, high = np.percentile(runs, [5, 95])
        parts.append(f"{word} {np.mean(runs):.0%} ({low:.0%} to {high:.0%})")
    return ", ".join(parts)

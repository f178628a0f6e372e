"""Which few people hold the network together: single ranks do not add up to the best set."""

from __future__ import annotations

import numpy as np

from cases.findings.finding import CENTRALITY_CAVEAT, Finding, statements_of
from cases.graph.centrality import degree, fragmentation
from cases.graph.key_sets import best_reach, distance_fragmentation, distances, key_players, reach
from cases.world import World

_PLAYERS = 3
_DRAWS = 100
_CANDIDATES = 60
_COUNTED = 400


def find(world: World) -> list[Finding]:
    """The set whose loss cuts most pairs apart (KPP-Neg), and the set nearest to all (KPP-Pos)."""
    people = world.trade.people.tolist()
    if len(people) < 2 * _PLAYERS:
        return []
    links = degree(world.trade.adjacency())
    # Only who has many links can hold much together; all pairs of thousands would take hours.
    candidates = sorted(people, key=lambda place: (-links[place], place))[:_CANDIDATES]
    return [_cutting(world, people, candidates), _reaching(world, people, candidates)]


def _cutting(world: World, people: list[int], candidates: list[int]) -> Finding:
    network, matrix = world.trade, world.trade.adjacency()
    chosen, cut = key_players(matrix, candidates, _PLAYERS, among=people)
    before = fragmentation(matrix, among=people)
    rng = np.random.default_rng(world.seed)
    at_random = [
        fragmentation(matrix, rng.choice(people, _PLAYERS, replace=False).tolist(), people)
        for _ in range(_DRAWS)
    ]
    low, middle, high = (float(one) for one in np.percentile(at_random, [5, 50, 95]))
    names = tuple(network.nodes[place] for place in chosen)
    by_distance = (
        f"; by distance {distance_fragmentation(matrix, chosen, people):.2f}, now "
        f"{distance_fragmentation(matrix, (), people):.2f}"
        if len(people) <= _COUNTED
        else ""
    )
    return Finding(
        kind="key_players",
        sentence=(
            f"Without {', '.join(world.named(name) for name in names)}, {cut:.0%} of the "
            f"pairs of people no longer reach each other (now {before:.0%}; without "
            f"{_PLAYERS} taken at random {middle:.0%}, {low:.0%} to {high:.0%}){by_distance}"
        ),
        subjects=names,
        value=cut,
        interval=(low, high),
        competing=(
            "they hold the network together",
            "they are the ones best recorded",
            "links that nobody recorded join what looks cut",
        ),
        would_change="phones and journeys of those at the edge, which would show other ways",
        statements=statements_of(world, names),
        caveat=CENTRALITY_CAVEAT + " The interval is that of people taken at random.",
        measure="KPP-Neg: fragmentation (Borgatti 2006)",
    )


def _reaching(world: World, people: list[int], candidates: list[int]) -> Finding:
    network, matrix = world.trade, world.trade.adjacency()
    rng = np.random.default_rng(world.seed)
    counted = people
    if len(people) > _COUNTED:
        some = rng.choice(people, _COUNTED, replace=False).tolist()
        counted = sorted({*some, *candidates})
    chosen, near = best_reach(matrix, candidates, _PLAYERS, among=counted)
    own, steps = list(range(len(counted))), distances(matrix, counted)[:, counted]
    at_random = [
        reach(steps, rng.choice(own, _PLAYERS, replace=False).tolist(), own) for _ in range(_DRAWS)
    ]
    low, middle, high = (float(one) for one in np.percentile(at_random, [5, 50, 95]))
    names = tuple(network.nodes[place] for place in chosen)
    return Finding(
        kind="reach",
        sentence=(
            f"{', '.join(world.named(name) for name in names)} together are nearest to all others: "
            f"reach {near:.2f} (1: everybody beside one of them, 0: nobody to be reached), "
            f"{_PLAYERS} taken at random {middle:.2f} ({low:.2f} to {high:.2f}). Whoever watches "
            f"them hears most"
        ),
        subjects=names,
        value=near,
        interval=(low, high),
        competing=(
            "they deal with most of the others",
            "they are the ones best recorded",
            "a thing that many share, such as a shop's phone, brings them near",
        ),
        would_change="links of those who are far from all three",
        statements=statements_of(world, names),
        caveat=CENTRALITY_CAVEAT + " The interval is that of people taken at random.",
        measure="KPP-Pos: reach (Borgatti 2006)",
    )

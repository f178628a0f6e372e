"""Which few people hold the network together: single ranks do not add up to the best set."""

from __future__ import annotations

import numpy as np

from cases.findings.finding import CENTRALITY_CAVEAT, Finding
from cases.graph.centrality import degree, fragmentation, key_players
from cases.graph.trade import trade_network
from cases.world import World

_PLAYERS = 3
_DRAWS = 100
_CANDIDATES = 60


def find(world: World) -> list[Finding]:
    """The set of up to three people whose loss cuts most pairs apart (KPP-Neg), beside chance."""
    network = trade_network(world.entities, world.sources)
    people = network.people.tolist()
    if len(people) < 2 * _PLAYERS:
        return []
    matrix = network.adjacency()
    links = degree(matrix)
    # Only who has many links can hold much together; all pairs of thousands would take hours.
    candidates = sorted(people, key=lambda place: (-links[place], place))[:_CANDIDATES]
    chosen, cut = key_players(matrix, candidates, _PLAYERS, among=people)
    before = fragmentation(matrix, among=people)
    rng = np.random.default_rng(world.seed)
    at_random = [
        fragmentation(matrix, rng.choice(people, _PLAYERS, replace=False).tolist(), people)
        for _ in range(_DRAWS)
    ]
    low, middle, high = np.percentile(at_random, [5, 50, 95])
    names = [network.nodes[place] for place in chosen]
    statements = {
        s
        for link in network.links
        if link.source in names or link.target in names
        for s in link.statements
    }
    return [
        Finding(
            kind="key_players",
            sentence=(
                f"Without {', '.join(world.named(name) for name in names)}, {cut:.0%} of the "
                f"pairs of people no longer reach each other (now {before:.0%}; without "
                f"{_PLAYERS} taken at random {middle:.0%}, {low:.0%} to {high:.0%})"
            ),
            subjects=tuple(names),
            value=cut,
            interval=(float(low), float(high)),
            competing=(
                "they hold the network together",
                "they are the ones best recorded",
                "links that nobody recorded join what looks cut",
            ),
            would_change="phones and journeys of those at the edge, which would show other ways",
            statements=tuple(sorted(statements)),
            caveat=CENTRALITY_CAVEAT + " The interval is that of people taken at random.",
        )
    ]

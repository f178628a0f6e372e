"""Who would take the place of the person in the middle if that person were gone.

Simulated: the person is taken out and the ways are counted anew. Networks mend (Diviák 2023), so
this names whom to watch and does not promise that the trade would stop.
"""

from __future__ import annotations

import numpy as np

from cases.findings.finding import CENTRALITY_CAVEAT, Finding
from cases.graph.centrality import betweenness, fragmentation
from cases.graph.trade import Network, trade_network
from cases.graph.uncertain import RankInterval, rank_intervals
from cases.world import World

_DRAWS = 100


def find(world: World) -> list[Finding]:
    """The likeliest successor of the first broker; nothing where nobody stands between others."""
    network = trade_network(world.entities, world.sources)
    if len(network.people) < 4:
        return []
    ranked = rank_intervals(network, betweenness, np.random.default_rng(world.seed), draws=1)
    if not ranked or ranked[0].score <= 0.0:
        return []
    gone = ranked[0].node
    rest = without(network, gone)
    after = rank_intervals(rest, betweenness, np.random.default_rng(world.seed), draws=_DRAWS)
    if not after:
        return []
    people = network.people.tolist()
    cut = (
        fragmentation(network.adjacency(), among=people),
        fragmentation(network.adjacency(), [network.index[gone]], among=people),
    )
    return [_finding(world, rest, gone, after[0], cut)]


def without(network: Network, gone: str) -> Network:
    """The network after one node and its links are taken out; lone nodes stay."""
    kept = tuple(link for link in network.links if gone not in (link.source, link.target))
    pairs = [(n, k) for n, k in zip(network.nodes, network.kinds, strict=True) if n != gone]
    return Network(
        tuple(node for node, _ in pairs),
        tuple(kind for _, kind in pairs),
        kept,
        network.merged,
        network.hubs,
    )


def _finding(
    world: World, rest: Network, gone: str, heir: RankInterval, cut: tuple[float, float]
) -> Finding:
    own = [link for link in rest.links if heir.node in (link.source, link.target)]
    bridged = heir.score > 0.0
    role = (
        f"{world.named(heir.node)} would stand between most others (rank {heir.low} to "
        f"{heir.high} over the draws, first in {heir.first:.0%})"
        if bridged
        else "nobody on record would connect what is left"
    )
    return Finding(
        kind="successor",
        sentence=(
            f"Without {world.named(gone)} {role}; pairs of people that no longer reach each other "
            f"rise from {cut[0]:.0%} to {cut[1]:.0%}"
        ),
        subjects=(heir.node, gone) if bridged else (gone,),
        value=float(heir.rank) if bridged else None,
        interval=(float(heir.low), float(heir.high)) if bridged else None,
        competing=(
            "the groups find a new go-between who is in no record",
            "the groups already deal with each other directly",
            "the trade moves elsewhere",
        ),
        would_change="new links recorded after the person is gone",
        statements=tuple(sorted({s for link in own for s in link.statements})),
        caveat=CENTRALITY_CAVEAT,
    )

"""Who would take the place of the person in the middle if that person were gone.

Simulated: the person is taken out and the ways are counted anew. Networks mend (Diviák 2023), so
this names whom to watch and does not promise that the trade would stop.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array

from cases.findings.finding import CENTRALITY_CAVEAT, Finding
from cases.graph.centrality import Floats, fragmentation
from cases.graph.trade import Network, trade_network
from cases.graph.uncertain import RankInterval, between, between_recorded, rank_intervals
from cases.world import World

_DRAWS = 100


def find(world: World) -> list[Finding]:
    """The likeliest successor of the first broker; nothing where nobody stands between others."""
    network = trade_network(world.entities, world.sources)
    if len(network.people) < 4:
        return []
    ranked = rank_intervals(
        network,
        between,
        np.random.default_rng(world.seed),
        draws=1,
        recorded_by=between_recorded,
    )
    if not ranked or ranked[0].score <= 0.0:
        return []
    gone = network.index[ranked[0].node]

    def gain(matrix: csr_array) -> Floats:
        return gain_without(matrix, gone)

    after = rank_intervals(network, gain, np.random.default_rng(world.seed), draws=_DRAWS)
    people = network.people.tolist()
    cut = (
        fragmentation(network.adjacency(), among=people),
        fragmentation(network.adjacency(), [gone], among=people),
    )
    return [_finding(world, network, ranked[0].node, after[0], cut)]


def gain_without(matrix: csr_array, gone: int) -> Floats:
    """(n,) how many more shortest ways lead through each node once `gone` is out.

    Minus infinity for `gone` itself. What counts is who takes over its ways, not who leads anyway.
    """
    stays = np.ones(matrix.shape[0])
    stays[gone] = 0.0
    keep = diags_array(stays)
    rest = csr_array(keep @ matrix @ keep)
    rest.eliminate_zeros()
    gained = between(rest) - between(matrix)
    gained[gone] = -np.inf
    return gained


def _finding(
    world: World, network: Network, gone: str, heir: RankInterval, cut: tuple[float, float]
) -> Finding:
    own = [link for link in network.links if heir.node in (link.source, link.target)]
    bridged = heir.score > 0.0
    role = (
        f"{world.named(heir.node)} would take over most of the ways (rank {heir.low} to "
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

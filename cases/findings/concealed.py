"""Concealed influential players: hardly a link on record, and yet the way leads through them.

Haas & Ferreira 2015, product 4: often the only bridge, and rarely looked at.
"""

from __future__ import annotations

from cases.findings.finding import (
    CENTRALITY_CAVEAT,
    Finding,
    drawn_from,
    player_facts,
    players,
    statements_of,
)
from cases.graph.centrality import degree
from cases.world import World

_SHOWN = 5
_FEWEST_PEOPLE = 6


def find(world: World) -> list[Finding]:
    """The person with most ways through them for as few links as they have."""
    if len(world.trade.people) < _FEWEST_PEOPLE:
        return []
    ranked = [one for one in world.standings["hidden"] if one.score > 0.0]
    if not ranked:
        return []
    top, shown = ranked[0], players(ranked, _SHOWN)
    links = degree(world.trade.adjacency())
    own = int(links[world.trade.index[top.node]])
    people = len(world.trade.people)
    ways = next(one for one in world.standings["between"] if one.node == top.node)
    return [
        Finding(
            kind="concealed",
            sentence=(
                f"{world.named(top.node)} has {own} recorded {'link' if own == 1 else 'links'} "
                f"and rank {ways.rank} of {people} by shortest ways through them: more ways for so "
                f"few links than anybody else on record (rank {top.low} to {top.high} when the "
                f"network is drawn as records allow, first in {top.first:.0%})"
            ),
            subjects=(top.node,),
            value=float(top.rank),
            interval=(float(top.low), float(top.high)),
            competing=(
                "somebody who keeps out of sight and is needed by both sides",
                "somebody who was met once by chance between two groups",
                "a wrong link, or a wrong merge, that joins two groups",
                "others join the groups as well and are in no record",
            ),
            would_change="a second, independent source for each of these few links",
            statements=statements_of(world, [top.node]),
            caveat=f"{CENTRALITY_CAVEAT} {drawn_from(world)}",
            facts=player_facts(world, shown),
            players=shown,
            measure="betweenness by the square of the links",
        )
    ]

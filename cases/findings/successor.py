"""Likely successors: who would take the place of each of those in the middle.

Haas & Ferreira 2015, product 3. Simulated: the person is taken out and the ways are counted anew,
beside who already deals with the same people. Networks mend (Diviák 2023), so this names whom to
watch and does not promise that the trade would stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from cases.findings.finding import (
    CENTRALITY_CAVEAT,
    Finding,
    drawn_from,
    player_facts,
    players,
    statements_of,
)
from cases.graph.centrality import fragmentation
from cases.graph.standing import Once
from cases.graph.succession import Claim, gain_without, next_between, next_in_circle
from cases.graph.uncertain import RankInterval, all_rank_intervals, between
from cases.world import World

_DRAWS = 60
_LEADERS = 3
_SHOWN = 5
_FEWEST_PEOPLE = 4
_How = tuple[Claim, str, str]
_BRIDGING: _How = (
    next_between,
    "would take over most of the ways",
    "betweenness gained without the person; of equals, circle in common",
)
_ALIKE: _How = (
    next_in_circle,
    "knows most of the same people and would be likeliest to step in",
    "circle in common (Adamic-Adar over root of own); of equals, betweenness gained",
)


def find(world: World) -> list[Finding]:
    """A finding for the first go-between, and one for each of the first three in the middle."""
    if len(world.trade.people) < _FEWEST_PEOPLE or not world.standings["between"]:
        return []
    between = world.standings["between"][0]
    if between.score <= 0.0:
        return []
    gone = {between.node: _BRIDGING}
    for one in world.standings["overall"][:_LEADERS]:
        gone.setdefault(one.node, _ALIKE)
    return _of_each(world, gone)


def _of_each(world: World, gone: Mapping[str, _How]) -> list[Finding]:
    """All of them over the same draws, so that a network is counted whole once."""
    network = world.trade
    people = network.people.tolist()
    place = {node: network.index[node] for node in gone}
    whole = Once(between)
    ranked = all_rank_intervals(
        network,
        {
            node: partial(how[0], gone=place[node], people=people, whole=whole)
            for node, how in gone.items()
        },
        world.drawn[:_DRAWS],
    )
    matrix = network.adjacency()
    before = fragmentation(matrix, among=people)
    found = []
    for node, how in gone.items():
        heirs = [one for one in ranked[node] if one.node != node]
        cut = (before, fragmentation(matrix, [place[node]], people))
        gains = gain_without(matrix, place[node], whole)[network.index[heirs[0].node]] > 0.0
        found.append(_finding(world, node, heirs, cut, how[1:], joins=bool(gains)))
    return found


def _finding(
    world: World,
    gone: str,
    ranked: list[RankInterval],
    cut: tuple[float, float],
    words: tuple[str, str],
    *,
    joins: bool,
) -> Finding:
    heir = ranked[0]
    claims = heir.score > 0.0
    told = (
        f"{world.named(heir.node)} {words[0]} (rank {heir.low} to {heir.high} over the draws, "
        f"first in {heir.first:.0%}, among the first five in {heir.top:.0%})"
        + ("" if joins else "; on record that would join nothing that falls apart")
        if claims
        else "nobody on record would connect what is left"
    )
    shown = players(ranked, _SHOWN) if claims else ()
    return Finding(
        kind="successor",
        sentence=(
            f"Without {world.named(gone)} {told}; pairs of people that no longer reach each other "
            f"rise from {cut[0]:.0%} to {cut[1]:.0%}"
        ),
        subjects=(heir.node, gone) if claims else (gone,),
        value=float(heir.rank) if claims else None,
        interval=(float(heir.low), float(heir.high)) if claims else None,
        competing=(
            "the groups find a new go-between who is in no record",
            "the groups already deal with each other directly",
            "the trade moves elsewhere",
            "a relative or a subordinate who was never recorded steps in",
        ),
        would_change="new links recorded after the person is gone",
        statements=statements_of(world, [heir.node]),
        caveat=f"{CENTRALITY_CAVEAT} {drawn_from(world)}",
        facts=player_facts(world, shown),
        players=shown,
        measure=words[1],
    )

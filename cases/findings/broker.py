"""Who stands between the groups: few links of their own, many ways through them."""

from __future__ import annotations

from cases.findings.finding import (
    CENTRALITY_CAVEAT,
    Finding,
    drawn_from,
    player_facts,
    players,
    statements_of,
)
from cases.graph.uncertain import RankInterval
from cases.world import World

_SHOWN = 10
_FEWEST_PEOPLE = 4


def find(world: World) -> list[Finding]:
    """The person with most shortest ways through them, if there are people and ways enough."""
    if len(world.trade.people) < _FEWEST_PEOPLE:
        return []
    ranked = world.standings["between"]
    if not ranked or ranked[0].score <= 0.0:
        return []
    return [_finding(world, ranked)]


def _finding(world: World, ranked: tuple[RankInterval, ...]) -> Finding:
    network, top = world.trade, ranked[0]
    own = [link for link in network.links if top.node in (link.source, link.target)]
    beside = sorted({link.source if link.target == top.node else link.target for link in own})
    things = sorted(t for t, holder in network.merged.items() if holder == top.node)
    through = f", some through {', '.join(world.named(t) for t in things)}" if things else ""
    sentence = (
        f"{world.named(top.node)} stands between the groups: rank {top.rank} of {len(ranked)} by "
        f"shortest ways through them, rank {top.low} to {top.high} when the network is drawn as "
        f"records allow, first in {top.first:.0%} of the draws, with {len(beside)} links of "
        f"their own{through}"
    )
    shown = players(ranked, _SHOWN)
    return Finding(
        kind="broker",
        sentence=sentence,
        subjects=(top.node,),
        value=float(top.rank),
        interval=(float(top.low), float(top.high)),
        competing=(
            "a go-between who brings both groups together",
            "somebody whose phone or car others used",
            "an artefact of who was caught and whose phone was read",
            "two people recorded as one",
        ),
        would_change="the removal of the one source that ties them to either group; a second "
        "person found who links both",
        statements=statements_of(world, [top.node]),
        caveat=f"{CENTRALITY_CAVEAT} {drawn_from(world)}",
        facts=player_facts(world, shown),
        players=shown,
        measure="betweenness",
    )

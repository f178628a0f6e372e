"""Who stands between the groups: few links of their own, many ways through them."""

from __future__ import annotations

import numpy as np

from cases.findings.finding import CENTRALITY_CAVEAT, Finding
from cases.graph.trade import Network, trade_network
from cases.graph.uncertain import RankInterval, between, between_recorded, rank_intervals
from cases.world import World

_SHOWN = 5
_FEWEST_PEOPLE = 4


def find(world: World) -> list[Finding]:
    """The person with most shortest ways through them, if there are people and ways enough."""
    network = trade_network(world.entities, world.sources)
    if len(network.people) < _FEWEST_PEOPLE:
        return []
    ranked = rank_intervals(
        network, between, np.random.default_rng(world.seed), recorded_by=between_recorded
    )
    if not ranked or ranked[0].score <= 0.0:
        return []
    return [_finding(world, network, ranked)]


def _finding(world: World, network: Network, ranked: tuple[RankInterval, ...]) -> Finding:
    top = ranked[0]
    own = [link for link in network.links if top.node in (link.source, link.target)]
    beside = sorted({link.source if link.target == top.node else link.target for link in own})
    things = sorted(t for t, holder in network.merged.items() if holder == top.node)
    through = f", some through {', '.join(world.named(t) for t in things)}" if things else ""
    sentence = (
        f"{world.named(top.node)} stands between the groups: rank {top.rank} of {len(ranked)} by "
        f"shortest ways through them, rank {top.low} to {top.high} when links are drawn by their "
        f"grades, first in {top.first:.0%} of the draws, with {len(beside)} links of their own"
        f"{through}"
    )
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
        statements=tuple(sorted({s for link in own for s in link.statements})),
        caveat=CENTRALITY_CAVEAT,
        facts=tuple(
            (
                world.named(one.node),
                f"rank {one.rank} ({one.low} to {one.high}), first in {one.first:.0%}",
            )
            for one in ranked[:_SHOWN]
        ),
    )

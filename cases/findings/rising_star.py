"""Rising stars: whose share of the new links grows from one time to the next.

Haas & Ferreira 2015, product 5. A fuller record of late years makes everybody rise; a share does
not rise with it.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from cases.findings.finding import CENTRALITY_CAVEAT, Finding, Player, statements_of
from cases.graph.windows import Rise, dated, edges_of_windows, rises
from cases.world import World

_SHOWN = 5
_BY_CHANCE = 0.5


def find(world: World) -> list[Finding]:
    """The person who rises most steeply, if shuffled dates rarely bring anybody up as steeply."""
    found = rises(world.trade, np.random.default_rng(world.seed))
    if not found or found[0].slope <= 0.0 or found[0].chance > _BY_CHANCE:
        return []
    return [_finding(world, found)]


def _finding(world: World, found: tuple[Rise, ...]) -> Finding:
    nodes, top = world.trade.nodes, found[0]
    _, days = dated(world.trade)
    ends = [date.fromordinal(int(day)).isoformat() for day in edges_of_windows(days)]
    shown = tuple(
        Player(nodes[one.place], rank, one.low, one.high, one.first, one.top, one.slope)
        for rank, one in enumerate(found[:_SHOWN], start=1)
    )
    named = world.named(nodes[top.place])
    return Finding(
        kind="rising_star",
        sentence=(
            f"{named} rises: {', '.join(map(str, top.counts))} new links in four times that hold "
            f"as many links each (ending {', '.join(ends)} and today), {top.slope:+.1%} of all "
            f"new links from one to the next; by shuffled dates somebody rises as steeply in "
            f"{top.chance:.0%}. Rank {top.low} to {top.high} over the draws"
        ),
        subjects=(nodes[top.place],),
        value=top.slope,
        interval=None,
        competing=(
            "they take over more of the trade",
            "they were found late and are looked at more closely since",
            "their older links bear no date",
            "chance: somebody always rises",
        ),
        would_change="older phone or travel records of the same person; the same people watched "
        "over all the years",
        statements=statements_of(world, [nodes[top.place]]),
        caveat=f"{CENTRALITY_CAVEAT} A link counts on the first day it was seen.",
        facts=tuple(
            (
                world.named(nodes[one.place]),
                f"{', '.join(map(str, one.counts))} new links; {one.slope:+.1%} a time; rank "
                f"{rank} ({one.low} to {one.high}); as steep by chance in {one.chance:.0%}",
            )
            for rank, one in enumerate(found[:_SHOWN], start=1)
        ),
        players=shown,
        measure="slope of the share of new links over four times",
    )

"""High-centrality players: whom the records put in the middle, by three measures together.

Haas & Ferreira 2015, product 1. They would remove; a record can only say whom to consider.
"""

from __future__ import annotations

from cases.findings.finding import (
    CENTRALITY_CAVEAT,
    Finding,
    Player,
    drawn_from,
    players,
    statements_of,
)
from cases.world import World

_SHOWN = 10
_NAMED = 3
_FEWEST_PEOPLE = 4
_MEASURES = (("links", "links"), ("between", "ways through"), ("influence", "influence"))


def find(world: World) -> list[Finding]:
    """One finding over the whole network: its first three, and a table of the first ten."""
    ranked = world.standings["overall"] if world.trade.people.size else ()
    if len(ranked) < _FEWEST_PEOPLE:
        return []
    shown = players(ranked, _SHOWN)
    named = "; ".join(
        f"{world.named(one.id)} (rank {one.rank}, {one.low} to {one.high}, among the first five "
        f"in {one.top:.0%} of the draws)"
        for one in shown[:_NAMED]
    )
    return [
        Finding(
            kind="high_centrality",
            sentence=(
                f"Of {len(ranked)} people on record these stand in the middle, by links, ways "
                f"through them and influence together: {named}. Consider them first"
            ),
            subjects=tuple(one.id for one in shown[:_NAMED]),
            value=float(shown[0].rank),
            interval=(float(shown[0].low), float(shown[0].high)),
            competing=(
                "they lead or supply the others",
                "they were watched longest, so most of their links are known",
                "an office, a shop or a family that many people deal with for other reasons",
                "two people recorded as one",
            ),
            would_change="as long a look at those with few recorded links; a second source for "
            "the links that only one tells of",
            statements=statements_of(world, [one.id for one in shown[:_NAMED]]),
            caveat=f"{CENTRALITY_CAVEAT} {drawn_from(world)}",
            facts=tuple((world.named(one.id), _by_measure(world, one)) for one in shown),
            players=shown,
            measure="mean rank by degree, betweenness and Katz centrality",
        )
    ]


def _by_measure(world: World, player: Player) -> str:
    """The rank of one person overall and by each measure."""
    ranks = {
        name: next(one for one in world.standings[name] if one.node == player.id)
        for name, _ in _MEASURES
    }
    parts = (f"{word} {ranks[name].rank} ({ranks[name].low} to {ranks[name].high})"
             for name, word in _MEASURES)  # fmt: skip
    return (
        f"rank {player.rank} ({player.low} to {player.high}), among the first five in "
        f"{player.top:.0%}; by {', '.join(parts)}"
    )

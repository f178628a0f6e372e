"""A finding: a sentence with its interval, its evidence, and what else would explain it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.graph.link import chance
from cases.graph.uncertain import RankInterval
from cases.statement import Statement, framed_digest

if TYPE_CHECKING:
    from cases.world import World

CENTRALITY_CAVEAT = (
    "Centrality describes our records, not a person's guilt, and supports no charge by itself."
)


@dataclass(frozen=True, slots=True)
class Player:
    """One person's place in a finding: rank to be expected, its 90 % interval over drawn networks.

    first, top: share of the draws in which they were first, and among the first five. score: the
    measure itself, where it says something to a person.
    """

    id: str
    rank: int
    low: int
    high: int
    first: float
    top: float
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a world at a moment.

    sentence: read by people of any level once it is accepted into a case, so it says no camera's
    station, its coordinates or a distance to it; facts may, for the reader it was found for.
    subjects: ids of whom it is about. value with interval: what it turns on (a rank, a share).
    competing: other explanations; would_change: what would settle it. statements: ids of the
    evidence. facts: lines of a small table, name and text; no case and no bag keeps them. players:
    persons in order of rank, with `measure` saying by what.
    """

    kind: str
    sentence: str
    subjects: tuple[str, ...]
    value: float | None
    interval: tuple[float, float] | None
    competing: tuple[str, ...]
    would_change: str
    statements: tuple[str, ...]
    caveat: str
    facts: tuple[tuple[str, str], ...] = ()
    players: tuple[Player, ...] = ()
    measure: str = ""

    def __post_init__(self) -> None:
        if not self.competing:
            raise ValueError(f"a finding names what else would explain it: {self.sentence}")

    @property
    def key(self) -> str:
        """What it is about, whatever the figures: the same next week, for a person's word on it."""
        return framed_digest(("kedrovka finding 1", self.kind, *sorted(self.subjects)))[:24]

    @property
    def evidence(self) -> str:
        """A digest of the statements it rests on: another one, and it deserves another look."""
        return framed_digest(("kedrovka evidence 1", *sorted(self.statements)))[:24]


def players(ranked: Iterable[RankInterval], most: int) -> tuple[Player, ...]:
    """The first of a ranking as players."""
    return tuple(
        Player(one.node, one.rank, one.low, one.high, one.first, one.top, one.score)
        for one in list(ranked)[:most]
    )


def player_facts(world: World, found: Sequence[Player]) -> tuple[tuple[str, str], ...]:
    """Players as lines of a table."""
    return tuple(
        (
            world.named(one.id),
            f"rank {one.rank} ({one.low} to {one.high}), first in {one.first:.0%}, "
            f"among the first five in {one.top:.0%}",
        )
        for one in found
    )


def statements_of(world: World, nodes: Iterable[str]) -> tuple[str, ...]:
    """The statements behind the links of some nodes of the network of the trade, sorted."""
    own = set(nodes)
    return tuple(
        sorted(
            {
                s
                for link in world.trade.links
                if link.source in own or link.target in own
                for s in link.statements
            }
        )
    )


def drawn_from(world: World) -> str:
    """How ranks and intervals came about, in a sentence that stands below them."""
    return (
        f"Ranks are means over {len(world.drawn)} networks drawn from the records, each link kept "
        "by its grade; the 90 % intervals also take in merged records that may be two, "
        f"{world.missing.sentence}, and are widened as trials with known truth showed to be needed."
    )


def weakest(world: World, ids: Iterable[str]) -> Statement | None:
    """Of some statements the one that holds least likely by its grade; links before plain values.

    None where the world knows none of them.
    """
    known = [world.by_statement[one] for one in ids if one in world.by_statement]
    linking = [one for one in known if one.target] or known
    return min(linking, key=lambda one: (chance(one.grade), one.id), default=None)


def weakest_told(world: World, finding: Finding) -> str:
    """The weakest statement of a finding in words, empty where there is none."""
    one = weakest(world, finding.statements)
    if one is None:
        return ""
    source = world.sources.get(one.source_id)
    said = world.named(one.target) if one.target else one.value
    grade = str(one.grade.admiralty) if one.grade.scheme else "ungraded"
    return (
        f"{world.named(one.subject)}: {one.property} {said} ({grade}, "
        f"{source.title if source else one.source_id}, statement {one.id[:12]})"
    )

"""Pairs of records that may be one: the queue to judge, one pair in full, and what was decided.

The weights are kept (`weighed`); what people said is laid over them at every look.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import log2

from cases.entities import Entities
from cases.names import plain
from cases.resolution import (
    Clusters,
    Lost,
    Proposal,
    Proposals,
    clusters,
    with_decisions,
)
from workbench.project import Project
from workbench.store import Reader
from workbench.views.decided import decisions_of
from workbench.views.weighed import KINDS, weighed_for

__all__ = [
    "ORDERS",
    "STATES",
    "PairRow",
    "Queue",
    "Wanted",
    "queue",
]

STATES = ("open", "conflict", "same", "different", "cannot_tell", "all")
ORDERS = ("worth", "weight", "doubt")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue is asked for. text: letters of a name, number or id; least: percent."""

    text: str = ""
    schema: str = ""
    state: str = "open"
    order: str = "worth"
    least: int = 0


@dataclass(frozen=True, slots=True)
class PairRow:
    """A proposed pair in the queue. worth: doubt in bits times what would come together."""

    left: str
    right: str
    left_caption: str
    right_caption: str
    schema: str
    weight_bits: float
    probability: float
    worth: float
    conflicts: tuple[str, ...]
    keys: tuple[str, ...]
    decided: str

    @property
    def sentence(self) -> str:
        """The pair in a line."""
        said = f", judged {self.decided.replace('_', ' ')}" if self.decided else ""
        against = f"; against: {'; '.join(self.conflicts)}" if self.conflicts else ""
        return (
            f"{self.left} {self.left_caption} = {self.right} {self.right_caption}? "
            f"{self.weight_bits:+.1f} bits, {self.probability:.0%}{said}{against}"
        )


@dataclass(frozen=True, slots=True)
class Queue:
    """A part of the queue. open: pairs nobody has answered; recall: the share of true pairs that
    was compared at all, estimated; lost: keys of too many records."""

    rows: tuple[PairRow, ...]
    total: int
    open: int
    records: int
    compared: int
    recall: float
    expected: float
    lost: tuple[Lost, ...]
    simulated: bool

    @property
    def sentences(self) -> list[str]:
        """The pairs in words, then what they were found among and what was left out."""
        lines = [row.sentence for row in self.rows] or ["No such pair is proposed."]
        lines.append(
            f"{self.total} such pairs, {self.open} without an answer; {self.compared} pairs of "
            f"{self.records} records compared, about {self.recall:.0%} of all true pairs among "
            f"them."
        )
        lines += [
            f"Not compared: {one.records} records share {one.key} ({one.pairs} pairs)."
            for one in self.lost[:10]
        ]
        return lines


def queue(
    project: Project, reader: Reader, wanted: Wanted, *, offset: int = 0, limit: int = 50
) -> Queue:
    """The pairs that this reader may judge, in the order asked for."""
    with project.store.read(reader) as q:
        weighed = weighed_for(project, reader, q)
        decisions = decisions_of(q)
    told = with_decisions(weighed.proposals, decisions)
    known = clusters(decisions)
    rows = [_row(one, weighed.entities) for one in told.proposals]
    broken = _broken(told, known)
    fitting = [row for row in rows if _fits(row, wanted, weighed.entities, broken)]
    fitting.sort(key=lambda row: (-_rank(row, wanted.order), row.left, row.right))
    return Queue(
        tuple(fitting[offset : offset + limit]),
        len(fitting),
        sum(1 for row in rows if not row.decided),
        sum(1 for e in weighed.entities.values() if e.schema in KINDS),
        told.compared,
        told.recall,
        told.matches,
        told.lost,
        weighed.simulated,
    )


def _row(proposal: Proposal, entities: Entities) -> PairRow:
    left, right = entities[proposal.left], entities[proposal.right]
    # A merge of two that much is said of moves more than one of two mentions.
    together = log2(2 + min(len(left.statements), len(right.statements)))
    return PairRow(
        proposal.left,
        proposal.right,
        left.caption,
        right.caption,
        proposal.schema,
        proposal.weight_bits,
        proposal.probability,
        proposal.doubt_bits * together,
        proposal.conflicts,
        proposal.keys,
        proposal.decided.value if proposal.decided else "",
    )


def _rank(row: PairRow, order: str) -> float:
    if order == "weight":
        return row.weight_bits
    if order == "doubt":
        return -abs(row.probability - 0.5)
    return row.worth


def _fits(
    row: PairRow, wanted: Wanted, entities: Entities, broken: Collection[tuple[str, str]]
) -> bool:
    if wanted.schema and row.schema != wanted.schema:
        return False
    if row.probability * 100 < wanted.least:
        return False
    if wanted.state == "open" and row.decided:
        return False
    if wanted.state == "conflict" and not (row.conflicts or (row.left, row.right) in broken):
        return False
    if wanted.state in ("same", "different", "cannot_tell") and row.decided != wanted.state:
        return False
    if not wanted.text:
        return True
    sought = plain(wanted.text.strip())
    held = (row.left, row.right, *row.keys, *_words_of(entities, row.left),
            *_words_of(entities, row.right))  # fmt: skip
    return any(sought in plain(word) for word in held)


def _words_of(entities: Entities, known: str) -> tuple[str, ...]:
    return (*entities[known].values("name"), *entities[known].values("alias"))


def _broken(told: Proposals, known: Clusters) -> frozenset[tuple[str, str]]:
    """Proposed pairs within a cluster that holds a pair judged different."""
    torn = {known.of(left) for left, _ in known.conflicts}
    return frozenset(
        (p.left, p.right)
        for p in told.proposals
        if known.of(p.left) in torn and known.of(p.left) == known.of(p.right)
    )

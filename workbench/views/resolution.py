"""Pairs of records that may be one: the queue to judge, one pair in full, and what was decided.

The weights are kept (`weighed`); what people said is laid over them at every look, and rows of
records that a reader may no longer see are left out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2

from cases.names import plain
from cases.resolution import (
    Clusters,
    Lost,
    Proposal,
    Proposals,
    Recall,
    clusters,
    with_decisions,
)
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.views.decided import decisions_of
from workbench.views.kept_pairs import Told
from workbench.views.weighed import Weighed, weighed_for

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
    """A part of the queue. open: pairs nobody has answered; recall: what share of the true pairs is
    proposed, told by planted copies; lost: keys of too many records; weaker: pairs found and not
    kept. made_at: when long work weighed them, None where they are of this moment; since:
    transactions since then that may move a weight; weighed: False where there are too many records
    to weigh at a look and long work has not done it yet."""

    rows: tuple[PairRow, ...]
    total: int
    open: int
    records: int
    compared: int
    recall: Recall | None
    expected: float
    lost: tuple[Lost, ...]
    simulated: bool
    weaker: int = 0
    made_at: datetime | None = None
    since: int = 0
    weighed: bool = True

    @property
    def sentences(self) -> list[str]:
        """The pairs in words, then what they were found among and what was left out."""
        if not self.weighed:
            return ["Nobody has weighed these records yet: kedrovka same --weigh."]
        lines = [row.sentence for row in self.rows] or ["No such pair is proposed."]
        lines.append(
            f"{self.total} such pairs, {self.open} without an answer; {self.compared} pairs of "
            f"{self.records} records compared."
        )
        if self.recall is not None:
            lines.append(f"Of the true pairs: {self.recall.sentence}.")
        if self.made_at is not None:
            lines.append(
                f"As of {self.made_at:%Y-%m-%d %H:%M}; {self.since} transactions since then may "
                f"change it: kedrovka same --weigh."
            )
        if self.weaker:
            lines.append(f"{self.weaker} weaker pairs were found and are not kept.")
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
        if weighed is None:
            return _NOTHING_YET
        told = with_decisions(weighed.proposals, decisions)
        known = clusters(decisions)
        rows = [_row(one, weighed.told) for one in told.proposals]
        broken = _broken(told, known)
        fitting = [row for row in rows if _fits(row, wanted, weighed.told, broken)]
        fitting.sort(key=lambda row: (-_rank(row, wanted.order), row.left, row.right))
        shown = _still_there(q, weighed, fitting[offset : offset + limit])
    return Queue(
        shown,
        len(fitting),
        sum(1 for row in rows if not row.decided),
        weighed.records,
        told.compared,
        told.recall,
        told.matches,
        told.lost,
        weighed.simulated,
        weighed.weaker,
        weighed.made_at,
        weighed.since,
    )


_NOTHING_YET = Queue((), 0, 0, 0, 0, None, 0.0, (), simulated=False, weighed=False)


def _still_there(q: Queries, weighed: Weighed, rows: Sequence[PairRow]) -> tuple[PairRow, ...]:
    """The rows of which this reader may see both records now: something may have been taken back
    since long work weighed them."""
    if not weighed.since:
        return tuple(rows)
    seen = q.entities.refs_of({end for row in rows for end in (row.left, row.right)})
    return tuple(row for row in rows if row.left in seen and row.right in seen)


def _row(proposal: Proposal, records: Mapping[str, Told]) -> PairRow:
    left, right = records[proposal.left], records[proposal.right]
    # A merge of two that much is said of moves more than one of two mentions.
    together = log2(2 + min(left.statements, right.statements))
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
    row: PairRow, wanted: Wanted, records: Mapping[str, Told], broken: Collection[tuple[str, str]]
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
    held = (row.left, row.right, *row.keys, *records[row.left].names, *records[row.right].names)
    return any(sought in plain(word) for word in held)


def _broken(told: Proposals, known: Clusters) -> frozenset[tuple[str, str]]:
    """Proposed pairs within a cluster that holds a pair judged different."""
    torn = {known.of(left) for left, _ in known.conflicts}
    return frozenset(
        (p.left, p.right)
        for p in told.proposals
        if known.of(p.left) in torn and known.of(p.left) == known.of(p.right)
    )

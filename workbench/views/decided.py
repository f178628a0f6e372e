"""Decisions about who is who as a reader may see them: as `cases` reckons with them, and as people
read them, with everything that would go with one that was taken back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.resolution import Downstream, downstream_of
from cases.resolution.decision import Decision, Verdict
from workbench.project import Project
from workbench.store import DecisionRecord, Queries, Reader

__all__ = [
    "Said",
    "Undoing",
    "decision_of",
    "decisions_of",
    "history",
    "said_of",
    "undoing",
]


@dataclass(frozen=True, slots=True)
class Said:
    """A decision that a person made. standing: whether it holds now, or was taken back or replaced;
    left_caption, right_caption: what the records are called."""

    record: DecisionRecord
    left_caption: str
    right_caption: str
    standing: bool

    @property
    def sentence(self) -> str:
        """Who said what of whom, when and why, and whether it still stands."""
        one = self.record
        at = f"{one.at:%Y-%m-%d %H:%M}" if one.at else ""
        gone = "" if self.standing else f" (taken back: {one.withdrawn_why})"
        if not self.standing and one.until is None:
            gone = " (replaced)"
        return (
            f"{one.id} {at} {one.by}: {one.left} and {one.right} {one.verdict.replace('_', ' ')}, "
            f"because {one.why}{gone}"
        )


@dataclass(frozen=True, slots=True)
class Undoing:
    """A decision and everything that would go with it."""

    said: Said
    downstream: Downstream
    captions: Mapping[str, str]

    @property
    def sentences(self) -> list[str]:
        """What would go with it."""
        gone = self.downstream
        lines = [self.said.sentence]
        lines += [f"One by itself again: {', '.join(part)}." for part in gone.parts]
        lines += [f"Kept apart by nothing else: {a} and {b}." for a, b in gone.apart_no_more]
        if gone.stands_again is not None:
            lines.append(f"Stands again: {gone.stands_again.verdict.replace('_', ' ')}.")
        lines += [f"Decided since: {' and '.join(one.pair)}, {one.verdict.replace('_', ' ')}."
                  for one in gone.later]  # fmt: skip
        lines += [f"No conflict any more: {a} and {b}." for a, b in gone.conflicts]
        return lines if len(lines) > 1 else [*lines, "It changes nothing: it does not stand."]


def decisions_of(q: Queries, about: Collection[str] | None = None) -> list[Decision]:
    """The decisions that this reader may see, taken back or not; about: of these and what was
    judged one with them."""
    return [decision_of(row) for row in q.cases.decisions(about) if row.left != row.right]


def decision_of(row: DecisionRecord) -> Decision:
    """One kept decision. Raises ValueError for one that the store has not dated yet."""
    if row.at is None:
        raise ValueError(f"decision {row.id} has not been kept yet")
    return Decision(
        row.left,
        row.right,
        Verdict(row.verdict),
        row.by,
        row.at,
        row.why,
        row.weight_bits,
        row.until,
    )


def history(project: Project, reader: Reader, limit: int = 200) -> tuple[Said, ...]:
    """What was decided, newest first, also what was replaced or taken back."""
    with project.store.read(reader) as q:
        return tuple(reversed(_said(q, q.cases.decisions())))[:limit]


def undoing(project: Project, reader: Reader, decision: str, *, now: datetime) -> Undoing | None:
    """Everything downstream of a decision, for whoever thinks of taking it back; None where there
    is none of that id."""
    with project.store.read(reader) as q:
        records = q.cases.decisions()
        chosen = next((one for one in records if one.id == decision), None)
        if chosen is None:
            return None
        known = decisions_of(q)
        found = downstream_of(known, decision_of(chosen), now)
        mentioned = {chosen.left, chosen.right}
        mentioned |= {record for part in found.parts for record in part}
        mentioned |= {end for one in found.later for end in one.pair}
        mentioned |= {end for pair in (*found.apart_no_more, *found.conflicts) for end in pair}
        said = next(one for one in _said(q, records) if one.record.id == decision)
        return Undoing(said, found, q.entities.captions(mentioned))


def said_of(q: Queries, left: str, right: str) -> tuple[Said, ...]:
    """What was decided about one pair, oldest first."""
    about = q.cases.decisions([left, right])
    return _said(q, [row for row in about if {row.left, row.right} == {left, right}])


def _said(q: Queries, records: Sequence[DecisionRecord]) -> tuple[Said, ...]:
    captions = q.entities.captions({end for one in records for end in (one.left, one.right)})
    latest: dict[tuple[str, str], str] = {}
    for one in records:
        if one.until is None:
            latest[one.left, one.right] = one.id
    return tuple(
        Said(
            one,
            captions.get(one.left, one.left),
            captions.get(one.right, one.right),
            latest.get((one.left, one.right)) == one.id,
        )
        for one in records
    )

"""Whether two records are one: what a person decides, and what follows before it is written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.resolution import Verdict, clusters, downstream_of
from cases.resolution import decide as decision_of
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.worlds import decisions_of
from workbench.store import DecisionRecord, Reader

if TYPE_CHECKING:
    from workbench.project import Project


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was kept, with the cluster it makes and the conflicts it leaves."""

    id: str
    first: str
    second: str
    verdict: str
    supersedes: str | None
    together: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]

    @property
    def sentences(self) -> list[str]:
        """What is on record now, and a warning for each conflict."""
        words = self.verdict.replace("_", " ")
        before = f", in place of {self.supersedes}" if self.supersedes else ""
        lines = [f"{self.id}: {self.first} and {self.second}: {words}{before}."]
        if len(self.together) > 1:
            lines.append(f"One and the same now: {', '.join(self.together)}.")
        for left, right in self.conflicts:
            lines.append(f"Conflict: {left} and {right} were judged different and are one now.")
        return lines


def decide(
    project: "Project",
    by: str,
    first: str,
    second: str,
    verdict: str,
    *,
    why: str,
    weight_bits: float | None = None,
    reasons: tuple[str, ...] = (),
    clock: Clock = utc_now,
) -> Decided:
    """Decide whether two records are one; a later decision about the pair outweighs it.

    verdict: same, different or cannot_tell. Raises Refused for unknown or unlike records.
    """
    reader = acting(project, by, *READING_RECORDS)
    said = _verdict(verdict)
    _must_be_of_one_kind(project, reader, first, second)
    known = project.store.read(Reader.whole("effect of a decision")).cases.decisions()
    pair = tuple(sorted((first, second)))
    before = [one.id for one in known if (one.left, one.right) == pair]
    now = clock()
    record = DecisionRecord(
        pair[0],
        pair[1],
        said.value,
        why,
        weight_bits,
        reasons,
        supersedes=before[-1] if before else None,
    )
    with project.store.transaction(reader.person, "decide", now) as work:
        made = work.decisions.add(record)
    after = clusters(
        [
            *decisions_of(known),
            decision_of(first, second, said, by=reader.person, at=now, why=why),
        ]
    )
    together = after.members.get(after.of(first), ())
    # All decisions count; of records that this person may not see nothing is told.
    ends = {*together, *(end for breach in after.conflicts for end in breach)}
    seen = project.store.read(reader).entities.refs_of(ends)
    return Decided(
        made,
        first,
        second,
        said.value,
        before[-1] if before else None,
        tuple(one for one in together if one in seen),
        tuple(breach for breach in after.conflicts if all(end in seen for end in breach)),
    )


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A decision that was taken back, and what stands of the pair now ("" for nothing).

    apart: the clusters that its cluster fell into, where it fell apart.
    """

    decision: str
    first: str
    second: str
    stands: str
    apart: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> list[str]:
        """What holds now."""
        stands = self.stands.replace("_", " ") or "nobody has answered"
        lines = [
            f"{self.decision} is taken back. {self.first} and {self.second}: {stands}.",
        ]
        lines += [f"One by itself again: {', '.join(part)}." for part in self.apart]
        return lines


def take_back(
    project: "Project", by: str, decision: str, *, why: str, clock: Clock = utc_now
) -> TakenBack:
    """Take a decision back by a row of its own; what was said of the pair before it stands again.

    Raises Refused for a decision that is not there, or was taken back already.
    """
    reader = acting(project, by, *READING_RECORDS)
    known = project.store.read(reader).cases.decisions()
    chosen = next((one for one in known if one.id == decision), None)
    if chosen is None:
        raise Refused(f"there is no decision {decision}", "see them with `kedrovka same --history`")
    now = clock()
    with project.store.transaction(reader.person, "take a decision back", now) as work:
        work.decisions.withdraw(decision, why)
    before = decisions_of(known)
    gone = downstream_of(before, decisions_of([chosen])[0], now)
    stands = gone.stands_again.verdict.value if gone.stands_again else ""
    return TakenBack(decision, chosen.left, chosen.right, stands, gone.parts)


def _must_be_of_one_kind(project: "Project", reader: Reader, first: str, second: str) -> None:
    refs = project.store.read(reader).entities.refs_of([first, second])
    for one in (first, second):
        if one not in refs:
            raise Refused(f"there is no {one}", "check its id")
    if first == second:
        raise Refused(f"{first} is one record", "name two")
    if refs[first].schema != refs[second].schema:
        raise Refused(
            f"{first} and {second} are of different kinds "
            f"({refs[first].schema}, {refs[second].schema})",
            "only records of one kind can be the same",
        )


def _verdict(word: str) -> Verdict:
    try:
        return Verdict(word.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError as wrong:
        raise Refused(
            f"{word!r} is no decision", "decide same, different or cannot-tell"
        ) from wrong

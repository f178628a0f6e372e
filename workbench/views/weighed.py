"""All pairs of records of a project, weighed: kept in memory, because weighing takes time.

The weights follow from the statements alone. They are made once for each reader and kept until
something other than a decision is written.
"""

from dataclasses import dataclass, replace
from threading import Lock

from cases.entities import Entities, group
from cases.resolution import Proposals, proposals
from workbench.project import Project
from workbench.store import Queries, Reader

__all__ = ["KINDS", "Weighed", "weighed_for"]

KINDS = ("Person", "Organization")
_BESIDE = ("Phone", "Identification", "BankAccount", "UserAccount", "Vehicle", "Place")
# What may be written without changing what any pair weighs.
_ONLY_SAID = frozenset({"decide", "take a decision back", "sign in", "sign out"})
_KEPT_AT_ONCE = 4
_FAR_BEHIND = 500


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pairs of a reader as of one row of the audit, with the records they are of."""

    head: int
    entities: Entities
    proposals: Proposals
    simulated: bool


_kept: dict[tuple[str, Reader], Weighed] = {}
_lock = Lock()


def weighed_for(project: Project, reader: Reader, q: Queries) -> Weighed:
    """The pairs of all records that this reader may see; q: the same reader's queries."""
    place, (head, _) = (project.store.place, reader), q.audit.head()
    with _lock:
        kept = _kept.get(place)
        if kept is not None and _nothing_but_said(project, kept.head, head):
            _kept[place] = kept = replace(kept, head=head)
            return kept
        found = [s for kind in (*KINDS, *_BESIDE) for s in q.statements.saying(kind)]
        entities = group(found)
        sources = q.sources.of({s.source_id for s in found if s.schema in KINDS})
        made = Weighed(
            head,
            entities,
            proposals(entities, schemata=KINDS),
            any(source.simulated for source in sources.values()),
        )
        while len(_kept) >= _KEPT_AT_ONCE:
            del _kept[next(iter(_kept))]
        _kept[place] = made
        return made


def _nothing_but_said(project: Project, before: int, now: int) -> bool:
    if now == before:
        return True
    if not before < now <= before + _FAR_BEHIND:
        return False
    # The audit is closed to most people: the program asks how far its own memory is behind.
    with project.store.read(Reader.whole("whether anything but decisions was written")) as q:
        since = q.audit.rows(last=now - before)
    return all(row.action in _ONLY_SAID for row in since)

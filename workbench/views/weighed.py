"""All pairs of records of a project, weighed: at once where there are few, else as long work left
them.

The weights follow from the statements alone. Of a small project they are made at a look, once for
each reader, and kept in memory until something other than a decision is written; of a large one
`services.weighing` makes them, and what it left is shown with its date until it is done again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from cases.entities import Entities, group
from cases.resolution import Proposals, proposals
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.views.kept_pairs import KeptPairs, Told, folder_of, read_kept, told_of

__all__ = ["AT_A_LOOK", "JOB", "KINDS", "Weighed", "read_records", "since", "weighed_for"]

JOB = "resolution"
KINDS = ("Person", "Organization")
# So many records are weighed while a person waits; more are long work.
AT_A_LOOK = 2_000
_BESIDE = ("Phone", "Identification", "BankAccount", "UserAccount", "Vehicle", "Place")
# What may be written without changing what any pair weighs.
_ONLY_SAID = frozenset({"decide", "take a decision back", "sign in", "sign out"})
_KEPT_AT_ONCE = 4
_FAR_BEHIND = 500


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pairs of a reader, with the records they are of.

    made_at: when long work weighed them, None where they are of this moment; since: transactions
    since then that may move a weight. records: of the kinds compared. weaker: pairs found and not
    kept.
    """

    head: int
    records: int
    told: Mapping[str, Told]
    proposals: Proposals
    simulated: bool
    made_at: datetime | None = None
    since: int = 0
    weaker: int = 0


_made: dict[tuple[str, Reader], Weighed] = {}
# Whoever once had too many records to weigh at a look is not counted again.
_large: set[tuple[str, Reader]] = set()
_read: dict[Path, tuple[int, KeptPairs]] = {}
_lock = Lock()


def weighed_for(project: Project, reader: Reader, q: Queries) -> Weighed | None:
    """The pairs of all records that this reader may see; q: the same reader's queries.

    None where there are too many to weigh at a look and long work has not weighed them yet.
    """
    place, (head, _) = (project.store.place, reader), q.audit.head()
    with _lock:
        if place in _large:
            return _kept(project, reader, head)
        made = _made.get(place)
        if made is not None and since(project, made.head, head) == 0:
            _made[place] = made = replace(made, head=head)
            return made
        counts = q.entities.counts()
        records = sum(counts.get(kind, 0) for kind in KINDS)
        if records > AT_A_LOOK:
            _large.add(place)
            return _kept(project, reader, head)
        entities, simulated = read_records(q)
        made = Weighed(
            head,
            records,
            {e.id: told_of(e) for e in entities.values() if e.schema in KINDS},
            proposals(entities, schemata=KINDS),
            simulated,
        )
        while len(_made) >= _KEPT_AT_ONCE:
            del _made[next(iter(_made))]
        _made[place] = made
        return made


def read_records(q: Queries) -> tuple[Entities, bool]:
    """The records to compare with what they hold, and whether any of them is simulated."""
    found = [s for kind in (*KINDS, *_BESIDE) for s in q.statements.saying(kind)]
    sources = q.sources.of({s.source_id for s in found if s.schema in KINDS})
    return group(found), any(source.simulated for source in sources.values())


def since(project: Project, before: int, now: int) -> int:
    """Transactions between two rows of the audit that may move a weight; those far behind are all
    counted."""
    if now <= before:
        return 0
    if now > before + _FAR_BEHIND:
        return now - before
    # The audit is closed to most people: the program asks how far its own memory is behind.
    with project.store.read(Reader.whole("whether anything but decisions was written")) as q:
        # What others wrote after `now` stands before the rows that are asked about.
        rows = q.audit.rows(last=q.audit.head()[0] - before)
        return sum(row.seq <= now and row.action not in _ONLY_SAID for row in rows)


def _kept(project: Project, reader: Reader, head: int) -> Weighed | None:
    """What long work left for this reader; read again only where it was done again."""
    folder = folder_of(project, reader)
    try:
        changed = (folder / "pairs.jsonl.gz").stat().st_mtime_ns
    except FileNotFoundError:
        return None
    read = _read.get(folder)
    if read is None or read[0] != changed:
        kept = read_kept(folder)
        if kept is None:
            return None
        while len(_read) >= _KEPT_AT_ONCE:
            del _read[next(iter(_read))]
        _read[folder] = read = (changed, kept)
    kept = read[1]
    return Weighed(
        kept.head, kept.records, kept.told, kept.proposals, kept.simulated, kept.made_at,
        since(project, kept.head, head), kept.weaker,
    )  # fmt: skip

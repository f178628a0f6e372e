"""Pairs of records that long work weighed, as they are kept in a file until it is done again.

One file a reader: what another may see was never in it. Rights that changed make another file.
Lines of JSON, packed: the head, then each record that stands in a pair, then each pair.
"""

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cases.entities import Entity
from cases.resolution import Compared, Lost, Proposal, Proposals, Reason, Recall
from cases.statement import framed_digest
from workbench.project import Project
from workbench.store import Reader

__all__ = [
    "MOST",
    "KeptPairs",
    "Told",
    "compared_of",
    "folder_of",
    "line_of",
    "read_kept",
    "read_lines",
    "told_of",
    "write_kept",
    "write_lines",
]

VERSION = 1
# The strongest so many are kept; how many were weaker is told.
MOST = 200_000


@dataclass(frozen=True, slots=True)
class Told:
    """A record as the queue shows it. state: digest of its statements' ids, by which a pair is
    known to be weighed on what is on record now."""

    caption: str
    names: tuple[str, ...]
    statements: int
    state: str


@dataclass(frozen=True, slots=True)
class KeptPairs:
    """Pairs as of one row of the audit. records: how many there were of the kinds compared;
    weaker: pairs that were found and are not kept; told: by id."""

    made_at: datetime
    head: int
    records: int
    weaker: int
    simulated: bool
    told: Mapping[str, Told]
    proposals: Proposals


def folder_of(project: Project, reader: Reader) -> Path:
    """Where the pairs of a reader with just these rights are kept."""
    rights = (
        *sorted(reader.roles), str(reader.clearance), *sorted(reader.compartments), "",
        *sorted(reader.cases), str(reader.unfiltered),
    )  # fmt: skip
    return project.derived / "pairs" / framed_digest((reader.person, *rights))[:24]


def told_of(entity: Entity) -> Told:
    """What the queue shows of an entity."""
    names = (*entity.values("name"), *entity.values("alias"))
    state = framed_digest(sorted(s.id for s in entity.statements))[:16]
    return Told(entity.caption, names, len(entity.statements), state)


def read_kept(folder: Path) -> KeptPairs | None:
    """The pairs kept in a folder; None where there are none of this version."""
    lines = read_lines(folder / "pairs.jsonl.gz")
    head = next(lines, None)
    if head is None or head.get("version") != VERSION:
        return None
    told = {one[0]: Told(one[1], tuple(one[2]), one[3], one[4]) for one in next(lines)}
    found = tuple(_proposal(one) for one in lines)
    recall = head["recall"]
    whole = Proposals(
        found,
        head["compared"],
        tuple(Lost(*one) for one in head["lost"]),
        Recall(**recall) if recall else None,
        head["matches"],
    )
    return KeptPairs(
        datetime.fromisoformat(head["made_at"]), head["head"], head["records"], head["weaker"],
        head["simulated"], told, whole,
    )  # fmt: skip


def write_kept(folder: Path, kept: KeptPairs) -> None:
    """Put these pairs in the place of those kept before, all at once."""
    found = kept.proposals
    head = {
        "version": VERSION,
        "made_at": kept.made_at.isoformat(),
        "head": kept.head,
        "records": kept.records,
        "weaker": kept.weaker,
        "simulated": kept.simulated,
        "compared": found.compared,
        "lost": [(one.key, one.records, one.pairs) for one in found.lost],
        "recall": asdict(found.recall) if found.recall else None,
        "matches": found.matches,
    }
    told = [(known, one.caption, one.names, one.statements, one.state)
            for known, one in sorted(kept.told.items())]  # fmt: skip
    pairs = (_line(one) for one in found.proposals)
    write_lines(folder / "pairs.jsonl.gz", (head, told, *pairs))


def write_lines(path: Path, lines: Iterable[Any]) -> None:
    """Write plain values, one a line, so that the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    running = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with gzip.open(running, "wt", encoding="utf-8", compresslevel=1) as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
        running.replace(path)
    finally:
        running.unlink(missing_ok=True)


def read_lines(path: Path) -> Iterator[Any]:
    """The plain values of a file; nothing where there is none."""
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def line_of(one: Compared) -> list[Any]:
    """A compared pair as plain values."""
    return [one.left, one.right, one.keys, [_plain(reason) for reason in one.reasons]]


def compared_of(line: list[Any]) -> Compared:
    """A compared pair out of plain values."""
    left, right, keys, why = line
    return Compared(left, right, tuple(keys), tuple(_reason(one) for one in why))


def _line(one: Proposal) -> list[Any]:
    why = [_plain(reason) for reason in one.reasons]
    return [one.left, one.right, one.schema, one.weight_bits, one.prior_bits, one.name_score, why,
            one.conflicts, one.keys]  # fmt: skip


def _proposal(line: list[Any]) -> Proposal:
    left, right, schema, bits, prior, score, why, conflicts, keys = line
    return Proposal(
        left, right, schema, bits, prior, score, tuple(_reason(one) for one in why),
        tuple(conflicts), tuple(keys), None,
    )  # fmt: skip


def _plain(one: Reason) -> list[Any]:
    return [one.feature, one.bits, one.text, one.statements, one.conflict, one.level]


def _reason(one: list[Any]) -> Reason:
    feature, bits, text, statements, conflict, level = one
    return Reason(feature, bits, text, tuple(statements), conflict, level)

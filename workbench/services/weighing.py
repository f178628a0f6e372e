"""Weighing all pairs of records of a large project, as long work.

Portion by portion: each is kept as soon as it is compared, under the digest of the statements that
it is made of. Whoever was stopped, or died, and begins again over the same statements goes on where
it was; over other statements nothing of it is used. What an earlier run left is shown until this
one is whole.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cases.entities import Entities
from cases.resolution import Compared, Plan, compared, concluded, plans, portions
from cases.statement import framed_digest
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, Progress, Step, Stop, never, silent, utc_now
from workbench.store import Reader
from workbench.views.kept_pairs import (
    MOST,
    KeptPairs,
    compared_of,
    folder_of,
    line_of,
    read_lines,
    told_of,
    write_kept,
    write_lines,
)
from workbench.views.weighed import KINDS, read_records

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["weigh_records"]

PORTION = 5_000
_VERSION = "kedrovka compared pairs 1"


def weigh_records(
    project: "Project",
    by: str,
    *,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> dict[str, Any]:
    """Compare and weigh all pairs that this person may judge, and keep them; what it came to.

    A stop keeps the portions that were done.
    """
    reader = acting(project, by, *READING_RECORDS)
    now = clock()
    progress(Step(0, None, "records read"))
    with project.store.read(reader) as q:
        head = q.audit.head()[0]
        entities, simulated = read_records(q)
    made = plans(entities, KINDS)
    folder = folder_of(project, reader)
    running = _running(folder, entities)
    found = _compared(made, running, progress, stop)
    if found is None:
        return {"stopped": True, "sentence": "Stopped; what was compared is kept for the next run."}
    told = concluded(entities, made, found)
    strongest = told.proposals[:MOST]
    ends = {end for one in strongest for end in (one.left, one.right)}
    kept = KeptPairs(
        now,
        head,
        sum(len(plan.gathered.records) for plan in made),
        len(told.proposals) - len(strongest),
        simulated,
        {end: told_of(entities[end]) for end in sorted(ends)},
        type(told)(strongest, told.compared, told.lost, told.recall, told.matches),
    )
    write_kept(folder, kept)
    shutil.rmtree(running, ignore_errors=True)
    return _outcome(kept, reader)


def _running(folder: Path, entities: Entities) -> Path:
    """Where the portions of a run over just these statements lie; those of other runs go."""
    known = framed_digest((_VERSION, str(PORTION), *sorted(
        s.id for entity in entities.values() for s in entity.statements)))  # fmt: skip
    running = folder / f"running-{known[:16]}"
    for other in folder.glob("running-*"):
        if other != running:
            shutil.rmtree(other, ignore_errors=True)
    return running


def _compared(
    made: Sequence[Plan], running: Path, progress: Progress, stop: Stop
) -> list[list[Compared]] | None:
    """The pairs worth telling of each plan, portion by portion; None where it was stopped."""
    total = sum(plan.pairs for plan in made)
    done, found = 0, []
    for plan in made:
        own: list[Compared] = []
        for start, end in portions(plan, PORTION):
            if stop():
                return None
            part = running / f"{plan.schema}-{start:012}.jsonl.gz"
            if part.is_file():
                own += [compared_of(line) for line in read_lines(part)]
            else:
                fresh = compared(plan, start, end)
                write_lines(part, (line_of(one) for one in fresh))
                own += fresh
            done += end - start
            progress(Step(done, total, "pairs compared"))
        found.append(own)
    return found


def _outcome(kept: KeptPairs, reader: Reader) -> dict[str, Any]:
    found = kept.proposals
    recall = f"; {found.recall.sentence}" if found.recall else ""
    return {
        "reader": reader.person,
        "head": kept.head,
        "records": kept.records,
        "pairs": len(found.proposals),
        "sentence": f"{len(found.proposals):,} pairs among {kept.records:,} records may be one; "
        f"{found.compared:,} were compared{recall}.",
    }

"""The loop of every import: cut into batches, read what is new, write each batch whole.

A batch is acknowledged by its own row in the transaction that wrote it. Killed at any moment, an
import has either that row and everything with it, or neither; taken up again it reads on there.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from cases.formats import Item
from cases.reject import Reject
from cases.statement import Source
from workbench.services.arriving import Prepared, prepare
from workbench.services.batches import Batch
from workbench.services.pace import Clock, Progress, Step, Stop
from workbench.services.reading_ahead import read_ahead
from workbench.services.refusal import Refused
from workbench.store import Reader
from workbench.store.derived import build_catalogue_coats

if TYPE_CHECKING:
    from workbench.project import Project


# A report shows the first rejects; a table of a million bad rows must not fill the memory.
MOST_REJECTS_HELD = 10_000
_MADE_BEFORE_COLLECTING = 200_000


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be imported: the source it counts as, its own files, how it is read.

    key: digest over what is imported and how; the same key again is the same import. files: kept
    as originals, so that every fact leads back to the file it came from. box_by: who gave the boxes
    that do not say it themselves. apart: its items may be pickled and are enough for a process of
    their own. corrects: the run whose refused rows it brings again.
    """

    kind: str
    source: Source
    key: str
    files: tuple[Path, ...]
    items: Callable[[], Iterator[Item]]
    mapping: str = ""
    every_photo_shows_an_animal: bool = False
    box_by: str = "record"
    corrects: str = ""


@dataclass(slots=True)
class Tally:
    """What a run has done so far: statements, photos and batches, new and known before."""

    new: int = 0
    known: int = 0
    photos: int = 0
    photos_known: int = 0
    batches: int = 0
    batches_known: int = 0
    stopped: bool = False
    refused: int = 0
    rejects: list[Reject] = field(default_factory=list)
    seconds: float = 0.0

    def refuse(self, rejects: Sequence[Reject]) -> None:
        """Count rejects and hold the first of them; all of them are in the store."""
        self.refused += len(rejects)
        self.rejects += rejects[: MOST_REJECTS_HELD - len(self.rejects)]


def _on_the_same_terms(project: "Project", run: str, source: Source) -> None:
    """Raise Refused where what is in was to be held, graded or told as simulated otherwise.

    "Nothing new" would let a person believe that what they found out too late is set right.
    """
    with project.store.read(Reader.whole("on what terms an import came in")) as queries:
        there = queries.intake.source_of(run)
        before = queries.sources.of([there]).get(there) if there else None
    if before is None:
        return
    for what, mine, theirs in (
        ("handled", source.handling, before.handling),
        ("graded", source.grade, before.grade),
        ("called simulated", source.simulated, before.simulated),
    ):
        if mine != theirs:
            raise Refused(
                f"{source.title} was imported before as {run}, otherwise {what}; nothing was "
                "changed by importing it again",
                "import it into a new project, or restore a backup from before that import",
            )


def take_in(
    project: "Project",
    by: str,
    intake: Intake,
    *,
    clock: Clock,
    progress: Progress,
    stop: Stop,
) -> tuple[str, Tally]:
    """Write all batches of an import that are not in yet; the run's id and what was done.

    Raises what the store and the formats refuse as a whole (no such file, a full disk); what was
    acknowledged before stands.
    """
    tally = Tally()
    begun = monotonic()
    with project.store.transaction(by, f"import {intake.kind}", clock()) as work:
        for file in intake.files:
            work.originals.add(file, file.name, _media_type(file))
        read = {"digest": intake.source.digest or "", "corrects": intake.corrects}
        run = work.imports.begin(
            intake.kind, intake.source.title, intake.key, mapping=intake.mapping, detail=read
        )
        done, finished = work.imports.done(run), work.imports.finished(run)
    if finished:
        _on_the_same_terms(project, run, intake.source)
    seen = 0
    with read_ahead(intake.items) as batches, _rarely_collecting():
        for batch in batches:
            if stop():
                tally.stopped = True
                break
            tally.batches += 1
            if batch.digest in done:
                tally.batches_known += 1
                tally.known += len(batch.claims)
                tally.photos_known += sum(photo.path is not None for photo in batch.photos)
                tally.refuse(batch.rejects)
            else:
                _write(project, by, intake, run, batch, clock, tally)
            seen += len(batch.photos) or len(batch.claims)
            progress(Step(seen, None, "photos read" if batch.photos else "statements read"))
    if tally.stopped or not finished or tally.batches > tally.batches_known:
        _close(project, by, intake, run, clock, tally)
    if tally.batches_known:
        # A run that died between a batch and its place in the catalogue left a gap there.
        build_catalogue_coats(project.store)
    tally.seconds = monotonic() - begun
    return run, tally


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Claims by the ten thousand hold no cycles: looking for some took a tenth of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(_MADE_BEFORE_COLLECTING, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _write(
    project: "Project",
    by: str,
    intake: Intake,
    run: str,
    batch: Batch,
    clock: Clock,
    tally: Tally,
) -> None:
    ready: Prepared = prepare(
        batch,
        every_photo_shows_an_animal=intake.every_photo_shows_an_animal,
        by=intake.box_by,
    )
    originals = project.store.originals
    digests = {one.photo.sha256 for one in ready.arrived}
    fresh = {digest for digest in digests if not originals.path_of(digest).exists()}
    detail: dict[str, object] = {"run": run, "batch": batch.number}
    with project.store.transaction(by, f"import {intake.kind}", clock(), detail) as work:
        for one in ready.arrived:
            work.originals.add(one.photo.encoded, one.file.name, one.photo.media_type)
        added = work.statements.add(ready.claims, intake.source)
        work.coats.add_all([one.coat for one in ready.arrived if one.coat is not None])
        rejects = [*ready.rejects, *added.rejects]
        work.rejects.add(run, rejects)
        if added.new or added.known:
            detail["source"] = work.sources.add(intake.source)
        detail |= {"new": added.new, "known": added.known, "photos": len(fresh)}
        work.imports.batch(run, batch.digest, detail)
    photos = {known for ref, known in added.entities.items() if ref.schema == "Photo"}
    if photos:
        build_catalogue_coats(project.store, photos)
    tally.new += added.new
    tally.known += added.known
    tally.photos += len(fresh)
    tally.photos_known += len(digests - fresh)
    tally.refuse(rejects)


def _close(
    project: "Project", by: str, intake: Intake, run: str, clock: Clock, tally: Tally
) -> None:
    told = {"batches": tally.batches, "new": tally.new, "rejects": tally.refused}
    with project.store.transaction(by, f"import {intake.kind}", clock()) as work:
        if tally.stopped:
            work.imports.stop(run, told)
        else:
            work.imports.finish(run, told)


MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".toml": "application/toml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _media_type(file: Path) -> str:
    return MEDIA_TYPES.get(file.suffix.lower(), "application/octet-stream")

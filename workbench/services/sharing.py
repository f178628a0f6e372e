"""Records in outside formats: one case or all that a person may see, and a share without names.

Whatever leaves is written whole or not at all, restates how it may be handled (the strictest of all
that is in it), lists what the format could not carry, and is on record: who, for whom, what for,
under which authority, with the digest of every file. A share without names is searched for every
name and number of the project, whoever may see them, before it is let out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cases.exports import Loss, Stamp, leaks, nonnominal, secrets, strictest
from cases.exports.loss import report as told_losses
from cases.statement import Handling, Statement
from cases.world import World
from workbench.services.acting import EXPORTING, READING_RECORDS, acting
from workbench.services.leaving import digests, new_folder
from workbench.services.outside import FORMATS, Content
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.scope import scope_of
from workbench.services.worlds import decisions_of, world_of
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["EVERYTHING", "FORMATS", "Shared", "export_records", "share"]

EVERYTHING = "all"
ABOUT, LEFT_OUT = "about.txt", "left-out.txt"
_SHOWN = 3
NO_NAMES = "share without names"


@dataclass(frozen=True, slots=True)
class Shared:
    """What was written. files: names in the folder; losses: what the format could not carry.

    digests: sha256 by file name, as they stand in the audit.
    """

    case: str
    form: str
    folder: str
    files: tuple[str, ...]
    digests: Mapping[str, str]
    handling: str
    simulated: bool
    losses: tuple[Loss, ...]

    @property
    def sentences(self) -> list[str]:
        """What was written, how it may be handled, what is not in it."""
        lost = [f"Not carried: {loss}" for loss in self.losses] or ["Nothing was left out."]
        marked = ", simulated" if self.simulated else ""
        first = f"{self.folder}: {', '.join(self.files)} ({self.handling}{marked})."
        return [first, *lost]


def export_records(
    project: "Project",
    by: str,
    case: str,
    form: str,
    folder: Path,
    *,
    recipient: str = "",
    purpose: str = "",
    authority: str = "",
    year: int | None = None,
    country: str = "",
    clock: Clock = utc_now,
) -> Shared:
    """Write a case, or EVERYTHING that the person may see, into a new folder in one of FORMATS.

    year, country: of the CITES report; by default last year, and all countries. Raises Refused for
    an unknown format or case, a release without purpose and authority, or a folder that is there.
    """
    if form not in FORMATS:
        raise Refused(f"there is no format {form!r}", f"choose one of {', '.join(FORMATS)}")
    reader = acting(project, by, *(READING_RECORDS if case == EVERYTHING else EXPORTING))
    _may_leave(recipient, purpose, authority)
    now = clock().replace(microsecond=0)
    world, retracted, start, title = _world(project, reader, case, now)
    stamp = _stamp(world, start, title, now, (recipient, purpose, authority))
    content = Content(world, retracted, stamp, year, country)
    with new_folder(folder) as scratch:
        losses = tuple(FORMATS[form](content, scratch))
        (scratch / ABOUT).write_text("\n".join(stamp.lines) + "\n", "utf-8")
        (scratch / LEFT_OUT).write_text(_printable(told_losses(losses)), "utf-8")
        written = digests(scratch)
    _put_on_record(project, reader, case, form, written, stamp)
    return _shared(case, form, folder, written, stamp, losses)


def share(
    project: "Project",
    by: str,
    folder: Path,
    *,
    recipient: str,
    purpose: str,
    authority: str,
    clock: Clock = utc_now,
) -> Shared:
    """Write counts and prices without names into a new folder, after searching it for leaks.

    Raises Refused where the files hold a name, phone, plate or account of the project in any
    spelling; nothing is left behind then.
    """
    reader = acting(project, by, *READING_RECORDS)
    if not recipient.strip():
        raise Refused("a share has a recipient", "say for whom it is")
    _may_leave(recipient, purpose, authority)
    now = clock().replace(microsecond=0)
    world = world_of(project, reader, now)
    stamp = _stamp(world, None, "Counts and prices without names", now, ("", purpose, authority))
    with new_folder(folder) as scratch:
        losses = nonnominal.write(world.entities, scratch)
        (scratch / "README.txt").write_text(_readme(stamp), "utf-8")
        _refuse_leaks(project, sorted(scratch.iterdir()))
        written = digests(scratch)
    onto = _stamp(world, None, stamp.title, now, (recipient, purpose, authority))
    _put_on_record(project, reader, EVERYTHING, NO_NAMES, written, onto)
    return _shared(EVERYTHING, NO_NAMES, folder, written, stamp, losses)


def _world(
    project: "Project", reader: Reader, case: str, now: datetime
) -> tuple[World, list[Statement], Handling | None, str]:
    if case == EVERYTHING:
        world = world_of(project, reader, now)
        retracted = project.store.read(reader).retracted.of()
        return world, retracted, None, "All records that the exporting person may see"
    with project.store.read(reader) as queries:
        found = queries.cases.one(case)
        if found is None:
            raise Refused(f"there is no case {case}", "list the cases: kedrovka case list")
        scope = scope_of(queries, found)
        retracted = queries.retracted.of(scope.entities)
        world = World.of(
            scope.statements,
            now=now,
            sources=scope.sources.values(),
            decisions=decisions_of(queries.cases.decisions()),
        )
    return world, retracted, found.handling, f"{case} {found.title}"


def _stamp(
    world: World, start: Handling | None, title: str, now: datetime, release: tuple[str, str, str]
) -> Stamp:
    simulated = any(source.simulated for source in world.sources.values())
    return Stamp(title, now, strictest(world.statements, start), simulated, *release)


def _may_leave(recipient: str, purpose: str, authority: str) -> None:
    if recipient.strip() and not (purpose.strip() and authority.strip()):
        raise Refused(
            "what goes to somebody needs a purpose and an authority",
            "say what for, and under which order, letter or law",
        )


def _refuse_leaks(project: "Project", files: Sequence[Path]) -> None:
    # Whoever shares may not be cleared for a name that a share must not hold all the same.
    whole = project.store.read(Reader.whole("the leak check of a share"))
    with whole as queries:
        known = secrets([*queries.statements.all(), *queries.retracted.of()])
    found = list(leaks(files, known))
    if found:
        told = "; ".join(leak.sentence for leak in found[:_SHOWN])
        more = f"; {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise Refused(
            f"the share would leak: {told}{more}",
            "nothing was written; correct the record that carries a name in its species, product "
            "or country, or leave the share",
        )


def _readme(stamp: Stamp) -> str:
    k, grid = nonnominal.words().k, nonnominal.words().grid_degrees
    lines = [
        *stamp.lines[:4],
        "",
        f"Every row rests on {k} records or more; smaller groups are left out without a count.",
        f"Places are the middles of fixed cells of {grid:g} degrees; times are years.",
        "Words are those of a closed list; everything else is written as other.",
        "Prices of different kinds and currencies are never mixed, and none was converted.",
        "Countries are mentioned in the records: a step is no measure of a flow.",
        "More enforcement gives more seizures: counts are no rates.",
    ]
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _put_on_record(
    project: "Project",
    reader: Reader,
    case: str,
    form: str,
    written: Mapping[str, str],
    stamp: Stamp,
) -> None:
    """One audit row, and where a case goes to somebody a release that stands with the case."""
    detail: dict[str, object] = {
        "case": case, "format": form, "recipient": stamp.recipient, "purpose": stamp.purpose,
        "authority": stamp.authority, "handling": stamp.handling_words, "files": dict(written),
    }  # fmt: skip
    with project.store.transaction(
        reader.person, "export records", stamp.made, detail, always=True
    ) as work:
        if case != EVERYTHING and stamp.recipient:
            work.cases.release(
                case,
                purpose=f"{form}: {stamp.purpose}",
                authority=stamp.authority,
                recipient=stamp.recipient,
                digest=next(iter(written.values())),
            )


def _shared(
    case: str,
    form: str,
    folder: Path,
    written: Mapping[str, str],
    stamp: Stamp,
    losses: Sequence[Loss],
) -> Shared:
    return Shared(
        case,
        form,
        str(folder),
        tuple(written),
        dict(written),
        stamp.handling_words,
        stamp.simulated,
        tuple(losses),
    )

"""What an import would do, before it does anything: first rows, what they say, what is refused.

Nothing is written. A table that nobody has mapped comes with a proposed mapping.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cases.formats.guess import Guess, guess
from cases.formats.mapping import Mapping
from cases.formats.recognise import Recognised, recognise
from cases.formats.table import Row, open_table
from cases.reject import Reject
from cases.statement import Claim, Ref
from workbench.services.acting import IMPORTING, acting
from workbench.services.mappings import known_mappings
from workbench.services.pace import Clock, utc_now
from workbench.services.record_files import record_file
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Preview", "Said", "Told", "preview", "propose"]

GUESSED_FROM = 500
SHOWN_ROWS = 12
LOOKED_AT = 5000
MOST_REJECTS = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One statement that a row would make: about whom (kind and name in the file), what."""

    row: int | None
    kind: str
    about: str
    property: str
    value: str
    original: str
    event: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. told: the statements of the first rows. kinds: entities by kind.

    looked: rows that were read for it; whole: whether these are all. refused: how many rejects
    among them, of which `rejects` holds the first.
    """

    title: str
    recognised: Recognised
    told: tuple[Told, ...]
    kinds: tuple[tuple[str, int], ...]
    statements: int
    looked: int
    whole: bool
    refused: int
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A table as it stands: its header, first rows, and the mapping proposed for it."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    sheet: str
    encoding: str
    guessed_encoding: bool
    guess: Guess
    recognised: Recognised


def propose(project: "Project", by: str, path: Path, *, name: str = "") -> Said:
    """A mapping proposed for the table at `path`, to be looked at, changed and saved.

    name: under which it would be kept, by default that of the file. Raises Refused for what is no
    table or holds nothing.
    """
    reader = acting(project, by, *IMPORTING)
    table = open_table(path)
    if isinstance(table, Reject):
        raise Refused(f"{path.name}: {table.reason}", table.remedy)
    rows = [row for row in islice(table, GUESSED_FROM) if isinstance(row, Row)]
    if not rows and (complaint := table.complaint()) is not None:
        raise Refused(f"{path.name}: {complaint.reason}", complaint.remedy)
    texts = [{column: row.text(column) for column in row.cells} for row in rows]
    known = recognise(path, known_mappings(project, reader).values())
    if isinstance(known, Reject):
        raise Refused(f"{path.name}: {known.reason}", known.remedy)
    return Said(
        header=table.header,
        rows=tuple(
            (row.number, tuple(row.text(column) for column in table.header))
            for row in rows[:SHOWN_ROWS]
        ),
        sheet=table.sheet or "",
        encoding=table.encoding,
        guessed_encoding=table.guessed,
        guess=guess(name or _plain(path.stem), table.header, texts),
        recognised=known,
    )


def preview(
    project: "Project",
    by: str,
    path: Path,
    *,
    mapping: str | Path | Mapping = "",
    format: str = "",
    clock: Clock = utc_now,
) -> Preview:
    """What importing the file would do; nothing is written. Raises Refused as an import does."""
    reader = acting(project, by, *IMPORTING)
    file = record_file(project, reader, path, mapping=mapping, format=format, not_after=clock())
    told: list[Told] = []
    rejects: list[Reject] = []
    entities: set[Ref] = set()
    rows: dict[int | None, None] = {}
    statements = refused = 0
    whole = True
    for item in file.items():
        row = item.locator.row if isinstance(item, Claim) else getattr(item, "row", None)
        if row not in rows and len(rows) >= LOOKED_AT:
            whole = False
            break
        rows[row] = None
        if isinstance(item, Reject):
            refused += 1
            if len(rejects) < MOST_REJECTS:
                rejects.append(item)
        elif isinstance(item, Claim):
            statements += 1
            entities |= {one for one in (item.subject, item.value) if isinstance(one, Ref)}
            if len(rows) <= SHOWN_ROWS:
                told.append(_told(item))
    counted = Counter(one.schema for one in entities)
    return Preview(
        path.name, file.recognised, tuple(told), tuple(sorted(counted.items())), statements,
        len([row for row in rows if row is not None]), whole, refused, tuple(rejects),
    )  # fmt: skip


def _told(claim: Claim) -> Told:
    about = claim.subject.key if isinstance(claim.subject, Ref) else claim.subject
    value = (
        f"{claim.value.schema} {claim.value.key}" if isinstance(claim.value, Ref) else claim.value
    )
    return Told(
        claim.locator.row, claim.schema, about, claim.property, value, claim.original_value,
        str(claim.event_time or ""),
    )  # fmt: skip


def _plain(stem: str) -> str:
    """A file's name as a name for a mapping: letters and digits of any script, joined by _."""
    return "_".join("".join(c if c.isalnum() else " " for c in stem).split()).casefold() or "table"

"""The catalogue as a search needs it: thrown away and built again from statements at any time.

One row a photo and animal. What rests on a person's judgement about a skin stays out: a gallery
that holds the answers of examiners would lend them back to the machine as if they were its own.
Only the animal's own photos count, so a row is at least as closely held as every statement it is
made of.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from cases.statement import Handling
from workbench.store.encode import Cell, handling_cells, handling_of, row_digest
from workbench.store.engine import insert_rows, reading, writing
from workbench.store.reader import Reader
from workbench.store.reading.visible import Rules
from workbench.store.store import Store
from workbench.store.tables import CATALOGUE_COAT, SOURCE, STATEMENT, STATEMENT_JUDGEMENT

__all__ = ["build_catalogue_coats", "digest_of_derived", "drop_derived"]

_NAMES = (
    "box",
    "capturedAt",
    "deployment",
    "digest",
    "encounter",
    "flank",
    "individual",
    "kind",
    "sighting",
    "species",
)


def drop_derived(store: Store) -> None:
    """Throw away everything in the database that can be derived again."""
    with writing(store.engine) as connection:
        connection.execute(delete(CATALOGUE_COAT))


def build_catalogue_coats(store: Store, photos: Collection[str] | None = None) -> int:
    """Build the catalogue's rows anew: all, or those of some photos (ids). Returns how many."""
    with writing(store.engine) as connection:
        gone = delete(CATALOGUE_COAT)
        if photos is not None:
            gone = gone.where(CATALOGUE_COAT.c.photo.in_(sorted(photos)))
        connection.execute(gone)
        rows = list(_rows(connection, photos))
        insert_rows(connection, CATALOGUE_COAT, rows)
        return len(rows)


def digest_of_derived(store: Store) -> str:
    """One digest over all derived rows in order: the same statements give the same digest."""
    digest = sha256()
    with reading(store.engine) as connection:
        asked = select(CATALOGUE_COAT).order_by(CATALOGUE_COAT.c.photo, CATALOGUE_COAT.c.individual)
        for row in connection.execute(asked, execution_options={"yield_per": 10_000}):
            digest.update(row_digest(CATALOGUE_COAT.name, tuple(row)).encode("ascii"))
    return digest.hexdigest()


@dataclass
class _Photo:
    """What is said of one photo. values: property -> its values, each once, oldest first."""

    values: dict[str, list[str]] = field(default_factory=dict)
    handling: Handling | None = None
    simulated: bool = True

    def first(self, name: str) -> str:
        return self.values.get(name, [""])[0]


def _rows(connection: Connection, photos: Collection[str] | None) -> Iterator[tuple[Cell, ...]]:
    rules = Rules(Reader.whole("build the catalogue"), frozenset(), blinded=False)
    judged = select(STATEMENT_JUDGEMENT.c.id).where(
        STATEMENT_JUDGEMENT.c.statement == STATEMENT.c.id
    )
    asked = (
        select(STATEMENT, SOURCE.c.simulated)
        .join(SOURCE, SOURCE.c.id == STATEMENT.c.source)
        .where(
            STATEMENT.c.schema == "Photo",
            STATEMENT.c.property.in_(_NAMES),
            rules.alive(),
            ~judged.exists(),
        )
        .order_by(STATEMENT.c.subject, STATEMENT.c.recorded_at, STATEMENT.c.id)
    )
    if photos is not None:
        asked = asked.where(STATEMENT.c.subject.in_(sorted(photos)))
    stream = connection.execute(asked, execution_options={"yield_per": 10_000})
    for photo, said in groupby(stream, key=lambda row: row.subject):
        yield from _rows_of(photo, _gather(said))


def _gather(said: Iterable[Row[Any]]) -> _Photo:
    photo = _Photo()
    for row in said:
        values = photo.values.setdefault(row.property, [])
        if row.value not in values:
            values.append(row.value)
        handling = handling_of(row.level, row.compartments, row.releasable_to, row.native)
        known = photo.handling
        if known is None:
            photo.handling = handling
        elif known != handling:
            photo.handling = known.with_strictest(handling)
        photo.simulated = photo.simulated and bool(row.simulated)
    return photo


def _rows_of(known: str, photo: _Photo) -> Iterator[tuple[Cell, ...]]:
    individuals = photo.values.get("individual", [])
    boxes = photo.values.get("box", [])
    # Two animals and two boxes in one photo: nothing here says which is whose, so no box is given.
    box = boxes[0] if len(individuals) == 1 and len(boxes) == 1 else ""
    for individual in sorted(individuals):
        yield (
            known,
            individual,
            photo.first("digest"),
            photo.first("species"),
            photo.first("flank") or "unknown",
            photo.first("kind") or "camera",
            box,
            photo.first("encounter") or photo.first("sighting"),
            photo.first("deployment"),
            photo.first("capturedAt"),
            int(photo.simulated),
            *handling_cells(photo.handling or Handling()),
        )

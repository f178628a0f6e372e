"""How a table of evidence is declared.

Every append-only table has a readable or content-derived text `id`, says who wrote a row and when,
and is marked append-only: the mark is what puts triggers on it and its rows into the audit.
Text is compared byte by byte in both databases, so that an order is the same in both.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

__all__ = [
    "METADATA",
    "append_only",
    "evidence",
    "handling",
    "mutable",
    "number",
    "real",
    "text",
    "when",
]

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def text(name: str, *, optional: bool = False, refers: str = "", key: bool = False) -> Column[str]:
    """A text; refers: "table.column" that must hold it."""
    if refers:
        return Column(name, TEXT, ForeignKey(refers), nullable=optional, primary_key=key)
    return Column(name, TEXT, nullable=optional, primary_key=key)


def number(name: str, *, optional: bool = False) -> Column[int]:
    """A whole number; truth is 0 or 1."""
    return Column(name, Integer, nullable=optional)


def real(name: str, *, optional: bool = False) -> Column[float]:
    """A float of 64 bits."""
    return Column(name, Float(53), nullable=optional)


def handling() -> tuple[Column[int], Column[str], Column[str], Column[str]]:
    """Who may see the row: as `encode.handling_cells` writes it."""
    return number("level"), text("compartments"), text("releasable_to"), text("native")


def when(prefix: str) -> tuple[SchemaItem, ...]:
    """A time with its precision: as `encode.when_cells` writes it."""
    return (
        text(f"{prefix}_start", optional=True),
        text(f"{prefix}_end", optional=True),
        text(f"{prefix}_precision", optional=True),
        number(f"{prefix}_offset", optional=True),
        text(f"{prefix}_written"),
    )


def evidence(name: str, *items: SchemaItem, unique: tuple[tuple[str, ...], ...] = ()) -> Table:
    """An append-only table: id, its own columns, who recorded the row and when."""
    levels = (
        (CheckConstraint("level >= 0 AND level <= 3", name="level"),)
        if any(getattr(item, "name", None) == "level" for item in items)
        else ()
    )
    return Table(
        name,
        METADATA,
        text("id", key=True),
        *items,
        text("recorded_at"),
        text("recorded_by"),
        *levels,
        *(UniqueConstraint(*columns) for columns in unique),
        info={"append_only": True, "unique": unique},
    )


def mutable(name: str, *items: SchemaItem) -> Table:
    """A table that may be changed: sign-in, jobs, and what can be derived again."""
    return Table(name, METADATA, *items, info={"append_only": False, "unique": ()})


def append_only() -> tuple[Table, ...]:
    """The tables of evidence, in the order of their dependencies; without the audit itself."""
    return tuple(t for t in METADATA.sorted_tables if t.info["append_only"])

"""Short cuts to what the pages of seizures ask: partial indexes that hold all that is asked for.

Two hundred thousand seizures stand among millions of statements. A page in the order of dates, the
choices of a filter, the points of the map and the legs of routes are answered from these alone,
without touching a row; other kinds of statement pay nothing for them.

SQLite uses a partial index only where a question says its condition in the same words, with
literals, and prefers an index over all properties where it is given one: hence the joined key.
Values of more than 64 letters are in none of them: PostgreSQL refuses long entries, and nobody
chooses by such a value.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, FromClause, Index, and_, func, literal_column

from workbench.store.tables.facts import STATEMENT

__all__ = ["DATES", "LEGS", "LONGEST", "PLACES", "VALUES", "about", "beginning", "only", "walked"]

LONGEST = 64
DATES = ("Seizure:date",)
VALUES = ("Seizure:country", "Seizure:product", "Seizure:species")
PLACES = ("Seizure:latitude", "Seizure:longitude", "Seizure:place")
LEGS = (
    "RouteLeg:country",
    "RouteLeg:legStatus",
    "RouteLeg:order",
    "RouteLeg:placeName",
    "RouteLeg:role",
    "RouteLeg:seizure",
)


def about(table: FromClause, keys: Collection[str]) -> ColumnElement[bool]:
    """Statements whose kind and property are one of these keys, in the words of their index."""
    joined = table.c.schema.op("||")(literal_column("':'")).op("||")(table.c.property)
    listed: list[ColumnElement[str]] = [literal_column(f"'{one}'") for one in keys]
    return and_(joined.in_(listed), func.length(table.c.value) <= literal_column(str(LONGEST)))


def only(table: FromClause, *keys: str) -> ColumnElement[bool]:
    """Of one kind, these properties alone; beside `about`, which finds the index."""
    kind = keys[0].partition(":")[0]
    names = [one.partition(":")[2] for one in keys]
    return and_(table.c.schema == kind, walked(table.c.property).in_(names))


def beginning(column: ColumnElement[str]) -> ColumnElement[str]:
    """The beginning of a value in the words of its index; with parameters none would be found."""
    return func.substr(column, literal_column("1"), literal_column(str(LONGEST)))


def walked(column: ColumnElement[str]) -> ColumnElement[str]:
    """A column that is not looked up by its own index, so that the order of a walk is kept."""
    joined: ColumnElement[str] = column.op("||")(literal_column("''"))
    return joined


def _index(name: str, keys: Collection[str], *columns: str) -> None:
    where = about(STATEMENT, keys)
    Index(
        name,
        *(STATEMENT.c[column] for column in (*columns, "level", "compartments", "id")),
        sqlite_where=where,
        postgresql_where=where,
    )


# The order of the columns is what each is walked or looked up by; the rest makes it hold all.
_index(
    "ix_statement_seizure_date",
    DATES,
    *("event_start", "subject", "event_end", "event_precision", "schema", "property", "value"),
)
_index("ix_statement_seizure_value", VALUES, "schema", "property", "value", "subject")
_index(
    "ix_statement_seizure_place",
    PLACES,
    *("subject", "schema", "property", "value", "target", "source"),
)
_index("ix_statement_leg", LEGS, "subject", "schema", "property", "value", "target")

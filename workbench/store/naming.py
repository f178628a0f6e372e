"""What readable ids look like, for things of the world and for records of our own work."""

from cases.model import SCHEMATA

__all__ = ["carries_year", "prefix_of", "readable", "record_id"]


def prefix_of(schema: str) -> str:
    """The prefix of a kind's ids. Raises ValueError for a kind the model does not know."""
    kind = SCHEMATA.get(schema)
    if kind is None:
        raise ValueError(f"there is no kind {schema!r}; kinds are in cases/schemata.toml")
    return kind.prefix


def carries_year(schema: str) -> bool:
    """Whether the ids of this kind carry the year of the event."""
    return SCHEMATA[schema].yearly


def readable(prefix: str, year: int, number: int) -> str:
    """IND-0042, or with a year SZ-2026-003; longer numbers simply get longer."""
    return f"{prefix}-{year:04d}-{number:03d}" if year else f"{prefix}-{number:04d}"


def record_id(prefix: str, number: int) -> str:
    """The id of a record of our own work: JDG-0007."""
    return f"{prefix}-{number:04d}"

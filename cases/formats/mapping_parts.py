"""The parts of a column mapping: a column, an entity beside the row, a leg of a route."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

__all__ = ["LEG_STATUSES", "Column", "Leg", "Linked", "MappingRefused", "part"]

LEG_STATUSES = ("confirmed", "unconfirmed", "unstated")
_LEG_ROLES = ("origin", "via", "outbound", "destination")


class MappingRefused(ValueError):
    """A mapping that cannot be meant: why, and what to write instead."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its property, on the row or on a linked entity.

    A header that repeats is `C/UC`, `C/UC#2`, `C/UC#3`. split: mark between several values.
    after: only what stands behind the last such mark is read (`City, Country`).
    values: codes to values (an empty value: no value). missing: words for "no value" here.
    strip: words to be left out before reading. amount_unknown: words for "some, amount unknown".
    unit: that numbers may carry. placeholders: dates on the first of a month or year stand for an
    unknown day or month. year: a column that the date must agree with, and that stands in for a
    missing date. required: without a readable value the row is refused. optional: the table may
    lack the column.
    """

    column: str
    property: str
    on: str = ""
    split: str = ""
    after: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    missing: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    amount_unknown: tuple[str, ...] = ()
    unit: str = ""
    currency: str = ""
    order: str = ""
    lang: str = ""
    placeholders: bool = False
    year: str = ""
    required: bool = False
    optional: bool = False

    def __hash__(self) -> int:
        # The cells of every row are kept by their column; all its options would cost too much.
        return hash((self.column, self.property, self.on))


@dataclass(frozen=True, slots=True)
class Linked:
    """An entity that a row speaks of beside itself, and the property that links the two.

    link: the property of the row (or of the linked entity `of`) that points to it; reverse: its
    own property that points to the row. link_from, links: the link is read from a column, by its
    words. key: columns that name it; phones and plates name themselves, places by name and
    country; without a key each mention is an entity of its own, to be resolved later.
    """

    name: str
    kind: str
    link: str = ""
    of: str = ""
    reverse: bool = False
    link_from: str = ""
    links: Mapping[str, str] = field(default_factory=dict, hash=False)
    key: tuple[str, ...] = ()
    namespace: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not self.link and not self.link_from:
            raise MappingRefused(
                f"linked {self.name!r} has no link", "name the property that links"
            )


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg of a route: the column of its place and that of its status.

    statuses: words to confirmed or unconfirmed. A blank is unstated, and never read as confirmed.
    several: marks by which a cell is known to hold several places; each country of it is a leg.
    """

    role: str
    place: str
    status: str = ""
    statuses: Mapping[str, str] = field(default_factory=dict, hash=False)
    several: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role not in _LEG_ROLES:
            raise MappingRefused(
                f"a leg has no role {self.role!r}", f"use one of {', '.join(_LEG_ROLES)}"
            )
        for word in self.statuses.values():
            if word not in LEG_STATUSES:
                raise MappingRefused(
                    f"a leg has no status {word!r}", f"use one of {', '.join(LEG_STATUSES)}"
                )


T = TypeVar("T")


def part(kind: type[T], row: dict[str, Any], where: str) -> T:
    """A frozen value from a TOML table. Raises MappingRefused for words it does not know."""
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    if surplus := sorted(row.keys() - known.keys()):
        raise MappingRefused(
            f"[{where}] has no option {surplus[0]!r}", f"its options are {', '.join(known)}"
        )
    needed = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
    if lacking := [name for name in needed if name not in row]:
        raise MappingRefused(f"[{where}] lacks {lacking[0]!r}", "add it")
    fitted = {name: _fitted(where, name, value, known[name].type) for name, value in row.items()}
    try:
        return kind(**fitted)
    except MappingRefused:
        raise
    except (TypeError, ValueError) as wrong:
        raise MappingRefused(f"[{where}]: {wrong}", "correct it") from wrong


def _fitted(where: str, name: str, value: Any, wanted: Any) -> Any:
    """A TOML list as the tuple or frozen set its field holds; a scalar only of the right type."""
    if isinstance(value, list):
        return frozenset(value) if "frozenset" in str(wanted) else tuple(value)
    if wanted in (str, int, bool) and type(value) is not wanted:
        raise MappingRefused(
            f"[{where}] {name} is {value!r}", f"write a value of type {wanted.__name__}"
        )
    return value

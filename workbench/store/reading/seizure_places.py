"""Where seizures lie: by their own coordinates, else by those of the place that they name.

Coordinates that two sources give differently are not mixed: the seizure then lies at both. Where
one source gives several, it lies at none of them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    distinct,
    func,
    select,
    union_all,
)

from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.reading.numbers import number_of, whole_of
from workbench.store.tables import STATEMENT
from workbench.store.tables.seizing import PLACES, about, only, walked

__all__ = ["Area", "SeizurePlaces"]

# Added before a grid is laid, so that the whole part of a division is its cell: none is negative.
SOUTHERNMOST, WESTERNMOST = -90.0, -180.0
_OF_PLACES = ("Place:latitude", "Place:longitude")


@dataclass(frozen=True, slots=True)
class Area:
    """A box in degrees of WGS 84, its southern and western edge included."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        if not (self.south <= self.north and self.west <= self.east):
            raise ValueError(f"the area {self} is upside down")


class SeizurePlaces:
    """Positions of seizures that a reader may know."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def cells(self, size_degrees: float, sets: Collection[Select[tuple[str]]]) -> list[AnyRow]:
        """(row, column, how many, the first id) of each cell of a grid that holds any.

        Rows count from the south pole, columns from 180 degrees west.
        """
        where = self._located().subquery()
        row = whole_of((where.c.latitude - SOUTHERNMOST) / size_degrees)
        column = whole_of((where.c.longitude - WESTERNMOST) / size_degrees)
        asked = (
            select(row, column, func.count(distinct(where.c.subject)), func.min(where.c.subject))
            .where(*(where.c.subject.in_(one) for one in sets))
            .group_by(row, column)
            .order_by(row, column)
        )
        return list(self._asking.rows(asked))

    def within(self, area: Area) -> Select[tuple[str]]:
        """The seizures in a box."""
        where = self._located().subquery()
        return select(where.c.subject).where(
            where.c.latitude >= area.south,
            where.c.latitude < area.north,
            where.c.longitude >= area.west,
            where.c.longitude < area.east,
        )

    def _located(self) -> Select[tuple[str, float, float]]:
        """(subject, latitude, longitude) of every seizure whose place is known."""
        own, named, there = STATEMENT.alias(), STATEMENT.alias(), STATEMENT.alias()
        placed = and_(about(named, PLACES), only(named, "Seizure:place"), self._seen(named))
        itself = self._positions(own, and_(about(own, PLACES), only(own, *PLACES[:2]))).subquery()
        targets = select(named.c.target).where(placed)
        places = self._positions(
            there, and_(only(there, *_OF_PLACES), there.c.subject.in_(targets))
        ).subquery()
        by_place = (
            select(named.c.subject, places.c.latitude, places.c.longitude)
            .select_from(named.join(places, places.c.subject == walked(named.c.target)))
            .where(placed, walked(named.c.subject).not_in(select(itself.c.subject)))
        )
        both = union_all(
            select(itself.c.subject, itself.c.latitude, itself.c.longitude), by_place
        ).subquery()
        return select(both.c.subject, both.c.latitude, both.c.longitude)

    def _positions(
        self, says: FromClause, which: ColumnElement[bool]
    ) -> Select[tuple[str, float, float]]:
        def degrees(name: str) -> ColumnElement[float]:
            return case((says.c.property == name, number_of(says.c.value)))

        north, east = degrees("latitude"), degrees("longitude")
        latitude, longitude = func.max(north), func.max(east)
        return (
            select(says.c.subject, latitude.label("latitude"), longitude.label("longitude"))
            .where(which, self._seen(says))
            .group_by(says.c.subject, says.c.source)
            .having(
                latitude.between(-90, 90),
                longitude.between(-180, 180),
                # Which latitude goes with which longitude is not known: no position is made up.
                func.min(north) == latitude,
                func.min(east) == longitude,
            )
        )

    def _seen(self, says: FromClause) -> ColumnElement[bool]:
        return and_(self._asking.rules.statement(says), self._asking.rules.alive(says))

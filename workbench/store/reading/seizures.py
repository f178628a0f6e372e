"""Seizures filtered in the database: a page of them, how many, when, and by which countries.

Each condition of a filter is a set of seizures of its own, answered from an index that holds all it
asks for; the sets are crossed by the database. Pages are walked in the order of dates until they
are full, so that the first page does not sort two hundred thousand.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    distinct,
    func,
    intersect,
    select,
)

from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.reading.lettered import seizures_holding
from workbench.store.reading.seizure_places import Area, SeizurePlaces
from workbench.store.reading.statements import EntityQueries
from workbench.store.reading.visible import members_of
from workbench.store.tables import ENTITY, STATEMENT
from workbench.store.tables.seizing import DATES, LEGS, VALUES, about, only, walked

__all__ = ["Area", "SeizureFilter", "SeizureQueries"]

Ids = Select[tuple[str]]
# Up to so many are put in order here; more are walked in the order of the index.
_FEW, _AT_ONCE = 2000, 500


@dataclass(frozen=True, slots=True)
class SeizureFilter:
    """Which seizures. Dates as ISO texts, first and last day included; empty: no limit.

    text: letters that stand in any of its values. countries, products, species: any of them, up to
    64 letters long. cases: members of any of them. area: where they lie.
    """

    text: str = ""
    countries: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    first_day: str = ""
    last_day: str = ""
    cases: tuple[str, ...] = field(default=())
    area: Area | None = None


class SeizureQueries:
    """Pages of seizures, newest first, and counts of them."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities
        self._places = SeizurePlaces(asking)

    def page(self, wanted: SeizureFilter, offset: int, limit: int) -> tuple[list[str], int]:
        """Ids of one page, newest first, those without a date last; and how many there are."""
        sets = self._sets(wanted)
        if sets:
            few = select(intersect(*sets).subquery()).limit(_FEW + 1)
            ids = [str(row[0]) for row in self._asking.rows(few)]
            if len(ids) <= _FEW:
                return self._dated_first(ids)[offset : offset + limit], len(ids)
        found = list(islice(self._newest_first(sets), offset, offset + limit))
        if len(found) < limit:
            before = max(0, offset - self._dated(sets)) if not found else 0
            asked = self._undated(sets).order_by(ENTITY.c.year.desc(), ENTITY.c.number.desc())
            rows = self._asking.rows(asked.offset(before).limit(limit - len(found)))
            found += [row.id for row in rows]
        return found, self.total(wanted)

    def total(self, wanted: SeizureFilter) -> int:
        """How many there are."""
        sets = self._sets(wanted)
        if sets:
            crossed = intersect(*sets).subquery()
            return self._count(select(func.count()).select_from(crossed))
        undated = self._undated(sets).subquery()
        return self._dated(sets) + self._count(select(func.count()).select_from(undated))

    def values(self, name: str) -> list[tuple[str, int]]:
        """(value, how many) of country, product or species over all that the reader may see."""
        says = STATEMENT.alias()
        value, count = says.c.value, func.count(distinct(says.c.subject))
        asked = (
            select(value, count)
            .where(self._said(says, VALUES, f"Seizure:{name}"))
            .group_by(value)
            .order_by(count.desc(), value)
        )
        return [(str(row[0]), int(row[1])) for row in self._asking.rows(asked)]

    def periods(self, wanted: SeizureFilter, letters: int) -> list[tuple[str, str, int]]:
        """(begin of the date: 4 letters a year, 7 a month; precision; how many)."""
        says = STATEMENT.alias()
        period = func.substr(says.c.event_start, 1, letters)
        asked = (
            select(period, says.c.event_precision, func.count(distinct(says.c.subject)))
            .where(
                self._said(says, DATES),
                says.c.event_start.is_not(None),
                *self._within(walked(says.c.subject), wanted),
            )
            .group_by(period, says.c.event_precision)
            .order_by(period, says.c.event_precision)
        )
        return [(str(row[0]), str(row[1]), int(row[2])) for row in self._asking.rows(asked)]

    def cells(self, wanted: SeizureFilter, size_degrees: float) -> list[AnyRow]:
        """(row, column, how many, the first id) of the cells of a grid that hold any."""
        return self._places.cells(size_degrees, self._sets(wanted))

    def legs(self, wanted: SeizureFilter) -> list[AnyRow]:
        """(leg, seizure, role, order, country, place, status) of the stops of their routes."""
        says = STATEMENT.alias()

        def told(name: str, column: ColumnElement[str]) -> ColumnElement[str]:
            return func.max(column).filter(says.c.property == name).label(name)

        value = says.c.value
        legs = (
            select(
                says.c.subject.label("leg"),
                told("seizure", says.c.target),
                *(told(n, value) for n in ("role", "order", "country", "placeName", "legStatus")),
            )
            .where(self._said(says, LEGS))
            .group_by(says.c.subject)
            .subquery()
        )
        asked = select(legs).where(
            legs.c.seizure.is_not(None), *self._within(legs.c.seizure, wanted)
        )
        return list(self._asking.rows(asked))

    def countries(self, wanted: SeizureFilter) -> dict[str, str]:
        """seizure -> country, of those whose route is told."""
        says, leg = STATEMENT.alias(), STATEMENT.alias()
        routed = select(leg.c.target).where(self._said(leg, LEGS, "RouteLeg:seizure"))
        asked = (
            select(says.c.subject, func.min(says.c.value))
            .where(
                self._said(says, VALUES, "Seizure:country"),
                says.c.subject.in_(routed),
                *self._within(says.c.subject, wanted),
            )
            .group_by(says.c.subject)
        )
        return {str(row[0]): str(row[1]) for row in self._asking.rows(asked)}

    def _dated_first(self, ids: Sequence[str]) -> list[str]:
        """A few in the order of the pages."""
        says, dates = STATEMENT.alias(), dict[str, str]()
        for first in range(0, len(ids), _AT_ONCE):
            asked = (
                select(says.c.subject, func.max(says.c.event_start))
                .where(
                    says.c.subject.in_(ids[first : first + _AT_ONCE]),
                    only(says, *DATES),
                    says.c.event_start.is_not(None),
                    self._seen(says),
                )
                .group_by(says.c.subject)
            )
            dates |= {str(row[0]): str(row[1]) for row in self._asking.rows(asked)}
        return sorted(ids, key=lambda one: (dates.get(one, ""), one), reverse=True)

    def _newest_first(self, sets: Collection[Ids]) -> Iterator[str]:
        says = STATEMENT.alias()
        asked = (
            select(says.c.subject)
            .where(
                self._said(says, DATES),
                says.c.event_start.is_not(None),
                *(walked(says.c.subject).in_(one) for one in sets),
            )
            .order_by(says.c.event_start.desc(), says.c.subject.desc())
        )
        told: set[str] = set()
        for row in self._asking.walked(asked):
            # Two dates of one seizure contradict each other: it stands where the later one is.
            if row.subject not in told:
                told.add(row.subject)
                yield row.subject

    def _dated(self, sets: Collection[Ids]) -> int:
        says = STATEMENT.alias()
        return self._count(
            select(func.count(distinct(says.c.subject))).where(
                self._said(says, DATES),
                says.c.event_start.is_not(None),
                *(walked(says.c.subject).in_(one) for one in sets),
            )
        )

    def _undated(self, sets: Collection[Ids]) -> Ids:
        says = STATEMENT.alias()
        dated = select(says.c.subject).where(
            self._said(says, DATES), says.c.event_start.is_not(None)
        )
        return select(ENTITY.c.id).where(
            ENTITY.c.schema == "Seizure",
            ENTITY.c.id.not_in(dated),
            *(ENTITY.c.id.in_(one) for one in sets),
            *(() if sets else (self._entities.visible(ENTITY.c.id),)),
        )

    def _within(
        self, seizure: ColumnElement[str], wanted: SeizureFilter
    ) -> list[ColumnElement[bool]]:
        return [seizure.in_(one) for one in self._sets(wanted)]

    def _sets(self, wanted: SeizureFilter) -> list[Ids]:
        sets = [
            self._of_value(name, values)
            for name, values in (
                ("country", wanted.countries),
                ("product", wanted.products),
                ("species", wanted.species),
            )
            if values
        ]
        if wanted.first_day or wanted.last_day:
            sets.append(self._of_days(wanted.first_day, wanted.last_day))
        if wanted.area is not None:
            sets.append(self._places.within(wanted.area))
        if wanted.cases:
            sets.append(members_of(sorted(wanted.cases)))
        if wanted.text.strip():
            sets.append(seizures_holding(self._asking, wanted.text.strip()))
        return sets

    def _of_value(self, name: str, values: Collection[str]) -> Ids:
        says = STATEMENT.alias()
        return select(says.c.subject).where(
            self._said(says, VALUES, f"Seizure:{name}"), says.c.value.in_(sorted(values))
        )

    def _of_days(self, first: str, last: str) -> Ids:
        says = STATEMENT.alias()
        # A month overlaps a day in it: what may have been then is shown.
        limits = [says.c.event_start <= f"{last}T23:59:59.999999Z"] if last else []
        limits += [says.c.event_end > f"{first}T00:00:00"] if first else []
        return select(says.c.subject).where(self._said(says, DATES), *limits)

    def _said(self, says: FromClause, keys: Collection[str], only: str = "") -> ColumnElement[bool]:
        one = [about(says, [only])] if only else []
        return and_(about(says, keys), *one, self._seen(says))

    def _seen(self, says: FromClause) -> ColumnElement[bool]:
        return and_(self._asking.rules.statement(says), self._asking.rules.alive(says))

    def _count(self, asked: Select[Any]) -> int:
        return int(self._asking.rows(asked)[0][0])

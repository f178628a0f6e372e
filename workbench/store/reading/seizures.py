"""Seizures filtered in the database: a page of them, and how many there are."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from workbench.store.reading.asking import Asking
from workbench.store.reading.folding import holds
from workbench.store.reading.statements import EntityQueries
from workbench.store.tables import ENTITY, STATEMENT

__all__ = ["SeizureFilter", "SeizureQueries"]


@dataclass(frozen=True, slots=True)
class SeizureFilter:
    """Which seizures. Dates as ISO texts, first and last day included; empty: no limit.

    text: letters that stand in any of its values. countries, products, species: any of them.
    """

    text: str = ""
    countries: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    first_day: str = ""
    last_day: str = ""
    cases: tuple[str, ...] = field(default=())


class SeizureQueries:
    """Pages of seizures, newest first."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def page(self, wanted: SeizureFilter, offset: int, limit: int) -> list[str]:
        """Ids of one page, newest first; those without a date last."""
        says = STATEMENT.alias()
        rules = self._asking.rules
        date = (
            select(func.max(says.c.event_start))
            .where(
                says.c.subject == ENTITY.c.id,
                says.c.property == "date",
                rules.statement(says),
                rules.alive(says),
            )
            .correlate(ENTITY)
            .scalar_subquery()
        )
        asked = (
            self._filtered(select(ENTITY.c.id), wanted)
            .order_by(date.is_(None), date.desc(), ENTITY.c.year.desc(), ENTITY.c.number.desc())
            .offset(offset)
            .limit(limit)
        )
        return [row.id for row in self._asking.rows(asked)]

    def total(self, wanted: SeizureFilter) -> int:
        """How many there are."""
        asked = self._filtered(select(func.count()).select_from(ENTITY), wanted)
        return int(self._asking.rows(asked)[0][0])

    def values(self, name: str) -> list[tuple[str, int]]:
        """(value, how many) of a property over all seizures that the reader may see."""
        rules = self._asking.rules
        asked = (
            select(STATEMENT.c.value, func.count(func.distinct(STATEMENT.c.subject)))
            .where(
                STATEMENT.c.schema == "Seizure",
                STATEMENT.c.property == name,
                rules.statement(),
                rules.alive(),
            )
            .group_by(STATEMENT.c.value)
            .order_by(func.count(func.distinct(STATEMENT.c.subject)).desc(), STATEMENT.c.value)
        )
        return [(row[0], int(row[1])) for row in self._asking.rows(asked)]

    def _filtered(self, asked: Select[Any], wanted: SeizureFilter) -> Select[Any]:
        asked = asked.where(ENTITY.c.schema == "Seizure")
        conditions = [
            self._said(name, values)
            for name, values in (
                ("country", wanted.countries),
                ("product", wanted.products),
                ("species", wanted.species),
            )
            if values
        ]
        if wanted.first_day or wanted.last_day:
            conditions.append(self._dated(wanted.first_day, wanted.last_day))
        if wanted.text.strip():
            conditions.append(self._holds(wanted.text.strip()))
        if not conditions:
            conditions.append(self._entities.visible(ENTITY.c.id))
        return asked.where(*conditions)

    def _said(self, name: str, values: Collection[str]) -> ColumnElement[bool]:
        return self._any(STATEMENT.alias(), name, lambda says: says.c.value.in_(sorted(values)))

    def _dated(self, first: str, last: str) -> ColumnElement[bool]:
        def within(says: Any) -> ColumnElement[bool]:
            # A month overlaps a day in it: what may have been then is shown.
            begins = says.c.event_start <= f"{last}T23:59:59.999999Z" if last else true()
            ends = says.c.event_end > f"{first}T00:00:00" if first else true()
            return and_(begins, ends)

        return self._any(STATEMENT.alias(), "date", within)

    def _holds(self, text: str) -> ColumnElement[bool]:
        def within(says: Any) -> ColumnElement[bool]:
            return or_(
                holds(says.c.value, text),
                holds(says.c.original_value, text),
                says.c.subject == text.upper(),
            )

        # What a seizure links to (place, courier, phone) is found by its own words as well.
        link, there = STATEMENT.alias(), STATEMENT.alias()
        rules = self._asking.rules
        linked = (
            select(link.c.id)
            .join(there, there.c.subject == link.c.target)
            .where(
                link.c.subject == ENTITY.c.id,
                within(there),
                *(rule(one) for one in (link, there) for rule in (rules.statement, rules.alive)),
            )
            .correlate(ENTITY)
            .exists()
        )
        return or_(self._any(STATEMENT.alias(), "", within), linked)

    def _any(self, says: Any, name: str, condition: Any) -> ColumnElement[bool]:
        rules = self._asking.rules
        asked = select(says.c.id).where(
            says.c.subject == ENTITY.c.id, condition(says), rules.statement(says), rules.alive(says)
        )
        if name:
            asked = asked.where(says.c.property == name)
        return asked.correlate(ENTITY).exists()

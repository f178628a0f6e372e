"""The CITES annual illegal trade report: one row a seizure of the year, and what is not filled.

The headings are data (`aitr.toml`), because the Secretariat changes them. What we do not know stays
empty and is listed; nothing is guessed, and no person is named. What was alleged stays alleged.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from cases.entities import Entities, Entity
from cases.exports.loss import Loss, LossList
from cases.markets import PriceKind, in_digits, prices
from cases.routes import Leg, legs

__all__ = ["Column", "Report", "columns", "report"]

_ROLES = ("courier", "owner", "suspect", "seller", "buyer", "driver")


@dataclass(frozen=True, slots=True)
class Column:
    """One heading and what fills it; see the head of the table."""

    heading: str
    properties: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    special: str = ""
    required: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Rows of text in the order of the columns. left_out: seizures that are not in, with why."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[Loss, ...]
    not_filled: tuple[Loss, ...] = field(default=())


@cache
def columns() -> tuple[Column, ...]:
    """The headings of the table."""
    text = files("cases.exports").joinpath("aitr.toml").read_text("utf-8")
    return tuple(
        Column(
            one["heading"],
            tuple(one.get("from", ())),
            tuple(one.get("role", ())),
            one.get("special", ""),
            one.get("required", False),
            one.get("why", ""),
        )
        for one in tomllib.loads(text)["column"]
    )


def report(entities: Entities, *, year: int, country: str = "") -> Report:
    """The seizures of a year, and of one country where its code is given, by date and id.

    A seizure belongs to the year in which its date certainly lies; one known only to lie in a
    longer time, or without a date, is left out and said.
    """
    losses = LossList()
    chosen = sorted(
        (entity for entity in entities.values() if _belongs(entity, year, country, losses)),
        key=lambda entity: (str(entity.when), entity.id),
    )
    routes: dict[str, list[Leg]] = {}
    for leg in legs(entities):
        routes.setdefault(leg.seizure, []).append(leg)
    values = _values(entities)
    arrests: dict[str, list[Entity]] = {}
    for entity in entities.values():
        if entity.schema == "Arrest":
            for seizure in entity.targets("seizure"):
                arrests.setdefault(seizure, []).append(entity)
    rows = tuple(
        tuple(
            _cell(column, seizure, entities, routes.get(seizure.id, ()), values, arrests)
            for column in columns()
        )
        for seizure in chosen
    )
    return Report(columns(), rows, tuple(losses), tuple(_not_filled(rows)))


def _belongs(entity: Entity, year: int, country: str, losses: LossList) -> bool:
    if entity.schema != "Seizure":
        return False
    if country and country.upper() not in {one.upper() for one in entity.values("country")}:
        return False
    when = entity.when
    if when is None:
        if str(year) in entity.values("year"):
            return True
        losses.add("seizure without a date", "it cannot be said to be of the year", entity.id)
        return False
    first, last = when.start.year, when.end.year - (when.end.month == when.end.day == 1)
    if first == last == year:
        return True
    if first <= year <= last:
        losses.add("seizure of several years", "its date reaches beyond the year", entity.id)
    return False


def _not_filled(rows: Iterable[tuple[str, ...]]) -> Iterable[Loss]:
    """Headings with empty cells: how many rows, and whether the report wants them."""
    given = list(rows)
    for place, column in enumerate(columns()):
        empty = [row for row in given if not row[place]]
        if empty:
            why = column.why or ("required, nobody stated it" if column.required else "not stated")
            yield Loss(column.heading, len(empty), why, empty[0][0] or "no number")


def _cell(
    column: Column,
    seizure: Entity,
    entities: Entities,
    route: Iterable[Leg],
    values: Mapping[str, tuple[str, str]],
    arrests: Mapping[str, list[Entity]],
) -> str:
    for name in column.properties:
        if found := seizure.values(name):
            return "; ".join(found)
    if column.roles:
        found = tuple(leg.country or leg.place for leg in route if leg.role in column.roles)
        return "; ".join(dict.fromkeys(one for one in found if one))
    match column.special:
        case "id":
            return seizure.id
        case "description":
            items = (entities[one] for one in seizure.targets("specimen") if one in entities)
            return "; ".join(dict.fromkeys(p for one in items for p in one.values("product")))
        case "unit":
            return _unit(seizure)
        case "location":
            named = [entities[one].caption for one in seizure.targets("place") if one in entities]
            return ", ".join(
                dict.fromkeys([*named, *seizure.values("location"), *seizure.values("country")])
            )
        case "amount" | "currency":
            return values.get(seizure.id, ("", ""))[column.special == "currency"]
        case "nationality":
            return _nationality(seizure, entities)
        case "law" | "sanction":
            name = "charge" if column.special == "law" else "outcome"
            said = [v for one in arrests.get(seizure.id, ()) for v in one.values(name)]
            own = seizure.values("outcome") if column.special == "sanction" else ()
            return "; ".join(dict.fromkeys([*said, *own]))
    return ""


def _unit(seizure: Entity) -> str:
    if seizure.values("quantity"):
        return "; ".join(seizure.values("unit"))
    return "kg" if seizure.values("weight") else ""


def _nationality(seizure: Entity, entities: Entities) -> str:
    found = [
        nationality
        for role in _ROLES
        for person in seizure.targets(role)
        if person in entities
        for nationality in entities[person].values("nationality")
    ]
    return "; ".join(sorted(set(found)))


def _values(entities: Entities) -> dict[str, tuple[str, str]]:
    """Officer-valued amount and currency by seizure, only where there is one and no other."""
    found: dict[str, set[tuple[str, str]]] = {}
    for price in prices(entities):
        if price.kind is PriceKind.VALUED and entities[price.entity].schema == "Seizure":
            found.setdefault(price.entity, set()).add((in_digits(price.amount), price.currency))
    return {seizure: next(iter(said)) for seizure, said in found.items() if len(said) == 1}

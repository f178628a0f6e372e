"""Legs of a seizure's route, each with its status: confirmed, unconfirmed or not said.

A leg without a status is neither, and is never read as confirmed. A cell that names several places
may be a chain, a list or a place with its province: it is marked so, and where it names several
countries each is a leg of its own, in the order of writing, with the whole cell beside it.
"""

import re
from collections.abc import Iterator

from cases.countries import Country, countries_along, country, country_of_place
from cases.formats.mapping import Leg, Mapping
from cases.formats.table import Row
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["leg_claims"]

_OWNERS = {"Seizure": "seizure", "Journey": "journey"}


def leg_claims(told: Telling, row: Row, mapping: Mapping, file: str) -> Iterator[Claim | Reject]:
    """Claims on the legs of one row; a status that is none, or stands without a place, is refused.

    told: the row's own telling; its subject is the seizure or journey the legs belong to.
    """
    for order, leg in enumerate(mapping.legs, 1):
        place, written = row.text(leg.place), row.text(leg.status) if leg.status else ""
        place = "" if place in mapping.missing else place
        written = "" if written in mapping.missing else written
        status = leg.statuses.get(written, leg.statuses.get(written.casefold(), ""))
        if written and not place:
            yield _reject(
                file,
                row,
                leg,
                written,
                "a status without a place",
                "fill in the place, or clear it",
            )
        elif written and not status:
            yield _reject(
                file,
                row,
                leg,
                written,
                f"this is no status ({', '.join(leg.statuses)}); perhaps a shifted cell",
                "correct it; until then the leg is taken without a status",
            )
        if place:
            yield from _leg(told, leg, order, place, status or "unstated", written)


def _leg(
    told: Telling, leg: Leg, order: int, place: str, status: str, written: str
) -> Iterator[Claim]:
    owner = told.subject
    several = any(mark in place for mark in leg.several)
    stops = _stops(place, leg.several) if several else ((place, country_of_place(place)),)
    for number, (name, known) in enumerate(stops):
        key = f"{owner.key} / {leg.role} {order}" + (f".{number}" if number else "")
        mine = told.about(Ref("RouteLeg", owner.namespace, key))
        yield mine.say(_OWNERS.get(owner.schema, "seizure"), owner, column=leg.place)
        yield mine.say("role", leg.role)
        yield mine.say("order", f"{order}.{number}" if number else str(order))
        yield mine.say("placeName", name, column=leg.place, original=place)
        yield mine.say("legStatus", status, column=leg.status or leg.place, original=written)
        if several:
            yield mine.say("severalPlaces", "yes", column=leg.place, original=place)
        if known is not None:
            yield mine.say("country", known.code, column=leg.place, original=place)


def _stops(place: str, marks: tuple[str, ...]) -> tuple[tuple[str, Country | None], ...]:
    """The places of a cell with a mark in it; one, as written, unless it names many countries."""
    if (whole := country(place)) is not None:
        return ((place, whole),)
    pattern = "|".join(re.escape(mark) for mark in sorted({*marks, ","}, key=len, reverse=True))
    found = countries_along(re.split(pattern, place))
    return found if len(found) > 1 else ((place, found[0][1]),)


def _reject(file: str, row: Row, leg: Leg, value: str, reason: str, remedy: str) -> Reject:
    return Reject(file, row.number, leg.status, value, reason, remedy)

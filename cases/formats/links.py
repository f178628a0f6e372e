"""The entities that a row speaks of beside itself: who is meant, and how they are linked.

A phone, a plate, a document and a place name themselves and are one entity wherever they stand. A
person without a number is one entity a mention: that two mentions are one person is a decision,
taken by somebody later and not by an import.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from cases.countries import fold
from cases.formats.mapping import Column, Linked, Mapping
from cases.formats.reading import Reading
from cases.formats.table import Row
from cases.formats.telling import Telling
from cases.statement import Claim, Ref

__all__ = ["LinkedEntity", "entities_of", "link_claims"]

Cells = dict[Column, list[Reading]]
# What names itself, by which property.
_NAMED_BY = {
    "Phone": "number",
    "Vehicle": "registrationNumber",
    "Place": "name",
    "Identification": "number",
}


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """One entity of a row: its reference, which part of the mapping it is, what is said of it."""

    ref: Ref
    link: Linked
    owner: Ref
    readings: tuple[tuple[Column, Reading], ...]
    fixed: Table[str, str] = field(default_factory=dict)


def entities_of(row: Row, subject: Ref, mapping: Mapping, cells: Cells) -> list[LinkedEntity]:
    """All entities beside the row's own, those of `of` after the entity they belong to."""
    found: dict[str, list[LinkedEntity]] = {}
    for link in mapping.linked:
        owners = [entity.ref for entity in found.get(link.of, [])] if link.of else [subject]
        members = []
        for number, readings in enumerate(_members(link, row, cells)):
            if not owners:
                break
            # With as many owners as members they pair up in order, else all belong to the first.
            owner = owners[number] if number < len(owners) else owners[0]
            ref = _ref(link, row, subject, mapping, readings, number)
            if ref is not None:
                members.append(LinkedEntity(ref, link, owner, tuple(readings), link.fixed))
        found[link.name] = members
    return [entity for members in found.values() for entity in members]


def link_claims(told: Telling, linked: list[LinkedEntity], row: Row) -> list[Claim]:
    """The edges between the row, its entities and theirs; locator and time are the row's."""
    claims = []
    for entity in linked:
        word = row.text(entity.link.link_from) if entity.link.link_from else ""
        name = entity.link.links.get(word, entity.link.links.get(word.casefold(), ""))
        name = name or entity.link.link
        if not name:
            continue
        column = next((c.column for c, _ in entity.readings), None)
        near, far = (
            (entity.ref, entity.owner) if entity.link.reverse else (entity.owner, entity.ref)
        )
        claims.append(told.about(near).say(name, far, column=column, original=word))
    return claims


def _members(link: Linked, row: Row, cells: Cells) -> Iterator[list[tuple[Column, Reading]]]:
    """Readings of the link's columns, one list an entity: the n-th value of each split column.

    Two columns of numbers on one phone are two phones: a number names one and belongs to no other.
    """
    mine = [(column, readings) for column, readings in cells.items() if column.on == link.name]
    naming = [column for column, _ in mine if column.property == _NAMED_BY.get(link.kind)]
    if len(naming) > 1 and not link.key:
        for name in naming:
            yield from _in_step(
                link, row, [(c, r) for c, r in mine if c == name or c not in naming]
            )
    else:
        yield from _in_step(link, row, mine)


def _in_step(
    link: Linked, row: Row, mine: list[tuple[Column, list[Reading]]]
) -> Iterator[list[tuple[Column, Reading]]]:
    most = max((len(readings) for _, readings in mine), default=0)
    if not most and link.key and all(row.text(column) for column in link.key):
        yield []
    for number in range(most):
        yield [(column, r[number]) for column, r in mine if number < len(r)]


def _ref(
    link: Linked,
    row: Row,
    subject: Ref,
    mapping: Mapping,
    readings: list[tuple[Column, Reading]],
    number: int,
) -> Ref | None:
    """Its reference: by key columns, by what it is, else by this mention; None if unreadable."""
    values = {column.property: reading.value for column, reading in readings}
    namespace = link.namespace or mapping.namespace or mapping.name
    if link.key:
        parts = [row.text(column) for column in link.key]
        if not all(parts):
            return None
        return Ref(link.kind, namespace, " / ".join(parts))
    match link.kind:
        case "Phone" if "number" in values:
            return Ref("Phone", "phone", values["number"])
        case "Vehicle" if "registrationNumber" in values:
            country = values.get("country") or mapping.plate_country
            return Ref("Vehicle", "plate", f"{country}:{values['registrationNumber']}")
        case "Place" if "name" in values:
            return Ref("Place", "place", f"{values.get('country', '')}:{fold(values['name'])}")
        case "Identification" if "number" in values:
            number_only = values["number"].replace(" ", "").upper()
            country = values.get("country", "")
            return Ref("Identification", "document", f"{country}:{number_only}")
        case "Phone" | "Vehicle" | "Place" | "Identification":
            return None
        case _:
            return Ref(link.kind, namespace, f"{subject.key} / {link.name} {number + 1}")

"""FollowTheMoney entities as JSON lines, as Aleph, OpenSanctions and we ourselves write them.

Things become entities of ours, values become statements, and what FollowTheMoney calls an edge
(Ownership, Family, Payment ...) becomes a link between its two ends, so that the graph sees it; its
further words stay as statements on the end it starts from. A property whose value is the id of
another line is a link as well. Kinds and properties we do not know are kept under their own names.
A line that we wrote names our own kind under `kedrovka`, and each of its links has its own line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

from cases.formats.cell import CellRefused
from cases.formats.ftm_kinds import EDGES, EVENT_EDGES, LINKED, PROPERTIES, kind_of
from cases.formats.ftm_link import Edge, edge_claims, event_claims
from cases.formats.json_lines import json_lines
from cases.formats.record import value_of
from cases.formats.telling import Telling
from cases.formats.when_of import when_between
from cases.model import SCHEMATA, PropertyType, property_of
from cases.reject import Reject
from cases.statement import Claim, Locator, Ref

__all__ = ["looks_like", "read"]

_WANTED = 'write lines such as {"id": "a", "schema": "Person", "properties": {"name": ["..."]}}'


@dataclass(slots=True)
class _File:
    """What is known of a file after the first look: the kind of every id, and how it is named."""

    name: str
    namespace: str
    kinds: dict[str, str] = field(default_factory=dict)
    schemata: dict[str, str] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)

    def ref(self, known: str, kind: str = "") -> Ref:
        """The entity of an id; one that no line describes is of the kind its edge asks for."""
        return Ref(self.kinds.get(known, kind or "Person"), self.namespace, known)


def looks_like(line: Mapping[str, Any]) -> bool:
    """Whether an object is an entity of FollowTheMoney."""
    return isinstance(line.get("schema"), str) and isinstance(line.get("properties"), dict)


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every line, in the order of the file, which is read twice: first for the kinds.

    namespace: in which its ids are unique, by default "ftm". Memory grows with the ids only.
    """
    file = _File(path.name, namespace or "ftm")
    persons: set[str] = set()
    for line in json_lines(path):
        if isinstance(line, Reject) or not looks_like(line[1]):
            continue
        known, schema = str(line[1].get("id") or ""), str(line[1]["schema"])
        persons |= _persons_of(schema, line[1]["properties"])
        if known:
            file.schemata[known] = schema
            if own := _own_kind(line[1]):
                file.ours.add(known)
            if (kind := own or kind_of(schema)) is not None:
                file.kinds[known] = kind
    for known, schema in file.schemata.items():
        # FollowTheMoney's "legal entity" may be a person: relatives and a birth date say so.
        if schema == "LegalEntity" and known in persons:
            file.kinds[known] = "Person"
    for line in json_lines(path):
        if isinstance(line, Reject):
            yield line
        else:
            yield from _entity(file, *line)


def _own_kind(line: Mapping[str, Any]) -> str:
    """Our own kind of a line that we wrote; a phone is known by its number, not by its line."""
    said = line.get("kedrovka")
    named = said.get("schema") if isinstance(said, dict) else None
    return named if isinstance(named, str) and named in SCHEMATA and named != "Phone" else ""


def _persons_of(schema: str, properties: Mapping[str, Any]) -> set[str]:
    """Ids that an edge takes for persons."""
    ends = {"Family": ("person", "relative"), "Associate": ("person", "associate")}.get(schema, ())
    return {one for end in ends for one in _texts(properties.get(end))}


def _entity(file: _File, row: int, line: dict[str, Any]) -> Iterator[Claim | Reject]:
    known, schema = str(line.get("id") or ""), line.get("schema")
    if not looks_like(line) or not known:
        lacking = "id" if looks_like(line) else "schema and properties"
        yield Reject(file.name, row, lacking, str(line)[:80], f"the line has no {lacking}", _WANTED)
        return
    properties = {str(n): _texts(v) for n, v in line["properties"].items()}
    place = Locator(file=file.name, row=row)
    if schema in EDGES or schema in EVENT_EDGES:
        yield from _edge(file, place, known, str(schema), properties)
        return
    kind = file.kinds.get(known) or "Document"
    when = when_between(properties) if SCHEMATA[kind].event else None
    told = Telling(Ref(kind, file.namespace, known), place, when)
    yield told.say("reference", known, column="id")
    if schema != SCHEMATA[kind].ftm:
        yield told.say("schema", str(schema), column="schema")
    for name, values in properties.items():
        for value in values:
            yield from _value(file, told, name, value)


def _edge(
    file: _File, place: Locator, known: str, schema: str, properties: dict[str, list[str]]
) -> Iterator[Claim | Reject]:
    start, end = EVENT_EDGES.get(schema) or EDGES[schema][:2]
    edge = Edge(known, schema, place, properties, when_between(properties))
    pairs = [
        (file.ref(a, "Person"), file.ref(b, "Person" if schema != "Ownership" else "Asset"))
        for a in properties.get(start, ())
        for b in properties.get(end, ())
    ]
    if not pairs:
        lacking = start if not properties.get(start) else end
        yield Reject(
            file.name, place.row, lacking, known, f"the {schema} has no {lacking}",
            "name both its ends by the ids of their lines",
        )  # fmt: skip
    if schema in EVENT_EDGES:
        yield from event_claims(edge, pairs, file.namespace)
    for near, far in pairs:
        if near == far:
            yield Reject(
                file.name, place.row, start, near.key, f"the {schema} links an entity to itself",
                "name two different ends",
            )  # fmt: skip
        else:
            yield from edge_claims(edge, near, far)


def _value(file: _File, told: Telling, name: str, value: str) -> Iterator[Claim | Reject]:
    kind = told.subject.schema
    if value in file.kinds and value != told.subject.key and name not in ("name", "alias"):
        if told.subject.key in file.ours and name != "holder":
            return
        yield told.say(LINKED.get(name, name), file.ref(value), column=name)
        return
    ours = PROPERTIES.get(kind, {}).get(name, name)
    known = property_of(kind, ours)
    if ours == "phone" or known.range == "Phone":
        yield from _phone(file, told, name, value)
        return
    if known.is_edge:
        yield told.say(f"{name} (text)", value, column=name)
        return
    # FollowTheMoney writes countries as two small letters: "na" is Namibia.
    coded = known.type is PropertyType.COUNTRY and len(value) == 2
    try:
        read_as = value_of(value.upper() if coded else value, known.type, ours)
    except CellRefused as refused:
        # The value itself is not lost: it stays as a text that nobody reckons with.
        yield told.say(f"{name} (as written)", value, column=name)
        yield Reject(file.name, told.locator.row, name, value, refused.reason, refused.remedy)
        return
    yield told.say(ours, read_as, column=name, original=value)


def _phone(file: _File, told: Telling, name: str, value: str) -> Iterator[Claim | Reject]:
    try:
        number = value_of(value, PropertyType.PHONE, "number")
    except CellRefused as refused:
        yield told.say(f"{name} (as written)", value, column=name)
        yield Reject(file.name, told.locator.row, name, value, refused.reason, refused.remedy)
        return
    phone = Ref("Phone", "phone", number)
    yield told.say("phone", phone, column=name, original=value)
    yield told.about(phone).say("number", number, column=name, original=value)


def _texts(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    told = (normalize("NFC", str(one).strip()) for one in given if one is not None)
    return [text for text in told if text]

"""FollowTheMoney entities as JSON lines, for Aleph and everything that reads its model.

FtM knows people, phones as text, vehicles, events and documents; it has no animals, skins, cameras
or patrols. Links that no property of FtM can hold become UnknownLink entities; kinds it lacks are
listed as lost. Grades, handling, sources and retractions have no place in it: also listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from cases.entities import Entities, Entity
from cases.exports.ftm_values import cleaned
from cases.exports.loss import Loss, LossList
from cases.model import SCHEMATA, Property, property_of
from cases.statement import Statement, framed_digest

# Properties of FtM whose value is an entity; everything else takes text.
_ENTITY_VALUED = frozenset(
    {"involved", "organizer", "owner", "vehicle", "startLocation", "endLocation", "holder"}
)
_EVENTS = frozenset({"Event", "Trip"})


def write(entities: Entities, path: Path) -> tuple[Loss, ...]:
    """One JSON object a line: {"id", "schema", "properties": {name: [texts]}}, by id.

    Ids are ours (letters, digits, dashes), links are named by a digest. Required properties of FtM
    (a name for things and events, holder and number for documents) are filled or the entity is
    listed as lost. Equal entities give equal bytes.
    """
    losses = LossList()
    records: dict[str, dict[str, object]] = {}
    for entity in entities.values():
        record = _record(entity, entities, losses)
        if record is not None:
            records[entity.id] = record
    links = _links(entities, records, losses)
    _losses_of_provenance(entities, losses)
    with path.open("w", encoding="utf-8", newline="\n") as sink:
        for record in (*records.values(), *links):
            sink.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
    return tuple(losses)


def _record(entity: Entity, entities: Entities, losses: LossList) -> dict[str, object] | None:
    kind = SCHEMATA.get(entity.schema)
    if kind is None or not kind.ftm:
        losses.add(f"entity of kind {entity.schema}", "FollowTheMoney has no such kind", entity.id)
        return None
    properties: dict[str, list[str]] = {}
    for statement in entity.statements:
        _take(entity, statement, entities, properties, losses)
    if entity.schema == "Identification":
        holders = _holders(entity.id, entities)
        if not holders or not properties.get("number"):
            losses.add("identity document", "FtM wants its holder and number", entity.id)
            return None
        properties["holder"] = holders
    elif not properties.get("name"):
        properties["name"] = [entity.caption]
    return {"id": entity.id, "schema": kind.ftm, "properties": dict(sorted(properties.items()))}


def _take(
    entity: Entity,
    statement: Statement,
    entities: Entities,
    properties: dict[str, list[str]],
    losses: LossList,
) -> None:
    known = property_of(entity.schema, statement.property)
    if statement.target is not None:
        # An entity in a property that takes text is written by its caption.
        if known.ftm and known.ftm not in _ENTITY_VALUED and statement.target in entities:
            _put(properties, known.ftm, entities[statement.target].caption)
        return
    if not known.ftm:
        losses.add(
            f"{entity.schema}.{statement.property}",
            "FollowTheMoney has no such property",
            f"{entity.id}: {statement.value[:40]}",
        )
        return
    value = cleaned(known.type, known.ftm, statement.value)
    if value is None:
        losses.add(
            f"value of {entity.schema}.{statement.property}",
            f"not valid as {known.ftm} of FollowTheMoney",
            f"{entity.id}: {statement.value[:40]}",
        )
        return
    _put(properties, known.ftm, value)


def _put(properties: dict[str, list[str]], name: str, value: str) -> None:
    held = properties.setdefault(name, [])
    if value and value not in held:
        held.append(value)
        held.sort()


def _holders(document: str, entities: Entities) -> list[str]:
    return sorted(e.id for e in entities.values() if document in e.targets("identification"))


def _links(
    entities: Entities, records: Mapping[str, dict[str, object]], losses: LossList
) -> list[dict[str, object]]:
    """Entity values: into FtM's own property where it has one, else as an UnknownLink."""
    made: dict[str, dict[str, object]] = {}
    for entity in entities.values():
        for statement in entity.statements:
            if statement.target is None or entity.id == statement.target:
                continue
            known = property_of(entity.schema, statement.property)
            if entity.id not in records or statement.target not in records:
                losses.add(
                    f"link {entity.schema}.{statement.property}",
                    "one of its ends has no kind in FollowTheMoney",
                    f"{entity.id} to {statement.target}",
                )
            elif _fits(known, entities, statement.target):
                properties = records[entity.id]["properties"]
                if isinstance(properties, dict):
                    _put(properties, known.ftm, statement.target)
            elif statement.property != "identification":
                link = _unknown_link(entity.id, statement)
                made[str(link["id"])] = link
    return [made[one] for one in sorted(made)]


def _fits(known: Property, entities: Entities, target: str) -> bool:
    if known.ftm not in _ENTITY_VALUED:
        return False
    if known.ftm in ("involved", "organizer", "owner"):
        return entities[target].schema in ("Person", "Organization")
    return True


def _unknown_link(subject: str, statement: Statement) -> dict[str, object]:
    target = statement.target or ""
    digest = framed_digest(("ftm link", subject, statement.property, target))
    properties = {"subject": [subject], "object": [target], "role": [statement.property]}
    if statement.event_time is not None and "/" not in str(statement.event_time):
        properties["date"] = [str(statement.event_time)]
    return {"id": f"LNK-{digest[:20]}", "schema": "UnknownLink", "properties": properties}


def _losses_of_provenance(entities: Entities, losses: LossList) -> None:
    statements: Iterable[Statement] = (s for e in entities.values() for s in e.statements)
    for statement in statements:
        if statement.grade.scheme:
            losses.add("grade", "FollowTheMoney grades nothing", f"{statement.grade}")
        if statement.handling.level or statement.handling.compartments:
            losses.add(
                "handling",
                "FollowTheMoney cannot restrict a value",
                f"level of {statement.subject}",
            )

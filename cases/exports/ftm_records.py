"""Our entities as records of FollowTheMoney's model, each keeping to its schema.

A phone is a user account of the service "telephone" and a skin an asset, so that who shares a
phone or touched a skin stays a link; links that no property holds become UnknownLink entities, and
so does every link, because `involved` alone would forget who was courier and who owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cases.entities import Entities, Entity
from cases.exports.ftm_schema import field_of, is_a, known, required
from cases.exports.ftm_values import cleaned, written_date
from cases.exports.loss import LossList
from cases.model import SCHEMATA, property_of
from cases.statement import Statement, framed_digest

__all__ = ["Properties", "Records"]

Properties = dict[str, list[str]]

# Kinds of ours that become something near by in their model; the others are what the table says.
_NEAR = {"Phone": "UserAccount", "Specimen": "Asset"}
_NEAR_NAMES: Mapping[str, Mapping[str, str]] = {
    "Phone": {"number": "phone"},
    "Specimen": {"name": "name", "description": "description"},
}
_NO_THING = "one of its ends is no thing in FollowTheMoney"


class Records:
    """What becomes of entities. kinds: their schema by id; records and links: properties by id."""

    def __init__(self, entities: Entities) -> None:
        """Make them all; what could not be made is in `losses`."""
        self.losses = LossList()
        self.kinds: dict[str, str] = {}
        self.records: dict[str, Properties] = {}
        self.links: dict[str, Properties] = {}
        self._entities = entities
        self._find_kinds()
        holders = _holders(entities.values())
        for entity in entities.values():
            if entity.id in self.kinds:
                self.records[entity.id] = self._of(entity, holders.get(entity.id, ()))
            else:
                self._lost_links(entity)
        self._drop_the_incomplete()

    def _find_kinds(self) -> None:
        for entity in self._entities.values():
            kind = SCHEMATA.get(entity.schema)
            theirs = _NEAR.get(entity.schema) or (kind.ftm if kind else "")
            if theirs and known(theirs):
                self.kinds[entity.id] = theirs
            else:
                why = "FollowTheMoney has no such kind"
                self.losses.add(f"entity of kind {entity.schema}", why, entity.id)
        for entity in self._entities.values():
            # A trip of theirs needs both its ends; a journey without them is an event.
            if self.kinds.get(entity.id) == "Trip":
                ends = [entity.targets(name) for name in ("origin", "destination")]
                if not all(any(self._is(one, "Address") for one in targets) for targets in ends):
                    self.kinds[entity.id] = "Event"

    def _is(self, entity: str, range_: str) -> bool:
        return is_a(self.kinds.get(entity, ""), range_)

    def _of(self, entity: Entity, holders: Iterable[str]) -> Properties:
        properties: Properties = {}
        for statement in entity.statements:
            if statement.target is None:
                self._value(entity, statement, properties)
            elif statement.target != entity.id:
                self._link(entity, statement, properties)
        if entity.schema == "Phone":
            properties["service"] = ["telephone"]
        for name in required(self.kinds[entity.id]):
            if name in ("name", "fileName", "username") and not properties.get(name):
                properties[name] = [cleaned("name", entity.caption) or entity.id]
        for holder in holders:
            if entity.schema == "Identification" and self._is(holder, "LegalEntity"):
                _put(properties, "holder", holder)
        return dict(sorted(properties.items()))

    def _value(self, entity: Entity, statement: Statement, properties: Properties) -> None:
        theirs = _theirs(entity, statement.property)
        field = field_of(self.kinds[entity.id], theirs) if theirs else None
        what = f"{entity.schema}.{statement.property}"
        example = f"{entity.id}: {statement.value[:40]}"
        if field is None or field.type == "entity":
            self.losses.add(what, "FollowTheMoney has no such property", example)
        elif (value := cleaned(field.type, statement.value)) is None:
            why = f"not valid as {theirs} of FollowTheMoney ({field.type})"
            self.losses.add(f"value of {what}", why, example)
        else:
            _put(properties, theirs, value)

    def _link(self, entity: Entity, statement: Statement, properties: Properties) -> None:
        """An entity as value: into their own property where it fits, and as a link of ours."""
        target = statement.target or ""
        theirs = _theirs(entity, statement.property)
        field = field_of(self.kinds[entity.id], theirs) if theirs else None
        if field is not None and target in self._entities:
            if field.type != "entity":
                # An entity in a property that takes text is written by its caption.
                value = cleaned(field.type, self._entities[target].caption)
                if value is not None:
                    _put(properties, theirs, value)
            elif self._is(target, field.range):
                _put(properties, theirs, target)
        if statement.property == "identification" and self._is(target, "Identification"):
            return
        if self._is(entity.id, "Thing") and self._is(target, "Thing"):
            self._unknown_link(entity.id, statement)
        else:
            what = f"link {entity.schema}.{statement.property}"
            self.losses.add(what, _NO_THING, f"{entity.id} to {target}")

    def _unknown_link(self, subject: str, statement: Statement) -> None:
        target = statement.target or ""
        digest = framed_digest(("ftm link", subject, statement.property, target))
        link = self.links.setdefault(
            f"LNK-{digest[:20]}",
            {"subject": [subject], "object": [target], "role": [statement.property]},
        )
        if statement.event_time is not None and (day := written_date(statement.event_time)):
            _put(link, "date", day)

    def _lost_links(self, entity: Entity) -> None:
        for statement in entity.statements:
            if statement.target is not None:
                what = f"link {entity.schema}.{statement.property}"
                self.losses.add(what, _NO_THING, f"{entity.id} to {statement.target}")

    def _drop_the_incomplete(self) -> None:
        """Records that lack what their schema requires cannot be written, nor links to them."""
        for one in sorted(self.records):
            kind = self.kinds[one]
            lacking = [name for name in required(kind) if not self.records[one].get(name)]
            if lacking:
                del self.records[one]
                self.losses.add(kind, f"FollowTheMoney wants its {' and '.join(lacking)}", one)
        for one in sorted(self.links):
            if not {*self.links[one]["subject"], *self.links[one]["object"]} <= set(self.records):
                del self.links[one]
        for one, properties in self.records.items():
            for name in list(properties):
                field = field_of(self.kinds[one], name)
                if field is not None and field.type == "entity":
                    properties[name] = [
                        value for value in properties[name] if value in self.records
                    ]
                    if not properties[name]:
                        del properties[name]


def _theirs(entity: Entity, name: str) -> str:
    """The name of FollowTheMoney's property for one of ours, empty for none."""
    near = _NEAR_NAMES.get(entity.schema)
    return near.get(name, "") if near is not None else property_of(entity.schema, name).ftm


def _holders(entities: Iterable[Entity]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entity in entities:
        for document in entity.targets("identification"):
            found.setdefault(document, []).append(entity.id)
    return {document: sorted(holders) for document, holders in found.items()}


def _put(properties: Properties, name: str, value: str) -> None:
    held = properties.setdefault(name, [])
    if value not in held:
        held.append(value)
        held.sort()

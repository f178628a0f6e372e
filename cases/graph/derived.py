"""Links that nobody wrote down but that follow: each names the statements it rests on.

Two people of one seizure (co_seizure), two that one number leads to (shared_phone), two on one
journey (travelled_together), two who live at one place (shared_address). A phone or place that
many share says little: beyond the cap no links are made and the hub is listed instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from cases.entities import Entity
from cases.graph.link import Link, link_of
from cases.statement import Source, Statement

DEFAULT_CAP = 25
# Those who stopped the journey, saw it or worked on it are no part of the trade.
OUTSIDERS = frozenset(
    {
        "officer", "witness", "collector", "leader", "ranger", "informant",
        "judge", "prosecutor", "lawyer",
    }
)  # fmt: skip
# Where somebody lives or a firm sits: two seizures at one airport are no shared address.
_LIVES_AT = frozenset({"residence", "place"})
_LIVING = frozenset({"Person", "Organization"})
_RULES = (
    ("co_seizure", frozenset({"Seizure"}), "by event"),
    ("travelled_together", frozenset({"Journey"}), "by event"),
    ("shared_phone", frozenset({"Phone"}), "by thing"),
    ("shared_vehicle", frozenset({"Vehicle"}), "by thing"),
    ("shared_account", frozenset({"BankAccount", "UserAccount"}), "by thing"),
    ("shared_document", frozenset({"Identification"}), "by thing"),
    ("shared_address", frozenset({"Place"}), "by home"),
)
# All names that a derived link may have.
DERIVED = frozenset(name for name, _, _ in _RULES)


@dataclass(frozen=True, slots=True)
class Hub:
    """An entity with more neighbours than the cap: not looked through, but named."""

    id: str
    caption: str
    neighbours: int


def derived_links(
    entities: Mapping[str, Entity],
    sources: Mapping[str, Source],
    *,
    cap: int = DEFAULT_CAP,
) -> tuple[tuple[Link, ...], tuple[Hub, ...]]:
    """All derived links and the hubs that were left out, both in a fixed order."""
    incoming = _incoming(entities)
    made: list[Link] = []
    hubs: list[Hub] = []
    for name, kinds, way in _RULES:
        for entity in entities.values():
            if entity.schema not in kinds:
                continue
            ends = _people(entity, entities) if way == "by event" else incoming.get(entity.id, {})
            if way == "by home":
                ends = _at_home(ends, entities)
            if len(ends) > cap:
                hubs.append(Hub(entity.id, entity.caption, len(ends)))
                continue
            for (a, of_a), (b, of_b) in combinations(sorted(ends.items()), 2):
                made.append(
                    link_of(a, b, name, (*of_a, *of_b), sources, derived=True, needs_all=True)
                )
    return tuple(_joined(made)), tuple(sorted(hubs, key=lambda hub: hub.id))


def _people(event: Entity, entities: Mapping[str, Entity]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in event.statements:
        target = entities.get(statement.target or "")
        person = target is not None and target.schema == "Person"
        if person and statement.property not in OUTSIDERS and statement.target:
            found.setdefault(statement.target, []).append(statement)
    return found


def _at_home(
    ends: Mapping[str, list[Statement]], entities: Mapping[str, Entity]
) -> dict[str, list[Statement]]:
    homes: dict[str, list[Statement]] = {}
    for one, said in ends.items():
        own = [statement for statement in said if statement.property in _LIVES_AT]
        if own and entities[one].schema in _LIVING:
            homes[one] = own
    return homes


def _incoming(entities: Mapping[str, Entity]) -> dict[str, dict[str, list[Statement]]]:
    found: dict[str, dict[str, list[Statement]]] = {}
    for entity in entities.values():
        for statement in entity.statements:
            if statement.target:
                at = found.setdefault(statement.target, {})
                at.setdefault(entity.id, []).append(statement)
    return found


def _joined(links: list[Link]) -> list[Link]:
    """Links of one pair and name made one: two shared phones are one link with more statements."""
    kept: dict[tuple[str, str, str], Link] = {}
    for link in links:
        key = (link.source, link.target, link.property)
        before = kept.get(key)
        if before is None:
            kept[key] = link
            continue
        kept[key] = Link(
            source=link.source,
            target=link.target,
            property=link.property,
            statements=tuple(sorted({*before.statements, *link.statements})),
            best_grade=max(before, link, key=lambda one: one.certainty).best_grade,
            certainty=1.0 - (1.0 - before.certainty) * (1.0 - link.certainty),
            roots=max(before.roots, link.roots),
            first=min(filter(None, (before.first, link.first)), default=""),
            last=max(before.last, link.last),
            simulated=before.simulated and link.simulated,
            derived=True,
        )
    return [kept[key] for key in sorted(kept)]

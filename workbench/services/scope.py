"""How much of the world a case is about: its members and what they touch, as one reader may see it.

A case about a seizure is about its skins, a case about a skin about its seizure; beyond that one
step. What an animal's catalogue holds by the hundred stays out, it is no part of the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.entities import Entity, group
from cases.graph import Graph, build, expand
from cases.statement import Handling, Source, Statement
from workbench.services.worlds import decisions_of
from workbench.store import Case, JudgementRecord, Queries
from workbench.store.reading.places import coarsely

# What an animal's catalogue holds by the hundred: named in the bag only where it was compared.
CROWD = frozenset({"Photo", "Sighting", "Encounter", "Deployment", "Station"})


@dataclass(frozen=True, slots=True)
class Scope:
    """A case's part of the world: members, what they touch, and all that is said about these."""

    case: Case
    members: tuple[str, ...]
    skins: tuple[str, ...]
    entities: dict[str, Entity]
    statements: tuple[Statement, ...]
    sources: dict[str, Source]
    judgements: tuple[JudgementRecord, ...]
    names: dict[str, str]
    graph: Graph
    handling: Handling
    simulated: bool

    def called(self, entity: str) -> str:
        """What to call an entity."""
        return self.names.get(entity, entity)


def scope_of(queries: Queries, case: Case, *, by_cells: bool = False) -> Scope:
    """The part of the world that a case is about, as this reader may see it.

    by_cells: animals' places by their grid cells even for a reader who may know more, for what
    leaves the house; photos of the case's skins keep what they say.
    """
    members = queries.cases.members(case.id)
    core = _with_skins(queries, members)
    around = expand(queries.statements, core, steps=1)
    photos = _photos_of(queries, core)
    wanted = {
        one
        for one in around.entities
        if one in core or one in photos or _schema(around.statements, one) not in CROWD
    } | photos
    statements = tuple(
        one
        for one in queries.statements.statements_of(wanted)
        if one.target is None or one.target in wanted
    )
    names = queries.entities.captions(wanted)
    if by_cells:
        exact = set(statements)
        statements = tuple(s if s.subject in photos else coarsely(s) for s in statements)
        moved = {s.subject for s in statements if s not in exact}
        names |= {one: entity.caption for one, entity in group(statements).items() if one in moved}
    entities = group(statements)
    sources = queries.sources.of({one.source_id for one in statements})
    skins = tuple(one for one in sorted(core) if one in entities and _is(entities[one], "Specimen"))
    graph = build(
        statements,
        decisions=decisions_of(queries.cases.decisions()),
        sources=sources.values(),
    )
    handling = case.handling
    for statement in statements:
        handling = handling.with_strictest(statement.handling)
    return Scope(
        case=case,
        members=tuple(members),
        skins=skins,
        entities=entities,
        statements=statements,
        sources=sources,
        judgements=tuple(one for skin in skins for one in queries.examining.judgements(skin)),
        names=names,
        graph=graph,
        handling=handling,
        simulated=any(source.simulated for source in sources.values()),
    )


def _with_skins(queries: Queries, members: Sequence[str]) -> set[str]:
    """Members, the skins of member seizures, the seizures of member skins."""
    core = set(members)
    for statement in queries.statements.statements_of(members):
        if statement.property in ("specimen", "seizure") and statement.target:
            core.add(statement.target)
    for statement in queries.statements.statements_to(members):
        if statement.property in ("specimen", "seizure"):
            core.add(statement.subject)
    return core


def _photos_of(queries: Queries, core: set[str]) -> set[str]:
    return {
        statement.target
        for statement in queries.statements.statements_of(core)
        if statement.schema == "Specimen" and statement.property == "photo" and statement.target
    }


def _schema(statements: Sequence[Statement], entity: str) -> str:
    return next((one.schema for one in statements if one.subject == entity), "")


def _is(entity: Entity, schema: str) -> bool:
    return entity.schema == schema

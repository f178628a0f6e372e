"""Statements and entities as a reader may see them; also the steps of the graph."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    func,
    or_,
    select,
    union,
)

from cases.entities import NAMING, Naming, called
from cases.statement import Ref, Retraction, Statement
from workbench.store.encode import instant_of, locator_of
from workbench.store.reading.among import among, parts_of
from workbench.store.reading.asking import Asking
from workbench.store.reading.decoding import grounds_of, statement_of
from workbench.store.reading.lettered import holding
from workbench.store.reading.places import COORDINATES, coarse, coarsely, told_to
from workbench.store.tables import ENTITY, RETRACTION, STATEMENT
from workbench.store.tables.seizing import LONGEST, beginning, walked

__all__ = ["EntityQueries", "StatementQueries"]

# When a name was recorded and where it stands in its source, and the name.
_Learnt = tuple[tuple[str, tuple[str, str, int, int]], Naming]


class StatementQueries:
    """Implements `cases.graph.Neighbourhood`: steps are indexed look-ups, never the whole."""

    def __init__(
        self,
        asking: Asking,
        as_of: datetime | None = None,
        at_most: int | None = None,
        *,
        located: bool = True,
    ) -> None:
        self._asking = asking
        self._as_of = as_of
        self._at_most = at_most
        self._located = located

    def at(
        self, as_of: datetime | None, *, at_most: int | None = None, located: bool = True
    ) -> "StatementQueries":
        """The same as it was known at an instant.

        at_most: links given to one entity, so that a step through a hub does not load the town;
        keep it well above the cap at which a graph calls an entity a hub. located: with the place
        of each statement in its source, which a picture does not show.
        """
        return StatementQueries(self._asking, as_of, at_most, located=located)

    def statements_of(self, ids: Collection[str]) -> list[Statement]:
        """Live statements whose subject is one of the ids, in a fixed order."""
        return list(self._where_in(STATEMENT.c.subject, ids))

    def statements_among(self, ids: Collection[str]) -> list[Statement]:
        """Live statements about the ids that link nothing or lead to another of the ids."""
        within = or_(STATEMENT.c.target.is_(None), among(self._asking.engine, ids))
        found: list[Statement] = []
        for part in parts_of(ids):
            found += self._told(self._ask(STATEMENT.c.subject.in_(part), within))
        return found

    def statements_to(self, ids: Collection[str]) -> list[Statement]:
        """Live statements whose target is one of the ids, at most so many for each."""
        if self._at_most is None:
            return list(self._where_in(STATEMENT.c.target, ids))
        found: list[Statement] = []
        for part in parts_of(ids):
            place = func.row_number().over(partition_by=STATEMENT.c.target, order_by=STATEMENT.c.id)
            ranked = (
                select(STATEMENT.c.id, place.label("place"))
                .where(STATEMENT.c.target.in_(part), self._seen())
                .subquery()
            )
            asked = (
                select(STATEMENT)
                .join(ranked, ranked.c.id == STATEMENT.c.id)
                .where(ranked.c.place <= self._at_most)
                .order_by(STATEMENT.c.recorded_at, STATEMENT.c.id)
            )
            found += self._told(asked)
        return found

    def by_id(self, ids: Collection[str]) -> list[Statement]:
        """Statements by their own ids, also retracted ones."""
        return list(self._where_in(STATEMENT.c.id, ids, alive=False))

    def of_source(self, source: str) -> list[Statement]:
        """Live statements that a source makes."""
        return list(self._where_in(STATEMENT.c.source, [source]))

    def saying(
        self, schema: str, names: Collection[str] = (), value: str | None = None
    ) -> list[Statement]:
        """Live statements about entities of a kind: all, some properties, or one exact value."""
        condition = STATEMENT.c.schema == schema
        if names:
            condition = and_(condition, STATEMENT.c.property.in_(sorted(names)))
        if value is not None:
            # The index holds the beginning of a value. Coordinates cannot be guessed at this way.
            condition = and_(condition, STATEMENT.c.property.not_in(COORDINATES))
            condition = and_(condition, told_to(self._asking.reader, STATEMENT))
            condition = and_(
                condition,
                beginning(STATEMENT.c.value) == value[:LONGEST],
                STATEMENT.c.value == value,
            )
        return self._told(self._ask(condition))

    def all(self) -> list[Statement]:
        """Every live statement this reader may see. For small projects and whole-graph work."""
        return self._told(self._ask())

    def count(self) -> int:
        """How many live statements this reader may see."""
        asked = select(func.count()).select_from(STATEMENT).where(self._seen())
        return int(self._asking.rows(asked)[0][0])

    def more_than(self, count: int) -> bool:
        """Whether this reader may see more live statements than so many; looks no further."""
        asked = select(STATEMENT.c.id).where(self._seen()).offset(count).limit(1)
        return bool(self._asking.rows(asked))

    def retractions(self, ids: Collection[str]) -> list[Retraction]:
        """What was taken back among these statements, as far as the reader may see them."""
        found: list[Retraction] = []
        for part in parts_of(ids):
            asked = (
                select(RETRACTION)
                .join(STATEMENT, STATEMENT.c.id == RETRACTION.c.statement)
                .where(RETRACTION.c.statement.in_(part), self._asking.rules.statement())
                .order_by(RETRACTION.c.id)
            )
            found += [
                Retraction(r.statement, r.why, r.recorded_by, instant_of(r.recorded_at))
                for r in self._asking.rows(asked)
            ]
        return found

    def degrees(self, ids: Collection[str]) -> dict[str, int]:
        """How many other entities each is linked with, either way, that this reader may see."""
        counted: dict[str, int] = dict.fromkeys(ids, 0)
        ends = STATEMENT.c.subject, STATEMENT.c.target
        for part in parts_of(ids):
            pairs = union(
                *(
                    select(here.label("here"), there.label("there")).where(
                        here.in_(part), STATEMENT.c.target.is_not(None), self._seen()
                    )
                    for here, there in (ends, ends[::-1])
                )
            ).subquery()
            asked = (
                select(pairs.c.here, func.count())
                .where(pairs.c.here != pairs.c.there)
                .group_by(pairs.c.here)
            )
            counted |= {row[0]: int(row[1]) for row in self._asking.rows(asked)}
        return counted

    def _seen(self) -> ColumnElement[bool]:
        rules = self._asking.rules
        return and_(rules.statement(), rules.alive(as_of=self._as_of))

    def _ask(self, *conditions: ColumnElement[bool], alive: bool = True) -> Select[Any]:
        seen = self._seen() if alive else self._asking.rules.statement()
        return (
            select(STATEMENT)
            .where(*conditions, seen)
            .order_by(STATEMENT.c.recorded_at, STATEMENT.c.id)
        )

    def _where_in(
        self, column: ColumnElement[Any], ids: Collection[str], *, alive: bool = True
    ) -> Iterator[Statement]:
        for part in parts_of(ids):
            yield from self._told(self._ask(column.in_(part), alive=alive))

    def _told(self, asked: Select[Any]) -> list[Statement]:
        statements = [statement_of(row, located=self._located) for row in self._asking.rows(asked)]
        if coarse(self._asking.reader):
            return [coarsely(statement) for statement in statements]
        return statements


def _moment(one: _Learnt) -> tuple[str, tuple[str, str, int, int]]:
    return one[0]


class EntityQueries:
    """Entities: what they are called, what kind they are, where they are found."""

    def __init__(self, asking: Asking, statements: StatementQueries) -> None:
        self._asking = asking
        self._statements = statements

    def refs_of(self, ids: Collection[str]) -> dict[str, Ref]:
        """The outside name of each id that the reader may see."""
        found: dict[str, Ref] = {}
        for part in parts_of(ids):
            asked = select(ENTITY).where(ENTITY.c.id.in_(part), self.visible(ENTITY.c.id))
            for row in self._asking.rows(asked):
                found[row.id] = Ref(row.schema, row.namespace, row.key)
        return found

    def id_of(self, ref: Ref) -> str | None:
        """The id of an outside name, if it has one that the reader may see."""
        asked = select(ENTITY.c.id).where(
            ENTITY.c.schema == ref.schema,
            ENTITY.c.namespace == ref.namespace,
            ENTITY.c.key == ref.key,
            self.visible(ENTITY.c.id),
        )
        rows = self._asking.rows(asked)
        return str(rows[0].id) if rows else None

    def of_kind(self, schema: str) -> list[str]:
        """Ids of all entities of a kind that the reader may see, in order."""
        asked = (
            select(ENTITY.c.id)
            .where(ENTITY.c.schema == schema, self.visible(ENTITY.c.id))
            .order_by(ENTITY.c.year, ENTITY.c.number)
        )
        return [row.id for row in self._asking.rows(asked)]

    def counts(self) -> dict[str, int]:
        """How many entities of each kind the reader may see."""
        asked = (
            select(ENTITY.c.schema, func.count())
            .where(self.visible(ENTITY.c.id))
            .group_by(ENTITY.c.schema)
            .order_by(ENTITY.c.schema)
        )
        return {row[0]: int(row[1]) for row in self._asking.rows(asked)}

    def captions(self, ids: Collection[str]) -> dict[str, str]:
        """What to call each entity; the id itself where nothing visible names it."""
        named: dict[str, list[_Learnt]] = {one: [] for one in ids}
        kinds: dict[str, str] = {}
        for part in parts_of(ids):
            asked = (
                select(
                    STATEMENT.c.id,
                    STATEMENT.c.subject,
                    STATEMENT.c.schema,
                    STATEMENT.c.property,
                    STATEMENT.c.value,
                    STATEMENT.c.recorded_at,
                    STATEMENT.c.locator,
                    STATEMENT.c.derived_from,
                )
                .where(
                    STATEMENT.c.subject.in_(part),
                    # Looked up by its own index, a name is one of a million names.
                    walked(STATEMENT.c.property).in_(sorted(NAMING)),
                    self._statements._seen(),
                    told_to(self._asking.reader, STATEMENT),
                )
                .order_by(STATEMENT.c.recorded_at, STATEMENT.c.id)
            )
            for row in self._asking.rows(asked):
                learnt = (row.recorded_at, locator_of(row.locator).order)
                grounds = grounds_of(row.derived_from)
                name = Naming(row.id, row.property, row.value, grounds)
                named[row.subject].append((learnt, name))
                kinds.setdefault(row.subject, row.schema)
        # Of what became known in one moment that counts which stands first in its source.
        return {
            one: called(kinds.get(one, ""), [name for _, name in sorted(own, key=_moment)], one)
            for one, own in named.items()
        }

    def find(self, text: str, limit: int = 50) -> list[tuple[str, str, str, str]]:
        """(id, schema, property, value) of live statements that hold these letters."""
        wanted = text.strip()
        if not wanted:
            return []

        def said(of: FromClause) -> list[ColumnElement[Any]]:
            return [of.c.subject, of.c.schema, of.c.property, of.c.value]

        hits = holding(self._asking, wanted, said, lambda of: [of.c.target.is_(None)]).subquery()
        asked = select(hits).distinct().order_by(hits.c.subject, hits.c.property).limit(limit)
        return [tuple(row) for row in self._asking.rows(asked)]

    def visible(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Entities of which the reader may see at least one live statement, about or to them."""
        if self._asking.reader.unfiltered:
            return column.is_not(None)
        about, to = STATEMENT.alias(), STATEMENT.alias()
        rules = self._asking.rules
        return or_(
            select(about.c.id)
            .where(about.c.subject == column, rules.statement(about), rules.alive(about))
            .exists(),
            select(to.c.id)
            .where(to.c.target == column, rules.statement(to), rules.alive(to))
            .exists(),
        )

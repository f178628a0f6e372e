"""Steps of a search through the graph: only what borders on what was asked, as light as can be.

Implements `cases.graph.tie.Steps`. Each entity is asked by the index on its end, and no more links
of it are read than it takes to know it for a hub. Merged records answer as one.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    and_,
    cast,
    func,
    literal_column,
    select,
    true,
)

from cases.grade import Grade
from cases.graph.identities import Decided, Identities
from cases.graph.tie import Said, said_of
from workbench.store.reading.asking import Asking
from workbench.store.reading.sources import SourceQueries
from workbench.store.tables import STATEMENT

__all__ = ["StepQueries"]

_AT_ONCE = 400
_COLUMNS = (
    "id", "subject", "target", "property", "source",
    "grade_scheme", "grade_source", "grade_information",
)  # fmt: skip
# Twice what makes a person a hub: a pair may be told by several sources.
LINKS_OF_ONE = 600


class StepQueries:
    """One reader's steps at one moment. decided: the decisions about ids and their clusters."""

    def __init__(
        self,
        asking: Asking,
        sources: SourceQueries,
        decided: Decided,
        as_of: datetime | None = None,
    ) -> None:
        self._asking = asking
        self._sources = sources
        self._as_of = as_of
        self._identities = Identities(decided, as_of)
        self._origins: dict[str, str] = {}

    def canonical(self, one: str) -> str:
        """The id under which an entity stands after all merges."""
        return self._identities.of(one)

    def said_around(self, ids: Collection[str], *, whole: bool = False) -> Iterable[Said]:
        """What links any of `ids` with another entity; of each so many either way, or all."""
        most = None if whole else LINKS_OF_ONE
        who = self._identities
        records = who.records(ids)
        rows: dict[str, Any] = {}
        for first in range(0, len(records), _AT_ONCE):
            part = records[first : first + _AT_ONCE]
            for end in ("subject", "target"):
                rows |= {row.id: row for row in self._asking.rows(self._around(end, part, most))}
        who.learn({end for row in rows.values() for end in (row.subject, row.target)})
        self._learn_origins({row.source for row in rows.values()})
        found = (
            said_of(
                row.id,
                who.of(row.subject),
                who.of(row.target),
                row.property,
                self._origins[row.source],
                Grade(row.grade_scheme, row.grade_source, row.grade_information),
            )
            for row in rows.values()
        )
        return [said for said in found if said is not None]

    def _around(self, end: str, ids: Sequence[str], most: int | None) -> Select[Any]:
        """Links of each id by one of their ends, of each at most so many."""
        near = STATEMENT.alias("near")
        rules = self._asking.rules

        def of(one: ColumnElement[str]) -> ColumnElement[bool]:
            return and_(
                near.c[end] == one,
                near.c.target.is_not(None),
                rules.statement(near),
                rules.alive(near, self._as_of),
            )

        if most is None:
            columns = [near.c[name] for name in _COLUMNS]
            return select(*columns).where(of(near.c[end]), near.c[end].in_(ids))
        if self._asking.engine.dialect.name == "sqlite":
            each = func.json_each(json.dumps(ids)).table_valued("value")
            rows: Select[Any] = select(literal_column("near.rowid")).select_from(near)
            some = rows.where(of(each.c.value)).correlate(each).limit(most).scalar_subquery()
            columns = [STATEMENT.c[name] for name in _COLUMNS]
            return (
                select(*columns)
                .select_from(each.join(STATEMENT, true()))
                .where(literal_column("statement.rowid").in_(some))
            )
        listed = func.unnest(cast(list(ids), ARRAY(Text())))
        named = listed.table_valued("value", name="named").render_derived()
        found = (
            select(*(near.c[name] for name in _COLUMNS))
            .where(of(named.c.value.collate("C")))
            .limit(most)
            .correlate(named)
            .lateral()
        )
        return select(*found.c).select_from(named.join(found, true()))

    def _learn_origins(self, ids: Collection[str]) -> None:
        fresh = {one for one in ids if one not in self._origins}
        known = self._sources.of(fresh) if fresh else {}
        # A source that the reader may not see still is one origin; its own id stands for it.
        self._origins |= {one: known[one].root if one in known else one for one in fresh}

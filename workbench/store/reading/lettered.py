"""Which statements hold some letters anywhere, and which seizures that leads to.

Where an index of letters lies beside the project, it says where to look; newer statements are read
one by one, and so are all where there is none or fewer than three letters are asked for. Either way
the statements themselves are compared, as the reader may see them: the answer is the same.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    true,
    union,
    union_all,
)

from workbench.store.folding import folded
from workbench.store.letters import SHORTEST, letters_beside
from workbench.store.reading.asking import Asking
from workbench.store.reading.folding import holds, sought
from workbench.store.reading.places import COORDINATES, told_to
from workbench.store.tables import STATEMENT
from workbench.store.tables.seizing import beginning

__all__ = ["holding", "seizures_holding"]

Said = Callable[[FromClause], Sequence[ColumnElement[Any]]]


def holding(asking: Asking, letters: str, said: Said, *also: Said) -> CompoundSelect[Any]:
    """What `said` takes of each live statement that holds these letters in its value, or is about
    the entity of that id. also: what else has to hold of it."""
    rules, letters = asking.rules, sought(letters)

    def seen(of: FromClause) -> list[ColumnElement[bool]]:
        more = [condition for part in also for condition in part(of)]
        told = [of.c.property.not_in(COORDINATES), told_to(asking.reader, of)]
        return [rules.statement(of), rules.alive(of), *told, *more]

    def written(of: FromClause) -> ColumnElement[bool]:
        either = or_(holds(of.c.value, letters), holds(of.c.original_value, letters))
        return and_(of.c.target.is_(None), either)

    named = STATEMENT.alias()
    parts = [select(*said(named)).where(named.c.subject == letters.upper(), *seen(named))]
    known = None
    if len(folded(letters)) >= SHORTEST:
        with asking.connected() as connection:
            known = letters_beside(asking.engine, connection)
    newer = STATEMENT.alias("newer")
    late = select(*said(newer)).where(written(newer), *seen(newer))
    if known is None:
        return union_all(*parts, late)
    looked = json.dumps(known.looked_up(letters), ensure_ascii=False)
    each = func.json_each(looked).table_valued("value", name="each")
    near, old = STATEMENT.alias("near"), STATEMENT.alias("old")
    # Asked for each by itself: joined, the database may walk all statements for each instead.
    found = (
        select(literal_column("near.rowid"))
        .select_from(near)
        .where(
            near.c.property == func.json_extract(each.c.value, "$[0]"),
            beginning(near.c.value) == func.json_extract(each.c.value, "$[1]"),
            written(near),
        )
        .correlate(each)
        .scalar_subquery()
    )
    parts.append(
        select(*said(old))
        .select_from(each.join(old, true()))
        .where(literal_column("old.rowid").in_(found), *seen(old))
    )
    parts.append(late.where(literal_column("newer.rowid") > known.number))
    return union_all(*parts)


def seizures_holding(asking: Asking, letters: str) -> Select[tuple[str]]:
    """Seizures with these letters in a value of their own or of what they link to."""
    letters = sought(letters)
    hits = holding(asking, letters, lambda of: (of.c.subject, of.c.schema)).cte("lettered")
    link, straight = STATEMENT.alias(), STATEMENT.alias()

    def seen(of: FromClause) -> list[ColumnElement[bool]]:
        seizure = of.c.schema == "Seizure"
        return [seizure, asking.rules.statement(of), asking.rules.alive(of)]

    found = union(
        select(hits.c.subject).where(hits.c.schema == "Seizure"),
        select(link.c.subject).where(link.c.target.in_(select(hits.c.subject)), *seen(link)),
        # What is linked to may have no statement of its own.
        select(straight.c.subject).where(straight.c.target == letters.upper(), *seen(straight)),
    ).subquery()
    return select(found.c.subject)

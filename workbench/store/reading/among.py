"""Questions about many ids: some hundreds at a time, or all of them as one parameter."""

import json
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ARRAY, ColumnElement, Engine, Text, any_, cast, func, select

from workbench.store.tables import STATEMENT
from workbench.store.tables.seizing import walked

__all__ = ["among", "parts_of"]

_AT_ONCE = 500


def among(engine: Engine, ids: Collection[str]) -> ColumnElement[bool]:
    """Whether a statement leads to one of these ids, of which there may be thousands."""
    # A column that is not looked up by its own index: few lead there of all that a subject says.
    target = walked(STATEMENT.c.target)
    if engine.dialect.name == "sqlite":
        named = func.json_each(json.dumps(sorted(ids))).table_valued("value")
        return target.in_(select(named.c.value))
    return target == any_(cast(sorted(ids), ARRAY(Text())))


def parts_of(ids: Collection[str]) -> Iterator[Sequence[str]]:
    """The ids in order, each once, in parts that a question takes as they are."""
    wanted = sorted(set(ids))
    for first in range(0, len(wanted), _AT_ONCE):
        yield wanted[first : first + _AT_ONCE]

"""Who is linked with whom in everything a reader may see, a piece at a time."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import and_, select

from workbench.store.reading.asking import Asking
from workbench.store.tables import STATEMENT

__all__ = ["linked_pairs"]

_AT_ONCE = 50_000


def linked_pairs(
    asking: Asking, without: Collection[str], as_of: datetime | None = None
) -> Iterator[tuple[str, str]]:
    """(subject, target) of every live statement that links two entities, as often as it is said.

    without: properties that are no link here. In no particular order; never all in memory.
    """
    asked = select(STATEMENT.c.subject, STATEMENT.c.target).where(
        STATEMENT.c.target.is_not(None),
        STATEMENT.c.property.not_in(sorted(without)),
        and_(asking.rules.statement(), asking.rules.alive(as_of=as_of)),
    )
    with asking.connected() as connection:
        found = connection.execution_options(yield_per=_AT_ONCE).execute(asked)
        for rows in found.partitions():
            yield from ((row[0], row[1]) for row in rows)

"""Which records were ever decided about together with some: what a graph step asks of decisions."""

from collections.abc import Collection

from workbench.store.engine import ask_by_ids
from workbench.store.reading.asking import Asking

__all__ = ["decided_with"]

_ABOUT = (
    'SELECT "left", "right", verdict FROM decision WHERE "left" IN {ids} '
    'UNION SELECT "left", "right", verdict FROM decision WHERE "right" IN {ids}'
)


def decided_with(asking: Asking, ids: Collection[str]) -> set[str]:
    """Those of `ids` that some decision names, and all that were ever called the same as them.

    Reaches on through every "same", also one that was replaced: whether it stands is for
    `cases.resolution.clusters` to say. Both columns have an index; nothing else is read.
    """
    found: set[str] = set()
    waiting, asked = set(ids), set[str]()
    while waiting:
        asked |= waiting
        with asking.connected() as connection:
            rows = list(ask_by_ids(connection, _ABOUT, sorted(waiting)))
        found |= {end for left, right, _ in rows for end in (left, right)}
        waiting = {end for *ends, verdict in rows if verdict == "same" for end in ends} - asked
    return found

"""From the name an outside file uses to the short id a person reads: IND-0042, SZ-2026-003.

The same (schema, namespace, key) is the same id for ever. Numbers are given within the one write
transaction there is at a time, so that none is given twice; a rolled-back batch gives its numbers
back. An id says nothing and is never reused for something else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from cases.statement import Ref
from workbench.store.encode import Cell
from workbench.store.engine import ask_by_ids
from workbench.store.ledger import Ledger
from workbench.store.naming import carries_year, prefix_of, readable
from workbench.store.tables import ENTITY

__all__ = ["Ids"]


class Ids:
    """The allocation of ids within one transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[Ref, str] = {}
        self._next: dict[tuple[str, int], int] = {}

    def of(self, refs: Iterable[Ref], years: Mapping[Ref, int] | None = None) -> dict[Ref, str]:
        """The id of each reference, given now to those that have none.

        years: of those kinds whose id carries one (a seizure), the year of the event; the year of
        the transaction where it is not known.
        """
        wanted = dict.fromkeys(refs)
        missing = [ref for ref in wanted if ref not in self._known]
        self._known.update(self._look_up(missing))
        fresh = [ref for ref in missing if ref not in self._known]
        rows: list[tuple[Cell, ...]] = []
        for ref in fresh:
            prefix = prefix_of(ref.schema)
            year = (years or {}).get(ref, self._year) if carries_year(ref.schema) else 0
            number = self._take(prefix, year)
            self._known[ref] = readable(prefix, year, number)
            rows.append(
                (self._known[ref], ref.schema, ref.namespace, ref.key, prefix, year, number)
            )
        self._ledger.append(ENTITY, rows)
        return {ref: self._known[ref] for ref in wanted}

    def existing(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that the project knows."""
        asked = ask_by_ids(self._ledger.connection, "SELECT id FROM entity WHERE id IN {ids}", ids)
        return {str(row[0]) for row in asked}

    @property
    def _year(self) -> int:
        return int(self._ledger.at[:4])

    def _look_up(self, refs: Iterable[Ref]) -> dict[Ref, str]:
        by_space: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref in refs:
            by_space[ref.schema, ref.namespace].append(ref.key)
        found: dict[Ref, str] = {}
        asked = "SELECT key, id FROM entity WHERE schema = :a AND namespace = :b AND key IN {ids}"
        for (schema, namespace), keys in by_space.items():
            for key, known in ask_by_ids(self._ledger.connection, asked, keys, schema, namespace):
                found[Ref(schema, namespace, key)] = known
        return found

    def _take(self, prefix: str, year: int) -> int:
        if (prefix, year) not in self._next:
            last = self._ledger.connection.execute(
                select(func.max(ENTITY.c.number)).where(
                    ENTITY.c.prefix == prefix, ENTITY.c.year == year
                )
            ).scalar_one()
            self._next[prefix, year] = (last or 0) + 1
        number = self._next[prefix, year]
        self._next[prefix, year] = number + 1
        return number

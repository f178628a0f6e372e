"""Sources as a reader may see them."""

from collections.abc import Collection

from sqlalchemy import select

from cases.statement import Source
from workbench.store.reading.among import parts_of
from workbench.store.reading.asking import Asking
from workbench.store.reading.decoding import source_of
from workbench.store.tables import SOURCE

__all__ = ["SourceQueries"]


class SourceQueries:
    """Sources as a reader may see them."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def of(self, ids: Collection[str]) -> dict[str, Source]:
        """Sources by id; those that the reader is not cleared for are absent."""
        found: dict[str, Source] = {}
        for part in parts_of(ids):
            asked = select(SOURCE).where(SOURCE.c.id.in_(part), self._asking.rules.source())
            found |= {row.id: source_of(row) for row in self._asking.rows(asked)}
        return found

    def all(self) -> list[Source]:
        """Every source that the reader may see."""
        asked = select(SOURCE).where(self._asking.rules.source()).order_by(SOURCE.c.id)
        return [source_of(row) for row in self._asking.rows(asked)]

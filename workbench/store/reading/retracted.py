"""What was taken back, as far as a reader may know that it was ever said."""

from collections.abc import Collection

from sqlalchemy import select

from cases.statement import Statement
from workbench.store.reading.asking import Asking
from workbench.store.reading.statements import StatementQueries
from workbench.store.tables import RETRACTION, STATEMENT

__all__ = ["RetractedQueries"]


class RetractedQueries:
    """Retracted statements; live questions never return them."""

    def __init__(self, asking: Asking, statements: StatementQueries) -> None:
        self._asking = asking
        self._statements = statements

    def of(self, subjects: Collection[str] | None = None) -> list[Statement]:
        """Retracted statements about these entities, or all, in a fixed order."""
        asked = (
            select(STATEMENT.c.id, STATEMENT.c.subject)
            .join(RETRACTION, RETRACTION.c.statement == STATEMENT.c.id)
            .where(self._asking.rules.statement())
        )
        wanted = None if subjects is None else set(subjects)
        ids = [
            row.id for row in self._asking.rows(asked) if wanted is None or row.subject in wanted
        ]
        return sorted(self._statements.by_id(ids), key=lambda s: (s.first_seen, s.id))

"""Kept views as a reader may see them: their own, and those of the cases they may read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from workbench.store.encode import instant_of
from workbench.store.reading.asking import Asking
from workbench.store.tables import CASE_FILE
from workbench.store.tables.kept_views import KEPT_VIEW, KEPT_VIEW_CHANGE

__all__ = ["KeptView", "KeptViewQueries"]


@dataclass(frozen=True, slots=True)
class KeptView:
    """An address of the graph under a name. case: whose readers see it; empty: its owner alone."""

    id: str
    name: str
    address: str
    case: str
    by: str
    at: datetime


class KeptViewQueries:
    """Views that were kept and not removed."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def all(self) -> list[KeptView]:
        """What the reader may open, newest first, under the names they have now."""
        rules, reader = self._asking.rules, self._asking.reader
        theirs = select(CASE_FILE.c.id).where(rules.handled(CASE_FILE), rules.case(CASE_FILE.c.id))
        of_a_case = and_(KEPT_VIEW.c.case.in_(theirs), rules.handled(KEPT_VIEW))
        own = and_(KEPT_VIEW.c.case.is_(None), KEPT_VIEW.c.recorded_by == reader.person)
        asked = (
            select(KEPT_VIEW)
            .where(or_(own, of_a_case))
            .order_by(func.length(KEPT_VIEW.c.id).desc(), KEPT_VIEW.c.id.desc())
        )
        named = self._changes()
        return [
            KeptView(
                row.id,
                named.get(row.id, row.name) or "",
                row.address,
                row.case or "",
                row.recorded_by,
                instant_of(row.recorded_at),
            )
            for row in self._asking.rows(asked)
            if named.get(row.id, row.name) is not None
        ]

    def one(self, view: str) -> KeptView | None:
        """One of them; None where there is none for this reader."""
        return next((kept for kept in self.all() if kept.id == view), None)

    def _changes(self) -> dict[str, str | None]:
        """view -> the name it has now, None where it was removed; of those that changed."""
        said = KEPT_VIEW_CHANGE.c
        asked = select(said.view, said.change, said.name).order_by(func.length(said.id), said.id)
        return {
            row.view: None if row.change == "removed" else row.name
            for row in self._asking.rows(asked)
        }

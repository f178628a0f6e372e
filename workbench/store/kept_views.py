"""Views of the graph kept under a name: kept, named anew, removed; each a row of its own."""

from sqlalchemy import select

from cases.statement import Handling
from workbench.store.encode import handling_cells
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.refusal import StoreRefused
from workbench.store.sources import Compartments
from workbench.store.tables.kept_views import KEPT_VIEW, KEPT_VIEW_CHANGE

__all__ = ["KeptViewRows"]


class KeptViewRows:
    """Whoever writes the row that keeps a view owns it."""

    def __init__(self, ledger: Ledger, compartments: Compartments) -> None:
        self._ledger = ledger
        self._compartments = compartments

    def keep(
        self, name: str, address: str, *, case: str | None = None, handling: Handling | None = None
    ) -> str:
        """Keep an address under a name, for a case or for oneself; returns its id (VIEW-0001)."""
        cells = handling_cells(handling or Handling())
        self._compartments.note([cells[1]])
        known = record_id("VIEW", self._ledger.next_number(KEPT_VIEW))
        self._ledger.append(KEPT_VIEW, [(known, _named(name), address, case, *cells)])
        return known

    def rename(self, view: str, name: str) -> None:
        """Give it another name."""
        self._change(view, "named", _named(name))

    def remove(self, view: str) -> None:
        """Take it out of every list; the rows stay."""
        self._change(view, "removed", "")

    def _change(self, view: str, change: str, name: str) -> None:
        there = select(KEPT_VIEW.c.id).where(KEPT_VIEW.c.id == view)
        if self._ledger.connection.execute(there).first() is None:
            raise StoreRefused(f"there is no view {view}", "choose one of the list")
        known = record_id("VCH", self._ledger.next_number(KEPT_VIEW_CHANGE))
        self._ledger.append(KEPT_VIEW_CHANGE, [(known, view, change, name)])


def _named(name: str) -> str:
    if not name.strip():
        raise StoreRefused("a view that is kept needs a name", "name it in a few words")
    return name.strip()

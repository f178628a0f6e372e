"""A page's own description: where it is, who finds it in the menu, and how it is drawn.

A page is one module in `dashboard/pages/` with a `PAGE` and nothing registered elsewhere. Two or
more pages that a role would land on are ordered by `ROLE_LANDS`; a door whose page is not there
opens on the cases.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from workbench.dashboard.here import Here

# What each kind of person wants to see first; of several roles the first here decides.
ROLE_LANDS: Mapping[str, str] = MappingProxyType(
    {
        "analyst": "today",
        "investigator": "to-examine",
        "prosecutor": "handed-over",
        "administrator": "house-keeping",
    }
)
ELSE_LANDS = "cases"
# The menu from left to right: what waits, what is worked on, what is known, where it comes from.
MENU = (
    *("handed-over", "today", "to-examine", "cases", "new-skin", "pair", "seizures", "network"),
    *("findings", "watches", "catalogue", "market", "resolution", "import", "exports"),
    "house-keeping",
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path and key in the catalogue, its icon, its place in the menu.

    roles: who may open it; empty means everybody, who then sees what the store lets them see.
    place: order among pages that `MENU` does not name, after those it does; None for a page that is
    reached only by an address (a case). menu: who finds it there; empty means whoever may open it.
    A colleague can be sent the address of a page that is no door of theirs.
    """

    path: str
    icon: str
    draw: Callable[[Here], None]
    place: int | None = None
    roles: frozenset[str] = frozenset()
    menu: frozenset[str] = frozenset()

    def for_whom(self, roles: frozenset[str]) -> bool:
        """Whether somebody with these roles may open this page."""
        return not self.roles or bool(self.roles & roles)

    def is_door_of(self, roles: frozenset[str]) -> bool:
        """Whether somebody with these roles finds this page in the menu."""
        wanted = not self.menu or bool(self.menu & roles)
        return self.place is not None and wanted and self.for_whom(roles)


@cache
def pages() -> Sequence[Page]:
    """Every page of the house in the order of the menu, addressed ones last."""
    import workbench.dashboard.pages as room

    found = [
        import_module(f"{room.__name__}.{module.name}").PAGE
        for module in iter_modules(room.__path__)
    ]
    return tuple(sorted(found, key=_in_the_menu))


def _in_the_menu(page: Page) -> tuple[bool, int, int, str]:
    named = MENU.index(page.path) if page.path in MENU else len(MENU)
    return page.place is None, named, page.place or 0, page.path


def landing(roles: frozenset[str], there: Sequence[Page]) -> str:
    """The path on which somebody with these roles begins."""
    paths = {page.path for page in there}
    first = next((ROLE_LANDS[role] for role in ROLE_LANDS if role in roles), ELSE_LANDS)
    return first if first in paths else ELSE_LANDS

"""Views of the graph that were kept under a name: a reader's own, and those of their cases."""

from urllib.parse import parse_qsl

from workbench.project import Project
from workbench.security import account_of
from workbench.store import Reader
from workbench.store.reading.kept_views import KeptView

__all__ = ["PARTS", "KeptView", "address_of", "kept_by", "kept_view", "kept_views"]

# What an address of the graph may say.
PARTS = (
    "focus", "case", "open", "group", "ungroup", "as_of", "worst", "first", "last", "hide",
    "without", "pins", "from", "to", "way", "picked",
)  # fmt: skip


def kept_views(project: Project, reader: Reader) -> list[KeptView]:
    """What this reader may open, newest first."""
    with project.store.read(reader) as q:
        return q.kept_views.all()


def kept_view(project: Project, reader: Reader, view: str) -> KeptView | None:
    """One of them; None where there is none for this reader."""
    with project.store.read(reader) as q:
        return q.kept_views.one(view)


def address_of(view: KeptView) -> dict[str, str]:
    """The address that was kept, by its parts."""
    return {name: value for name, value in parse_qsl(view.address) if name in PARTS}


def kept_by(project: Project, view: KeptView) -> str:
    """The name of whoever kept it."""
    account = account_of(project.store, view.by)
    return account.name if account else view.by

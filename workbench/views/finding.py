"""The search field of every page: letters to entities, in any script they were written in."""

from dataclasses import dataclass

from workbench.project import Project
from workbench.store import Reader
from workbench.store.folding import folded

__all__ = ["Hit", "find", "folded"]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found. why: the property and the value that hold the letters."""

    id: str
    schema: str
    caption: str
    why: str


def find(project: Project, reader: Reader, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """Entities of which a visible statement holds these letters, each once."""
    with project.store.read(reader) as q:
        found: dict[str, tuple[str, str]] = {}
        for known, schema, name, value in q.entities.find(text, limit=limit * 4):
            found.setdefault(known, (schema, f"{name}: {value[:80]}"))
        shown = list(found)[:limit]
        captions = q.entities.captions(shown)
    return tuple(Hit(one, found[one][0], captions[one], found[one][1]) for one in shown)

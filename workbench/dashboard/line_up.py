"""Which animals of a skin's last search are looked at, and in which order.

Whoever may see the machine's result goes through them best first; whoever may not gets the order of
the coats' ids, which says nothing.
"""

from workbench.project import Project
from workbench.store import Reader


def line_up(project: Project, reader: Reader, skin: str) -> tuple[str, ...]:
    """Individuals of the last search that were compared, each once."""
    with project.store.read(reader) as asked:
        blind = tuple(dict.fromkeys(one for one, _ in asked.matching.line_up(skin)))
        searches = asked.matching.searches(skin)
    listed = searches[0].answer.get("candidates") if searches else None
    best_first = [
        str(one["individual"])
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and one.get("individual") in blind
    ]
    return (*best_first, *(one for one in blind if one not in best_first))

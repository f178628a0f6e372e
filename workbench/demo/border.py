"""One animal under two numbers: the program proposes it, the simulated analyst decides."""

from embeddings.synthesis import LEOPARD
from workbench.demo.package import RESERVES
from workbench.demo.telling import Line, page
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.doubles import Double, doubles
from workbench.services.pace import Clock, Progress
from workbench.services.resolving import decide
from workbench.services.worlds import world_of

__all__ = ["across_the_border"]

_KIND = "IndividualAnimal"


def across_the_border(project: Project, by: str, *, clock: Clock, progress: Progress) -> list[Line]:
    """Every animal of the Chinese catalogue held against all others; a line for each pair joined.

    "Same" is decided only where the machine's lead says this animal; nothing else is.
    """
    reader = acting(project, by)
    animals = world_of(project, reader, clock(), schemata=(_KIND,)).entities
    with project.store.read(reader) as queries:
        refs = queries.entities.refs_of(list(animals))
        own = [one for one in sorted(refs) if refs[one].namespace == RESERVES["cn"].name]
        names = queries.entities.captions(list(animals))
    found = doubles(project, by, own, species=LEOPARD, simulated=True, progress=progress)
    lines = []
    for pair in found:
        if pair.verdict == "this_animal" and refs[pair.right].namespace != RESERVES["cn"].name:
            why = f"{pair.wording}; one of each flank compared (simulated analyst of the demo)"
            decide(project, by, pair.left, pair.right, "same", why=why, clock=clock)
            lines.append(_line(pair, names, len(found)))
    if not lines:
        told = f"none of {len(found)} animals of the Chinese catalogue points to one of the Russian"
        lines.append(Line("Across the border", told, page("network")))
    return lines


def _line(pair: Double, names: dict[str, str], searched: int) -> Line:
    left, right = (f"{names.get(one, one)} ({one})" for one in (pair.left, pair.right))
    lr = f"LR {10**pair.log10_lr:.2g}, investigative, not validated"
    sentence = (
        f"{left} and {right} are one animal under two numbers: proposed by the coats ({lr}; of "
        f"{searched} searched), decided by the simulated analyst"
    )
    see = page("network", focus=pair.left)
    return Line("Across the border", sentence, see, (pair.left, pair.right), f"{sentence}.")

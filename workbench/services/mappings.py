"""Column mappings by name: those that come with the program and those that people saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from cases.formats.mapping import Mapping, MappingRefused, read_mapping, shipped
from workbench.services.acting import IMPORTING, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["find_mapping", "known_mappings", "save_mapping"]


def known_mappings(project: "Project", reader: Reader) -> dict[str, Mapping]:
    """All mappings by name, the newest version of each; a saved one wins over a shipped one.

    A saved one that this version of the program no longer understands is left out.
    """
    found = shipped()
    with project.store.read(reader) as queries:
        saved = [queries.intake.mapping(name) for name, _ in queries.intake.mappings()]
    for one in saved:
        if one is not None:
            try:
                mapping = Mapping.parse(one[1])
            except MappingRefused:
                continue
            found[mapping.name] = mapping
    return found


def find_mapping(project: "Project", reader: Reader, named: str | Path) -> Mapping:
    """The mapping in a file, or the saved or shipped one of that name.

    Raises Refused with the names there are, MappingRefused for a file that is none.
    """
    path = Path(named)
    if path.is_file():
        return read_mapping(path)
    known = known_mappings(project, reader)
    if str(named) in known:
        return known[str(named)]
    raise Refused(
        f"there is no mapping {str(named)!r}",
        f"name a TOML file, or one of: {', '.join(sorted(known))}",
    )


def save_mapping(project: "Project", by: str, text: str, *, clock: Clock = utc_now) -> int:
    """Keep a mapping under the name it carries; its version. The same content is no new version.

    Raises MappingRefused, naming what is wrong with it, and NotAllowed.
    """
    reader = acting(project, by, *IMPORTING)
    mapping = Mapping.parse(text)
    if not mapping.name.strip():
        raise Refused("the mapping has no name", "give it one under which you will find it again")
    with project.store.transaction(reader.person, "keep mapping", clock()) as work:
        return work.mappings.add(mapping.name, text)

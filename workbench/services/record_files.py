"""A file of records about to be read: what it was taken for, and how its items come.

The same way for a preview, which writes nothing, and for an import.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cases.formats import Item, spreadsheet
from cases.formats.known import FORMATS
from cases.formats.mapping import Mapping
from cases.formats.recognise import Recognised, recognise
from cases.reject import Reject
from workbench.services.mappings import find_mapping, known_mappings
from workbench.services.refusal import Refused
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["RecordFile", "recognised", "record_file"]

_ELSEWHERE = {
    "camtrap-dp": "kedrovka import camtrap-dp FOLDER",
    "photos": "kedrovka import photos FOLDER-or-CSV",
    "megadetector": "kedrovka import photos PHOTOS --boxes FILE",
}


@dataclass(frozen=True, slots=True)
class RecordFile:
    """What a file was taken for, and its items, which another process may be asked for.

    mapping: for tables that go through one.
    """

    path: Path
    recognised: Recognised
    mapping: Mapping | None
    items: Callable[[], Iterator[Item]]


def record_file(
    project: "Project",
    reader: Reader,
    path: Path,
    *,
    mapping: str | Path | Mapping = "",
    format: str = "",
    namespace: str = "",
    not_after: datetime,
) -> RecordFile:
    """The file at `path` as what the caller says it is, else as what it shows itself to be.

    mapping, format: the caller's word; not both. not_after: no event can be later. Raises Refused
    for what is no file of records, for a table that nothing known fits, and for an unknown format.
    """
    if not path.exists():
        raise Refused(f"there is no {path}", "check the spelling of the path")
    used: Mapping | None = None
    if mapping:
        used = mapping if isinstance(mapping, Mapping) else find_mapping(project, reader, mapping)
        known = Recognised("mapping", "you named the mapping", used.name)
    elif format:
        if format not in FORMATS:
            raise Refused(f"there is no format {format!r}", f"use one of {', '.join(FORMATS)}")
        known = Recognised(format, "you named the format")
    else:
        mappings = known_mappings(project, reader)
        known = recognised(path, mappings)
        if known.format == "table":
            raise Refused(
                f"{path.name}: {known.why}",
                "look at the mapping that is proposed (--preview), and keep it under a name "
                "(--save-mapping NAME); or name one (--mapping)",
            )
        used = mappings.get(known.mapping)
    if used is not None:
        through = partial(spreadsheet.read, path, used, not_after=not_after)
        return RecordFile(path, known, used, through)
    return RecordFile(path, known, None, partial(FORMATS[known.format].of, path, namespace))


def recognised(path: Path, mappings: dict[str, Mapping]) -> Recognised:
    """What a file of records is; `table` where a mapping has to be made. Raises Refused."""
    known = recognise(path, mappings.values())
    if isinstance(known, Reject):
        raise Refused(f"{path.name}: {known.reason}", known.remedy)
    if known.format in _ELSEWHERE:
        raise Refused(
            f"{path.name} is no file of records: {known.why}",
            f"import it with: {_ELSEWHERE[known.format]}",
        )
    return known

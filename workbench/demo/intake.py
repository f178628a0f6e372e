"""The story's files brought in by the same verbs as anybody's: packages, tables, skins."""

import csv
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cases.formats.mapping import Mapping, shipped
from cases.reject import Reject
from embeddings.coat import Region
from workbench.demo.making import TABLES
from workbench.demo.package import RESERVES
from workbench.demo.pelts import PELTS
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.correcting import cut_flanks
from workbench.services.importing import ImportReport, import_camtrap_dp, import_records
from workbench.services.pace import Clock, Progress
from workbench.services.refusal import Refused
from workbench.services.skins import AddedSkin, add_skin
from workbench.views.finding import find

__all__ = ["Skin", "bring_in", "keep_skins"]


@dataclass(frozen=True, slots=True)
class Skin:
    """One seized skin: its id, its exhibit's number, its case's number and the seizure's id."""

    id: str
    exhibit: str
    case: str
    seizure: str
    added: tuple[AddedSkin, ...]


def bring_in(
    project: Project, by: str, inputs: Path, *, clock: Clock, progress: Progress
) -> tuple[list[ImportReport], list[Reject]]:
    """Import both packages and all tables; the reports and all that was refused."""
    reports = [
        import_camtrap_dp(
            project,
            by,
            inputs / reserve.folder,
            namespace=reserve.name,
            catalogue=reserve.name,
            clock=clock,
            progress=progress,
        )
        for reserve in RESERVES.values()
    ]
    known = shipped()
    for table in json.loads((inputs / TABLES).read_text("utf-8")):
        mapping = _simulated(known[table["mapping"]])
        reports.append(
            import_records(
                project, by, inputs / table["file"], mapping, clock=clock, progress=progress
            )
        )
    return reports, [reject for report in reports for reject in report.rejects]


def _simulated(mapping: Mapping) -> Mapping:
    """The shipped mapping, saying of all it reads that it is simulated."""
    return Mapping.parse("simulated = true\n" + mapping.text)


def keep_skins(project: Project, by: str, inputs: Path, *, clock: Clock) -> list[Skin]:
    """Add the photos of each skin to the specimen that its seizure names, as the examiner fixed
    flank and box."""
    with (inputs / PELTS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    skins = []
    for exhibit in dict.fromkeys(row["exhibit"] for row in rows):
        own = [row for row in rows if row["exhibit"] == exhibit]
        skin = _known(project, by, exhibit, "Specimen")
        seizure = _known(project, by, own[0]["case"], "Seizure")
        added = []
        for photo in dict.fromkeys(row["file"] for row in own):
            first, *others = [row for row in own if row["file"] == photo]
            added.append(
                add_skin(
                    project,
                    by,
                    [inputs / photo],
                    skin=skin,
                    species=first["species"],
                    flank=first["flank"],
                    box=_box(first),
                    device=first["device"],
                    seizure=seizure,
                    simulated=True,
                    clock=clock,
                )
            )
            if others:
                digest = sha256((inputs / photo).read_bytes()).hexdigest()
                boxes = {row["flank"]: _box(row) for row in others}
                cut_flanks(project, by, skin, digest, boxes, clock=clock)
        skins.append(Skin(skin, exhibit, own[0]["case"], seizure, tuple(added)))
    return skins


def _box(row: dict[str, str]) -> Region:
    """The box of a flank, pixels of the upright photo."""
    x, y, width, height = (float(row[f"bbox_{side}"]) for side in "xywh")
    return Region(x, y, width, height)


def _known(project: Project, by: str, number: str, schema: str) -> str:
    """The id of what an office numbers so. Raises Refused where its table was not imported."""
    for hit in find(project, acting(project, by), number):
        if hit.schema == schema and hit.why.endswith(f": {number}"):
            return hit.id
    raise Refused(f"there is no {schema} {number}", "remove the demo's folder and run it again")

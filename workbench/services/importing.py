"""Bringing material in: packages, photos and tables, in batches that survive a crash.

What is written once is acknowledged for good; the same import again finds its batches done and
says so. What cannot be taken comes back as rejects and never stops the good beside it.
"""

from hashlib import file_digest
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from cases.formats import camtrap_dp, photo_csv, spreadsheet
from cases.formats.mapping import Mapping, read_mapping, shipped
from cases.statement import Source, framed_digest
from workbench.services.acting import IMPORTING, acting
from workbench.services.import_report import ImportReport, report_of
from workbench.services.intake import Intake, take_in
from workbench.services.pace import Clock, Progress, Stop, never, silent, utc_now
from workbench.services.refusal import Refused
from workbench.services.rejects import write_rejects

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = [
    "ImportReport",
    "import_camtrap_dp",
    "import_photos",
    "import_records",
    "write_rejects",
]


def import_camtrap_dp(
    project: "Project",
    by: str,
    package: Path,
    *,
    namespace: str = "",
    catalogue: str = "",
    features: bool = True,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> ImportReport:
    """Import a Camtrap DP package: its records, and the photo files that it holds.

    package: the folder or its datapackage.json. namespace: under which its deployments and photos
    are known, by default the package's name; catalogue: under which its animals are, the same for
    packages that name the same animals. Raises Refused where there is no package.
    """
    folder = package.parent if package.name == camtrap_dp.DESCRIPTOR else package
    descriptor = folder / camtrap_dp.DESCRIPTOR
    if not descriptor.is_file():
        raise Refused(
            f"{folder} holds no {camtrap_dp.DESCRIPTOR}",
            "name the folder into which the package was unpacked",
        )
    tables = sorted(path for path in folder.glob("*.csv") if path.is_file())
    digest = framed_digest(_digest(file) for file in (descriptor, *tables))
    title = namespace or folder.resolve().name
    intake = Intake(
        kind="camtrap-dp",
        source=Source(
            id="",
            kind="camera-trap package",
            title=title,
            digest=digest,
            simulated=_says_simulated(descriptor),
        ),
        key=framed_digest(("camtrap-dp", digest, namespace, catalogue)),
        files=(descriptor, *tables),
        items=lambda: camtrap_dp.read(folder, namespace=namespace, individuals=catalogue),
        box_by="package",
    )
    return _import(
        project, by, intake, features=features, clock=clock, progress=progress, stop=stop
    )


def import_photos(
    project: "Project",
    by: str,
    source: Path,
    *,
    images: Path | None = None,
    boxes: Path | None = None,
    species: str = "",
    kind: str = "",
    namespace: str = "",
    catalogue: str = "",
    simulated: bool = False,
    features: bool = True,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> ImportReport:
    """Import a folder of photos, or a CSV that lists them, with the animals they show.

    images: the folder that the CSV's names start from. boxes: MegaDetector's JSON. species, kind:
    of photos whose row says nothing. Raises Refused where the source is not there.
    """
    _must_exist(source)
    files = tuple(path for path in (source, boxes) if path is not None and path.is_file())
    title = source.resolve().name
    digest = _digest(source) if source.is_file() else None
    intake = Intake(
        kind="photos",
        source=Source(id="", kind="photos", title=title, digest=digest, simulated=simulated),
        key=framed_digest(
            ("photos", *map(_digest, files), title, species, kind, namespace, catalogue)
        ),
        files=files,
        items=lambda: photo_csv.read(
            source,
            namespace=namespace,
            individuals=catalogue,
            photos=images,
            detections=boxes,
            species=species,
            kind=kind,
        ),
        every_photo_shows_an_animal=True,
        box_by="table",
    )
    return _import(
        project, by, intake, features=features, clock=clock, progress=progress, stop=stop
    )


def import_records(
    project: "Project",
    by: str,
    table: Path,
    mapping: str | Path | Mapping,
    *,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> ImportReport:
    """Import a CSV or XLSX through a mapping: a file, the name of a shipped one, or a value.

    The mapping is kept in the project with a version. Raises Refused for a table or mapping that
    is not there.
    """
    _must_exist(table)
    reader = acting(project, by, *IMPORTING)
    used = mapping if isinstance(mapping, Mapping) else find_mapping(mapping)
    with project.store.transaction(reader.person, "keep mapping", clock()) as work:
        version = work.mappings.add(used.name, used.text)
    digest = _digest(table)
    intake = Intake(
        kind="records",
        source=Source(
            id="",
            kind="table",
            title=table.name,
            digest=digest,
            grade=used.grade,
            handling=used.handling,
            simulated=used.simulated,
        ),
        key=framed_digest(("records", digest, used.digest)),
        files=(table,),
        items=lambda: spreadsheet.read(table, used, not_after=clock()),
        mapping=f"{used.name} {version}",
    )
    return _import(project, by, intake, features=False, clock=clock, progress=progress, stop=stop)


def find_mapping(named: str | Path) -> Mapping:
    """The mapping in a file, or the shipped one of that name. Refuses with the names there are."""
    path = Path(named)
    if path.is_file():
        return read_mapping(path)
    known = shipped()
    if str(named) in known:
        return known[str(named)]
    raise Refused(
        f"there is no mapping {str(named)!r}",
        f"name a TOML file, or one of: {', '.join(sorted(known))}",
    )


def _import(
    project: "Project",
    by: str,
    intake: Intake,
    *,
    features: bool,
    clock: Clock,
    progress: Progress,
    stop: Stop,
) -> ImportReport:
    reader = acting(project, by, *IMPORTING)
    with project.importing(reader.person, f"{intake.kind} {intake.source.title}", clock()):
        run, tally = take_in(
            project, reader.person, intake, clock=clock, progress=progress, stop=stop
        )
        described, seconds = 0, 0.0
        if features and not tally.stopped:
            described, seconds = _describe(project, progress, stop)
    return report_of(run, intake, tally, described, seconds)


def _describe(project: "Project", progress: Progress, stop: Stop) -> tuple[int, float]:
    # Here and not above: the networks are heavy, and a table of seizures needs none.
    from workbench.services.describing import Descriptions
    from workbench.services.gallery import all_coats

    begun = monotonic()
    done = Descriptions.of(project).fill(all_coats(project), progress=progress, stop=stop)
    return done, monotonic() - begun


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _must_exist(source: Path) -> None:
    if not source.exists():
        raise Refused(f"there is no {source}", "check the spelling of the path")


def _says_simulated(descriptor: Path) -> bool:
    """Whether a package calls itself simulated in its name, title, description or keywords."""
    words = descriptor.read_bytes()[:20_000].lower()
    return b"simulated" in words

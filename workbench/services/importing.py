"""Bringing material in: packages, photos and tables, in batches that survive a crash.

What is written once is acknowledged for good; the same import again finds its batches done and
says so. What cannot be taken comes back as rejects and never stops the good beside it.
"""

from hashlib import file_digest
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from cases.formats import camtrap_dp, photo_csv
from cases.formats.mapping import Mapping
from cases.statement import Grade, Handling, Source, framed_digest
from workbench.security import account_of
from workbench.services.acting import IMPORTING, acting
from workbench.services.import_report import ImportReport, report_of
from workbench.services.intake import Intake, take_in
from workbench.services.pace import Clock, Progress, Stop, never, silent, utc_now
from workbench.services.record_files import record_file
from workbench.services.refusal import Refused
from workbench.services.rejects import write_rejects
from workbench.store import Reader

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
    mapping: str | Path | Mapping = "",
    *,
    format: str = "",
    namespace: str = "",
    grade: Grade | None = None,
    handling: Handling | None = None,
    simulated: bool = False,
    corrects: str = "",
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> ImportReport:
    """Import a file of records: of a published format, or a table through a mapping.

    mapping: a file, the name of a saved or shipped one, or a value; format: a key of
    `cases.formats.known.FORMATS`; without either the file is recognised. namespace: in which the
    names of a published format are unique. grade, handling: instead of the mapping's. corrects:
    the run whose rejected rows this file brings again; both count as one origin. A mapping is kept
    in the project with a version. Raises Refused for what is not there or nothing known fits.
    """
    reader = acting(project, by, *IMPORTING)
    file = record_file(
        project, reader, table, mapping=mapping, format=format, namespace=namespace,
        not_after=clock(),
    )  # fmt: skip
    used, named = file.mapping, ""
    if used is not None:
        with project.store.transaction(reader.person, "keep mapping", clock()) as work:
            named = f"{used.name} {work.mappings.add(used.name, used.text)}"
    files = (
        (table,) if table.is_file() else tuple(sorted(p for p in table.iterdir() if p.is_file()))
    )
    digest = framed_digest(map(_digest, files)) if table.is_dir() else _digest(table)
    how = used.digest if used is not None else f"{file.recognised.format} {namespace}"
    intake = Intake(
        kind="records" if used is not None else file.recognised.format,
        source=Source(
            id="",
            kind="table" if used is not None else file.recognised.title,
            title=table.name,
            digest=digest,
            origin=_origin(project, reader, corrects) if corrects else None,
            grade=grade or (used.grade if used is not None else Grade()),
            handling=handling or (used.handling if used is not None else Handling()),
            simulated=simulated or (used is not None and used.simulated),
        ),
        key=framed_digest(("records", digest, how)),
        files=files,
        items=file.items,
        mapping=named,
        corrects=corrects,
    )
    return _import(project, by, intake, features=False, clock=clock, progress=progress, stop=stop)


def _origin(project: "Project", reader: Reader, run: str) -> str:
    """The source that a run wrote, or the one that this repeats itself."""
    with project.store.read(reader) as queries:
        found = queries.intake.source_of(run)
        if found is None:
            raise Refused(
                f"{run} is no import that wrote anything", "name the run whose rows are corrected"
            )
        known = queries.sources.of([found]).get(found)
    return known.root if known is not None else found


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
    # Whoever has to wait is told a name and no number of an account.
    account = account_of(project.store, reader.person)
    who = reader.person if account is None else account.name
    with project.importing(who, f"{intake.kind} {intake.source.title}", clock()):
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

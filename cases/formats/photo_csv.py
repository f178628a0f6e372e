"""Identified photos: a folder whose sub-folders are animals, or a CSV with a row a photo.

Column names of wildlife-datasets (image_id, identity, path, bbox, date, position, species, video)
and of our own exchange (file, individual_id, encounter_id, flank, species, kind, bbox_x ...) are
both read. "unknown" is no individual: the photo is kept and nobody is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cases.dates import DateRefused, When, read_date
from cases.formats.inside import OutsidePackage, inside, is_web_address
from cases.formats.megadetector import Detections, read_detections
from cases.formats.photo_file import Item, PhotoFile
from cases.formats.photo_header import pixel_box, upright_size
from cases.formats.photo_row import BoxRefused, box_of, flank_of, somebody
from cases.formats.table import Row, Table, open_table
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Locator, Ref

__all__ = ["PHOTO_SUFFIXES", "read"]

PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp", ".gif"}
)
_FILE = ("file", "path", "filename", "image")
_KNOWN = frozenset(
    {*_FILE, "image_id", "identity", "individual_id", "bbox", "bbox_x", "bbox_y", "bbox_w"}
    | {"bbox_h", "date", "position", "flank", "species", "video", "encounter_id", "kind"}
    | {"width", "height", "deployment_id"}
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all photos of one import share."""

    folder: Path
    namespace: str
    individuals: str
    detections: Detections
    species: str
    kind: str
    told_animals: set[str]


def read(
    path: Path,
    *,
    namespace: str = "",
    individuals: str = "",
    photos: Path | None = None,
    detections: Path | None = None,
    species: str = "",
    kind: str = "",
) -> Iterator[Item]:
    """Read a folder or a CSV of identified photos.

    namespace: of the photos, by default the folder (and the CSV); individuals: of the
    animals. photos: the folder to which files are relative, by default that of the CSV or its
    sub-folder `images`. detections: a MegaDetector file, paths relative to the same folder.
    species, kind: of photos whose row says nothing. A photo comes right before its claims.
    """
    found = read_detections(detections) if detections else Detections({}, ())
    yield from found.rejects
    name = namespace or (path.name if path.is_dir() else f"{path.parent.name}/{path.stem}")
    reading = _Reading(
        photos or path, name, individuals or name, found, species, kind or "camera", set()
    )
    if path.is_dir():
        yield from _read_folder(reading)
    else:
        yield from _read_csv(path, reading, photos)


def _read_folder(reading: _Reading) -> Iterator[Item]:
    """All photos below the folder; the first folder of a path names the animal."""
    nothing = True
    for path in sorted(p for p in reading.folder.rglob("*") if p.is_file()):
        relative = path.relative_to(reading.folder).as_posix()
        if path.suffix.lower() not in PHOTO_SUFFIXES:
            continue
        nothing = False
        try:
            inside(reading.folder, relative)
        except OutsidePackage as outside:
            yield Reject(relative, None, "", relative, outside.reason, outside.remedy)
            continue
        animal, slash, _ = relative.partition("/")
        cells = {"file": relative, "identity": animal if slash else ""}
        yield from _photo(Row(0, dict(cells)), relative, reading, Locator(file=relative))
    if nothing:
        yield Reject(
            reading.folder.name,
            None,
            "",
            "",
            "there is no photo in this folder",
            f"photos end in {', '.join(sorted(PHOTO_SUFFIXES))}",
        )


def _read_csv(path: Path, reading: _Reading, photos: Path | None) -> Iterator[Item]:
    """All rows of the CSV; a row whose file is not there is refused, the others go on."""
    table = open_table(path)
    if isinstance(table, Reject):
        yield table
        return
    if (complaint := table.complaint()) is not None:
        yield complaint
    column = next((name for name in _FILE if name in table.header), "")
    if not column:
        yield Reject(
            table.file,
            1,
            "file",
            "",
            "the table has no column for the photo's file",
            "name it file or path",
        )
        return
    reading = replace(reading, folder=photos or _folder_of(path, table, column))
    seen: set[str] = set()
    for row in table:
        if isinstance(row, Reject):
            yield row
            continue
        file = row.text(column)
        key = f"{file}\n{','.join(row.text(side) for side in ('bbox', 'bbox_x', 'bbox_y'))}"
        if (refused := _refused(table.file, row, column, file, reading.folder)) is not None:
            yield refused
        elif key in seen:
            yield _reject(table.file, row, column, file, "the row stands twice", "remove one")
        else:
            seen.add(key)
            yield from _photo(row, file, reading, Locator(row=row.number))


def _folder_of(path: Path, table: Table, column: str) -> Path:
    """Where the files of a CSV are: beside it, or in `images` as data sets are often packed."""
    first = next((row.text(column) for row in table if isinstance(row, Row)), "")
    packed = path.parent / "images"
    try:
        beside, within = inside(path.parent, first), inside(packed, first)
    except OutsidePackage:
        return path.parent
    return packed if within.is_file() and not beside.is_file() else path.parent


def _refused(table: str, row: Row, column: str, file: str, folder: Path) -> Reject | None:
    if not file:
        return _reject(table, row, column, "", "the row names no photo", "fill in its file")
    if is_web_address(file):
        return _reject(
            table,
            row,
            column,
            file,
            "the photo stands on the web and nothing is fetched",
            "download it and name the file",
        )
    try:
        path = inside(folder, file)
    except OutsidePackage as outside:
        return _reject(table, row, column, file, outside.reason, outside.remedy)
    if not path.is_file():
        return _reject(
            table,
            row,
            column,
            file,
            "there is no such file",
            "name it relative to the folder of the table",
        )
    return None


def _reject(table: str, row: Row, column: str, value: str, reason: str, remedy: str) -> Reject:
    return Reject(table, row.number, column, value, reason, remedy)


def _photo(row: Row, file: str, reading: _Reading, locator: Locator) -> Iterator[Item]:
    path = inside(reading.folder, file)
    size = upright_size(path)
    box, source, wrong = _box(row, file, reading, size)
    key = f"{file}#{box}" if box and source == "table" else file
    photo = Ref("Photo", reading.namespace, row.text("image_id") or key)
    table = locator.file or reading.namespace
    if wrong:
        yield _reject(
            table, row, "bbox", row.text("bbox"), wrong, "write x,y,width,height in pixels"
        )
    taken = _date(row)
    if isinstance(taken, DateRefused):
        yield _reject(table, row, "date", row.text("date"), taken.reason, taken.remedy)
        taken = None
    yield PhotoFile(path, photo, file)
    told = Telling(photo, locator, taken)
    yield told.say("fileName", file, column="file")
    yield told.say("available", "yes")
    yield told.say("kind", row.text("kind").lower() or reading.kind, column="kind")
    if taken:
        yield told.say("capturedAt", str(taken), column="date", original=row.text("date"))
    name = somebody(row.text("individual_id") or row.text("identity"))
    species = row.text("species") or reading.species
    if name:
        animal = Ref("IndividualAnimal", reading.individuals, name)
        yield told.say("individual", animal, column="identity")
        yield from _animal(replace(told, subject=animal, event_time=None), species, reading)
    encounter = row.text("encounter_id") or row.text("video") or _day_of(name, taken)
    if encounter:
        yield told.say("encounter", f"{reading.namespace}:{encounter}", column="encounter_id")
    if flank := flank_of(row.text("flank") or row.text("position")):
        yield told.say("flank", flank, column="flank")
    if species:
        yield told.say("species", species, column="species")
    if box:
        yield told.say("box", box, column="bbox")
        yield told.say("boxSource", source)
    for column in row.cells:
        if column not in _KNOWN and (text := row.text(column)):
            yield told.say(column, text, column=column)


def _animal(told: Telling, species: str, reading: _Reading) -> Iterator[Item]:
    """What the first photo of an animal says of the animal itself."""
    if told.subject.key in reading.told_animals:
        return
    reading.told_animals.add(told.subject.key)
    yield told.say("catalogueNumber", told.subject.key, column="identity")
    if species:
        yield told.say("species", species, column="species")


def _day_of(name: str, taken: When | None) -> str:
    """Without a given encounter, one animal's photos of one day are one encounter."""
    return f"{name} {taken.day}" if name and taken and taken.precision != "year" else ""


def _date(row: Row) -> When | DateRefused | None:
    if not row.text("date"):
        return None
    try:
        return read_date(row.text("date"))
    except DateRefused as refused:
        return refused


def _box(
    row: Row, file: str, reading: _Reading, size: tuple[int, int] | None
) -> tuple[str, str, str]:
    """The box in pixels, who gave it, and what is wrong with one that was refused."""
    try:
        written = box_of(row, size)
    except BoxRefused as refused:
        return "", "", str(refused)
    if written:
        return written, "table", ""
    found = reading.detections.best(file)
    return (pixel_box(found, size), "megadetector", "") if found and size else ("", "", "")

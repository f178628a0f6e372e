"""How fast photos, records and matches go through, on one project of its own.

    python benchmarks/importing.py --photos CSV [--images DIR] [--species NAME] [--table FILE
        --mapping NAME] [--limit N] [--match N]

Prints photos a second (read, kept, coat fixed), coats described a second, statements a second of a
table, and seconds a match, with the machine they were taken on. Nothing is asserted: the figures
depend on what else runs.
"""

import argparse
import csv
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

from workbench.project import Project
from workbench.services.founding import found
from workbench.services.importing import import_photos, import_records
from workbench.services.matching import match_photos
from workbench.services.pace import cores


def arguments() -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--photos", type=Path, required=True, help="CSV of identified photos")
    parser.add_argument("--images", type=Path, help="folder that the CSV's names start from")
    parser.add_argument("--species", default="", help="of photos whose row says nothing")
    parser.add_argument("--table", type=Path, help="a table of records")
    parser.add_argument("--mapping", default="", help="its mapping")
    parser.add_argument("--limit", type=int, default=0, help="first N photos only")
    parser.add_argument("--match", type=int, default=5, help="how many photos are matched")
    return parser.parse_args()


def first_rows(source: Path, limit: int, folder: Path) -> Path:
    """The CSV, or a copy of its first rows."""
    if not limit:
        return source
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[: limit + 1]
    with (folder / source.name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder / source.name


def measure(given: argparse.Namespace, folder: Path) -> None:
    """Run all of it once and print a line a figure."""
    found(folder / "project", person="Benchmark")
    project = Project.open(folder / "project")
    source = first_rows(given.photos, given.limit, folder)
    images = given.images or given.photos.parent / "images"
    images = images if images.is_dir() else given.photos.parent
    report = import_photos(project, "", source, images=images, species=given.species)
    print(report.sentence)
    print(f"photos: {report.photos / report.seconds:.1f} a second read, kept and fixed")
    print(f"statements with them: {report.new / report.seconds:.0f} a second")
    described = report.described / max(report.describing_seconds, 1e-9)
    print(f"coats: {described:.2f} a second described on {cores()} cores")
    again = import_photos(project, "", source, images=images, species=given.species)
    print(f"the same again: {again.seconds:.1f} s; {again.sentence}")
    if given.table is not None:
        table = import_records(project, "", given.table, given.mapping)
        print(f"{given.table.name}: {table.new / table.seconds:.0f} statements a second")
    with source.open(encoding="utf-8", newline="") as file:
        names = [row["file"] for row in csv.DictReader(file)][: given.match]
    took = []
    for name in names:
        begun = time.monotonic()
        match_photos(project, "", [images / name], genuine="benchmark", species=given.species)
        took.append(time.monotonic() - begun)
    if took:
        print(f"match: {statistics.median(took):.2f} s median of {len(took)}, first {took[0]:.2f}")
    project.close()


def main() -> None:
    """Measure in a folder that is thrown away."""
    print(f"{platform.platform()}, {cores()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="kedrovka-benchmark-") as folder:
        measure(arguments(), Path(folder))


if __name__ == "__main__":
    main()

"""How fast photos, records and matches go through, on one project of its own.

    python benchmarks/importing.py --photos CSV [--images DIR] [--species NAME] [--table FILE
        --mapping NAME] [--limit N] [--match N]
    python benchmarks/importing.py --rows N [--postgresql URL]

The second imports an invented table of N seizures (13 statements a row) and prints statements a
second by the clock, the processor time of each part, the greatest memory, and the same import
again; into SQLite, or into an empty PostgreSQL database on this machine, whose processor time is
told beside.

The first prints photos a second (read, kept, coat fixed), coats described a second, statements a
second of a table, and seconds a match, with the machine they were taken on. Nothing is asserted:
the figures depend on what else runs.
"""

import argparse
import csv
import os
import platform
import resource
import statistics
import tempfile
import time
from pathlib import Path

import psycopg

from cases.formats.mapping import Mapping
from workbench.project import Project
from workbench.services.founding import found
from workbench.services.importing import import_photos, import_records
from workbench.services.matching import match_photos
from workbench.services.pace import cores


def arguments() -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--photos", type=Path, help="CSV of identified photos")
    parser.add_argument("--rows", type=int, default=0, help="rows of an invented table")
    parser.add_argument("--postgresql", default="", help="where the table goes, an empty database")
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


MAPPING = """
name = "benchmark"
version = 1
kind = "Seizure"
namespace = "benchmark"
key = ["No"]
simulated = true
linked = [
  { name = "courier", kind = "Person", link = "courier" },
  { name = "phone", kind = "Phone", link = "phone" },
]
column = [
  { column = "Date", property = "date" },
  { column = "Country", property = "country" },
  { column = "Species", property = "species" },
  { column = "Product", property = "product" },
  { column = "Quantity", property = "quantity" },
  { column = "Courier", property = "name", on = "courier" },
  { column = "Phone", property = "number", on = "phone" },
]
"""


def invented(target: Path, rows: int) -> None:
    """Seizures of nobody: dates, countries, a courier and a phone a row, a column left unmapped."""
    with target.open("w", encoding="utf-8") as out:
        out.write("No,Date,Country,Species,Product,Quantity,Courier,Phone,Agency\n")
        for i in range(rows):
            day = f"{i % 28 + 1:02d}.{i % 12 + 1:02d}.20{i % 20 + 5:02d}"
            out.write(
                f"S-{i},{day},{('RU', 'CN', 'VN', 'NA')[i % 4]},Panthera pardus,skin,{i % 7 + 1},"
                f"Ivan Simulated {i % 5000},+7914{i % 3000:07d},post {i % 40}\n"
            )


def measure_records(rows: int, folder: Path, url: str) -> None:
    """Import an invented table once and again. url: of a PostgreSQL database; empty for SQLite."""
    invented(folder / "seizures.csv", rows)
    found(folder / "project", person="Benchmark", database_url=url or None)
    project = Project.open(folder / "project")
    for name in ("first", "the same again"):
        measure_once(name, project, folder / "seizures.csv", url)
    project.close()


def measure_once(name: str, project: Project, table: Path, url: str = "") -> None:
    """One import; a line of what it took: this thread, those that read and write, the server."""
    before, begun, thread, server = (
        *(time.process_time(), time.monotonic(), time.thread_time()),
        server_seconds(url),
    )
    report = import_records(project, "", table, Mapping.parse(MAPPING))
    thread, begun = time.thread_time() - thread, time.monotonic() - begun
    here, server = time.process_time() - before, server_seconds(url) - server
    done = report.new or report.known
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {done:,} statements, {done / begun:,.0f}/s by the clock; microseconds of "
        f"processor each: {(here + server) / done * 1e6:.1f}, of which this thread "
        f"{thread / done * 1e6:.1f}, reading and writing beside it "
        f"{(here - thread) / done * 1e6:.1f}, the server {server / done * 1e6:.1f}; "
        f"{most:,.0f} MB, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def server_seconds(url: str) -> float:
    """Seconds of processor of all processes of a PostgreSQL server on this machine; 0 for none."""
    if not url:
        return 0.0
    with psycopg.connect(url) as connection:
        found_at = connection.execute("SHOW data_directory").fetchone()
    head = (
        Path(str(found_at[0] if found_at else ""), "postmaster.pid").read_text("ascii").split()[0]
    )
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if process.name == head:
            # Its own, and of those it began that have ended.
            ticks += sum(map(int, told[11:15]))
        elif told[1] == head:
            ticks += sum(map(int, told[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure in a folder that is thrown away."""
    print(f"{platform.platform()}, {cores()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="kedrovka-benchmark-") as folder:
        given = arguments()
        if given.rows:
            measure_records(given.rows, Path(folder), given.postgresql)
        if given.photos is not None:
            measure(given, Path(folder))


if __name__ == "__main__":
    main()

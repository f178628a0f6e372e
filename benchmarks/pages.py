"""What the store answers to the pages of seizures and *Today*, on a large project made for it.

    python benchmarks/pages.py build FOLDER [--seizures N] [--seed S]
    python benchmarks/pages.py measure FOLDER [--repeat N]

`build` writes invented seizures (dates with their precision, places or coordinates, couriers, legs
of routes) through the store, audit included. `measure` asks for what the pages ask for, as an
analyst who is cleared for everything, and prints the median in seconds of wall clock and of
processor time. Nothing is asserted: the figures depend on what else runs, so the load is printed.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cases.dates import read_date
from cases.statement import Claim, Grade, Locator, Ref, Source
from workbench.project import Project
from workbench.security import reader_of
from workbench.services.founding import found
from workbench.store import Reader
from workbench.views import seizure_map, seizures, today
from workbench.views.finding import find

COUNTRIES = (
    *("CN", "VN", "RU", "TH", "LA", "MM", "KH", "MY", "ID", "IN", "NP", "BD", "KZ", "MN", "KP"),
    *("NG", "CM", "CD", "CG", "GA", "KE", "TZ", "UG", "ZA", "MZ", "ZM", "ZW", "NA", "AO", "ET"),
    *("AE", "TR", "QA", "FR", "BE", "DE", "GB", "NL", "US", "SG"),
)
PRODUCTS = ("skin", "bones", "teeth", "claws", "live animal", "scales", "meat")
SPECIES = ("Panthera pardus", "Panthera tigris", "Panthera uncia", "Manis", "Loxodonta africana")
ROLES = ("origin", "via", "outbound", "destination")
FIRST_DAY, DAYS = date(2000, 1, 1), 9700
PLACES, COURIERS, BATCH = 3000, 20_000, 2000
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NAMESPACE = "benchmark"


def day_of(chance: random.Random) -> str:
    """A date as a table would hold it: mostly a day, sometimes a month or a year."""
    day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
    return day[: chance.choices((10, 7, 4), (80, 15, 5))[0]]


def coordinates(chance: random.Random) -> tuple[str, str]:
    """Somewhere between 35 south and 55 north, as text."""
    return f"{chance.uniform(-35, 55):.3f}", f"{chance.uniform(-10, 140):.3f}"


def place_claims(number: int, chance: random.Random) -> Iterator[Claim]:
    """A place with its coordinates."""
    place = Ref("Place", NAMESPACE, str(number))
    latitude, longitude = coordinates(chance)
    for name, value in (
        ("name", f"Border post {number}"),
        ("country", chance.choice(COUNTRIES)),
        ("latitude", latitude),
        ("longitude", longitude),
    ):
        yield Claim(place, "Place", name, value)


def seizure_claims(number: int, chance: random.Random) -> Iterator[Claim]:
    """One seizure with its place, perhaps a courier and a route."""
    seizure = Ref("Seizure", NAMESPACE, str(number))
    written = day_of(chance)
    when = read_date(written, order="YMD")
    where = Locator(file="benchmark.csv", row=number + 2)

    def say(name: str, value: "str | Ref") -> Claim:
        return Claim(seizure, "Seizure", name, value, locator=where, event_time=when)

    yield say("reference", f"B-{number}")
    yield say("date", str(when))
    yield say("country", chance.choice(COUNTRIES))
    yield say("product", chance.choices(PRODUCTS, range(len(PRODUCTS), 0, -1))[0])
    yield say("species", chance.choice(SPECIES))
    yield say("quantity", str(chance.randrange(1, 40)))
    yield say("agency", f"Customs office {chance.randrange(400)}")
    if chance.random() < 0.5:
        yield say("place", Ref("Place", NAMESPACE, str(chance.randrange(PLACES))))
    elif chance.random() < 0.8:
        latitude, longitude = coordinates(chance)
        yield say("latitude", latitude)
        yield say("longitude", longitude)
    if chance.random() < 0.2:
        courier = Ref("Person", NAMESPACE, str(chance.randrange(COURIERS)))
        yield say("courier", courier)
        yield Claim(courier, "Person", "name", f"Courier {courier.key}", locator=where)
    if chance.random() < 0.25:
        for order, role in enumerate(ROLES[: chance.randrange(2, 5)], 1):
            yield from leg_claims(seizure, order, role, chance)


def leg_claims(seizure: Ref, order: int, role: str, chance: random.Random) -> Iterator[Claim]:
    """One stop of a seizure's route."""
    leg = Ref("RouteLeg", NAMESPACE, f"{seizure.key} / {role} {order}")
    country = chance.choice(COUNTRIES)
    yield Claim(leg, "RouteLeg", "seizure", seizure)
    for name, value in (
        ("role", role),
        ("order", str(order)),
        ("placeName", country),
        ("country", country),
        ("legStatus", chance.choice(("confirmed", "unconfirmed", "unstated"))),
    ):
        yield Claim(leg, "RouteLeg", name, value)


def build(folder: Path, count: int, seed: int) -> None:
    """Make the project and say how long it took."""
    found(folder, person="Benchmark")
    project = Project.open(folder)
    chance, began, written = random.Random(seed), time.monotonic(), 0
    source = Source("", "file", "benchmark.csv", grade=Grade("admiralty", "B", "2"), simulated=True)
    places = [claim for number in range(PLACES) for claim in place_claims(number, chance)]
    for first in range(0, count, BATCH):
        numbers = range(first, min(count, first + BATCH))
        claims = [claim for number in numbers for claim in seizure_claims(number, chance)]
        claims = places + claims if first == 0 else claims
        with project.store.transaction("USR-1", "benchmark", NOW) as work:
            work.statements.add(claims, source)
        written += len(claims)
    took = time.monotonic() - began
    project.close()
    print(f"{count:,} seizures, {written:,} statements in {took:.0f} s ({written / took:.0f}/s)")


def questions(project: Project, reader: Reader) -> dict[str, Callable[[], object]]:
    """What the pages ask, by name."""
    all_of, month = seizures.SeizureFilter(), seizures.SeizureFilter(first_day="2024-01-01")
    some = seizures.SeizureFilter(countries=("VN",), products=("skin",), first_day="2020-01-01")
    return {
        "first page of all": lambda: seizures.page(project, reader),
        "filtered by country, product and date": lambda: seizures.page(project, reader, some),
        "page 1,000": lambda: seizures.page(project, reader, offset=100_000),
        "text": lambda: seizures.page(project, reader, seizures.SeizureFilter(text="post 17")),
        "countries to choose from": lambda: seizures.choices(project, reader, "country"),
        "filtered by product alone": lambda: seizures.page(
            project, reader, seizures.SeizureFilter(products=("skin",))
        ),
        "points on the map": lambda: seizure_map.points(project, reader, all_of, total=200_000),
        "points, filtered": lambda: seizure_map.points(project, reader, some, total=500),
        "columns by year": lambda: seizure_map.periods(project, reader, all_of),
        "columns by month": lambda: seizure_map.periods(project, reader, month, by_month=True),
        "routes": lambda: seizure_map.routes(project, reader, all_of),
        "routes, filtered": lambda: seizure_map.routes(project, reader, some),
        "today without its watches": lambda: today.today(project, reader),
        "search field": lambda: find(project, reader, "Courier 17"),
    }


def measure(folder: Path, repeat: int) -> None:
    """Ask every question and print how long it takes."""
    project = Project.open(folder)
    reader = reader_of(project.store, "Benchmark")
    for name, ask in questions(project, reader).items():
        walls, processor = [], []
        for _ in range(repeat):
            wall, used = time.perf_counter(), time.process_time()
            ask()
            walls.append(time.perf_counter() - wall)
            processor.append(time.process_time() - used)
        load = os.getloadavg()[0]
        print(
            f"{name}: {statistics.median(walls):.2f} s, "
            f"{statistics.median(processor):.2f} s of processor (load {load:.1f})",
            flush=True,
        )
    project.close()


def main() -> None:
    """Build or measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("what", choices=("build", "measure"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seizures", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    if given.what == "build":
        build(given.folder, given.seizures, given.seed)
    else:
        measure(given.folder, given.repeat)


if __name__ == "__main__":
    main()

"""How often the interval of a median covers the truth, and how long the leak check takes.

python benchmarks/markets.py            seeds fixed; prints two tables. The peer of the interval is
the plain bootstrap percentile (Efron 1979) over the same draws of a market.
python benchmarks/markets.py looking [OFFERS]   processor seconds of the first look and a later one
at the Market page's view of a project of so many offers (10,000), and of reading the same offers as
whole statements, which the view did before; in one run, with the machine's load.
"""

import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from scipy.stats import binom

from cases.dates import read_date
from cases.entities import group
from cases.exports import Secret, leaks
from cases.markets import prices, rates, regions
from cases.markets.series import _interval
from cases.statement import Claim, Grade, Locator, Ref, Source
from workbench.project import Project
from workbench.store import Reader
from workbench.views.market import market

SEED = 5
MARKETS = 4000
SIZES = (5, 6, 8, 9, 12, 20, 40)
SYLLABLES = ("pe", "tr", "ku", "zmi", "iv", "an", "so", "ko", "lov", "wang", "jian", "guo", "nguy",
             "en", "van", "minh", "or", "se", "ma", "ri", "dra", "go")  # fmt: skip


def bootstrap(amounts: np.ndarray) -> tuple[float, float]:
    """5th and 95th percentile of the median of endless resamples, and nothing else."""
    ordered, n = np.sort(amounts), len(amounts)
    parts = np.arange(1, n + 1) / n
    low = np.argmax(binom.sf((n + 1) // 2 - 1, n, parts) >= 0.05)
    high = np.argmax(binom.sf(n // 2, n, parts) >= 0.95)
    return ordered[low], ordered[high]


def coverage() -> None:
    draw, middle = np.random.default_rng(SEED), np.exp(7.0)
    print("prices  bootstrap  ours   (90 % claimed)")
    for n in SIZES:
        markets = np.exp(draw.normal(7.0, 0.8, (MARKETS, n)))
        held = [
            np.mean([low <= middle <= high for low, high in map(interval, markets)])
            for interval in (bootstrap, _interval)
        ]
        print(f"{n:6d}  {held[0]:9.3f}  {held[1]:.3f}")


def searching() -> None:
    r = random.Random(1)
    names = [
        " ".join("".join(r.choice(SYLLABLES) for _ in range(3)).title() for _ in range(2))
        for _ in range(20_000)
    ]
    known = [Secret("name", name, f"P{n}") for n, name in enumerate(names)]
    for n in range(20_000):
        known.append(Secret("phone", f"+79{r.randrange(10**9):09d}", f"T{n}"))
    for n in range(10_000):
        known.append(
            Secret("plate", f"{r.choice('ABEK')}{r.randint(100, 999)}BC{n % 199}", f"V{n}")
        )
    rows = "\n".join(
        f"{2000 + n % 26},{r.choice(['RU', 'CN', 'VN'])},Panthera pardus,skin,{r.randint(5, 900)}"
        for n in range(5000)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "seizures.csv")
        file.write_text(f"year,country,species,product,seizures\n{rows}\n", "utf-8")
        begun = time.process_time()
        found = list(leaks([file], known))
    took = time.process_time() - begun
    print(f"{len(known)} secrets, 5,000 rows: {took:.1f} s of processor, {len(found)} false alarms")


OFFERS, MARKETS_NAMED, BATCH = 10_000, 60, 1000
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KINDS = ("Offer", "Market", "ExchangeRate")


def offer_claims(number: int, chance: random.Random) -> list[Claim]:
    """One row of a table of offers: eleven facts of the offer, two of its market."""
    at = Locator(file="offers.csv", row=number)
    day = date(2010, 1, 1) + timedelta(days=chance.randrange(6000))
    offer = Ref("Offer", "benchmark", str(number))
    place = Ref("Market", "benchmark", str(chance.randrange(MARKETS_NAMED)))
    facts = {
        "product": chance.choice(("skin", "bones", "teeth", "claws")),
        "species": chance.choice(("Panthera pardus", "Panthera tigris")),
        "amount": str(chance.randrange(50, 9000)),
        "currency": chance.choice(("USD", "CNY", "VND")),
        "kind": chance.choice(("asked", "agreed", "paid")),
        "quantity": "1",
        "unit": "piece",
        "channel": chance.choice(("online", "physical")),
        "description": "an offer seen by somebody at some place",
    }
    when = read_date(day.isoformat())
    return [
        *(Claim(offer, "Offer", name, value, locator=at) for name, value in facts.items()),
        Claim(offer, "Offer", "date", day.isoformat(), locator=at, event_time=when),
        Claim(offer, "Offer", "market", place, locator=at),
        Claim(place, "Market", "name", f"Market {place.key}", locator=at),
        Claim(place, "Market", "country", chance.choice(("CN", "VN", "LA")), locator=at),
    ]


def looking(offers: int) -> None:
    """First and later look of the view, and the reading of whole statements."""
    chance = random.Random(SEED)
    reader = Reader.whole("benchmark")
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "market", name="benchmark")
        for first in range(0, offers, BATCH):
            claims = [
                claim
                for number in range(first, min(offers, first + BATCH))
                for claim in offer_claims(number, chance)
            ]
            graded = Grade("admiralty", "B", "2")
            with project.store.transaction("benchmark", "offers", NOW) as work:
                work.statements.add(claims, Source("", "file", f"{first}.csv", grade=graded))
        begun = time.process_time()
        with project.store.read(reader) as q:
            whole = group([one for kind in KINDS for one in q.statements.saying(kind)])
        before = prices(whole), rates(whole), regions(whole)
        peer = time.process_time() - begun
        for what in ("first look", "later look"):
            begun = time.process_time()
            page = market(project, reader)
            print(f"{what} at {page.total} prices: {time.process_time() - begun:.2f} s")
        assert page.total == len(before[0])
        print(f"whole statements, without series and table: {peer:.2f} s")
        print(f"load {os.getloadavg()[0]:.1f}")
        project.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["looking"]:
        looking(int(sys.argv[2]) if len(sys.argv) > 2 else OFFERS)
    else:
        coverage()
        searching()

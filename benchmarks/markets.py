"""How often the interval of a median covers the truth, and how long the leak check takes.

python benchmarks/markets.py        seeds fixed; prints two tables. The peer of the interval is the
plain bootstrap percentile (Efron 1979) over the same draws of a market.
"""

import random
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.stats import binom

from cases.exports import Secret, leaks
from cases.markets.series import _interval

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


if __name__ == "__main__":
    coverage()
    searching()

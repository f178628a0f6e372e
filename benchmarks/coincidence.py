"""How often incidents fall into a window by chance, beside how often the watch says they would.

    python benchmarks/coincidence.py --windows 4000 --seed 1

Windows of 90 days lie anywhere on four years of record and have nothing to do with the incidents,
which come at random, three in an evening now and then, or in winters only. With winters only, the
record is told once with all days and once with the days on which cameras stood.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cases.catalogue import Occasion, Sighting, chapman, coverage, exact_limits, schnabel
from cases.catalogue.coverage import interval_of_unseen
from cases.dates import read_date
from cases.watches.chance import by_chance

YEARS, WINDOW = 4, 90
WHEN = read_date("2025-02-01")
ALL = range(365 * YEARS)
WINTER = [day for day in ALL if day % 365 < 180]
Incidents = Callable[[np.random.Generator], list[int]]


def at_random(rng: np.random.Generator) -> list[int]:
    """Four a year, independent."""
    return rng.choice(ALL, rng.poisson(4 * YEARS)).tolist()


def in_bursts(rng: np.random.Generator) -> list[int]:
    """Two evenings a year with one to five each."""
    evenings = rng.choice(ALL, rng.poisson(2 * YEARS))
    return [int(day) for day in evenings for _ in range(int(rng.integers(1, 6)))]


def in_winter(rng: np.random.Generator) -> list[int]:
    """Four a year, in winters only."""
    return rng.choice(WINTER, rng.poisson(4 * YEARS)).tolist()


def told(incidents: Incidents, days: list[int], windows: int, seed: int) -> str:
    """Mean chance told and share measured of one or more, of two or more; and of P at most 5 %."""
    rng = np.random.default_rng(seed)
    starts = days[: len(days) - WINDOW]
    rows = []
    for _ in range(windows):
        events, first = incidents(rng), int(rng.choice(starts))
        last = first + WINDOW - 1
        inside = sum(1 for day in events if first <= day <= last)
        one, two = (by_chance(events, days, first, last, k) for k in (1, 2))
        own = by_chance(events, days, first, last, max(inside, 1))
        rows.append((one, inside >= 1, two, inside >= 2, bool(inside) and own <= 0.05))
    a, b, c, d, rare = np.nanmean(np.array(rows, dtype=np.float64), axis=0)
    return f"one {a:.3f} / {b:.3f}, two {c:.3f} / {d:.3f}; told at most 0.05: {rare:.3f}"


def intervals(animals: int, studies: int, seed: int) -> str:
    """How often 95 % intervals hold a closed population, each animal met twice on average."""
    rng = np.random.default_rng(seed)
    held: dict[str, list[bool]] = {"Chapman's own": [], "exact limits": [], "Schnabel": []}
    for _ in range(studies):
        met = rng.random((5, animals)) < 1.0 - np.exp(-2.0 / 5)
        first, second = met[:2].any(axis=0), met[2:].any(axis=0)
        counts = (int(first.sum()), int(second.sum()), int((first & second).sum()))
        if counts[2] < 3:
            continue
        low, high = chapman(*counts)[1:]
        held["Chapman's own"].append(low <= animals <= high)
        low, high = exact_limits(*counts)
        held["exact limits"].append(low <= animals <= high)
        known, occasions = np.zeros(animals, dtype=bool), []
        for row in met:
            occasions.append(Occasion(int(row.sum()), int((row & known).sum()), int(known.sum())))
            known |= row
        low, high = schnabel(occasions)[1:]
        held["Schnabel"].append(low <= animals <= high)
    return ", ".join(f"{name} {np.mean(own):.3f}" for name, own in held.items())


def unseen(spread: float | None, studies: int, seed: int) -> tuple[float, float]:
    """How often Chao's 95 % interval holds a population: as published, and in whole animals.

    25, 60 and 120 animals met 1.5, 2.5 and 5 times on average, each animal at a rate of its own
    that is spread by a coefficient of variation; None: half of them four times the other half.
    """
    rng = np.random.default_rng(seed)
    held = []
    for animals in (25, 60, 120):
        for mean in (1.5, 2.5, 5.0):
            for _ in range(studies // 9):
                rate = np.full(animals, mean)
                if spread is None:
                    rate *= np.where(rng.random(animals) < 0.5, 1.6, 0.4)
                elif spread:
                    rate = rng.gamma(spread**-2, mean * spread**2, animals)
                times = rng.poisson(rate)
                held.append(_held(times[times > 0], animals))
    plain, whole = np.mean(held, axis=0)
    return float(plain), float(whole)


def _held(times: NDArray[np.int64], animals: int) -> tuple[bool, bool]:
    once, twice = (int((times == often).sum()) for often in (1, 2))
    missed = once * (once - 1) / (2 * (twice + 1))
    variance = missed + once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
    variance += once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    low, high = interval_of_unseen(len(times), missed, variance)
    seen = [
        Sighting(str(animal), "", "", WHEN, frozenset(), (), ())
        for animal, often in enumerate(times)
        for _ in range(often)
    ]
    whole = coverage(seen)
    if whole.low is None or whole.high is None:
        raise ValueError(f"{len(seen)} meetings of {len(times)} animals are too few")
    return low <= animals <= high, whole.low <= animals <= whole.high


def main() -> None:
    """Print told and measured, way by way."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--windows", type=int, default=4000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    began = time.perf_counter()
    print("chance told / share measured, of windows that have nothing to do with the incidents")
    for name, incidents, days in (
        ("at random", at_random, list(ALL)),
        ("in bursts", in_bursts, list(ALL)),
        ("in winter, all days on record", in_winter, list(ALL)),
        ("in winter, days with cameras on record", in_winter, WINTER),
    ):
        print(f"  {name}: {told(incidents, days, given.windows, given.seed)}")
    print("share of studies whose 95 % interval holds the population")
    for animals in (8, 15, 40):
        print(f"  {animals} animals: {intervals(animals, given.windows, given.seed)}")
    print("the same of Chao's interval: as published, and in whole animals")
    for name, spread in (
        ("alike", 0.0), ("spread by 0.4", 0.4), ("spread by 0.8", 0.8), ("of two kinds", None),
    ):  # fmt: skip
        plain, whole = unseen(spread, given.windows, given.seed)
        print(f"  {name}: {plain:.3f}, {whole:.3f}")
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()

"""How right the chance of having been photographed is, over simulated residents.

Animals with known, different rates meet cameras; the chance that `cases.catalogue.detection` tells
is held against the true one. Run: .venv/bin/python benchmarks/coverage.py
"""

import argparse
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from cases.catalogue import Deployment, Sighting, detection
from cases.dates import read_date

START = date(2023, 1, 1)
STATIONS, RANGE, ANIMALS = 30, 4, 40


def world(seed: int, rate: float, spread: float, years: int) -> tuple[list[Sighting], float]:
    """Sightings of residents and their true mean chance of a left flank within a year.

    rate: meetings a camera-night within the range; spread: its coefficient of variation. Half of
    the meetings show the left flank.
    """
    rng = np.random.default_rng(seed)
    seen, chances = [], []
    for animal in range(ANIMALS):
        own = rng.gamma(1.0 / spread**2, rate * spread**2)
        for station in rng.choice(STATIONS, RANGE, replace=False):
            for night in np.flatnonzero(rng.random(365 * years) < own):
                when = read_date(f"{START + timedelta(days=int(night))}T22:00")
                side = frozenset({"left" if rng.random() < 0.5 else "right"})
                seen.append(Sighting(f"A{animal}", f"S{station}", "", when, side, (), ()))
        chances.append(1.0 - np.exp(-own * 0.5 * RANGE * 365))
    return seen, float(np.mean(chances))


def told(asked: argparse.Namespace, rate: float) -> Iterator[tuple[float, float, float, float]]:
    """(true, told, low, high) of every world in which anything is told."""
    until = START + timedelta(days=365 * asked.years)
    cameras = [Deployment(f"D{n}", f"S{n}", START, until) for n in range(STATIONS)]
    for seed in range(asked.worlds):
        seen, truth = world(seed, rate, asked.spread, asked.years)
        found = detection(seen, cameras, until=until, rng=np.random.default_rng(0), flank="left")
        if found.probability is not None and found.low is not None and found.high is not None:
            yield truth, found.probability, found.low, found.high


def main() -> None:
    """Print a line a rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=30)
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--spread", type=float, default=0.7)
    asked = parser.parse_args()
    print("rate     worlds told  true  told  interval     covers the truth")
    for rate in (0.0005, 0.001, 0.002, 0.005, 0.02):
        rows = np.array(list(told(asked, rate))).reshape(-1, 4)
        if not len(rows):
            print(f"{rate:<8} 0 of {asked.worlds}")
            continue
        true, value, low, high = rows.mean(axis=0)
        inside = np.mean((rows[:, 0] >= rows[:, 2]) & (rows[:, 0] <= rows[:, 3]))
        print(
            f"{rate:<8} {len(rows):3d} of {asked.worlds:<3d}   {true:.2f}  {value:.2f}  "
            f"{low:.2f}-{high:.2f}    {inside:.2f}"
        )


if __name__ == "__main__":
    main()

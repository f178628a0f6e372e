"""How often numbers and names recur between people who have nothing to do with each other.

    python benchmarks/recurrence.py --worlds 200 --seed 1 --people PEOPLE.csv

Every record is of another person, so each recurrence is chance. Numbers: phones of several
operators and countries, plates of two regions, parts of a phone. Told is the sum of what
`cases.watches.number_chance` tells of numbers of each length; measured is counted.
Names: different people of a list (column full_name); told are at most so many pairs of a
weight as `expected_pairs` says, measured are those there.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cases.names import compare
from cases.watches.name_chance import expected_pairs
from cases.watches.number_chance import Numbers

Draw = Callable[[np.random.Generator, int], list[str]]
OPERATORS = ("+7914", "+7924", "+8619900", "+86138452", "+84912", "+84983")
LETTERS = np.array(list("ABEKMHOPCTYX"))


def _digits(rng: np.random.Generator, count: int, length: int) -> list[str]:
    return ["".join(map(str, row)) for row in rng.integers(0, 10, (count, length))]


def phones(rng: np.random.Generator, count: int) -> list[str]:
    """Whole numbers of seven free digits, of operators that are not equally common."""
    share = np.array([8, 5, 4, 2, 2, 1]) / 22
    of = rng.choice(OPERATORS, count, p=share)
    return [a + b for a, b in zip(of, _digits(rng, count, 7), strict=True)]


def six_digits(rng: np.random.Generator, count: int) -> list[str]:
    """The last six digits of a phone."""
    return _digits(rng, count, 6)


def four_digits(rng: np.random.Generator, count: int) -> list[str]:
    """The last four digits of a phone."""
    return _digits(rng, count, 4)


def plates(rng: np.random.Generator, count: int) -> list[str]:
    """Russian plates of two regions, three in four of the first."""
    letters = rng.choice(LETTERS, (count, 3))
    regions = rng.choice(["125", "25"], count, p=[0.75, 0.25])
    return [
        f"{a}{digits}{b}{c}{region}"
        for (a, b, c), digits, region in zip(letters, _digits(rng, count, 3), regions, strict=True)
    ]


def numbers(draw: Draw, records: int, worlds: int, seed: int) -> str:
    """Numbers in two events and in three, told and measured, a world."""
    rng = np.random.default_rng(seed)
    told, measured = {2: 0.0, 3: 0.0}, {2: 0, 3: 0}
    for _ in range(worlds):
        mentions = Counter(draw(rng, records))
        known = Numbers(mentions)
        for length in {len(number) for number in mentions}:
            alike = [number for number in mentions if len(number) == length][:20]
            for events in told:
                expected = [known.by_chance(number, events).expected for number in alike]
                told[events] += float(np.mean(expected))
        for events in told:
            measured[events] += sum(1 for count in mentions.values() if count >= events)
    return "; ".join(
        f"{events} events: told {told[events] / worlds:.3g}, "
        f"measured {measured[events] / worlds:.3g}"
        for events in told
    )


def names(people: Path, most: int, seed: int) -> str:
    """Pairs of different people by the weight of their names: told at most, and measured."""
    with people.open(encoding="utf-8", newline="") as file:
        known = [row["full_name"] for row in csv.DictReader(file)]
    rng = np.random.default_rng(seed)
    some = [known[n] for n in rng.permutation(len(known))[:most]]
    weights = np.array(
        [
            found.weight_bits
            for n, a in enumerate(some)
            for b in some[n + 1 :]
            if (found := compare(a, b)).score >= 0.9
        ]
    )
    return f"{len(weights)} pairs alike; " + "; ".join(
        f"{bits} bits: told at most {expected_pairs(len(some), bits):.3g}, "
        f"measured {int((weights >= bits).sum())}"
        for bits in (8, 11, 14, 17)
    )


def main() -> None:
    """Print told beside measured, and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=Path)
    asked = parser.parse_args()
    began = time.perf_counter()
    for draw in (phones, plates, six_digits, four_digits):
        for records in (20, 200, 2000):
            worlds = asked.worlds if records < 2000 else max(asked.worlds // 10, 1)
            print(f"{draw.__name__}, {records}: {numbers(draw, records, worlds, asked.seed)}")
    if asked.people:
        print(f"names: {names(asked.people, 700, asked.seed)}")
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()

"""Deal the animals of a labelled data set into two tables: fit on one half, judge on the other.

    python benchmarks/halves.py DATASET A.csv B.csv [--species S] [--seed 2026]
    kedrovka calibrate A.csv --out OWN.json --name N --species S --population P
    kedrovka evaluate B.csv --protocol open-set --calibration OWN.json --out DIR

Whole animals, both flanks; those met in several encounters and those met once are dealt apart, so
that either half has as many of them. Rows without an encounter, which `kedrovka calibrate` does not
take, stay in.
"""

import argparse
from pathlib import Path

import numpy as np

from embeddings.evaluation.dataset import read_dataset, write_rows


def main() -> None:
    """Read, deal, write both tables, print how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("dataset", "first", "second"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--species", default="", help="of rows that name none")
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()
    rows = read_dataset(how.dataset, species=how.species).rows
    met: dict[str, set[str]] = {}
    for row in rows:
        met.setdefault(row.individual, set()).add(row.encounter)
    rng = np.random.default_rng(how.seed)
    first: set[str] = set()
    for several in (True, False):
        alike = sorted(animal for animal, times in met.items() if (len(times) > 1) is several)
        first |= set(rng.permutation(alike)[::2].tolist())
    for path, inside in ((how.first, True), (how.second, False)):
        own = [row for row in rows if (row.individual in first) is inside]
        write_rows(path, own, named=True)
        animals = {row.individual for row in own}
        again = sum(len(met[animal]) > 1 for animal in animals)
        print(f"{path}: {len(own):,} photos of {len(animals)} animals, {again} of them met again")


if __name__ == "__main__":
    main()

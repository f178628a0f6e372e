"""Simulated skins of a data set's own animals, as tables for `kedrovka rank`; all is simulated.

    python benchmarks/matching_pelts.py DATASET DIR --seed 7 --species "Panthera tigris"
    python benchmarks/matching_pelts.py DATASET DIR --seed 7 --piece --severity 2

Writes DIR/queries.csv (one skin of every encounter of every flank that has two or more, made by the
frozen `embeddings.evaluation.pelts`) and DIR/gallery.csv (all photos; a query never meets its own
encounter). The queries' names are written for whoever judges; `rank` never reads them.
"""

import argparse
from pathlib import Path

import numpy as np

from embeddings.evaluation.dataset import read_dataset, write_rows
from embeddings.evaluation.pelts import PIECE_SHARE, VERSION, as_pelts
from embeddings.evaluation.protocol import split_by
from embeddings.evaluation.table import PhotoRow


def told(done: int, total: int, what: str) -> None:
    """Print every 20th step."""
    if done % 20 == 0 or done == total:
        print(f"{what} {done}/{total}", flush=True)


def main() -> None:
    """Choose photos, make skins, write tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--severity", type=int, choices=range(4))
    parser.add_argument("--piece", action="store_true")
    parser.add_argument("--species", default="")
    how = parser.parse_args()
    data = read_dataset(how.dataset, species=how.species)
    split = split_by("one-per-encounter", data.shots, np.random.default_rng(how.seed))
    asking = [data.rows[place] for place in split.queries if place not in split.unknown]
    share = PIECE_SHARE if how.piece else 1.0
    made = as_pelts(
        asking, how.folder, seed=how.seed, severity=how.severity, share=share, progress=told
    )
    queries = [row for row in made if isinstance(row, PhotoRow)]
    write_rows(how.folder / "queries.csv", queries, named=True)
    write_rows(how.folder / "gallery.csv", data.rows, named=True)
    print(f"{len(queries)} skins ({VERSION}, seed {how.seed}), {len(data.rows)} photos")


if __name__ == "__main__":
    main()

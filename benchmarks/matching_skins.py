"""The same skin photographed twice, among many skins of real and rendered animals; all simulated.

    python benchmarks/matching_skins.py DATASET DIR --skins 500 --seed 7 --species "Panthera tigris"

Writes DIR/gallery.csv (the first photo of every skin) and DIR/queries.csv (the second photo of
some: other folds, turn, light, floor and frame; half of them real, half rendered). A skin of every
real flank by the frozen `embeddings.evaluation.pelts`, the rest rendered open skins with a row for
each flank. The two photos of a rendered skin share coat, shrinking and head; its ragged outline,
cuts and holes are drawn anew, which makes it no easier.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.coat import Flank, Kind, Region
from embeddings.evaluation.dataset import read_dataset, write_rows
from embeddings.evaluation.pelts import photographed_twice
from embeddings.evaluation.table import PhotoRow
from embeddings.synthesis import (
    SPECIES,
    TIGER,
    Animal,
    PeltTreatment,
    encode_jpeg,
    make_animal,
    render_pelt,
)

LEAST_SEED = 20_000
"""Rendered animals start here: none of a demonstration or of a calibration."""

Twice = tuple[list[PhotoRow], list[PhotoRow]]


def real_skins(rows: Sequence[PhotoRow], folder: Path, seed: int) -> Twice:
    """Both photos of one skin of every flank of the data set, of a photo drawn at random."""
    rng = np.random.default_rng(seed)
    chosen: dict[tuple[str, str], PhotoRow] = {}
    for place in rng.permutation(len(rows)).tolist():
        chosen.setdefault((rows[place].individual, rows[place].flank.value), rows[place])
    first, second = [], []
    ordered = [chosen[unit] for unit in sorted(chosen)]
    for one, other in photographed_twice(ordered, folder, seed=seed):
        if isinstance(one, PhotoRow) and isinstance(other, PhotoRow):
            first.append(one)
            second.append(other)
    return first, second


def rendered_skin(number: int, animal: Animal, folder: Path, seed: int) -> Twice:
    """Both photos of one rendered skin, a row for each flank that can be seen."""
    taken: Twice = ([], [])
    own = PeltTreatment.as_hard_as_life(np.random.default_rng((seed, number, 1)))
    for photo, rows in enumerate(taken):
        path = folder / f"simulated-skin-{number:04}-{photo}.jpg"
        rng = np.random.default_rng((seed, number, 2 + photo))
        lying = PeltTreatment.as_hard_as_life(rng)
        treatment = replace(lying, shrink=own.shrink, head=own.head, stains=own.stains)
        rendered = render_pelt(animal, treatment, rng)
        path.write_bytes(encode_jpeg(rendered))
        for flank, box in sorted(rendered.flank_boxes.items()):
            row = PhotoRow(
                table="",
                row=0,
                file=path.name,
                path=path,
                individual=f"rendered-{number:04}",
                encounter=f"rendered-{number:04}/{photo}",
                flank=Flank(flank),
                species=animal.species,
                kind=Kind.PELT,
                region=Region(*box),
            )
            rows.append(row)
    return taken


def main() -> None:
    """Make real skins, then rendered ones; write tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--skins", type=int, default=500)
    parser.add_argument("--queries", type=int, default=120)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--species", choices=SPECIES, default=TIGER)
    how = parser.parse_args()
    how.folder.mkdir(parents=True, exist_ok=True)
    data = read_dataset(how.dataset, species=how.species)
    gallery, real = real_skins(data.rows, how.folder, how.seed)
    print(f"{len(gallery)} real skins", flush=True)
    asked_rendered: list[PhotoRow] = []
    rng = np.random.default_rng(how.seed)
    for number in range(how.skins - len(gallery)):
        seeded = np.random.default_rng((LEAST_SEED, how.seed, number))
        once, again = rendered_skin(number, make_animal(seeded, how.species), how.folder, how.seed)
        gallery += once
        asked_rendered += again[int(rng.integers(2)) :][:1]
        if number % 50 == 49:
            print(f"{number + 1} rendered skins", flush=True)
    half = how.queries // 2
    queries = []
    for group in (real, asked_rendered):
        places = rng.permutation(len(group))[:half].tolist()
        queries += [group[place] for place in sorted(places)]
    write_rows(how.folder / "gallery.csv", gallery, named=True)
    write_rows(how.folder / "queries.csv", queries, named=True)
    skins = len({row.individual for row in gallery})
    print(f"{len(queries)} queries, {skins} skins in {len(gallery)} rows")


if __name__ == "__main__":
    main()

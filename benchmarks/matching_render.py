"""Render big cats and their skins with tables for `matching_calibrate.py`; all of it is simulated.

    python benchmarks/matching_render.py DIR --species "Panthera pardus" --animals 48 --seed 9000

Writes DIR/gallery.csv (frames of camera traps, one to three passages a flank) and DIR/queries.csv
(two photos of each animal's skin, its flanks boxed). The demonstration uses seeds 1 to 20; a
calibration that weighs it must not have seen its animals, so seeds start at 9000.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from embeddings.synthesis import (
    LEOPARD,
    SPECIES,
    Animal,
    FrameConditions,
    PeltTreatment,
    Rendered,
    Side,
    encode_jpeg,
    make_animal,
    passage,
    render_pelt,
)

COLUMNS = ["file", "individual_id", "encounter_id", "flank", "species", "kind"]
COLUMNS += ["bbox_x", "bbox_y", "bbox_w", "bbox_h"]
Row = dict[str, str | float]
LEAST_SEED = 9000
FLANKS: tuple[Side, Side] = ("left", "right")
PASSAGES = 3
FRAMES = 2
SKIN_PHOTOS = 3


def row_of(name: str, animal: Animal, number: int, encounter: str, what: tuple[str, str]) -> Row:
    """One line of a table, without its box; what: flank and kind."""
    flank, kind = what
    cells = [name, f"S{number:03}", f"{number}-{encounter}", flank, animal.species, kind]
    return dict(zip(COLUMNS, cells, strict=False))


def boxed(row: Row, box: tuple[float, float, float, float]) -> Row:
    """A line with its box."""
    return row | dict(zip(COLUMNS[-4:], box, strict=True))


def frames_of(folder: Path, number: int, animal: Animal, seed: int) -> list[Row]:
    """One to three passages of each flank before camera traps, two frames each."""
    rows = []
    for side, flank in enumerate(FLANKS):
        rng = np.random.default_rng((seed, number, side))
        for walk in range(int(rng.integers(1, PASSAGES + 1))):
            conditions = FrameConditions.as_hard_as_life(rng, species=animal.species)
            walked = passage(animal, flank, rng, FRAMES, conditions)
            for frame, rendered in enumerate(walked):
                name = f"{number:03}-{flank}-{walk}-{frame}.jpg"
                keep(folder / name, rendered)
                row = row_of(name, animal, number, f"{flank}-{walk}", (flank, "camera"))
                rows.append(boxed(row, rendered.box))
    return rows


def skins_of(folder: Path, number: int, animal: Animal, seed: int) -> list[Row]:
    """The animal's skin as found twice, a row for each flank that can be seen."""
    rows = []
    for photo in range(SKIN_PHOTOS):
        rng = np.random.default_rng((seed, number, 99, photo))
        rendered = render_pelt(animal, PeltTreatment.as_hard_as_life(rng), rng)
        name = f"{number:03}-skin-{photo}.jpg"
        keep(folder / name, rendered)
        for flank, box in sorted(rendered.flank_boxes.items()):
            row = row_of(name, animal, number, f"skin-{photo}", (flank, "pelt"))
            rows.append(boxed(row, box))
    return rows


def keep(path: Path, rendered: Rendered) -> None:
    """Write the photo, labelled as simulated."""
    path.write_bytes(encode_jpeg(rendered))


def write(path: Path, rows: list[Row]) -> None:
    """Write a table."""
    with path.open("w", newline="", encoding="utf-8") as table:
        lines = csv.DictWriter(table, COLUMNS)
        lines.writeheader()
        lines.writerows(rows)


def main() -> None:
    """Render, one animal after the other; the tables grow with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--species", choices=SPECIES, default=LEOPARD)
    parser.add_argument("--animals", type=int, default=48)
    parser.add_argument("--seed", type=int, default=LEAST_SEED)
    how = parser.parse_args()
    if how.seed < LEAST_SEED:
        parser.error(f"seed {how.seed}: seeds below {LEAST_SEED} belong to demonstrations")
    how.folder.mkdir(parents=True, exist_ok=True)
    gallery: list[Row] = []
    queries: list[Row] = []
    sibling: Animal | None = None
    for number in range(how.animals):
        rng = np.random.default_rng((how.seed, number))
        # Every fourth is a sibling of the one before: look-alikes exist on purpose.
        animal = make_animal(rng, how.species, sibling if number % 4 == 3 else None)
        sibling = animal
        gallery += frames_of(how.folder, number, animal, how.seed)
        queries += skins_of(how.folder, number, animal, how.seed)
        write(how.folder / "gallery.csv", gallery)
        write(how.folder / "queries.csv", queries)
        print(f"{number + 1}/{how.animals} animals", flush=True)


if __name__ == "__main__":
    main()

"""Render leopards and their skins with tables for `matching_calibrate.py`; all of it is simulated.

    python benchmarks/matching_render.py DIR --animals 40 --seed 7

Writes DIR/gallery.csv (camera frames, both flanks, two encounters each) and DIR/queries.csv (one
skin of each animal, its flanks boxed).
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from embeddings.synthesis import (
    LEOPARD,
    Animal,
    FrameConditions,
    PeltTreatment,
    Rendered,
    encode_jpeg,
    make_animal,
    render_frame,
    render_pelt,
)

COLUMNS = ["file", "individual_id", "encounter_id", "flank", "species", "kind"]
COLUMNS += ["bbox_x", "bbox_y", "bbox_w", "bbox_h"]
Row = dict[str, str | float]


def row_of(name: str, animal: int, encounter: str, flank: str, kind: str, box: object) -> Row:
    """One line of a table."""
    cells = [name, f"S{animal:03}", encounter, flank, LEOPARD, kind, *tuple(box)]  # type: ignore[arg-type]
    return dict(zip(COLUMNS, cells, strict=True))


def frames_of(folder: Path, number: int, animal: Animal, seed: int) -> list[Row]:
    """Two encounters of both flanks before a camera trap."""
    rows = []
    for encounter in range(2):
        for flank in ("left", "right"):
            rng = np.random.default_rng((seed, number, encounter, flank == "left"))
            rendered = render_frame(animal, flank, FrameConditions.as_hard_as_life(rng), rng)
            name = f"{number:03}-{encounter}-{flank}.jpg"
            keep(folder / name, rendered)
            rows.append(
                row_of(name, number, f"{number}-{encounter}", flank, "camera", rendered.box)
            )
    return rows


def skins_of(folder: Path, number: int, animal: Animal, seed: int) -> list[Row]:
    """The animal's skin, a row for each flank that can be seen."""
    rng = np.random.default_rng((seed, number, 99))
    rendered = render_pelt(animal, PeltTreatment.as_hard_as_life(rng), rng)
    name = f"{number:03}-skin.jpg"
    keep(folder / name, rendered)
    return [
        row_of(name, number, f"skin-{number}", flank, "pelt", box)
        for flank, box in sorted(rendered.flank_boxes.items())
    ]


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
    parser.add_argument("--animals", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    how = parser.parse_args()
    how.folder.mkdir(parents=True, exist_ok=True)
    gallery: list[Row] = []
    queries: list[Row] = []
    sibling: Animal | None = None
    for number in range(how.animals):
        rng = np.random.default_rng((how.seed, number))
        # Every fourth is a sibling of the one before: look-alikes exist on purpose.
        animal = make_animal(rng, LEOPARD, sibling if number % 4 == 3 else None)
        sibling = animal
        gallery += frames_of(how.folder, number, animal, how.seed)
        queries += skins_of(how.folder, number, animal, how.seed)
        write(how.folder / "gallery.csv", gallery)
        write(how.folder / "queries.csv", queries)
        print(f"{number + 1}/{how.animals} animals", flush=True)


if __name__ == "__main__":
    main()

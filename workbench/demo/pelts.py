"""The two skins as officers photographed them: folded, cut, in bad light, on an office floor.

Beside the photos stands what an examiner fixes before any search: which flank, and its box.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from embeddings.synthesis import Animal, PeltTreatment, Side, encode_jpeg, render_pelt
from workbench.demo.passages import DATES
from workbench.demo.seizures import FIRST_CASE, FIRST_EXHIBIT, SECOND_CASE, SECOND_EXHIBIT

__all__ = ["COLUMNS", "PELTS", "Pelt", "write_pelts"]

PELTS = "pelts.csv"
COLUMNS = (
    "case", "exhibit", "file", "species", "flank", "bbox_x", "bbox_y", "bbox_w", "bbox_h", "device",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pelt:
    """One skin: its case and exhibit, whose coat it was, which flanks are searched, how each photo
    was taken."""

    case: str
    exhibit: str
    coat: Animal
    shown: Sequence[Side]
    views: Sequence[PeltTreatment]
    at: datetime


def pelts_of(rng: np.random.Generator, stranger: Animal, victim: Animal) -> list[Pelt]:
    """SZ-1, folded and in bad light; SZ-2, cut, a third of one flank folded over, one whole.

    To say that a skin is nobody's needs all that it shows, so of SZ-1 both flanks are searched, the
    folded one as far as it lies open; of SZ-2 the whole one is.
    """
    sides: tuple[Side, Side] = ("left", "right") if rng.random() < 0.5 else ("right", "left")
    whole, folded = sides
    first = [
        PeltTreatment(surface="concrete", folded=0.3, folded_side=folded, wrinkles=0.5, glare=0.1,
                      exposure_ev=-0.7, flash=False, turn_deg=turn, perspective=perspective)
        for turn, perspective in ((4.0, 0.3), (-9.0, 0.5), (2.0, 0.15))
    ]  # fmt: skip
    second = [
        PeltTreatment(surface="table", folded=0.33, folded_side=folded, cuts=2, wrinkles=0.4,
                      glare=0.25, stains=0.2, turn_deg=turn, perspective=perspective)
        for turn, perspective in ((-3.0, 0.2), (8.0, 0.4))
    ]  # fmt: skip
    hour = datetime.min.time().replace(hour=15)
    return [
        Pelt(FIRST_CASE, FIRST_EXHIBIT, stranger, sides, first,
             datetime.combine(DATES.first_seizure, hour)),
        Pelt(SECOND_CASE, SECOND_EXHIBIT, victim, (whole,), second,
             datetime.combine(DATES.second_seizure, hour)),
    ]  # fmt: skip


def write_pelts(folder: Path, rng: np.random.Generator, stranger: Animal, victim: Animal) -> int:
    """Render the photos of both skins and the table beside them; how many photos."""
    rows = []
    for number, pelt in enumerate(pelts_of(rng, stranger, victim), 1):
        # One lie of the skin for all its photos: creases and stains do not move between two views.
        lie = int(rng.integers(2**31))
        for view, treatment in enumerate(pelt.views, 1):
            photo = render_pelt(pelt.coat, treatment, np.random.default_rng(lie))
            file = f"pelts/skin-{number}/photo-{view}.jpg"
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(encode_jpeg(photo, captured_at=pelt.at, description="skin"))
            device = "phone of the officer (simulated)"
            for flank in pelt.shown:
                box = [f"{edge:g}" for edge in photo.flank_boxes[flank]]
                rows.append((pelt.case, pelt.exhibit, file, pelt.coat.species, flank, *box, device))
    with (folder / PELTS).open("w", encoding="utf-8", newline="") as file_out:
        writer = csv.writer(file_out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len({row[2] for row in rows})

"""What figures of the tigers are worth if some pairs of names stand for one animal each.

    python benchmarks/doubted_names.py GALLERY.csv QUERIES.csv --cache DIR \\
        --species "Panthera tigris" [--all TABLE.csv --draws 5]

`examined_pairs.csv` says which pairs were examined without names, place and score, among pairs of
known truth. Pairs that both examiners called one animal are set aside: their photos never meet, so
that they count neither for nor against. The calibration is fitted with and without them on the same
look-ups (`matching_calibrate.py` keeps them in DIR). With --all, one photo of every encounter is
drawn and asked about all others, so many times, and weighed by that calibration. Heads that never
saw the animal mask it where `held_out_masks.py` filled DIR.
"""

import argparse
import csv
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

import cv2
import faiss
import numpy as np
from matching_calibrate import asking_of, our_ranks, progress, told_of

from embeddings.evaluation.calibrating import Wish, fitted, looks_of
from embeddings.evaluation.describing import Means, describe_row
from embeddings.evaluation.fitting import HeldOut, Told
from embeddings.evaluation.ranking import opened
from embeddings.evaluation.ratios import measure_ratios
from embeddings.evaluation.table import PhotoRow, RowReject, read_table
from embeddings.evaluation.trials import Asked, Seen, look_up
from embeddings.gallery import Entry, Gallery
from embeddings.search.scoring import weigh_up
from embeddings.strength import Calibration, weigh

EXAMINED = Path(__file__).with_name("examined_pairs.csv")
TOLD = ("Cllr", "calibration loss", "other animal, LR above 10")


def twins(path: Path) -> Mapping[str, Set[str]]:
    """By name the other names of what both examiners called one animal, over all steps between."""
    together: dict[str, set[str]] = {}
    with path.open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if (row["kind"], row["first_examiner"], row["second_examiner"]) == (
                "flagged",
                "same",
                "same",
            ):
                pair = row["individual_a"], row["individual_b"]
                joined = set[str]().union(*(together.get(name, {name}) for name in pair))
                together |= dict.fromkeys(joined, joined)
    return {name: group - {name} for name, group in together.items()}


def apart(seen: Sequence[Seen], gallery: Gallery, others: Mapping[str, Set[str]]) -> list[Seen]:
    """The looks without photos of what may be the query's animal under another name."""
    names = np.array([entry.individual for entry in gallery.entries])
    found = []
    for one in seen:
        doubted = np.isin(names, sorted(others.get(one.asked.individual, set())))
        look = replace(one.look, allowed=one.look.allowed & ~doubted)
        pair = np.where(doubted, np.nan, one.scored.pair)
        found.append(replace(one, look=look, scored=replace(one.scored, pair=pair)))
    return found


def drawn(rows: Sequence[PhotoRow], seed: int, means: Means) -> tuple[Gallery, list[Seen]]:
    """One photo of every encounter: all of them asked about all others."""
    by: dict[str, list[PhotoRow]] = {}
    for row in rows:
        by.setdefault(row.encounter, []).append(row)
    rng = np.random.default_rng(seed)
    chosen = [some[rng.integers(len(some))] for _, some in sorted(by.items())]
    told = [(row, describe_row(row, means)) for row in chosen]
    kept = [(row, one) for row, one in told if not isinstance(one, RowReject)]
    gallery = Gallery.build(Entry(one, row.individual, row.encounter) for row, one in kept)
    return gallery, list(
        look_up([Asked(one, row.individual, row.encounter) for row, one in kept], gallery)
    )


def weighed(seen: Sequence[Seen], gallery: Gallery, calibration: Calibration) -> list[HeldOut]:
    """The bounded ratios of each query."""
    found = []
    for one in seen:
        sides: tuple[list[float], list[float]] = ([], [])
        evidence = weigh_up(one.look, one.scored, gallery, calibration.cohorts)
        for piece in evidence.values():
            strength = weigh([piece], calibration).log10_lr
            sides[piece.individual != one.asked.individual].append(strength)
        found.append(HeldOut(one.asked.individual, tuple(sides[0]), tuple(sides[1])))
    return found


def main() -> None:
    """Look up, fit with and without, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gallery", "queries"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--species", required=True)
    parser.add_argument("--all", type=Path, help="table of all photos")
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    others = twins(EXAMINED)
    print("set aside:", {name: sorted(group) for name, group in sorted(others.items())})
    told = Told("tried", how.species, "camera", "as in the tables", simulated=False)
    wish = Wish(told, Means(how.cache), seed=how.seed)
    held, seen = looks_of(
        asking_of(how.gallery, how.queries), wish, progress=progress, reject=print
    )
    gallery = opened(held.folder)
    ways = {
        "by all names": (seen, {}),
        "doubted pairs set aside": (apart(seen, gallery, others), others),
    }
    rows = []
    if how.all:
        rows = [row for row in read_table(how.all, named=True) if isinstance(row, PhotoRow)]
    draws = [drawn(rows, how.seed + one, wish.means) for one in range(how.draws)] if rows else []
    for way, (looks, doubted) in ways.items():
        made = fitted(looks, gallery, wish)
        print(f"{way}: " + "; ".join(f"{one} {made.ratios.figures[one]}" for one in TOLD))
        told_of(f"{way}, held out", our_ranks(looks, gallery, made.calibration), how.seed)
        for place, (few, asked) in enumerate(draws):
            some = apart(asked, few, doubted)
            found = measure_ratios(
                weighed(some, few, made.calibration), np.random.default_rng(how.seed)
            )
            assert found is not None
            said = "; ".join(f"{one} {found.figures[one]}" for one in TOLD)
            print(f"{way}, one photo an encounter, draw {place + 1}: {said}", flush=True)
            told_of("   ", our_ranks(some, few, made.calibration), how.seed)


if __name__ == "__main__":
    main()

"""Describe tigers with coats seen by a head that never learned from them, for any other measure.

    python benchmarks/segmentation.py ../shared/data/amur_tigers --folder HEADS
    python benchmarks/held_out_masks.py ../shared/data/amur_tigers HEADS TABLE... --cache DIR

The shipped head learned from two thirds of these animals, so that whatever is measured on them by
it flatters the mask. Here each animal of the tables (columns as for `kedrovka rank`) is masked by
the head of the fold that it judged, and its features are kept in DIR as if the shipped head had
seen it: whatever is then asked with `--cache DIR` (matching_calibrate.py, `kedrovka rank`) is
answered by held-out masks. Use a DIR of its own.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from coat_masks import heads, segmenter_of

from embeddings.coat import foreground
from embeddings.coat.segmentation import Segmenter, load_segmenter
from embeddings.evaluation.describing import Means, describe_row
from embeddings.evaluation.table import PhotoRow, RowReject, read_table


@contextmanager
def seen_by(head: Path) -> Iterator[None]:
    """While it lasts, coats are sought by `head` under the name of the shipped one."""
    shipped = load_segmenter()
    other: Segmenter = replace(segmenter_of(head), card=shipped.card)
    kept, foreground.load_segmenter = foreground.load_segmenter, lambda: other  # type: ignore[attr-defined,assignment]
    try:
        yield
    finally:
        foreground.load_segmenter = kept  # type: ignore[attr-defined]


def filled(row: PhotoRow, head: Path, means: Means) -> RowReject | None:
    """Features of one row into the cache; a reject where there are none."""
    with seen_by(head):
        described = describe_row(row, means)
    return described if isinstance(described, RowReject) else None


def main() -> None:
    """Fill the cache, tell how much of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("heads", type=Path)
    parser.add_argument("tables", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    how = parser.parse_args()
    by = heads(how.pack, how.heads)
    rows = [
        row
        for table in how.tables
        for row in read_table(table, named=True)
        if isinstance(row, PhotoRow)
    ]
    strange = sorted({row.individual for row in rows} - set(by))
    if strange:
        parser.error(f"no head was kept from these animals: {', '.join(strange[:5])}")
    with ProcessPoolExecutor(how.jobs, mp_context=get_context("spawn")) as pool:
        chosen = [by[row.individual] for row in rows]
        told = pool.map(filled, rows, chosen, [Means(how.cache)] * len(rows), chunksize=8)
        rejects = 0
        for done, reject in enumerate(told, 1):
            if reject:
                print(reject, flush=True)
                rejects += 1
            if done % 100 == 0 or done == len(rows):
                print(f"described {done}/{len(rows)}, {rejects} rejected", flush=True)


if __name__ == "__main__":
    main()

"""Controls: how often animals are found from the background alone, and in a mirror.

    python benchmarks/matching_controls.py GALLERY.csv QUERIES.csv --most-photos 160

Takes the first queries whose animal is in the gallery and the first photos of the gallery, those of
the queries' animals before others. Prints top-1 of the photos beside chance, all from one run.
"""

import argparse
from pathlib import Path

import cv2
import faiss
import numpy as np

from embeddings.coat import locate
from embeddings.evaluation.controls import background_only, mirrored, mirrored_coat
from embeddings.evaluation.table import PhotoRow, read_table
from embeddings.features import Describer, Features
from embeddings.gallery import Entry, Gallery
from embeddings.photo import read_photo
from embeddings.search import search_skin
from embeddings.strength import choose, shipped

Views = dict[str, Features]


def rows_of(path: Path) -> list[PhotoRow]:
    """The usable rows of a table."""
    return [row for row in read_table(path, named=True) if isinstance(row, PhotoRow)]


def views_of(describer: Describer, row: PhotoRow, *, mirror: bool) -> Views:
    """Coat, background and, for a query, the mirrored coat of one photo."""
    photo = read_photo(row.path)
    coat = locate(photo, region=row.region, flank=row.flank, species=row.species)
    views = {
        "coat": describer.describe(photo, coat),
        "background only": background_only(describer, photo, coat),
    }
    if mirror:
        turned = mirrored(photo)
        views["mirrored query"] = describer.describe(turned, mirrored_coat(coat, turned))
    return views


def main() -> None:
    """Describe each photo in all views, search each view in its own gallery, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gallery", "queries"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--most-photos", type=int, default=160)
    parser.add_argument("--most-queries", type=int, default=40)
    how = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    held = rows_of(how.gallery)
    present = {(row.individual, row.flank) for row in held}
    asked = [r for r in rows_of(how.queries) if (r.individual, r.flank) in present][
        : how.most_queries
    ]
    wanted = {row.individual for row in asked}
    held = sorted(held, key=lambda row: row.individual not in wanted)[: how.most_photos]
    describer = Describer.shipped(threads=1)
    gallery_views = [views_of(describer, row, mirror=False) for row in held]
    query_views = [views_of(describer, row, mirror=True) for row in asked]
    calibration, _ = choose(shipped(), species=asked[0].species, domain="camera")
    for control, base in (
        ("coat", "coat"),
        ("background only", "background only"),
        ("mirrored query", "coat"),
    ):
        gallery = Gallery.build(
            Entry(views[base], row.individual, row.encounter)
            for row, views in zip(held, gallery_views, strict=True)
        )
        hits, chance = [], []
        for row, views in zip(asked, query_views, strict=True):
            answer = search_skin(
                [views[control]],
                gallery,
                calibration,
                budget=len(gallery),
                exclude_encounters=frozenset({row.encounter}),
            )
            right = [coat.individual == row.individual for coat in answer.coats]
            if any(right):
                hits.append(right[0])
                chance.append(np.mean(right))
        print(
            f"{control}: top-1 {np.mean(hits):.3f}, chance {np.mean(chance):.3f}, "
            f"{len(hits)} queries, {len(gallery)} photos",
            flush=True,
        )


if __name__ == "__main__":
    main()

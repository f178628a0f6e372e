"""Which pooling and which mask make the shipped embedding best on tigers across encounters.

usage: python benchmarks/pooling.py SHARED_DATA/amur_tigers [--model NAME=PATH.onnx ...]

Top-1 and mAP with every photo of the query's own encounter left out and the flank known. The
figures on the card of `lite0-imagenet` came from here; an average-pooled model for comparison is
made by `embeddings.training.export.export_lite0(folder, "average")`.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from embeddings.network import load
from embeddings.network.embedding import Network
from embeddings.network.session import Session
from embeddings.photo import read_photo


def oval(shape: tuple[int, ...], scale: float) -> np.ndarray:
    """A superellipse of the given share of the box."""
    y = np.abs((np.arange(shape[0]) + 0.5) / shape[0] * 2 - 1) / scale
    x = np.abs((np.arange(shape[1]) + 0.5) / shape[1] * 2 - 1) / scale
    return y[:, None] ** 2.5 + x[None, :] ** 2.5 <= 1


def scores(rows: list[dict[str, str]], vectors: np.ndarray) -> tuple[float, float, int]:
    """Top-1, mAP and the number of queries that have another encounter to be found in."""
    names, encounters, flanks = (
        np.array([row[key] for row in rows]) for key in ("individual_id", "encounter_id", "flank")
    )
    likeness = vectors @ vectors.T
    first, average = [], []
    for query in range(len(rows)):
        others = (flanks == flanks[query]) & (encounters != encounters[query])
        if not (others & (names == names[query])).any():
            continue
        order = np.flatnonzero(others)
        order = order[np.argsort(-likeness[query, order], kind="stable")]
        ranks = np.flatnonzero(names[order] == names[query])
        first.append(ranks[0] == 0)
        average.append(float(np.mean((np.arange(ranks.size) + 1) / (ranks + 1))))
    return float(np.mean(first)), float(np.mean(average)), len(first)


def main() -> None:
    """One line a model and mask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tigers", type=Path)
    parser.add_argument("--model", action="append", default=[], help="NAME=PATH.onnx")
    asked = parser.parse_args()
    with (asked.tigers / "photos.csv").open() as table:
        rows = list(csv.DictReader(table))
    photos = [read_photo(asked.tigers / "images" / row["file"]).pixels for row in rows]
    shipped = load(threads=2, spinning=True)
    models = {shipped.name: shipped}
    for name, path in (pair.split("=", 1) for pair in asked.model):
        models[name] = Network(shipped.card, Session(Path(path).read_bytes(), threads=2))
    for share in (9.0, 1.0, 0.92, 0.8):
        coats = [(pixels, oval(pixels.shape, share)) for pixels in photos]
        for name, network in models.items():
            top, mean, count = scores(rows, network.embed(coats))
            print(
                f"{name:16s} oval {share:4.2f}: top-1 {top:.3f}  mAP {mean:.3f}  ({count} queries)"
            )


if __name__ == "__main__":
    main()

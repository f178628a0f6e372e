"""Fit the weights of cases/names/model.py: cases/names/tables/weights.tsv.

    python benchmarks/names_learn.py --folder PLACES        # tables from places alone
    python benchmarks/names_weigh.py --bench name_bench/pairs.csv \\
        --xscript name_xscript/pairs.csv --heard PLACES

On name_bench, name_xscript and the development part of the project's own pairs; never on the
held-out part. Logistic regression with an L2 penalty on standardised features; the sign of a
weight is fixed by what its feature means. Pairs that the rules of Chinese and Vietnamese names
decide are no part of it. Words of other scripts are heard by the tables in --heard while weights
are fitted: tables that had learnt these very words would hear them better than any new ones.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from cases.names import Script, prepare, transcription
from cases.names.alignment import FEATURES, align, features
from cases.names.compare import by_tradition
from cases.names.likeness import likeness
from cases.names.model import SIGNS

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "cases" / "names" / "pairs" / "pairs.csv"
WEIGHTS = ROOT / "cases" / "names" / "tables" / "weights.tsv"
PENALTY = 10.0  # chosen by cross-validation on name_bench among 3, 10, 30, 100
# Pairs that were made by the thousand from one recipe count less than ones written by hand.
COUNTS = {"name_bench": 1.0, "own": 1.0, "name_xscript": 0.1}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs with features: values (n, features), match (n,), count (n,) how much each."""

    values: Floats
    match: NDArray[np.bool_]
    count: Floats


@dataclass(frozen=True)
class Fitted:
    """start and weight (features,) on features as they come."""

    start: float
    weight: Floats

    def odds(self, values: Floats) -> Floats:
        """Log-odds (n,) of pairs."""
        return np.asarray(self.start + values @ self.weight)


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a labelled file."""
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def values_of(row: Mapping[str, str]) -> list[float] | None:
    """Features of a pair; None where the rules of a tradition decide it."""
    first, second = prepare(row["name1"], row["schema"]), prepare(row["name2"], row["schema"])
    if not first.words or not second.words or by_tradition(first, second) is not None:
        return None
    found = align(first.words, second.words)
    return features(found, (first.forms, second.forms), thing=not first.person)


def gather(rows: Sequence[Mapping[str, str]], count: float) -> Pairs:
    """The pairs of `rows` that words decide."""
    return chosen(rows, [values_of(row) for row in rows], count)


def chosen(
    rows: Sequence[Mapping[str, str]], values: Sequence[list[float] | None], count: float
) -> Pairs:
    """The same from features at hand."""
    kept = [(v, r["is_match"] == "true") for r, v in zip(rows, values, strict=True) if v]
    return Pairs(
        np.array([v for v, _ in kept], dtype=np.float64).reshape(-1, len(FEATURES)),
        np.array([match for _, match in kept], dtype=np.bool_),
        np.full(len(kept), count),
    )


def together(parts: Sequence[Pairs]) -> Pairs:
    """Several gatherings as one."""
    return Pairs(
        np.concatenate([p.values for p in parts]),
        np.concatenate([p.match for p in parts]),
        np.concatenate([p.count for p in parts]),
    )


@contextmanager
def hearing(folder: Path | None) -> Iterator[None]:
    """Words heard by the tables in `folder` instead of the shipped ones, where it has them."""
    shipped = transcription.table

    def kept(name: str) -> transcription.Table | None:
        path = folder / f"heard_{name}.tsv" if folder else None
        if path is None or not path.is_file():
            return None
        lines = path.read_text("utf-8").splitlines()
        return transcription.as_table(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    def table(script: Script) -> transcription.Table | None:
        return kept(script) or shipped(script)

    characters = kept("han_characters") or transcription.table_of_characters()
    _forget()
    with mock.patch.multiple(
        transcription, table=cache(table), table_of_characters=lambda: characters
    ):
        yield
    _forget()


def _forget() -> None:
    transcription.heard_each.cache_clear()
    likeness.cache_clear()


def fit(pairs: Pairs, penalty: float = PENALTY) -> Fitted:
    """The most probable weights under the penalty and the signs."""
    mean, spread = pairs.values.mean(axis=0), pairs.values.std(axis=0)
    spread[spread == 0] = 1.0
    x = (pairs.values - mean) / spread
    sign = np.where(pairs.match, 1.0, -1.0)
    # Either answer counts as much as the other, so that 0.5 is as likely as not.
    share = np.average(pairs.match, weights=pairs.count)
    count = pairs.count * np.where(pairs.match, 0.5 / share, 0.5 / (1.0 - share))

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (w[0] + x @ w[1:])
        pull = -sign * count / (1.0 + np.exp(np.clip(margin, -500, 500)))
        value = float(count @ np.logaddexp(0.0, -margin) + penalty / 2 * (w[1:] @ w[1:]))
        return value, np.concatenate([[pull.sum()], x.T @ pull + penalty * w[1:]])

    bounds = [(None, None)] + [
        (0.0 if SIGNS[name] > 0 else None, 0.0 if SIGNS[name] < 0 else None) for name in FEATURES
    ]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    weight = found.x[1:] / spread
    return Fitted(float(found.x[0] - weight @ mean), weight)


def write(fitted: Fitted, path: Path = WEIGHTS) -> None:
    """The weights as the program reads them."""
    lines = ["feature\tweight", f"start\t{fitted.start:.4f}"]
    lines += [f"{n}\t{w:.4f}" for n, w in zip(FEATURES, fitted.weight, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def material(bench: Path, xscript: Path) -> Pairs:
    """Everything the shipped weights are fitted on."""
    own = [row for row in read(OWN) if row["part"] == "development"]
    return together([
        gather(read(bench), COUNTS["name_bench"]),
        gather(read(xscript), COUNTS["name_xscript"]),
        gather(own, COUNTS["own"]),
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--xscript", type=Path, required=True)
    parser.add_argument("--heard", type=Path, required=True, help="tables from places alone")
    asked = parser.parse_args()
    with hearing(asked.heard):
        pairs = material(asked.bench, asked.xscript)
    fitted = fit(pairs)
    write(fitted)
    print(f"{len(pairs.match)} pairs, {int(pairs.match.sum())} true")
    for name, weight in zip(FEATURES, fitted.weight, strict=True):
        print(f"{name:22s}{weight:8.3f}")


if __name__ == "__main__":
    main()

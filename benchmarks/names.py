"""How well names are compared: name_bench, name_xscript, the own pairs; peers in the same run.

    python benchmarks/names.py --bench name_bench/pairs.csv --xscript name_xscript/pairs.csv \\
        --heard PLACES

PLACES holds tables learnt from cities and countries alone (names_learn.py --folder PLACES).
name_bench: weights and threshold fitted on four fifths, counted on the last; pairs that have a
name in common are in one fold; and once more with one source at a time left out. name_xscript:
heard by PLACES, weighed by a fit without it, so no label of it is used; methods were chosen by it.
Own pairs: the shipped program as it stands, threshold 0.5, on persons that nothing was fitted on.
Intervals: 95 % of 500 resamples of groups, seed 2026.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from names_weigh import (
    COUNTS,
    OWN,
    Fitted,
    Floats,
    Pairs,
    chosen,
    fit,
    gather,
    hearing,
    read,
    together,
    values_of,
)
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.metrics import roc_auc_score

from cases.names import compare, prepare
from cases.names.compare import by_tradition

FOLDS, REPEATS, RESAMPLES, SEED = 5, 5, 500, 2026
Rows = Sequence[dict[str, str]]
Called = NDArray[np.bool_]
PEERS: dict[str, Callable[[str, str], float]] = {
    "rapidfuzz WRatio": lambda a, b: fuzz.WRatio(a.casefold(), b.casefold()),
    "rapidfuzz token_sort_ratio": lambda a, b: fuzz.token_sort_ratio(a.casefold(), b.casefold()),
}


def labels(rows: Rows) -> NDArray[np.bool_]:
    """(n,) whether each pair is true."""
    return np.array([row["is_match"] == "true" for row in rows])


def groups(rows: Rows) -> NDArray[np.int64]:
    """(n,) a number a group: pairs that have a name in common, case and word order ignored."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    keys = [
        [" ".join(sorted(row[c].casefold().split())) for c in ("name1", "name2")] for row in rows
    ]
    for first, second in keys:
        parent[root(first)] = root(second)
    names = {name: place for place, name in enumerate(sorted({root(k[0]) for k in keys}))}
    return np.array([names[root(k[0])] for k in keys])


def best_threshold(scores: Floats, match: NDArray[np.bool_]) -> float:
    """The score from which calling a match has the highest F1 on these pairs."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(match[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + match.sum())
    return float(scores[order][int(np.argmax(f1))])


def f1(called: NDArray[np.bool_], match: NDArray[np.bool_]) -> float:
    """F1 of calls."""
    return float(2 * (called & match).sum() / max(called.sum() + match.sum(), 1))


def interval(
    figure: Callable[[NDArray[np.int64]], float], group: NDArray[np.int64]
) -> tuple[float, float]:
    """95 % of `figure` over resamples of whole groups."""
    chance = np.random.default_rng(SEED)
    members = [np.flatnonzero(group == g) for g in np.unique(group)]
    found = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([members[i] for i in chance.integers(0, len(members), len(members))])
        found.append(figure(drawn))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def auc(match: NDArray[np.bool_], scores: Floats) -> float:
    """AUC, or not a number where all pairs are of one kind."""
    return float(roc_auc_score(match, scores)) if 0 < match.sum() < len(match) else float("nan")


def told(what: str, figure: float, bounds: tuple[float, float], n: int) -> None:
    print(f"{what:58s} {figure:.3f} ({bounds[0]:.3f} to {bounds[1]:.3f})  n={n}", flush=True)


@dataclass(frozen=True)
class Read:
    """Rows with what is computed once: features, or the score where a tradition's rules decide."""

    rows: Rows
    values: list[list[float] | None]
    ruled: Floats

    @classmethod
    def of(cls, rows: Rows) -> Read:
        return cls(rows, [values_of(row) for row in rows], ruled(rows))

    def part(self, places: NDArray[np.int64]) -> Read:
        return Read(
            [self.rows[i] for i in places], [self.values[i] for i in places], self.ruled[places]
        )

    def pairs(self, count: float) -> Pairs:
        return chosen(self.rows, self.values, count)


def ruled(rows: Rows) -> Floats:
    """(n,) scores of the pairs that the rules of a tradition decide, else not a number."""
    found = np.full(len(rows), np.nan)
    for place, row in enumerate(rows):
        first, second = (prepare(row[c], row["schema"]) for c in ("name1", "name2"))
        if not first.words or not second.words:
            found[place] = 0.0
        elif (answer := by_tradition(first, second)) is not None:
            found[place] = answer.score
    return found


def scored(these: Read, weights: Fitted) -> Floats:
    """(n,) probabilities by these weights; the rules of traditions as they are."""
    scores = these.ruled.copy()
    words = np.isnan(scores)
    scores[words] = 1.0 / (1.0 + np.exp(-weights.odds(these.pairs(1.0).values)))
    return scores


def held_out(these: Read, part: NDArray[np.int64], extra: Pairs) -> tuple[Floats, Called]:
    """Scores and calls of every pair by weights and threshold of the other parts."""
    scores, called = np.zeros(len(part)), np.zeros(len(part), dtype=np.bool_)
    for one in np.unique(part):
        here, others = np.flatnonzero(part == one), these.part(np.flatnonzero(part != one))
        weights = fit(together([others.pairs(COUNTS["name_bench"]), extra]))
        scores[here] = scored(these.part(here), weights)
        called[here] = scores[here] >= best_threshold(scored(others, weights), labels(others.rows))
    return scores, called


def bench(these: Read, extra: Pairs) -> None:
    rows = these.rows
    match, group = labels(rows), groups(rows)
    every = []
    for repeat in range(REPEATS):
        chance = np.random.default_rng([SEED, repeat])
        part = chance.integers(0, FOLDS, int(group.max()) + 1)[group]
        every.append(held_out(these, part, extra))
    scores = np.mean([s for s, _ in every], axis=0)
    areas = [auc(match, s) for s, _ in every]
    hits = [f1(c, match) for _, c in every]
    print(f"{REPEATS} times {FOLDS} folds: AUC {min(areas):.3f} to {max(areas):.3f}, "
          f"F1 {min(hits):.3f} to {max(hits):.3f}")  # fmt: skip
    first = every[0]
    told("name_bench, folds: AUC", float(np.mean(areas)),
         interval(lambda i: auc(match[i], first[0][i]), group), len(rows))  # fmt: skip
    told("name_bench, folds: F1, threshold of the other folds", float(np.mean(hits)),
         interval(lambda i: f1(first[1][i], match[i]), group), len(rows))  # fmt: skip
    deciles = [scores[(scores >= a) & (scores < a + 0.2)] for a in np.arange(0, 1, 0.2)]
    shares = [match[(scores >= a) & (scores < a + 0.2)] for a in np.arange(0, 1, 0.2)]
    print(
        "calibration (mean score: share true): "
        + ", ".join(
            f"{d.mean():.2f}: {s.mean():.2f}"
            for d, s in zip(deciles, shares, strict=True)
            if len(d)
        )
    )
    sources = sorted({row["case_group"] for row in rows})
    part = np.array([sources.index(row["case_group"]) for row in rows])
    across, called = held_out(these, part, extra)
    told("name_bench, source left out: AUC", auc(match, across),
         interval(lambda i: auc(match[i], across[i]), group), len(rows))  # fmt: skip
    told("name_bench, source left out: F1", f1(called, match),
         interval(lambda i: f1(called[i], match[i]), group), len(rows))  # fmt: skip
    for place, source in enumerate(sources):
        here = part == place
        if here.sum() > 20:
            print(f"    {source:20s} AUC {auc(match[here], across[here]):.3f} n={here.sum()}")


def peers(rows: Rows, what: str) -> None:
    match, group = labels(rows), groups(rows)
    for name, score in PEERS.items():
        found = np.array([score(row["name1"], row["name2"]) for row in rows])
        told(f"{what}: {name}, AUC", auc(match, found),
             interval(lambda i, s=found: auc(match[i], s[i]), group), len(rows))  # fmt: skip


def xscript(rows: Rows, weights: Fitted) -> None:
    for script in ("Cyrillic", "Han", "Arabic"):
        for category in ("word", "full"):
            own = [
                r for r in rows if r["scripts"] == f"Latin-{script}" and r["category"] == category
            ]
            match, scores = labels(own), scored(Read.of(own), weights)
            told(f"name_xscript {script} {category}: AUC", auc(match, scores),
                 interval(lambda i, m=match, s=scores: auc(m[i], s[i]), groups(own)),
                 len(own))  # fmt: skip


def own_pairs() -> None:
    rows = [row for row in read(OWN) if row["part"] == "held_out"]
    for tradition in ("all", "chinese", "russian", "vietnamese"):
        these = [r for r in rows if tradition in ("all", r["tradition"])]
        match = labels(these)
        scores = np.array([compare(r["name1"], r["name2"]).score for r in these])
        people = np.unique([r["person1"] for r in these], return_inverse=True)[1]
        told(f"own pairs held out, {tradition}: F1 at 0.5", f1(scores >= 0.5, match),
             interval(lambda i, m=match, s=scores: f1(s[i] >= 0.5, m[i]), people),
             len(these))  # fmt: skip
    peers(rows, "own pairs held out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--xscript", type=Path, required=True)
    parser.add_argument("--heard", type=Path, required=True)
    asked = parser.parse_args()
    by_hand, across = read(asked.bench), read(asked.xscript)
    with hearing(asked.heard):
        own = gather([r for r in read(OWN) if r["part"] == "development"], COUNTS["own"])
        cross = gather(across, COUNTS["name_xscript"])
        bench(Read.of(by_hand), together([own, cross]))
        peers(by_hand, "name_bench")
        xscript(across, fit(together([own, gather(by_hand, COUNTS["name_bench"])])))
    peers(across, "name_xscript")
    own_pairs()


if __name__ == "__main__":
    main()

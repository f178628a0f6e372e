"""Figures of a `kedrovka rank` run whose truth is known, with intervals over animals.

    python benchmarks/matching_report.py GALLERY.csv QUERIES.csv ANSWERS.jsonl [--only PREFIX]

--only: queries whose animal's name starts so (for example "rendered").
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from embeddings.evaluation.judging import judge
from embeddings.evaluation.measuring import measure


def names_in(table: Path) -> dict[str, str]:
    """File -> individual, as a table has it."""
    with table.open(encoding="utf-8-sig") as lines:
        return {row["file"]: row["individual_id"] for row in csv.DictReader(lines)}


def main() -> None:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gallery", "queries", "answers"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", default="")
    how = parser.parse_args()
    answers = [json.loads(line) for line in how.answers.read_text("utf-8").splitlines()]
    judged = judge(answers, names_in(how.queries), names_in(how.gallery))
    chosen = [one for one in judged if one.animal.startswith(how.only)]
    told = measure(chosen, np.random.default_rng(how.seed))
    print(f"{told.queries} queries, {told.unknown} of animals not in the gallery")
    for name, value in {**told.retrieval, **told.leads}.items():
        print(f"{name}: {value}, {value.animals} animals")
    for far, value in told.dir_at.items():
        print(f"DIR at FAR {far}: {value}")
    for rule, rates in told.open_set.items():
        print(f"{rule}: BAKS {rates.baks} BAUS {rates.baus} root {rates.root}")
    for name, value in (told.ratios.figures if told.ratios else {}).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()

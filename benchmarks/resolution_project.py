"""Resolution as a project does it: how long, how well, and how far its own recall can be trusted.

    python benchmarks/resolution_project.py [--records 4000] [--seed 5] [--phones 0.3]
        [--people people_synthetic/people_global.csv] [--twice]

Generated persons (`resolution_people`, simulated) as records of a project: a name, a birth date, a
nationality, a sex, and for a share of them a phone, which a copy names as often again as not. Which
records are one is known and used for scoring only. --people: the invented people of that file, of
many scripts, with a copy of every third, worn as the generator wears. --twice: copies are worn
twice, which is more than the program expects.
"""

import argparse
import os
import resource
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
from resolution_people import _worn as worn
from resolution_people import generate

from cases.entities import Entities, group
from cases.grade import Grade
from cases.model import property_of
from cases.resolution import Recall, proposals
from cases.statement import Handling, Locator, Statement

LEARNT = datetime(2026, 1, 1, tzinfo=UTC)
AGAIN = 0.5  # of a person's phone, in a second office's record


def invented(path: Path, seed: int, *, twice: bool) -> tuple[pd.DataFrame, pd.Series]:
    """(records, person of each) of a file of people, with a copy of every third."""
    rng = np.random.default_rng(seed)
    read = pd.read_csv(path, dtype=str, keep_default_na=False)
    people = pd.DataFrame({
        "given": read["first_name"].where(read["first_name"] != "", read["full_name"]),
        "family": read["last_name"], "birth_date": read["date_of_birth"],
        "nationality": read["nationality"], "town": read["place_of_birth"],
        "gender": read["gender"],
    })  # fmt: skip
    chosen = rng.permutation(len(people))[: len(people) // 3]
    copies = worn(people.iloc[chosen].reset_index(drop=True), rng)
    copies = worn(copies, rng) if twice else copies
    frame = pd.concat([people, copies], ignore_index=True)
    return frame, pd.Series(np.concatenate([np.arange(len(people)), chosen]))


def generated(records: int, seed: int, *, twice: bool) -> tuple[pd.DataFrame, pd.Series]:
    """(records, person of each) by the generator; with `twice` all but one of each worn again."""
    frame, person = generate(records, seed)
    if twice:
        again = person.duplicated().to_numpy()
        rng = np.random.default_rng([seed, 2])
        told = worn(frame[again].reset_index(drop=True), rng)
        frame.loc[again, list(told.columns)] = told.to_numpy()
    return frame, person


def recorded(
    frame: pd.DataFrame, person: pd.Series, seed: int, phones: float
) -> tuple[Entities, Mapping[str, int]]:
    """(entities, person of each record): these people as a project holds them."""
    records = len(frame)
    rng = np.random.default_rng([seed, 1])
    has_phone = rng.random(records) < phones
    who = dict(zip((f"PER-{n:07d}" for n in range(records)), person.tolist(), strict=True))
    statements = []
    first: Counter[int] = Counter()
    for known, row in zip(who, frame.to_dict("records"), strict=True):
        told = {
            "name": f"{row['given']} {row['family']}".strip(),
            "birthDate": row["birth_date"],
            "nationality": row["nationality"],
            "gender": row["gender"],
        }
        first[who[known]] += 1
        if has_phone[who[known] % records] and (first[who[known]] == 1 or rng.random() < AGAIN):
            told["phone"] = f"PHN-{who[known]}"
        statements += [_statement(known, "Person", *one) for one in told.items() if one[1]]
    for phone in sorted({s.target for s in statements if s.target}):
        statements.append(_statement(phone, "Phone", "number", f"+7914{phone[4:]:>07}"))
    return group(statements), who


def _statement(subject: str, schema: str, name: str, value: str) -> Statement:
    target = value if property_of(schema, name).is_edge else None
    return Statement(
        f"{subject} {name}", subject, schema, name, value, target, "", "", "SRC-1", Locator(),
        Grade(), Handling(), None, LEARNT, "generated",
    )  # fmt: skip


def _told(recall: Recall | None) -> str:
    return "-" if recall is None else f"{recall.share:.3f} ({recall.low:.3f} to {recall.high:.3f})"


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--phones", type=float, default=0.3)
    parser.add_argument("--people", type=Path)
    parser.add_argument("--twice", action="store_true")
    how = parser.parse_args()
    if how.people:
        people = invented(how.people, how.seed, twice=how.twice)
    else:
        people = generated(how.records, how.seed, twice=how.twice)
    entities, who = recorded(*people, how.seed, how.phones)
    truth = sum(n * (n - 1) // 2 for n in Counter(who.values()).values())
    began, work = time.perf_counter(), time.process_time()
    found = proposals(entities)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"{len(who)} records, seed {how.seed}, {truth} true pairs: "
        f"{time.perf_counter() - began:.1f} s, {time.process_time() - work:.1f} s of one "
        f"processor, load {os.getloadavg()[0]:.1f}, {memory:.2f} GiB at most; "
        f"{found.compared} pairs compared, {len(found.proposals)} proposed"
    )
    right = [p for p in found.proposals if who[p.left] == who[p.right]]
    named = [p for p in found.proposals if p.probability >= 0.5]
    hits = sum(who[p.left] == who[p.right] for p in named)
    print(
        f"  proposed {len(right) / truth:.3f} of the true pairs, told {_told(found.recall)}; at a "
        f"half: precision {hits / max(len(named), 1):.3f} recall {hits / truth:.3f} "
        f"F1 {2 * hits / max(len(named) + truth, 1):.3f}"
    )


if __name__ == "__main__":
    main()

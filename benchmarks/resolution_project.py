"""Resolution as a project does it: how long, how well, and how far its own recall can be trusted.

    python benchmarks/resolution_project.py [--records 4000] [--seed 5] [--phones 0.3]

Generated persons (`resolution_people`, simulated) as records of a project: a name, a birth date, a
nationality, a sex, and for a share of them a phone, which a copy names as often again as not. Which
records are one is known and used for scoring only.
"""

import argparse
import os
import resource
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np
from resolution_people import generate

from cases.entities import Entities, group
from cases.grade import Grade
from cases.model import property_of
from cases.resolution import Recall, proposals
from cases.statement import Handling, Locator, Statement

LEARNT = datetime(2026, 1, 1, tzinfo=UTC)
AGAIN = 0.5  # of a person's phone, in a second office's record


def recorded(records: int, seed: int, phones: float) -> tuple[Entities, Mapping[str, int]]:
    """(entities, person of each record): `records` people as a project holds them."""
    frame, person = generate(records, seed)
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
    how = parser.parse_args()
    entities, who = recorded(how.records, how.seed, how.phones)
    truth = sum(n * (n - 1) // 2 for n in Counter(who.values()).values())
    began, work = time.perf_counter(), time.process_time()
    found = proposals(entities)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"{how.records} records, seed {how.seed}, {truth} true pairs: "
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

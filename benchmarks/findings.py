"""Whether rank intervals hold the truth as often as they claim, and planted people are found.

    python benchmarks/findings.py --networks 100 --first 1000 [--kind clans]

Each network is drawn from a seed (`planted.py`, `planted_kinds.py`): a life with a leader, deputy,
go-between and rising star, and a record of it by graded sources that miss some ties and invent
others. Ranks in the life are the truth; order and interval come from the record alone. Figures have
95 % intervals over resampled networks, never over people. Beside ours: the record with doubtful
links left out and nothing put in, which is how a bootstrap of a graph is usually done, and the
order of the record as it stands.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from planted import Planted
from planted_kinds import KINDS, planted_of
from scipy.sparse import csr_array

from cases.graph.centrality import Floats, ranks
from cases.graph.standing import measures, standings
from cases.graph.succession import next_in_circle
from cases.graph.trade import Network
from cases.graph.uncertain import RankInterval, drawn_networks, span
from cases.graph.windows import rises

NAMES = ("overall", "links", "between", "influence", "hidden")
RESAMPLES = 1000
FIRST = 10


@dataclass
class Counted:
    """Of one network: for each figure its hits and tries."""

    hits: dict[str, list[bool]] = field(default_factory=dict)
    widths: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, *, hit: bool) -> None:
        """One try."""
        self.hits.setdefault(name, []).append(hit)


def left_out_only(
    network: Network, named: Mapping[str, Callable[[csr_array], Floats]], draws: int, seed: int
) -> dict[str, dict[str, tuple[int, int]]]:
    """name -> node -> interval, of networks that only lose doubtful links."""
    rng, people = np.random.default_rng(seed), network.people
    drawn: dict[str, list[NDArray[np.intp]]] = {name: [] for name in named}
    for _ in range(draws):
        matrix = network.adjacency(rng.random(len(network.links)) < network.certainty)
        for name, measure in named.items():
            drawn[name].append(ranks(np.round(measure(matrix)[people], 9)))
    found = {}
    for name, rows in drawn.items():
        low, high = span(np.array(rows))
        found[name] = {
            network.nodes[place]: (int(a), int(b))
            for place, a, b in zip(people, low, high, strict=True)
        }
    return found


def true_ranks(
    truth: Network, measure: Callable[[csr_array], Floats], among: list[str]
) -> dict[str, int]:
    """Ranks in the life among those who are on record."""
    scores = np.round(measure(truth.adjacency()), 9)
    own = ranks(scores[[truth.index[one] for one in among]])
    return dict(zip(among, own.tolist(), strict=True))


def coverage(
    one: Planted,
    ours: Mapping[str, tuple[RankInterval, ...]],
    counted: Counted,
    draws: int,
    seed: int,
) -> None:
    """Count how often intervals hold the true rank."""
    record, truth = one.world.trade, one.truth.trade
    named = {name: m for name, m in measures(record).items() if name in NAMES}
    plain = left_out_only(record, named, draws, seed)
    of_life = measures(truth)
    for name in NAMES:
        known = [row.node for row in ours[name] if row.node in truth.index]
        true = true_ranks(truth, of_life[name], known)
        for place, row in enumerate(r for r in ours[name] if r.node in true):
            low, high = plain[name][row.node]
            _count(counted, f"{name}, all", row, true[row.node], (low, high))
            if place < FIRST:
                _count(counted, f"{name}, first {FIRST}", row, true[row.node], (low, high))


def _count(
    counted: Counted, name: str, row: RankInterval, true: int, plain: tuple[int, int]
) -> None:
    counted.add(f"{name}: ours", hit=row.low <= true <= row.high)
    counted.add(f"{name}: links left out only", hit=plain[0] <= true <= plain[1])
    counted.widths.setdefault(f"{name}: ours", []).append(row.high - row.low)
    counted.widths.setdefault(f"{name}: links left out only", []).append(plain[1] - plain[0])


def roles(
    one: Planted, ours: Mapping[str, tuple[RankInterval, ...]], counted: Counted, seed: int
) -> None:
    """Count how often the planted people are found among the first: in life, and by the record."""
    record = one.world.trade
    for name, role, measure in (
        ("leader, in the middle", "leader", "overall"),
        ("go-between, concealed", "broker", "hidden"),
    ):
        who = one.roles[role]
        _found(counted, name, [row.node for row in ours[measure]], who)
        for where, network in ((" as recorded", record), (" in life", one.truth.trade)):
            plain = measures(network)[measure](network.adjacency())
            _found(counted, name + where, _order(network, plain), who)
    leader = one.roles["leader"]
    if leader in record.index:
        claims = next_in_circle(record.adjacency(), record.index[leader], record.people.tolist())
        order = [who for who in _order(record, claims) if who != leader]
        _found(counted, "deputy, successor of the leader", order, one.roles["deputy"])
    rising = rises(record, np.random.default_rng(seed), shuffles=50)
    order = [record.nodes[rise.place] for rise in rising]
    _found(counted, "rising star", order, one.roles["star"])


def _order(network: Network, scores: Floats) -> list[str]:
    """Persons by score, highest first; equal ones in an order that knows nothing of the roles."""
    people = network.people.tolist()
    return [
        network.nodes[place]
        for place in sorted(people, key=lambda p: (-round(float(scores[p]), 9), network.nodes[p]))
    ]


def _found(counted: Counted, name: str, order: list[str], who: str) -> None:
    for first in (1, 3, 5):
        counted.add(f"{name}: among the first {first}", hit=who in order[:first])


def told(all_counted: list[Counted], seed: int) -> dict[str, dict[str, float]]:
    """Each figure with its 95 % interval over resampled networks."""
    rng = np.random.default_rng(seed)
    figures = {}
    for name in sorted({name for one in all_counted for name in one.hits}):
        hits = np.array([sum(one.hits.get(name, [])) for one in all_counted], dtype=float)
        tries = np.array([len(one.hits.get(name, [])) for one in all_counted], dtype=float)
        if not tries.sum():
            continue
        drawn = rng.integers(0, len(hits), (RESAMPLES, len(hits)))
        shares = hits[drawn].sum(axis=1) / np.maximum(tries[drawn].sum(axis=1), 1.0)
        low, high = np.percentile(shares, [2.5, 97.5])
        figures[name] = {
            "value": float(hits.sum() / tries.sum()),
            "low": float(low),
            "high": float(high),
            "tries": int(tries.sum()),
        }
        widths = [w for one in all_counted for w in one.widths.get(name, [])]
        if widths:
            figures[name]["mean width"] = float(np.mean(widths))
    return figures


def main() -> None:
    """Measure and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", type=int, default=100)
    parser.add_argument("--first", type=int, default=1000, help="seed of the first network")
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--kind", choices=KINDS, default="cells")
    asked = parser.parse_args()
    began, counted = time.process_time(), []
    for seed in range(asked.first, asked.first + asked.networks):
        one, here = planted_of(asked.kind, seed), Counted()
        record = one.world.trade
        drawn = drawn_networks(record, np.random.default_rng(seed), draws=asked.draws)
        ours = standings(record, tuple(drawn))
        coverage(one, ours, here, asked.draws, seed)
        roles(one, ours, here, seed)
        counted.append(here)
    figures = told(counted, asked.first)
    figures["processor seconds"] = {"value": time.process_time() - began}
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

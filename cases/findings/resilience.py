"""Resilience index: how much of the network stands when the right people are gone, against chance.

Haas & Ferreira 2015, product 6. Near 0: it falls apart at a few people; near 1: it makes no
difference whom one takes, and one must go on and on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from cases.findings.finding import CENTRALITY_CAVEAT, Finding, drawn_from, statements_of
from cases.graph.disruption import Removal, robustness, shares_left, steps_for
from cases.world import World

_AT_RANDOM = 10
_FEWEST_PEOPLE = 10


def find(world: World) -> list[Finding]:
    """One finding over the network: the index with its interval over drawn networks."""
    network = world.trade
    people = network.people.tolist()
    if len(people) < _FEWEST_PEOPLE:
        return []
    rng, order = np.random.default_rng(world.seed), world.removals.recorded
    steps = steps_for(len(people))
    index = resilience(network.adjacency(), people, order, steps, rng)
    drawn = [
        resilience(one.matrix, people, own, steps, rng)
        for one, own in zip(world.drawn, world.removals.drawn, strict=False)
    ]
    low, high = (float(one) for one in np.percentile(drawn, [5, 95]))
    statements = statements_of(world, [network.nodes[one.place] for one in order])
    advice = (
        "taking out few may split it"
        if high < 0.7
        else "it would mend or hardly notice, so only repeated steps would tell"
        if low > 0.7
        else "the records do not decide whether a few people matter"
    )
    return [
        Finding(
            kind="resilience",
            sentence=(
                f"Resilience index {index:.2f} ({low:.2f} to {high:.2f}): with up to {steps} of "
                f"{len(people)} people gone in the best order, so much of what stays connected "
                f"with as many taken at random still is; {advice}"
            ),
            subjects=tuple(network.nodes[one.place] for one in order[:3]),
            value=index,
            interval=(low, high),
            competing=(
                "the trade has many equal hands",
                "the record has many people who were only once beside each other",
                "links that nobody recorded join what looks apart",
            ),
            would_change="what the network did after earlier arrests",
            statements=statements,
            caveat=f"{CENTRALITY_CAVEAT} Nothing mends in this index; see disruption. "
            f"{drawn_from(world)}",
            measure="largest connected part, mean over the steps, by best order over random",
        )
    ]


def resilience(
    matrix: csr_array,
    people: Sequence[int],
    order: Sequence[Removal],
    steps: int,
    rng: np.random.Generator,
) -> float:
    """Robustness by the best order over that by chance, 0 to 1 (Schneider et al. 2011, as a ratio).

    A network without links has no order: 1, as nothing changes.
    """
    if not order:
        return 1.0
    best = robustness([one.largest for one in order], steps)
    random = []
    for _ in range(_AT_RANDOM):
        gone = rng.choice(np.array(people), steps, replace=False).tolist()
        random.append(robustness(shares_left(matrix, people, [[one] for one in gone]), steps))
    return min(best / max(float(np.mean(random)), 1e-12), 1.0)

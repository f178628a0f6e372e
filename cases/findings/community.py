"""Communities: who belongs together, how firmly, and who changes sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cases.findings.finding import CENTRALITY_CAVEAT, Finding, statements_of
from cases.graph.communities import Community, communities, partitions, seeds_for, together
from cases.graph.uncertain import Draws
from cases.world import World

_FEWEST = 3
_MOST = 10
_SHOWN = 40
_FIRM = 0.8
_LARGEST = 20_000


def find(world: World) -> list[Finding]:
    """A finding a community of three people or more, largest first, at most ten."""
    network = world.trade
    people = network.people.tolist()
    if len(people) < 2 * _FEWEST or len(network.nodes) > _LARGEST:
        return []
    rng = np.random.default_rng(world.seed)
    runs = partitions(network.adjacency(), seeds_for(len(network.nodes)), rng)
    found = [one for one in communities(runs, people) if len(one.members) >= _FEWEST][:_MOST]
    if not found:
        return []
    drawn = np.concatenate(
        [
            partitions(one.matrix, 1, rng)[:, : len(network.nodes)]
            for one in Draws.of(network).walk(seeds_for(len(network.nodes)), rng)
        ]
    )
    return [_finding(world, one, number, len(runs), _held(drawn, one))
            for number, one in enumerate(found, start=1)]  # fmt: skip


def _held(drawn: NDArray[np.intp], one: Community) -> float:
    """How often two members fall together when the network is drawn as records allow, too."""
    share = together(drawn, one.members)
    size = len(one.members)
    return float((share.sum() - size) / (size * (size - 1)))


def _finding(world: World, one: Community, number: int, runs: int, held: float) -> Finding:
    nodes = world.trade.nodes
    names = [world.named(nodes[place]) for place in one.members]
    loose = [name for name, firm in zip(names, one.firmness, strict=True) if firm < _FIRM]
    changing = (
        f"; {', '.join(loose[:5])} change sides" if loose else "; nobody among them changes sides"
    )
    ids = tuple(nodes[place] for place in one.members)
    return Finding(
        kind="community",
        sentence=(
            f"Group {number}: {len(ids)} people belong together ({', '.join(names[:5])}"
            f"{' and others' if len(names) > 5 else ''}): two of them fall into one group in "
            f"{one.stability:.0%} of {runs} runs, in {held:.0%} when the network is drawn as "
            f"records allow{changing}"
        ),
        subjects=ids,
        value=one.stability,
        interval=(min(held, one.stability), max(held, one.stability)),
        competing=(
            "they work together",
            "one seizure or one wiretap recorded them together",
            "a family or a village, in the trade or not",
        ),
        would_change="links between this group and others; a source that knows several groups",
        statements=statements_of(world, ids),
        caveat=CENTRALITY_CAVEAT + " A group of the records is no gang.",
        facts=tuple(
            (name, f"together with the others in {firm:.0%} of the runs")
            for name, firm in list(zip(names, one.firmness, strict=True))[:_SHOWN]
        ),
        measure="co-assignment over Louvain runs",
    )

"""Removal sequence: in which order to consider people, each counted after those before are gone.

Haas & Ferreira 2015, product 2. The first three by a single count are often three who do one
person's work; the order counts anew after each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cases.findings.finding import (
    CENTRALITY_CAVEAT,
    Finding,
    Player,
    drawn_from,
    statements_of,
)
from cases.graph.disruption import Removal, largest_share
from cases.world import World

_STEPS = 5
_AT_RANDOM = 100
_FEWEST_PEOPLE = 6


def find(world: World) -> list[Finding]:
    """One finding: up to five people in order, with what is left after each, beside chance."""
    network = world.trade
    people = network.people.tolist()
    if len(people) < _FEWEST_PEOPLE:
        return []
    matrix, rng = network.adjacency(), np.random.default_rng(world.seed)
    order = world.removals.recorded[:_STEPS]
    if not order:
        return []
    left = [
        largest_share(matrix, people, rng.choice(people, len(order), replace=False).tolist())
        for _ in range(_AT_RANDOM)
    ]
    random = tuple(float(one) for one in np.percentile(left, [5, 50, 95]))
    shown = _players(world, order)
    return [_finding(world, order, shown, largest_share(matrix, people), random)]


def _players(world: World, order: Sequence[Removal]) -> tuple[Player, ...]:
    """The people in order, each with where they stand in the sequences of drawn networks."""
    places: dict[int, list[int]] = {one.place: [] for one in order}
    for sequence in world.removals.drawn:
        found = [one.place for one in sequence[:_STEPS]]
        for place, own in places.items():
            own.append(found.index(place) + 1 if place in found else _STEPS + 1)
    return tuple(
        Player(
            world.trade.nodes[one.place],
            step,
            int(np.percentile(places[one.place], 5, method="nearest")),
            int(np.percentile(places[one.place], 95, method="nearest")),
            float(np.mean(np.array(places[one.place]) == 1)),
            float(np.mean(np.array(places[one.place]) <= _STEPS)),
            one.largest,
        )
        for step, one in enumerate(order, start=1)
    )


def _finding(
    world: World,
    order: Sequence[Removal],
    shown: tuple[Player, ...],
    before: float,
    random: tuple[float, ...],
) -> Finding:
    steps = "; ".join(
        f"{number}. {world.named(one.id)} (then {one.score:.0%})"
        for number, one in enumerate(shown, start=1)
    )
    return Finding(
        kind="removal_sequence",
        sentence=(
            f"Counted anew after each, the order to consider is {steps}. Per cent: people still in "
            f"the largest connected part, now {before:.0%}; without {len(order)} taken at random "
            f"{random[1]:.0%} ({random[0]:.0%} to {random[2]:.0%})"
        ),
        subjects=tuple(one.id for one in shown),
        value=order[-1].largest,
        interval=(random[0], random[2]),
        competing=(
            "these people hold the trade together",
            "they hold our records of it together, and others hold the rest",
            "those who lose a contact find another within weeks",
        ),
        would_change="links among those at the edge, which would show other ways; a look at who "
        "met whom after earlier arrests",
        statements=statements_of(world, [one.id for one in shown]),
        caveat=f"{CENTRALITY_CAVEAT} The interval is that of people taken at random. "
        f"{drawn_from(world)}",
        facts=tuple(
            (
                world.named(one.id),
                f"step {one.rank} ({one.low} to {one.high}; {_STEPS + 1}: not in the sequence), in "
                f"the sequence in {one.top:.0%} of the draws; largest part then {one.score:.0%}",
            )
            for one in shown
        ),
        players=shown,
        measure="betweenness, counted anew after each removal",
    )

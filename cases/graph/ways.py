"""The k strongest ways between two entities, and what each of them hangs on.

The strength of a way is the product of the certainties of its ties: the chance that all of them
hold if they hold independently (the most reliable path: Ball, Colbourn & Provan 1995). A tie holds
if one of its independent origins does, an origin as its grade allows (`link.holds`, by judgement).
Ties that rest on one source stand and fall together, so a product over them is rather too low. The
figure orders ways; it is no probability that goods or orders went along one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import prod

from cases.graph.derived import DEFAULT_CAP, Hub
from cases.graph.growing import Between
from cases.graph.loopless import Found, k_least
from cases.graph.tie import Said, Steps, Tie

LONGEST = 8
MOST_OPENED = 20_000
_MORE = 1.5


@dataclass(frozen=True, slots=True)
class Way:
    """One way: entities in order, their ties, and the strength 0 to 1 of all together."""

    nodes: tuple[str, ...]
    ties: tuple[Tie, ...]
    strength: float

    @property
    def weakest(self) -> Tie:
        """The tie on which it hangs: the least certain, of equals the first on the way."""
        return min(self.ties, key=lambda tie: tie.certainty)

    @property
    def weakest_statement(self) -> Said:
        """The best statement of the weakest tie: if it falls, the way falls or is weaker."""
        return self.weakest.said[0]

    @property
    def statements(self) -> tuple[str, ...]:
        """All statements that it rests on."""
        return tuple(sorted({said.id for tie in self.ties for said in tie.said}))


@dataclass(frozen=True, slots=True)
class Ways:
    """The strongest ways, best first. hubs: entities that were met and not looked through.

    opened: entities whose links were read. complete: whether no stronger way through no hub can
    have been missed; False where the search stopped at its limit.
    """

    ways: tuple[Way, ...]
    hubs: tuple[Hub, ...]
    opened: int
    complete: bool


def strongest_ways(
    steps: Steps,
    start: str,
    goal: str,
    k: int = 5,
    *,
    longest: int = LONGEST,
    cap: int = DEFAULT_CAP,
    most_opened: int = MOST_OPENED,
) -> Ways:
    """At most k ways between two entities, none with an entity twice or above `longest` ties.

    Reads from both ends only as far as needed, through nobody with more than `cap` links (people:
    ten times as many), the ends excepted; stops at `most_opened` entities and says so. The same
    statements in any order give the same ways. Equal ends: no way.
    """
    first, last = steps.canonical(start), steps.canonical(goal)
    if first == last or k < 1:
        return Ways((), (), 0, True)
    between = Between(steps, first, last, cap=cap, longest=longest)
    found: list[Found] = []
    budget = 64
    while True:
        budget = min(most_opened, max(budget, int(len(between.opened) * _MORE)))
        target = found[-1][0] + 1 if len(found) == k else float("inf")
        between.grow(target, most_opened if len(found) == k else budget)
        found = k_least(between.costs(), first, last, k, longest=longest) if between.met else []
        whole = between.reach >= (found[-1][0] + 1 if len(found) == k else float("inf"))
        if whole or len(between.opened) >= most_opened:
            break
    return Ways(
        tuple(_way(between, way) for _, way in found),
        tuple(Hub(one, one, links) for one, links in sorted(between.hubs.items())),
        len(between.opened),
        whole,
    )


def _way(between: Between, nodes: tuple[str, ...]) -> Way:
    ties = tuple(between.ties[here][there] for here, there in pairwise(nodes))
    return Way(nodes, ties, prod(tie.certainty for tie in ties))

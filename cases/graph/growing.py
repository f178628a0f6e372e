"""The part of the graph between two entities, read as far as a question needs it and no further.

Two searches grow towards each other in the order of cost, each up to half of the longest way. A way
that has not been read whole has a link that neither side has read: it joins an entity that the
first has not opened with one that the second has not, and one of them is near enough to its end to
be opened yet. So no such way costs less than what both sides have reached (`Between.reach`). An
entity with too many links is no step of a way but is kept in `hubs`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from heapq import heappop, heappush, nsmallest

from cases.graph.tie import Steps, Tie, ties_around
from cases.model import schema_of_id

# A broker is looked for because he has many links; a shop's phone is not.
_PEOPLE = frozenset({"Person", "Organization"})
_PEOPLE_MORE = 10
_AT_ONCE = 250


def too_many(entity: str, links: int, cap: int) -> bool:
    """Whether a way through it would say little: above `cap`, people above ten times as many."""
    kind = schema_of_id(entity)
    most = cap * _PEOPLE_MORE if kind is not None and kind.name in _PEOPLE else cap
    return links > most


class Between:
    """What is known between two entities so far.

    ties: entity -> neighbour -> tie, both ways, of all that was opened. hubs: entity -> links, not
    looked through. opened: entities whose links were asked for.
    """

    def __init__(self, steps: Steps, start: str, goal: str, *, cap: int, longest: int) -> None:
        self.ties: dict[str, dict[str, Tie]] = {}
        self.hubs: dict[str, int] = {}
        self.opened: set[str] = set()
        self._steps = steps
        self._ends = (start, goal)
        self._cap = cap
        # The first link beyond the middle of the longest way is seen from the other side.
        self._sides = (_Side(start, (longest + 1) // 2), _Side(goal, longest // 2))
        self._open({start, goal}, whole=True)

    @property
    def reach(self) -> float:
        """No way that was not read whole costs less; infinite once there can be none."""
        first, second = self._sides
        return min(
            first.reach + min(second.reach, second.edge),
            second.reach + min(first.reach, first.edge),
        )

    @property
    def met(self) -> bool:
        """Whether some entity was reached from both sides."""
        first, second = (side.cost for side in self._sides)
        small, large = (first, second) if len(first) <= len(second) else (second, first)
        return any(one in large for one in small)

    def grow(self, until: float, most_opened: int) -> None:
        """Read on until `reach` is `until` or `most_opened` entities have been opened."""
        while self.reach < until and len(self.opened) < most_opened:
            growing = [side for side in self._sides if side.reach < math.inf]
            side = min(growing, key=lambda one: len(one.waiting))
            here = side.next()
            if here not in self.opened:
                self._open({here, *side.soon(_AT_ONCE, self.opened)})
            side.pass_on(here, {} if here in self.hubs else self.ties.get(here, {}))

    def costs(self) -> dict[str, dict[str, int]]:
        """What every known link costs, without the hubs, both ways."""
        found: dict[str, dict[str, int]] = {}
        for here, beside in self.ties.items():
            if here not in self.hubs:
                found[here] = {
                    there: tie.cost for there, tie in beside.items() if there not in self.hubs
                }
        return found

    def _open(self, ids: set[str], *, whole: bool = False) -> None:
        self.opened |= ids
        said = self._steps.said_around(sorted(ids), whole=whole)
        for here, beside in ties_around(said, ids).items():
            if here not in self._ends and too_many(here, len(beside), self._cap):
                self.hubs[here] = len(beside)
                continue
            self.ties.setdefault(here, {}).update(beside)
            for there, tie in beside.items():
                self.ties.setdefault(there, {})[here] = tie


class _Side:
    """One of the two searches: least known cost and fewest links from its end to each entity.

    furthest: entities so many links away are seen and no longer opened.
    """

    def __init__(self, start: str, furthest: int) -> None:
        self.cost: dict[str, int] = {start: 0}
        self.waiting: list[tuple[int, str]] = [(0, start)]
        self._furthest = furthest
        self._parked: list[tuple[int, str]] = []
        self._links: dict[str, int] = {start: 0}
        # What an entity's neighbours were last told: cost and links.
        self._told: dict[str, tuple[int, int]] = {}

    @property
    def reach(self) -> float:
        """No entity that still has something to tell costs less; infinite when none has."""
        self._forget()
        return self.waiting[0][0] if self.waiting else math.inf

    @property
    def edge(self) -> float:
        """No entity that is seen and too far to be opened costs less; infinite without such."""
        while self._parked:
            cost, one = self._parked[0]
            if cost == self.cost[one] and self._links[one] >= self._furthest:
                return cost
            heappop(self._parked)
        return math.inf

    def next(self) -> str:
        """The least costly entity that has something to tell its neighbours; one must wait."""
        self._forget()
        return heappop(self.waiting)[1]

    def soon(self, count: int, opened: set[str]) -> list[str]:
        """Entities that will come next, to be asked for in one go."""
        return [one for _, one in nsmallest(count, self.waiting) if one not in opened]

    def pass_on(self, here: str, beside: Mapping[str, Tie]) -> None:
        """Tell the neighbours of an entity what it costs to come to them through it."""
        spent, links = self.cost[here], self._links[here]
        self._told[here] = (spent, links)
        for there, tie in beside.items():
            cost = min(spent + tie.cost, self.cost.get(there, spent + tie.cost))
            fewest = min(links + 1, self._links.get(there, links + 1))
            self.cost[there], self._links[there] = cost, fewest
            if fewest >= self._furthest:
                heappush(self._parked, (cost, there))
            elif self._told.get(there) != (cost, fewest):
                heappush(self.waiting, (cost, there))

    def _forget(self) -> None:
        while self.waiting:
            cost, one = self.waiting[0]
            if cost == self.cost[one] and self._told.get(one) != (cost, self._links[one]):
                return
            heappop(self.waiting)

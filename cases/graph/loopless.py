"""The k least costly ways through a known graph, each entity at most once on a way.

Yen (1971) with Lawler's (1972) saving: a way is only left behind the place where it was itself
left. Each search for the rest of a way is A* under the true cost from every entity to the goal,
which stays a lower bound when entities are taken out, and so looks at little beside the way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from heapq import heappop, heappush
from itertools import pairwise

Costs = Mapping[str, Mapping[str, int]]
Found = tuple[int, tuple[str, ...]]


def k_least(costs: Costs, start: str, goal: str, k: int, *, longest: int) -> list[Found]:
    """At most k (cost, way), least cost first, equals in a fixed order; none above `longest` links.

    costs: entity -> neighbour -> cost, whole and positive, the same both ways. Raises ValueError
    for a cost that is not positive: with such no way is the least.
    """
    if start == goal or k < 1:
        return []
    for here, beside in costs.items():
        for there, cost in beside.items():
            if cost <= 0:
                raise ValueError(f"from {here} to {there} costs {cost}; a cost is above nothing")
    search = _Search(costs, goal)
    first = search.least(start, (), (), longest)
    if first is None:
        return []
    waiting: list[tuple[int, tuple[str, ...], int]] = [(*first, 0)]
    known = {first[1]}
    found: list[Found] = []
    while waiting and len(found) < k:
        cost, way, left_at = heappop(waiting)
        found.append((cost, way))
        for at in range(left_at, len(way) - 1):
            root = way[: at + 1]
            taken = {other[at + 1] for _, other in found if other[: at + 1] == root}
            rest = search.least(way[at], root[:-1], taken, longest - at)
            if rest is None:
                continue
            whole = (*root[:-1], *rest[1])
            if whole not in known:
                known.add(whole)
                spent = sum(costs[a][b] for a, b in pairwise(root))
                heappush(waiting, (spent + rest[0], whole, at))
    return found


class _Search:
    """The least way to one goal, again and again, with some entities and first steps forbidden."""

    def __init__(self, costs: Costs, goal: str) -> None:
        self._costs = costs
        self._goal = goal
        self._left = _all_costs(costs, goal)
        self._links = _all_links(costs, goal)

    def least(
        self, start: str, without: Collection[str], not_first: Collection[str], longest: int
    ) -> Found | None:
        """The least way from `start` with at most `longest` links, or None.

        With positive costs and a limit on links the least walk is a way: a loop could be cut out.
        """
        if start not in self._left:
            return None
        heap: list[tuple[int, tuple[str, ...], int]] = [(self._left[start], (start,), 0)]
        fewest: dict[str, int] = {}
        while heap:
            _, way, spent = heappop(heap)
            here, links = way[-1], len(way) - 1
            if here == self._goal:
                return spent, way
            if fewest.get(here, longest + 1) <= links:
                continue
            fewest[here] = links
            for there, cost in self._costs.get(here, {}).items():
                if there in without or there in way or (not links and there in not_first):
                    continue
                if there in self._left and links + 1 + self._links[there] <= longest:
                    bound = spent + cost + self._left[there]
                    heappush(heap, (bound, (*way, there), spent + cost))
        return None


def _all_costs(costs: Costs, goal: str) -> dict[str, int]:
    done: dict[str, int] = {}
    heap = [(0, goal)]
    while heap:
        spent, here = heappop(heap)
        if here in done:
            continue
        done[here] = spent
        for there, cost in costs.get(here, {}).items():
            if there not in done:
                heappush(heap, (spent + cost, there))
    return done


def _all_links(costs: Costs, goal: str) -> dict[str, int]:
    links, waiting = {goal: 0}, deque([goal])
    while waiting:
        here = waiting.popleft()
        for there in costs.get(here, {}):
            if there not in links:
                links[there] = links[here] + 1
                waiting.append(there)
    return links

"""Which part of a whole is looked at: the nearest to those who stand out."""

from collections import deque

import numpy as np
import pytest
from scipy.sparse import csr_array

from cases.graph.heart import first_by, grown, without


def graph(n: int, *links: tuple[int, int]) -> csr_array:
    full = np.zeros((n, n), dtype=np.float32)
    for a, b in links:
        full[a, b] = full[b, a] = 1.0
    return csr_array(full)


# 0-1-2-3-4 in a row, 5 beside 1 and 2, 6 and 7 by themselves.
ROW = graph(8, (0, 1), (1, 2), (2, 3), (3, 4), (1, 5), (2, 5), (6, 7))


@pytest.mark.parametrize(
    ("starts", "most", "inside", "steps"),
    [
        ([0], 8, [0, 1, 2, 3, 4, 5], 4),
        ([0], 2, [0, 1], 1),
        # 2 and 5 both lie beside 1: one link each, so the smaller place comes in.
        ([0], 3, [0, 1, 2], 1),
        # 5 has two links to what is in, 3 has one.
        ([1, 2], 3, [1, 2, 5], 0),
        ([6], 8, [6, 7], 1),
        ([0, 6, 4], 2, [0, 6], 0),
        ([], 5, [], 0),
    ],
)
def test_what_is_nearest_is_in(starts, most, inside, steps):
    found, reached = grown(ROW, np.array(starts, dtype=np.intp), most)

    assert found.tolist() == inside
    assert reached == steps


def nearest(n: int, links: set[tuple[int, int]], start: int) -> dict[int, int]:
    beside: dict[int, set[int]] = {one: set() for one in range(n)}
    for a, b in links:
        beside[a].add(b)
        beside[b].add(a)
    away, queue = {start: 0}, deque([start])
    while queue:
        here = queue.popleft()
        for there in beside[here] - away.keys():
            away[there] = away[here] + 1
            queue.append(there)
    return away


@pytest.mark.parametrize("seed", range(6))
def test_nobody_outside_is_nearer_than_anybody_inside(seed):
    rng = np.random.default_rng(seed)
    n = 40
    drawn = rng.integers(0, n, (70, 2))
    links = {(int(a), int(b)) for a, b in drawn if a != b}
    away = nearest(n, links, 0)

    found, steps = grown(graph(n, *links), np.array([0]), 15)

    inside = set(found.tolist())
    assert len(inside) == min(15, len(away))
    furthest = max(away[one] for one in inside)
    outside = [far for one, far in away.items() if one not in inside]
    assert all(far >= furthest for far in outside)
    assert all(one in inside for one, far in away.items() if far <= steps)


def test_the_first_by_each_score_are_taken_once():
    links = np.array([5.0, 1.0, 4.0, 4.0, 9.0])
    ways = np.array([0.0, 7.0, 8.0, 8.0, 9.0])
    people = np.array([0, 1, 2, 3])

    assert first_by((links, ways), people, 1).tolist() == [0, 2]
    assert first_by((links, ways), people, 2).tolist() == [0, 2, 3]
    assert first_by((), people, 2).size == 0


def test_who_is_left_out_joins_nobody():
    gone = np.zeros(8, dtype=bool)
    gone[2] = True
    left = without(ROW, gone).toarray()

    assert left[2].sum() == left[:, 2].sum() == 0.0
    assert left[0, 1] == left[3, 4] == left[1, 5] == 1.0
    assert left.sum() == ROW.toarray().sum() - 2 * 3

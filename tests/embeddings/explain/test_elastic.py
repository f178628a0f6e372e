"""One coat laid over another: marks meet, what lies between follows, chance marks fold nothing."""

import numpy as np
import pytest

from embeddings.explain import elastic_map, laid_over
from embeddings.verify import Matched


def matched(start, goal, kind="sift"):
    points = np.stack([start, goal], axis=1).astype(np.float32)
    return {kind: Matched(np.zeros((len(points), 2), np.int32), points)}


def bent(points):
    """A smooth stretch and bow, as skin does; the inverse is never needed."""
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([1.4 * x + 20 + 12 * np.sin(y / 60), 1.3 * y - 15 + 9 * np.cos(x / 90)])


@pytest.fixture
def marks(rng):
    return rng.uniform((10, 10), (390, 230), (60, 2))


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def test_matched_marks_come_to_lie_on_each_other(marks):
    elastic = elastic_map(matched(marks, bent(marks)))
    apart = np.linalg.norm(elastic.at(marks) - bent(marks), axis=1)
    assert apart.max() < 1.5


def test_places_between_the_marks_follow_them(marks, rng):
    elastic = elastic_map(matched(marks, bent(marks)))
    between = rng.uniform((60, 50), (340, 190), (200, 2))
    apart = np.linalg.norm(elastic.at(between) - bent(between), axis=1)
    assert np.median(apart) < 1.0
    assert elastic.off < 3.0


def test_noise_makes_the_map_stiffer_and_not_wild(marks, rng):
    noisy = bent(marks) + rng.normal(0, 6, marks.shape)
    elastic = elastic_map(matched(marks, noisy))
    apart = np.linalg.norm(elastic.at(marks) - bent(marks), axis=1)
    assert np.median(apart) < 6.0
    assert 3.0 < elastic.off < 15.0


def test_marks_that_fit_only_by_chance_never_fold_the_picture(rng):
    start, goal = rng.uniform(0, 300, (30, 2)), rng.uniform(0, 300, (30, 2))
    elastic = elastic_map(matched(start, goal))
    grid = np.stack(np.meshgrid(np.linspace(0, 300, 30), np.linspace(0, 300, 30)), -1)
    moved = elastic.at(grid.reshape(-1, 2)).reshape(30, 30, 2)
    across, down = np.diff(moved, axis=1)[:-1], np.diff(moved, axis=0)[:, :-1]
    turned_over = across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0]
    assert (turned_over > 0).all() or (turned_over < 0).all()


def test_few_marks_give_a_turn_a_scale_and_a_shift_alone():
    start = np.array([[0.0, 0.0], [100.0, 0.0], [0.0, 50.0]])
    turn = np.array([[0.0, -2.0], [2.0, 0.0]])
    elastic = elastic_map(matched(start, start @ turn.T + (5, 7)))
    assert elastic.at(np.array([[10.0, 20.0]])) == pytest.approx(np.array([[-35.0, 27.0]]))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_without_marks_there_is_no_map(count):
    start = np.array([[0.0, 0.0], [100.0, 0.0]])[:count]
    assert elastic_map(matched(start, start)) is None


def test_two_marks_at_one_place_are_one():
    place = np.array([[10.0, 10.0], [10.2, 10.1], [200.0, 10.0], [10.0, 150.0]])
    elastic = elastic_map(matched(place, place * 2))
    assert len(elastic.marks) == 3


def test_the_candidate_is_drawn_where_its_marks_say_and_clear_elsewhere(rng):
    marks = rng.uniform((110, 110), (190, 160), (40, 2))
    candidate = np.full((400, 600, 3), 30, np.uint8)
    candidate[200:300, 200:400] = (200, 120, 40)
    elastic = elastic_map(matched(marks, marks * 2))
    seen = laid_over(elastic, candidate, (100.0, 100.0, 200.0, 100.0), 400)
    assert seen.shape == (200, 400, 4)
    # Query (150, 130) is candidate (300, 260), which is orange; no mark is near the corners.
    assert seen[60, 100, 3] == 255
    assert np.abs(seen[60, 100, :3].astype(int) - (200, 120, 40)).max() < 6
    assert seen[190, 390, 3] == 0
    assert seen[195, 20, 3] == 0

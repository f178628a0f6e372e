"""The arithmetic of our browser components, against numpy, in the browser that will do it."""

import numpy as np
import pytest

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]

BOX = {"box": [0, 0, 100, 50]}


def similarity(page, marks):
    """re, im, x, y of the similarity that marks.mjs fits to matched marks."""
    found = page.evaluate(
        "async ([marks, box]) => (await import('/kit/marks.mjs')).similarity(marks, box, box)",
        [marks, BOX],
    )
    return found["re"], found["im"], found["x"], found["y"]


@pytest.fixture
def kit(window):
    window.page.goto(window.world.address + "/login")
    return window.page


def test_both_photos_move_together_by_the_similarity_of_their_marks(kit):
    rng = np.random.default_rng(5)
    query = rng.uniform(0, 1000, (30, 2))
    turn, scale, shift = 0.4, 1.7, np.array([35.0, -80.0])
    matrix = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    candidate = query @ matrix.T + shift
    found = similarity(kit, np.hstack([query, candidate]).tolist())
    wanted = (scale * np.cos(turn), scale * np.sin(turn), *shift)
    assert found == pytest.approx(wanted, abs=1e-6)


def test_noise_in_the_marks_is_averaged_as_least_squares_does(kit):
    rng = np.random.default_rng(6)
    query = rng.uniform(0, 500, (40, 2))
    candidate = 1.2 * query + [10, 20] + rng.normal(0, 3, query.shape)
    (x, y), (u, v) = query.T, candidate.T
    ones, none = np.ones(len(x)), np.zeros(len(x))
    rows = np.vstack([np.c_[x, -y, ones, none], np.c_[y, x, none, ones]])
    wanted = np.linalg.lstsq(rows, np.r_[u, v], rcond=None)[0]
    found = similarity(kit, np.hstack([query, candidate]).tolist())
    assert found == pytest.approx(tuple(wanted), abs=1e-6)


def test_without_marks_the_boxes_are_laid_on_each_other(kit):
    found = kit.evaluate(
        "async () => (await import('/kit/marks.mjs'))"
        ".similarity([], {box: [10, 20, 100, 50]}, {box: [50, 60, 200, 90]})"
    )
    assert (found["re"], found["im"]) == (2, 0)
    assert (found["re"] * 10 + found["x"], found["re"] * 20 + found["y"]) == (50, 60)


def test_the_way_back_is_the_way_there_undone(kit):
    there = {"re": 0.8, "im": -0.6, "x": 12.0, "y": -7.0}
    back = kit.evaluate("async (a) => (await import('/kit/marks.mjs')).inverse(a)", there)
    a, b = (complex(one["re"], one["im"]) for one in (there, back))
    s, t = (complex(one["x"], one["y"]) for one in (there, back))
    assert a * b == pytest.approx(1)
    assert b * (a * (3 + 4j) + s) + t == pytest.approx(3 + 4j)


def test_land_that_crosses_the_date_line_does_not_cross_the_world(kit):
    """Chukotka and Fiji lie on both sides of 180 degrees; the Atlantic has no land at 30 west."""
    inside = kit.evaluate(
        """async () => {
          const { paths } = await import('/kit/map.mjs');
          const topology = await (await fetch('/kit/countries-110m.json')).json();
          const path = paths(topology);
          const pen = document.createElement('canvas').getContext('2d');
          const at = ([lon, lat]) => pen.isPointInPath(path, lon, -lat, 'evenodd');
          return {
            land: [[131, 44], [100, 62], [172, 66], [-172, 66], [105, 35]].map(at),
            sea: [[-30, 30], [-30, 66], [150, 50], [160, -40]].map(at),
          };
        }"""
    )
    assert inside == {"land": [True] * 5, "sea": [False] * 4}


def test_dots_of_a_crowd_leave_room_for_each_other_and_a_lone_one_may_grow(kit):
    places = [[0, 0], [20, 0], [20, 15], [300, 300], [300, 300]]
    room = kit.evaluate(
        "async (places) => { const { room } = await import('/kit/map.mjs');"
        " const dots = places.map((place) => ({ place }));"
        " return places.map((p) => room(p, dots)); }",
        places,
    )
    for one, (x, y) in zip(room, places, strict=True):
        nearest = min(np.hypot(x - a, y - b) for a, b in places if (a, b) != (x, y))
        assert 2 * one <= nearest, "two dots of this size do not touch"
    assert room[:3] == pytest.approx([9.6, 7.2, 7.2])
    assert room[3] > 150


def test_a_dot_that_has_no_room_at_all_can_still_be_clicked(kit):
    room = kit.evaluate(
        "async (dots) => (await import('/kit/map.mjs')).room([0, 0], dots)",
        [{"place": [0, 0]}, {"place": [1, 0]}],
    )
    assert room == 5

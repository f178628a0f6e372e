"""A fitted line weighed by hand: what lies beyond the range of fitting counts as its end."""

import math

import numpy as np
import pytest

from embeddings.strength import Bounds, Evidence, Line, Model
from embeddings.strength.model import held

BOUNDS = Bounds(-2.0, 2.0)
# log10 LR = 0.5 + 1 * (a - 2) / 0.5 + 3 * (b - 1) / 2
LINE = Line(centre=(2.0, 1.0), scale=(0.5, 2.0), weights=(1.0, 3.0), offset=0.5)
FLAT = Line(centre=(0.0, 0.0), scale=(1.0, 1.0), weights=(0.0, 0.0), offset=-1.0)


def seen(a: float, b: float) -> Evidence:
    return Evidence("Amba", "q", "left", "sufficient", {"a": a, "b": b}, 3, 2, True)


def by_hand(line: Line, a: float, b: float) -> float:
    parts = zip((a, b), line.centre, line.scale, line.weights, strict=True)
    return line.offset + sum(w * (x - c) / s for x, c, s, w in parts)


@pytest.fixture
def model() -> Model:
    """Two refits; in fitting a lay in 1 to 3 and b in 0 to 2."""
    return Model(("a", "b"), LINE, (LINE, FLAT), BOUNDS, seen=((1.0, 3.0), (0.0, 2.0)))


@pytest.mark.parametrize(
    ("a", "b", "weighed"),
    [(2.0, 1.0, (2, 1)), (9.0, 1.0, (3, 1)), (-9.0, -9.0, (1, 0)), (3.0, 2.0, (3, 2))],
)
def test_a_score_beyond_what_was_seen_counts_as_the_end_of_it(model, a, b, weighed) -> None:
    assert model.row(seen(a, b)).tolist() == list(weighed)
    assert model.raw(seen(a, b)) == pytest.approx(by_hand(LINE, *weighed))
    assert model.spread(seen(a, b)).tolist() == pytest.approx(
        [by_hand(LINE, *weighed), by_hand(FLAT, *weighed)]
    )


def test_what_lay_beyond_is_told_where_it_counts(model) -> None:
    assert model.beyond(seen(9.0, 1.0)) == {"a": (9.0, 3.0)}
    assert model.beyond(seen(2.0, 1.0)) == {}
    idle = Model(("a", "b"), FLAT, (), BOUNDS, seen=((1.0, 3.0), (0.0, 2.0)))
    assert idle.beyond(seen(9.0, 1.0)) == {}


def test_without_ranges_every_score_is_weighed_as_it_is() -> None:
    plain = Model(("a", "b"), LINE, (), BOUNDS)
    assert plain.raw(seen(90.0, -7.0)) == pytest.approx(by_hand(LINE, 90.0, -7.0))
    assert plain.spread(seen(90.0, -7.0)).tolist() == []


def test_ranges_of_other_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="1 ranges for 2 scores"):
        Model(("a", "b"), LINE, (), BOUNDS, seen=((0.0, 1.0),))


def test_many_rows_are_held_as_one_is() -> None:
    rows = np.array([[0.0, 5.0], [2.0, -math.inf]])
    assert held(rows, ((1.0, 3.0), (0.0, 2.0))).tolist() == [[1.0, 2.0], [2.0, 0.0]]

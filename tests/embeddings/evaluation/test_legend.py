"""The legend of a plot stands where no curve is behind it."""

import re

import pytest

from embeddings.evaluation.plots import Axis, Series, plot

ACROSS, UP = Axis("x", 0, 10), Axis("y", 0, 1)


def where(drawn: str, name: str) -> tuple[float, float]:
    """Column and row of a name in the legend."""
    found = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{name}</text>', drawn)
    assert found is not None
    return float(found[1]), float(found[2])


@pytest.mark.parametrize(
    ("curve", "right", "low"),
    [
        (lambda at: 0.9, True, True),
        (lambda at: 0.05 if at > 5 else 0.9, False, True),
        (lambda at: 0.05, True, False),
        (lambda at: 0.05 if at < 6 else 0.05 + (at - 6) / 3, False, False),
    ],
)  # fmt: skip
def test_the_legend_stands_in_the_emptiest_corner(curve, right: bool, low: bool) -> None:
    points = [(at / 10, curve(at / 10)) for at in range(101)]
    column, row = where(plot("t", ACROSS, UP, [Series("one", points)]), "one")
    assert (column > 280) is right
    assert (row > 180) is low


def test_names_stand_one_below_the_other_in_the_order_of_the_series() -> None:
    drawn = plot("t", ACROSS, UP, [Series(name, [(1.0, 0.9)]) for name in ("first", "second")])
    assert where(drawn, "second")[1] - where(drawn, "first")[1] == 16

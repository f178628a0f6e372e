"""Curves by hand, and that what is drawn can be read again."""

import json
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from embeddings.evaluation.answering import Judged
from embeddings.evaluation.curves import (
    by_quality,
    cmc,
    curves,
    dir_curve,
    ece_curves,
    reliability,
    tippett_curves,
)
from embeddings.evaluation.plots import HEIGHT, WIDTH, Axis, Series, Spread, plot, spreads

SVG = "{http://www.w3.org/2000/svg}"


def judged(*, place=0, best=0.0, hits=(), quality="sufficient", same=(), different=()):
    return Judged(
        "q",
        "A",
        "A/left",
        quality,
        "cannot_tell",
        4,
        hits,
        3,
        place,
        best,
        0.0,
        same,
        different,
        0.1,
    )


def test_cumulative_match_by_hand():
    points = dict(cmc([1, 1, 3, 0]))
    assert (points[1.0], points[2.0], points[3.0], points[20.0]) == (0.5, 0.5, 0.75, 0.75)


def test_identified_against_false_alarms_by_hand():
    known = [judged(place=1, best=3.0), judged(place=1, best=1.0), judged(place=2, best=9.0)]
    unknown = [judged(best=2.0), judged(best=0.0)]
    assert dir_curve(known, unknown) == [
        (0.0, pytest.approx(1 / 3)),
        (0.5, pytest.approx(2 / 3)),
        (1.0, pytest.approx(2 / 3)),
    ]


def test_tippett_falls_and_same_lies_above_another():
    rng = np.random.default_rng(1)
    drawn = tippett_curves(rng.normal(1, 1, 200), rng.normal(-1, 1, 900))
    same, other = ([y for _, y in drawn[name]] for name in ("same animal", "another animal"))
    assert all(a >= b for a, b in pairwise(same))
    assert all(a >= b for a, b in zip(same, other, strict=True))


def test_entropy_of_saying_nothing_is_one_bit_at_even_odds():
    drawn = ece_curves(np.array([1.0, 2.0]), np.array([-1.0, -2.0]))
    middle = dict(drawn["LR = 1"])[0.0]
    assert middle == pytest.approx(1.0)
    assert dict(drawn["as given"])[0.0] < middle
    assert dict(drawn["after refit"])[0.0] == pytest.approx(0.0, abs=1e-6)


def test_calibrated_ratios_lie_on_the_diagonal():
    # Scores of N(+m, 2m) and N(-m, 2m) in natural logs are their own log ratios.
    rng, mean = np.random.default_rng(2), 2.0
    spread = np.sqrt(2 * mean)
    same = rng.normal(mean, spread, 60_000) / np.log(10)
    other = rng.normal(-mean, spread, 60_000) / np.log(10)
    rows = [row for row in reliability(same, other) if row["same"] > 200 and row["other"] > 200]
    assert len(rows) > 5
    for row in rows:
        assert row["seen"] == pytest.approx(row["said"], abs=0.12)


def test_ratios_are_told_by_quality():
    rows = by_quality(
        [
            judged(quality="limited", same=(0.0,), different=(0.0,)),
            judged(same=(2.0, 4.0), different=(-2.0,)),
        ]
    )
    assert [row["quality"] for row in rows] == ["limited", "sufficient"]
    assert rows[0]["cllr"] == pytest.approx(1.0)
    assert rows[1]["same"][2] == 3.0


def test_curves_can_be_written_as_json_and_leave_out_what_there_is_not():
    whole = curves(
        [judged(hits=(1,), place=1, same=(1.0,), different=(-1.0,)), judged(different=(0.2,))]
    )
    assert set(json.loads(json.dumps(whole))) == {
        "cmc",
        "dir",
        "tippett",
        "ece",
        "reliability",
        "quality",
    }
    assert set(curves([judged(hits=(1,), place=1)])) == {"cmc"}


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}{tag}"))  # noqa: S314 - our own text


def test_a_line_runs_from_corner_to_corner():
    svg = plot("t", Axis("x", 0, 10), Axis("y", 0, 1), [Series("s", [(0, 0), (10, 1)])])
    first, last = drawn(svg, "polyline")[0].get("points").split()
    assert float(first.split(",")[0]) < WIDTH / 4 < 3 * WIDTH / 4 < float(last.split(",")[0])
    assert float(first.split(",")[1]) > HEIGHT / 2 > float(last.split(",")[1])


def test_what_lies_beyond_an_axis_is_drawn_at_its_edge():
    svg = plot("t", Axis("x", 0, 1), Axis("y", 0, 1), [Series("s", [(-5, 9), (0, 1)])])
    first, second = drawn(svg, "polyline")[0].get("points").split()
    assert first == second


def test_series_differ_by_more_than_colour():
    lines = [Series(name, [(0, 0), (1, 1)]) for name in ("a", "b", "c")]
    svg = plot("t", Axis("x", 0, 1), Axis("y", 0, 1), lines)
    dashes = [line.get("stroke-dasharray") for line in drawn(svg, "polyline")]
    assert len(set(dashes)) == 3
    words = {text.text for text in drawn(svg, "text")}
    assert {"a", "b", "c", "t", "x", "y"} <= words


def test_names_cannot_break_the_picture():
    svg = plot("<b>&", Axis("x", 0, 1), Axis("y", 0, 1), [Series("</svg>", [(0, 0)], marks=True)])
    assert "</svg>" in {text.text for text in drawn(svg, "text")}
    assert len(drawn(svg, "circle")) == 2


def test_a_staircase_goes_sideways_before_up():
    steps = Series("s", [(0, 0), (1, 1)], steps=True)
    points = drawn(plot("t", Axis("x", 0, 1), Axis("y", 0, 1), [steps]), "polyline")[0]
    corners = [tuple(map(float, at.split(","))) for at in points.get("points").split()]
    assert corners[1] == (corners[2][0], corners[0][1])


def test_a_spread_has_its_box_and_an_empty_one_only_its_name():
    bars = [Spread("full", [-1, -0.5, 0, 0.5, 1]), Spread("empty", [])]
    svg = spreads("t", Axis("y", -2, 2), bars)
    assert len(drawn(svg, "rect")) == 2
    assert {"full", "empty"} <= {text.text for text in drawn(svg, "text")}

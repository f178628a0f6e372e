"""What a report prints of a ratio adds up as it is printed, and is what was stored."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.explain import Contribution, Contributions
from embeddings.strength import Bounds
from workbench.services.contributing import contributions_in, made_of

FINITE = {"allow_nan": False, "allow_infinity": False}


@st.composite
def taken_apart(draw: st.DrawFn) -> Contributions:
    part = st.builds(
        Contribution,
        st.sampled_from(["sift", "xfeat", "cosine"]),
        st.sampled_from(["left", "right"]),
        st.floats(-5, 5, **FINITE),
        st.floats(-5, 5, **FINITE),
        st.floats(-2, 2, **FINITE),
    )
    return Contributions(
        draw(st.floats(-3, 3, **FINITE)),
        tuple(draw(st.lists(part, min_size=1, max_size=6))),
        Bounds(draw(st.floats(-3, -0.1, **FINITE)), draw(st.floats(0.1, 3, **FINITE))),
    )


@settings(max_examples=60, deadline=None)
@given(taken_apart())
def test_every_column_of_the_table_adds_up_on_paper(apart: Contributions) -> None:
    """Oracle: a reader of the report who adds the printed figures with a pencil."""
    told = made_of(apart)

    shares = [Decimal(told.start), *(Decimal(row[4]) for row in told.rows)]
    assert sum(shares) == Decimal(told.raw)
    assert Decimal(told.raw) + Decimal(told.cut or "0") == Decimal(told.bounded)
    assert abs(float(told.bounded) - apart.bounded) <= 0.005 + 1e-9
    assert abs(float(told.raw) - apart.raw) <= 0.005 + 1e-9


@pytest.mark.parametrize(
    ("bounds", "cut", "bounded"),
    [((-3, 1.994), "-0.36", "+1.99"), ((-3, 3), "", "+2.35"), ((-3, 2.3465), "", "+2.35")],
)
def test_what_the_bounds_took_away_is_told_where_paper_shows_it(bounds, cut, bounded) -> None:
    told = made_of(Contributions(1.0, (Contribution("sift", "", 1.347, 0, 1),), Bounds(*bounds)))
    assert (told.raw, told.cut, told.bounded) == ("+2.35", cut, bounded)


def test_an_answer_from_before_parts_were_kept_has_none() -> None:
    assert contributions_in({"individual": "IND-0001", "log10_lr": 2.0}) is None
    assert contributions_in({"contributions": None}) is None


def test_stored_parts_come_back_as_they_were() -> None:
    kept = {
        "start": -0.5,
        "photos": 3,
        "reason": "few animals were met again",
        "bounds": [-1, 2.5],
        "parts": [["sift", "left", 4.0, 2.0, 0.75], ["cosine", "right", 0.5, 0.6, 2]],
    }
    apart = contributions_in({"contributions": kept})
    assert apart is not None
    assert (apart.photos, apart.reason, apart.bounds) == (3, kept["reason"], Bounds(-1, 2.5))
    assert apart.raw == pytest.approx(-0.5 + 0.75 * 2.0 + 2 * -0.1)
    assert [row[0].endswith("left flank") for row in made_of(apart).rows] == [True, False]

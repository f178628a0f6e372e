"""A made-up calibration with everything a calibration may hold."""

import pytest

from embeddings.strength import (
    CLOSE,
    GLANCE,
    Absence,
    Balance,
    Basis,
    BestOf,
    Bounds,
    Calibration,
    Cohort,
    Combined,
    Evidence,
    Exclusion,
    Line,
    Mix,
    Model,
    Rate,
    Tail,
    Thresholds,
)


def line(offset: float = 0.0) -> Line:
    return Line(centre=(0.0,), scale=(1.0,), weights=(1.0,), offset=offset)


def leaning(catalogue: int, at: float) -> Balance:
    rates = [Rate(share, 0.01, 0.9) for share in (0.2, 0.1, 0.3, 0.25, 0.4)]
    return Balance(catalogue, at, 0.5, *rates, animals=63)


@pytest.fixture
def whole() -> Calibration:
    """One photo may claim -1 to 2, both flanks -1.5 to 1.8; several photos were never counted."""
    one = Exclusion(-0.5, 0.04, 0.01, 0.1, 63)
    both = Thresholds(
        1.3, 50, Exclusion(-1.2, 0.03, 0.01, 0.1, 40), None, BestOf(line(-1), Bounds(-1, 1.4), 50)
    )
    best_of = BestOf(line(-0.5), Bounds(-0.5, 1.2, "few met", "few asked"), 50)
    return Calibration(
        name="made up",
        species="Panthera tigris",
        domain="camera",
        population="invented tigers",
        simulated=False,
        cohorts={"body": Cohort(1.0, 0.5)},
        models={
            CLOSE: Model(
                ("body",),
                line(),
                (line(-0.2), line(0.3)),
                Bounds(-1.0, 2.0, "few met again", "few asked"),
                Tail(-0.5, (0.9, 0.5, 0.2, 0.1, 0.01)),
            ),
            f"{CLOSE}:limited": Model(("body",), line(-0.5), (line(),), Bounds(-0.3, 0.5)),
            GLANCE: Model(("votes",), line(), (), Bounds(-0.5, 0.5)),
        },
        thresholds=Thresholds(
            1.0,
            50,
            one,
            None,
            best_of,
            balances=(leaning(10, 0.1), leaning(50, 0.6)),
            balances_at_a_glance=(leaning(50, 0.7),),
            absent=(Absence(10, -0.3, 0.04, 0.01, 0.1, 63), Absence(50, 0.1, 0.03, 0.01, 0.1, 63)),
            by_basis={Basis.BOTH_FLANKS: both},
        ),
        figures={"strata": {"sufficient": {"animals": 40, "fitted": "fitted on all together"}}},
        combined={
            f"{CLOSE}:{Basis.BOTH_FLANKS}": Combined(
                Bounds(-1.5, 1.8, "few skins met again", "few skins"), Tail(-2.0, (0.6, 0.002))
            ),
            f"{CLOSE}:{Basis.WHOLE_SKIN}": Combined(
                Bounds(-1.6, 1.9),
                mix=Mix(
                    Line((0.0, 0.0), (1.0, 1.0), (0.25, 0.5), -0.5),
                    (
                        Line((1.0, 0.0), (1.0, 1.0), (0.0, 1.0), 0.0),
                        Line((0.0, 0.0), (1.0, 2.0), (1.0, 1.0), 0.1),
                    ),
                ),
            ),
        },
        network="aa",
    )


@pytest.fixture
def seen():
    """One photo's evidence: seen(body score, flank=..., stratum=..., closely=...)."""

    def make(
        body: float, *, flank: str = "left", stratum: str = "sufficient", closely: bool = True
    ) -> Evidence:
        scores = {"body": body} if closely else {"votes": body}
        return Evidence("Amba", f"{flank} {body}", flank, stratum, scores, 3, 2, closely)

    return make

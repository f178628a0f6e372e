"""All evidence about one animal into one strength: what adds, what does not, what is bounded."""

import json
from dataclasses import replace

import numpy as np
import pytest

from embeddings.strength import (
    CLOSE,
    GLANCE,
    Bounds,
    Calibration,
    Cohort,
    Evidence,
    Exclusion,
    Line,
    Model,
    Thresholds,
    Validation,
    choose,
    shipped,
    weigh,
)


def line(offset: float = 0.0) -> Line:
    return Line(centre=(0.0,), scale=(1.0,), weights=(1.0,), offset=offset)


CALIBRATION = Calibration(
    name="made up",
    species="Panthera tigris",
    domain="camera",
    population="invented tigers",
    simulated=False,
    cohorts={"body": Cohort(1.0, 0.5)},
    models={
        CLOSE: Model(("body",), line(), (line(-0.2), line(0.3)), Bounds(-1.0, 2.0)),
        f"{CLOSE}:limited": Model(("body",), line(-0.5), (), Bounds(-0.3, 0.5)),
        GLANCE: Model(("votes",), line(), (), Bounds(-0.5, 0.5)),
    },
    thresholds=Thresholds(1.0, 50, Exclusion(-0.5, 0.04, 0.01, 0.1, 63)),
)


def evidence(body: float, *, flank: str = "left", stratum: str = "sufficient", name: str = "A"):
    return Evidence(name, "CT-1", flank, stratum, {"body": body}, coats=3, encounters=2)


def test_one_photo_weighs_what_the_line_says():
    strength = weigh([evidence(0.7)], CALIBRATION)
    assert strength.log10_lr_raw == pytest.approx(0.7)
    assert (strength.low, strength.high) == (pytest.approx(0.5125), pytest.approx(0.9875))


def test_photos_of_one_flank_are_averaged_and_flanks_add():
    same_flank = weigh([evidence(0.4), evidence(0.8)], CALIBRATION)
    both_flanks = weigh([evidence(0.4), evidence(0.8, flank="right")], CALIBRATION)
    assert same_flank.log10_lr_raw == pytest.approx(0.6)
    assert both_flanks.log10_lr_raw == pytest.approx(1.2)


def test_a_poorer_photo_of_the_flank_adds_nothing():
    with_poor = weigh([evidence(0.8), evidence(5.0, stratum="limited")], CALIBRATION)
    assert with_poor == weigh([evidence(0.8)], CALIBRATION)


def test_a_poor_photo_alone_is_weighed_by_its_own_stratum():
    strength = weigh([evidence(2.0, stratum="limited")], CALIBRATION)
    assert strength.log10_lr_raw == pytest.approx(1.5)
    assert strength.log10_lr == pytest.approx(0.5)


@pytest.mark.parametrize(("body", "held"), [(5.0, 2.0), (-5.0, -1.0), (0.3, 0.3)])
def test_raw_and_bounded_are_both_told(body, held):
    strength = weigh([evidence(body)], CALIBRATION)
    assert strength.log10_lr_raw == pytest.approx(body)
    assert strength.log10_lr == pytest.approx(held)
    assert strength.lower_bound <= strength.low <= strength.log10_lr
    assert strength.log10_lr <= strength.high <= strength.upper_bound


def test_two_flanks_do_not_double_the_bounds():
    strength = weigh([evidence(1.9), evidence(1.9, flank="right")], CALIBRATION)
    assert strength.log10_lr == pytest.approx(2.0)


def test_what_was_only_glanced_at_is_weighed_as_such():
    glance = Evidence("A", "CT-1", "left", "sufficient", {"votes": 3.0}, 1, 1, looked_closely=False)
    assert weigh([glance], CALIBRATION).upper_bound == 0.5


def test_everything_is_investigative_until_a_validation_is_handed_in():
    assert "investigative, not validated" in weigh([evidence(1.0)], CALIBRATION).wording


TESTED = replace(CALIBRATION, network="aa")
VALID = Validation(
    "Panthera tigris",
    "camera",
    frozenset({"sufficient"}),
    "VAL-1",
    TESTED.digest,
    frozenset({"aa", "bb"}),
    60,
)


@pytest.mark.parametrize(
    ("change", "outside"),
    [
        ({}, ""),
        ({"species": "Panthera pardus"}, "validated for Panthera pardus"),
        ({"domain": "pelt"}, "validated for pelt"),
        ({"strata": frozenset({"limited"})}, "quality sufficient was not tested"),
        ({"calibration": "other"}, "another calibration was tested"),
        ({"weights": frozenset({"bb", "cc"})}, "other network weights were tested"),
        ({"weights": frozenset()}, "other network weights were tested"),
        ({"animals": 8}, "a test with 8 animals vouches for no such ratio"),
        ({"animals": 0}, "a test with 0 animals vouches for no such ratio"),
    ],
)
def test_a_ratio_is_evidence_only_inside_what_was_validated(change, outside):
    strength = weigh([evidence(1.0)], TESTED, validation=replace(VALID, **change))
    assert strength.validated is (not outside)
    assert strength.validation == ("" if outside else "VAL-1")
    assert strength.outside == ((outside,) if outside else ())
    assert ("investigative, not validated" in strength.wording) is bool(outside)
    assert strength.standing == ("investigative, not validated" if outside else "validated")


def test_without_a_record_and_with_rendered_coats_nothing_is_evidence():
    assert weigh([evidence(1.0)], TESTED).outside == ("no validation is on record",)
    rendered = replace(TESTED, simulated=True)
    claimed = replace(VALID, calibration=rendered.digest)
    strength = weigh([evidence(1.0)], rendered, validation=claimed)
    assert strength.outside == ("fitted on simulated coats",)
    assert not strength.validated


def test_a_calibration_of_marks_alone_is_covered_with_the_weights_it_was_tested_with():
    marks = replace(CALIBRATION, network="")
    tested = replace(VALID, calibration=marks.digest)
    assert weigh([evidence(1.0)], marks, validation=tested).validated
    unnamed = replace(tested, weights=frozenset())
    assert not weigh([evidence(1.0)], marks, validation=unnamed).validated


@pytest.mark.parametrize("pieces", [[], [evidence(1.0), evidence(1.0, name="B")]])
def test_a_strength_speaks_of_one_animal(pieces):
    with pytest.raises(ValueError, match="one animal only"):
        weigh(pieces, CALIBRATION)


def test_a_missing_score_names_itself():
    with pytest.raises(KeyError, match="votes"):
        evidence(1.0).row(("votes",))


def test_how_many_coats_an_animal_has_can_be_weighed():
    row = evidence(1.0).row(("coats_log", "encounters_log"))
    assert row == pytest.approx([np.log(3), np.log(2)])


def test_the_fitting_calibration_is_chosen_and_said():
    leopard = replace(CALIBRATION, name="leopards", species="Panthera pardus")
    rendered = replace(leopard, name="rendered", domain="pelt", simulated=True)
    known = (CALIBRATION, leopard, rendered)
    assert choose(known, species="Panthera pardus", domain="camera")[0].name == "leopards"
    pelt, why = choose(known, species="Panthera pardus", domain="pelt", simulated=True)
    assert pelt.name == "rendered"
    assert "fitted on simulated coats: for demonstration only" in why
    other, why = choose(known[:1], species="Panthera onca", domain="pelt")
    assert other.name == "made up"
    assert "another species" in why
    assert "camera photos" in why


@pytest.mark.parametrize("species", ["Panthera pardus", "Panthera tigris", "Panthera onca", ""])
@pytest.mark.parametrize("domain", ["camera", "pelt"])
def test_a_real_photo_is_never_weighed_by_what_rendered_coats_taught(species, domain):
    rendered = [
        replace(CALIBRATION, name=name, species=name, domain=kind, simulated=True)
        for name in ("Panthera pardus", "Panthera tigris")
        for kind in ("camera", "pelt")
    ]
    chosen, why = choose((*rendered, CALIBRATION), species=species, domain=domain)
    assert chosen is CALIBRATION
    assert "simulated" not in why
    with pytest.raises(ValueError, match="no calibration"):
        choose(rendered, species=species, domain=domain)


def test_a_rendered_photo_takes_the_real_calibration_where_no_rendered_one_fits_better():
    rendered = replace(CALIBRATION, name="rendered", domain="pelt", simulated=True)
    known = (CALIBRATION, rendered)
    assert choose(known, species="Panthera tigris", domain="camera", simulated=True)[0] is (
        CALIBRATION
    )
    twin = replace(rendered, domain="camera")
    assert choose((CALIBRATION, twin), species="Panthera tigris", domain="camera",
                  simulated=True)[0] is twin  # fmt: skip


def test_a_strength_says_whether_all_of_it_was_looked_at_closely():
    glance = replace(evidence(0.0), scores={"votes": 0.4}, looked_closely=False)
    close = replace(CALIBRATION.models[CLOSE], resamples=())
    without_refits = replace(CALIBRATION, models={**CALIBRATION.models, CLOSE: close})
    assert weigh([evidence(0.7)], without_refits).looked_closely
    assert not weigh([glance], without_refits).looked_closely
    assert not weigh([evidence(0.7, flank="right"), glance], without_refits).looked_closely


def test_shipped_calibrations_are_sound():
    for calibration in shipped():
        assert CLOSE in calibration.models
        assert GLANCE in calibration.models
        assert calibration.simulated == ("simulated" in calibration.name)
        for rule in (calibration.thresholds.excluded, calibration.thresholds.excluded_at_a_glance):
            assert rule is None or (rule.at < -0.3 and rule.wrongly <= 0.05)
        assert calibration.population
        json.loads(calibration.text())


def test_the_spread_is_what_each_refit_says():
    lines = tuple(Line((0.5, c), (2.0, 0.3), (c, -0.4), 0.1 * c) for c in (0.2, 1.0, 3.0))
    model = Model(("body", "coats_log"), lines[0], lines, Bounds(-1.0, 1.0))
    row = evidence(0.9).row(model.names)[None, :]
    expected = [float(one.log10_lr(row)[0]) for one in lines]
    assert model.spread(evidence(0.9)).tolist() == pytest.approx(expected)
    assert len(Model(("body",), line(), (), Bounds(-1.0, 1.0)).spread(evidence(0.9))) == 0


def test_a_cohort_moves_towards_what_it_meets():
    cohort = Cohort(0.0, 1.0, weight=10.0)
    met = cohort.joined([5.0] * 90)
    assert met.mean == pytest.approx(4.5)
    assert cohort.joined([]) == cohort
    # Pooled variance by hand: (10 (1 + 4.5^2) + 90 * 0.5^2) / 100
    assert met.spread == pytest.approx(np.sqrt((10 * (1 + 4.5**2) + 90 * 0.25) / 100))
    assert met.standard(met.mean) == 0.0


def test_a_cohort_without_spread_is_refused():
    with pytest.raises(ValueError, match="spread"):
        Cohort(0.0, 0.0)


def test_a_score_beyond_what_was_seen_is_held_at_the_edge_and_said(whole, seen):
    model = replace(whole.models[CLOSE], seen=((-2.0, 1.5),))
    ranged = replace(whole, models={**whole.models, CLOSE: model})
    far, edge = weigh([seen(9.0)], ranged), weigh([seen(1.5)], ranged)
    assert (far.log10_lr_raw, far.low, far.high) == (edge.log10_lr_raw, edge.low, edge.high)
    assert far.log10_lr_raw == 1.5
    assert far.held == ("body 9.0 lies beyond all that the calibration saw and is weighed as 1.5",)
    assert edge.held == ()
    low = weigh([seen(-9.0)], ranged)
    assert low.log10_lr_raw == -2.0
    assert "body -9.0 lies beyond" in low.held[0]


def test_a_score_that_counts_nothing_is_held_without_a_word(whole, seen):
    idle = Line(centre=(0.0,), scale=(1.0,), weights=(0.0,), offset=0.2)
    model = replace(whole.models[CLOSE], line=idle, seen=((-2.0, 1.5),))
    ranged = replace(whole, models={**whole.models, CLOSE: model})
    assert weigh([seen(9.0)], ranged).held == ()


def test_without_a_kept_range_a_score_is_weighed_as_it_is(whole, seen):
    assert weigh([seen(9.0)], whole).log10_lr_raw == 9.0
    assert weigh([seen(9.0)], whole).held == ()


def test_a_range_for_other_scores_is_refused(whole):
    with pytest.raises(ValueError, match="2 ranges for 1 scores"):
        replace(whole.models[CLOSE], seen=((0.0, 1.0), (0.0, 1.0)))

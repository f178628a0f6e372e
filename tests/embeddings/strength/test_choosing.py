"""Which calibration weighs: only one whose cosine is that of the network in use, or marks alone."""

from dataclasses import replace

import pytest

from embeddings.strength import NoCalibration, choose, shipped


@pytest.fixture
def marks(whole):
    return replace(whole, name="marks alone", network="")


def test_a_calibration_of_another_network_never_weighs(whole):
    with pytest.raises(NoCalibration, match="fitted with another network than cc") as refused:
        choose((whole,), species="Panthera tigris", domain="camera", network="cc")
    assert "marks alone" in refused.value.remedy
    assert "another network" in refused.value.reason


def test_an_unknown_network_is_weighed_by_marks_alone_and_that_is_said(whole, marks):
    chosen, why = choose((whole, marks), species="", domain="camera", network="cc")
    assert chosen is marks
    assert "by marks alone, without the network" in why


def test_the_networks_own_calibration_comes_before_marks_alone(whole, marks):
    known = (marks, replace(whole, name="zz"))
    chosen, why = choose(known, species="Panthera tigris", domain="camera", network="aa")
    assert chosen.name == "zz"
    assert "without the network" not in why


def test_the_right_species_by_marks_alone_comes_before_another_with_the_network(whole, marks):
    leopards = replace(marks, name="leopards", species="Panthera pardus")
    chosen, _ = choose((whole, leopards), species="Panthera pardus", domain="camera", network="aa")
    assert chosen is leopards


def test_where_nobody_asks_for_a_network_any_calibration_may_weigh(whole):
    chosen, why = choose((whole,), species="Panthera tigris", domain="camera")
    assert chosen is whole
    assert "network" not in why


def test_nothing_at_hand_is_told_with_a_remedy():
    with pytest.raises(NoCalibration, match="no calibration is at hand") as refused:
        choose((), species="", domain="camera")
    assert "kedrovka calibrate" in refused.value.remedy


def test_the_projects_own_goes_before_one_that_ships_and_the_answer_says_so(whole):
    ours = replace(whole, name="zz ours")
    chosen, why = choose(
        (whole, ours), species="Panthera tigris", domain="camera", own=(ours.digest,)
    )
    assert chosen is ours
    assert why.startswith("this project's own calibration zz ours: fitted on its species and")
    without, why = choose((whole, ours), species="Panthera tigris", domain="camera")
    assert without is whole
    assert why.startswith("calibration ")


def test_of_two_of_its_own_the_newer_weighs(whole):
    old, new = replace(whole, name="aa"), replace(whole, name="zz")
    own = (new.digest, old.digest)
    assert choose((old, new), species="Panthera tigris", domain="camera", own=own)[0] is new
    assert choose((old, new), species="Panthera tigris", domain="camera", own=own[::-1])[0] is old


def test_ones_own_of_another_species_or_kind_never_pushes_the_right_one_aside(whole):
    leopards = replace(whole, name="aa leopards", species="Panthera pardus")
    skins = replace(whole, name="aa skins", domain="pelt")
    own = (leopards.digest, skins.digest)
    chosen, _ = choose(
        (leopards, skins, whole), species="Panthera tigris", domain="camera", own=own
    )
    assert chosen is whole
    # Of another species nothing says that one's own fits better: the name decides, as before.
    known = (replace(whole, name="aa ships"), replace(leopards, name="zz ours"))
    chosen, why = choose(known, species="Panthera uncia", domain="camera", own=(known[1].digest,))
    assert chosen.name == "aa ships"
    assert "another species" in why


def test_by_another_species_the_answer_warns_of_its_leanings_and_by_its_own_it_does_not(whole):
    _, why = choose((whole,), species="Tragelaphus angasii", domain="camera")
    assert "tells next to nothing" in why
    _, why = choose((whole,), species="panthera  Tigris", domain="camera")
    assert "its species and its kind" in why
    assert "tells next to nothing" not in why


def test_real_photos_are_never_weighed_by_rendered_ones_even_of_ones_own(whole):
    rendered = replace(whole, name="rendered", simulated=True)
    with pytest.raises(NoCalibration, match="simulated coats, and these photos are real"):
        choose((rendered,), species="Panthera tigris", domain="camera", own=(rendered.digest,))


def weighing(calibration, score, name):
    """The calibration with this score in its close model."""
    model = replace(calibration.models["close"], names=(score,))
    return replace(calibration, name=name, models={**calibration.models, "close": model})


@pytest.mark.parametrize(("domain", "expected"), [("camera", "zz"), ("pelt", "aa"), ("skin", "aa")])
def test_a_skin_is_not_weighed_by_a_stiff_fit_where_there_is_a_choice(whole, domain, expected):
    # The one for skins comes first by name, so that the name decides nothing for cameras.
    stiff = weighing(whole, "stiff_beyond", "zz")
    skins = weighing(whole, "sift_beyond", "aa")
    chosen, _ = choose((stiff, skins), species="Panthera tigris", domain=domain)
    assert chosen.name == expected


def test_a_stiff_fit_of_the_species_goes_before_another_species_without(whole):
    stiff = weighing(whole, "stiff_beyond", "zz")
    other = replace(weighing(whole, "sift_beyond", "aa"), species="Panthera pardus")
    assert choose((stiff, other), species="Panthera tigris", domain="pelt")[0] is stiff


def test_of_what_ships_a_tigers_skin_is_weighed_without_the_stiff_fit_and_a_tiger_with_it():
    chosen = {
        domain: choose(shipped(), species="Panthera tigris", domain=domain)[0]
        for domain in ("camera", "pelt")
    }
    scores = {domain: one.models["close"].names for domain, one in chosen.items()}
    assert "stiff_beyond" in scores["camera"]
    assert "stiff_beyond" not in scores["pelt"]


@pytest.mark.parametrize(("domain", "expected"), [("camera", "zz"), ("pelt", "aa")])
def test_of_two_own_ones_a_skin_takes_that_for_skins_however_new_the_other_is(
    whole, domain, expected
):
    stiff, skins = weighing(whole, "stiff_beyond", "zz"), weighing(whole, "sift_beyond", "aa")
    for newest_first in ((stiff, skins), (skins, stiff)):
        own = tuple(one.digest for one in newest_first)
        chosen, _ = choose((whole, *newest_first), species=whole.species, domain=domain, own=own)
        assert chosen.name == expected

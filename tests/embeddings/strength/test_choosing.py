"""Which calibration weighs: only one whose cosine is that of the network in use, or marks alone."""

from dataclasses import replace

import pytest

from embeddings.strength import NoCalibration, choose


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
    assert refused.value.remedy == "reinstall the program or fit one"

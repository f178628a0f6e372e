"""Which calibration weighs: never one of rendered coats for a real photo, and weights first."""

from dataclasses import replace

from embeddings.strength import choose


def test_a_calibration_for_these_weights_comes_before_the_right_species_for_others(whole):
    leopard = replace(whole, name="leopards", species="Panthera pardus", weights=frozenset({"cc"}))
    mine = frozenset({"aa", "bb"})
    chosen, why = choose((leopard, whole), species="Panthera pardus", domain="camera", weights=mine)
    assert chosen is whole
    assert "another species (Panthera tigris)" in why
    assert "not to be relied on" not in why


def test_where_only_other_weights_were_fitted_that_is_said(whole):
    _, why = choose((whole,), species="Panthera tigris", domain="camera", weights=frozenset({"cc"}))
    assert "fitted on photos described by other network weights" in why


def test_a_calibration_that_never_named_its_weights_is_taken_without_a_word(whole):
    silent = replace(whole, weights=frozenset())
    chosen, why = choose((silent,), species="", domain="camera", weights=frozenset({"cc"}))
    assert chosen is silent
    assert "weights" not in why
    assert choose((whole,), species="", domain="camera")[0] is whole

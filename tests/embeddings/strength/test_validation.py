"""Inside which envelope a ratio counts as evidence: each respect told by itself, in words."""

import math
from itertools import combinations

import pytest

from embeddings.strength import Validation

TESTED = Validation(
    "Panthera tigris", "camera", frozenset({"sufficient", "limited"}), "VAL-0001", "c" * 64,
    frozenset({"aa", "bb"}), 99,
)  # fmt: skip
INSIDE = {
    "species": "Panthera tigris",
    "domain": "camera",
    "strata": ["sufficient"],
    "calibration": "c" * 64,
    "network": "aa",
    "log10_lr": 1.5,
}
OUTSIDE = {
    "species": ("Panthera pardus", "validated for Panthera tigris"),
    "domain": ("pelt", "validated for camera"),
    "strata": (["sufficient", "poor", "awful"], "quality awful, poor was not tested"),
    "calibration": ("d" * 64, "another calibration was tested"),
    "network": ("cc", "other network weights were tested"),
    "log10_lr": (2.01, "a test with 99 animals vouches for no such ratio"),
}


def test_what_was_tested_in_every_respect_is_covered():
    assert TESTED.outside(**INSIDE) == ()


@pytest.mark.parametrize(
    "respects", [*combinations(OUTSIDE, 1), *combinations(OUTSIDE, 2), tuple(OUTSIDE)]
)
def test_every_respect_that_was_not_tested_is_told_in_one_order(respects):
    asked = INSIDE | {name: OUTSIDE[name][0] for name in respects}
    expected = tuple(words for name, (_, words) in OUTSIDE.items() if name in respects)
    assert TESTED.outside(**asked) == expected


@pytest.mark.parametrize(
    ("log10_lr", "covered"),
    [(0.0, True), (2.0, True), (-2.0, True), (2.0001, False), (-2.0001, False), (math.inf, False)],
)
def test_a_test_with_so_many_animals_vouches_as_far_as_their_number(log10_lr, covered):
    """One in a hundred and no further: 99 animals without an error show no fewer."""
    assert TESTED.furthest == pytest.approx(2.0)
    assert (TESTED.outside(**(INSIDE | {"log10_lr": log10_lr})) == ()) is covered


@pytest.mark.parametrize("animals", [0, 1, 9, 999])
def test_how_far_it_vouches_grows_by_one_for_ten_times_the_animals(animals):
    record = Validation("", "", frozenset(), "", animals=animals)
    assert 10.0**record.furthest == pytest.approx(animals + 1)


def test_a_record_without_calibration_and_weights_covers_nothing():
    bare = Validation("Panthera tigris", "camera", frozenset({"sufficient"}), "VAL-0001",
                      animals=99)  # fmt: skip
    assert bare.outside(**INSIDE) == (
        "another calibration was tested", "other network weights were tested",
    )  # fmt: skip


def test_a_calibration_of_marks_alone_asks_for_no_network_but_for_weights_that_were_named():
    assert TESTED.outside(**(INSIDE | {"network": ""})) == ()
    unnamed = Validation(
        "Panthera tigris", "camera", frozenset({"sufficient"}), "V", "c" * 64, animals=99
    )
    assert unnamed.outside(**(INSIDE | {"network": ""})) == ("other network weights were tested",)


def test_a_record_that_names_no_species_or_kind_says_so():
    nothing = Validation("", "", frozenset({"sufficient"}), "V", "c" * 64, frozenset({"aa"}), 99)
    assert nothing.outside(**INSIDE) == (
        "validated for no species", "validated for no kind of photo",
    )  # fmt: skip

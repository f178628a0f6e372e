"""Rendered coats to learn from: both sides, as living animals and as skins, never a demo's."""

import numpy as np
import pytest

from embeddings.training.rendered import LEAST_SEED, painted_crops, rendered_crops


def test_an_animal_is_met_on_both_sides_alive_and_as_a_skin():
    crops = list(rendered_crops(LEAST_SEED, 0, passages=2, frames=1, skins=1))
    assert {crop.identity.split("/")[1] for crop in crops} == {"left", "right"}
    assert {crop.kind for crop in crops} == {"camera", "pelt"}
    alive = [crop for crop in crops if crop.kind == "camera"]
    assert len(alive) == 4
    assert len({crop.encounter for crop in alive}) == 4
    for crop in crops:
        assert crop.pixels.shape[:2] == crop.mask.shape
        assert max(crop.mask.shape) <= 320
        assert crop.mask.any()


def test_painted_coats_differ_by_side_and_show_day_and_night():
    day, night, other, _ = painted_crops(LEAST_SEED, 3)
    assert day.identity == night.identity != other.identity
    assert np.ptp(night.pixels.astype(int), axis=2).max() == 0
    assert np.ptp(day.pixels.astype(int), axis=2).max() > 20
    again = next(iter(painted_crops(LEAST_SEED, 3)))
    assert np.array_equal(day.pixels, again.pixels)


@pytest.mark.parametrize("make", [rendered_crops, painted_crops])
def test_seeds_of_what_is_evaluated_are_refused(make):
    with pytest.raises(ValueError, match="evaluated"):
        next(iter(make(LEAST_SEED - 1, 0)))

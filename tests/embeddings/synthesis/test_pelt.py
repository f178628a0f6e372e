"""Skins: flat, folded, cut, stained, with the truth of what is left of each flank."""

import json
from dataclasses import replace

import numpy as np
import pytest

from embeddings.synthesis import (
    LEOPARD,
    SPECIES,
    Animal,
    FrameConditions,
    PeltTreatment,
    Rendered,
    make_animal,
    render_frame,
    render_pelt,
)

CLEAN = PeltTreatment(
    stretch=0.0, wrinkles=0.0, stains=0.0, perspective=0.0, glare=0.0, noise=0.0, flash=False
)


def test_equal_seeds_give_equal_skins(animal: Animal, pelt: Rendered) -> None:
    again = render_pelt(animal, PeltTreatment(), np.random.default_rng(1))
    assert np.array_equal(again.pixels, pelt.pixels)


def test_an_open_skin_shows_both_flanks_with_the_spine_between(pelt: Rendered) -> None:
    assert pelt.flank == "both"
    assert set(pelt.flank_boxes) == {"left", "right"}
    left, right = pelt.flank_boxes["left"], pelt.flank_boxes["right"]
    # The head points right and the hair is up, so the left flank lies towards the photo's top.
    assert left[1] < right[1]
    assert left[1] + left[3] < right[1] + right[3]
    assert left[1] + left[3] > right[1] - 60


def test_a_skin_says_that_it_is_simulated_and_how_it_was_treated(pelt: Rendered) -> None:
    assert pelt.label == "simulated"
    assert json.loads(json.dumps(pelt.parameters))["treatment"]["surface"] == "concrete"


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_skin_cut_in_two_shows_one_flank(side: str) -> None:
    leopard = make_animal(np.random.default_rng(1), LEOPARD)
    half = render_pelt(leopard, replace(CLEAN, sides=side), np.random.default_rng(1))
    assert half.flank == side
    assert set(half.flank_boxes) == {side}


def test_a_fold_hides_part_of_its_own_flank_only() -> None:
    leopard = make_animal(np.random.default_rng(1), LEOPARD)
    flat = render_pelt(leopard, CLEAN, np.random.default_rng(1))
    folded = render_pelt(
        leopard, replace(CLEAN, folded=0.33, folded_side="left"), np.random.default_rng(1)
    )
    assert folded.flank_boxes["left"][3] < 0.8 * flat.flank_boxes["left"][3]
    assert folded.flank_boxes["right"][3] > 0.8 * flat.flank_boxes["right"][3]
    assert folded.mask.sum() < 0.9 * flat.mask.sum()


@pytest.mark.parametrize("change", [{"holes": 6}, {"cuts": 3}, {"head": False}])
def test_what_is_cut_away_is_missing_from_the_mask(change: dict[str, object]) -> None:
    leopard = make_animal(np.random.default_rng(1), LEOPARD)
    whole = render_pelt(leopard, CLEAN, np.random.default_rng(1))
    less = render_pelt(leopard, replace(CLEAN, **change), np.random.default_rng(1))
    assert less.mask.sum() < whole.mask.sum()


@pytest.mark.parametrize("change", [{"stains": 1.0}, {"glare": 1.0, "flash": True}])
def test_stains_and_flash_change_the_light_not_the_skin(change: dict[str, object]) -> None:
    leopard = make_animal(np.random.default_rng(1), LEOPARD)
    clean = render_pelt(leopard, CLEAN, np.random.default_rng(1))
    worse = render_pelt(leopard, replace(CLEAN, **change), np.random.default_rng(1))
    assert not np.array_equal(clean.pixels, worse.pixels)
    assert np.array_equal(clean.mask, worse.mask)


@pytest.mark.parametrize("species", SPECIES)
@pytest.mark.parametrize("seed", range(4))
def test_any_seed_gives_a_skin_that_can_be_seen(species: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shot = render_pelt(make_animal(rng, species), PeltTreatment.as_hard_as_life(rng), rng)
    assert shot.mask.mean() > 0.05
    assert shot.flank_boxes


def test_a_skin_matches_the_living_animal_it_was_and_no_other(inliers) -> None:
    """The main job in small, with OpenCV's SIFT as the oracle and easy pictures."""
    rng = np.random.default_rng(50)
    victim, other = make_animal(rng, LEOPARD), make_animal(rng, LEOPARD)
    easy = FrameConditions(station_seed=3, vegetation=0.0, distance_m=2.4)
    skin = render_pelt(victim, CLEAN, np.random.default_rng(1))
    alive = max(
        inliers(skin, render_frame(victim, side, easy, np.random.default_rng(2)))
        for side in ("left", "right")
    )
    stranger = max(
        inliers(skin, render_frame(other, side, easy, np.random.default_rng(2)))
        for side in ("left", "right")
    )
    assert alive > 15
    assert alive > 2 * stranger

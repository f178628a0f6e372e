"""Camera-trap frames: the truth beside them, determinism, and what they show of whom."""

import json
from dataclasses import replace

import numpy as np
import pytest

from embeddings.synthesis import (
    LEOPARD,
    SPECIES,
    TIGER,
    Animal,
    FrameConditions,
    Rendered,
    make_animal,
    passage,
    render_frame,
)
from embeddings.synthesis.rendered import box_of

PLAIN = FrameConditions(station_seed=4, vegetation=0.0)


def test_equal_seeds_give_equal_pixels(animal: Animal, frame: Rendered) -> None:
    again = render_frame(animal, "left", PLAIN, np.random.default_rng(1))
    assert np.array_equal(again.pixels, frame.pixels)
    assert np.array_equal(again.mask, frame.mask)


def test_another_moment_gives_other_pixels(animal: Animal, frame: Rendered) -> None:
    other = render_frame(animal, "left", replace(PLAIN, phase=0.6), np.random.default_rng(1))
    assert not np.array_equal(other.pixels, frame.pixels)


def test_a_frame_is_a_colour_photo_and_says_that_it_is_simulated(frame: Rendered) -> None:
    assert frame.pixels.shape == (640, 1024, 3)
    assert frame.pixels.dtype == np.uint8
    assert frame.label == "simulated"
    assert frame.flank == "left"


def test_the_parameters_can_be_written_down(frame: Rendered) -> None:
    kept = json.loads(json.dumps(frame.parameters))
    assert kept["conditions"]["station_seed"] == 4


def test_the_box_lies_tight_around_the_mask(frame: Rendered) -> None:
    rows, columns = np.nonzero(frame.mask)
    x, y, width, height = frame.box
    assert (x, y) == (columns.min(), rows.min())
    assert (x + width - 1, y + height - 1) == (columns.max(), rows.max())
    assert frame.flank_boxes == {"left": frame.box}


def test_the_mask_covers_the_animal_and_nothing_else(animal: Animal) -> None:
    """The same frame with and without grass in one colour: what differs from an empty station."""
    calm = replace(PLAIN, noise=0.0)
    here = render_frame(animal, "left", calm, np.random.default_rng(1))
    gone = render_frame(animal, "left", replace(calm, across=-4.0), np.random.default_rng(1))
    assert not gone.mask.any()
    differs = np.abs(here.pixels.astype(int) - gone.pixels.astype(int)).max(axis=2) > 40
    assert differs[here.mask].mean() > 0.6
    # The camera meters and the animal throws a soft shadow, so a little differs beside it too.
    assert differs[~here.mask].mean() < 0.05


def test_an_animal_is_a_fair_part_of_the_photo(frame: Rendered) -> None:
    assert 0.05 < frame.mask.mean() < 0.5


def test_nobody_in_the_frame_is_an_empty_box() -> None:
    assert box_of(np.zeros((4, 5), bool)) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("flank", "ahead"), [("left", -1), ("right", 1)])
def test_an_animal_that_shows_its_left_flank_walks_to_the_left(flank: str, ahead: int) -> None:
    """The tail is long and thin: the half of the box with less animal is the tail's."""
    tiger = make_animal(np.random.default_rng(2), TIGER)
    shown = render_frame(tiger, flank, PLAIN, np.random.default_rng(1))
    columns = np.flatnonzero(shown.mask.any(axis=0))
    middle = (columns[0] + columns[-1]) // 2
    left, right = shown.mask[:, :middle].sum(), shown.mask[:, middle:].sum()
    assert np.sign(int(right) - int(left)) == ahead


def test_night_is_grey_and_day_is_not(animal: Animal, frame: Rendered) -> None:
    night = render_frame(animal, "left", replace(PLAIN, night=True), np.random.default_rng(1))
    photo = night.pixels[:600].astype(int)
    assert np.ptp(photo, axis=2).max() <= 1
    assert np.ptp(frame.pixels[frame.mask].astype(int), axis=1).mean() > 20


def test_frames_of_one_station_share_their_background(animal: Animal) -> None:
    calm = replace(PLAIN, noise=0.0, across=-4.0)
    first = render_frame(animal, "left", calm, np.random.default_rng(1))
    later = render_frame(animal, "right", calm, np.random.default_rng(9))
    elsewhere = render_frame(
        animal, "left", replace(calm, station_seed=5), np.random.default_rng(1)
    )

    def alike(one: Rendered, other: Rendered) -> float:
        return float(np.corrcoef(one.pixels[:600].ravel(), other.pixels[:600].ravel())[0, 1])

    assert alike(first, later) > 0.98
    assert alike(first, elsewhere) < 0.9


def test_grass_hides_part_of_the_animal_and_the_mask_knows() -> None:
    leopard = make_animal(np.random.default_rng(2), LEOPARD)
    near = replace(PLAIN, distance_m=2.2)
    seen = [
        [
            int(
                render_frame(
                    leopard,
                    "left",
                    replace(near, station_seed=station, vegetation=amount),
                    np.random.default_rng(1),
                ).mask.sum()
            )
            for station in (1, 2, 3)
        ]
        for amount in (0.0, 1.0)
    ]
    assert sum(seen[1]) < sum(seen[0])


def test_two_animals_in_one_frame_and_the_mask_is_of_the_first() -> None:
    rng = np.random.default_rng(5)
    mother, cub = make_animal(rng, LEOPARD), make_animal(rng, LEOPARD)
    alone = render_frame(mother, "right", PLAIN, np.random.default_rng(1))
    both = render_frame(mother, "right", PLAIN, np.random.default_rng(1), companion=cub)
    assert not np.array_equal(alone.pixels, both.pixels)
    shared = (alone.mask & both.mask).sum() / (alone.mask | both.mask).sum()
    assert shared > 0.85


def test_a_passage_is_one_walk_past_one_camera(animal: Animal) -> None:
    frames = passage(animal, "right", np.random.default_rng(3), 4, PLAIN)
    middles = [shot.box[0] + shot.box[2] / 2 for shot in frames]
    assert len(frames) == 4
    assert middles[0] + 60 < middles[-1]
    assert {shot.parameters["conditions"]["station_seed"] for shot in frames} == {4}
    phases = {shot.parameters["conditions"]["phase"] for shot in frames}
    assert len(phases) == 4


@pytest.mark.parametrize("species", SPECIES)
@pytest.mark.parametrize("seed", range(6))
def test_any_seed_gives_an_animal_that_can_be_seen(species: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shot = render_frame(
        make_animal(rng, species), "left", FrameConditions.as_hard_as_life(rng), rng
    )
    assert shot.box[2] > 100
    assert shot.mask.sum() > 4000
    assert shot.pixels[:600].std() > 8


def test_the_figure_of_the_same_flank_is_found_and_of_another_animal_is_not(inliers) -> None:
    """OpenCV's SIFT as the oracle: two frames of one flank agree, frames of two animals do not."""
    rng = np.random.default_rng(40)
    one, other = make_animal(rng, LEOPARD), make_animal(rng, LEOPARD)
    later = replace(PLAIN, station_seed=9, phase=0.25, across=0.46)
    first = render_frame(one, "left", PLAIN, np.random.default_rng(1))
    again = render_frame(one, "left", later, np.random.default_rng(2))
    stranger = render_frame(other, "left", later, np.random.default_rng(2))
    assert inliers(first, again) > 25
    assert inliers(first, again) > 3 * inliers(first, stranger)


def test_a_look_alike_sibling_does_not_match_by_sift(inliers) -> None:
    rng = np.random.default_rng(41)
    elder = make_animal(rng, TIGER)
    younger = make_animal(rng, TIGER, sibling_of=elder)
    later = replace(PLAIN, station_seed=9, phase=0.25)
    first = render_frame(elder, "right", PLAIN, np.random.default_rng(1))
    again = render_frame(elder, "right", later, np.random.default_rng(2))
    sibling = render_frame(younger, "right", later, np.random.default_rng(2))
    assert inliers(first, again) > 2 * inliers(first, sibling)


def test_the_other_flank_of_the_same_animal_does_not_match_even_mirrored(inliers) -> None:
    leopard = make_animal(np.random.default_rng(42), LEOPARD)
    first = render_frame(leopard, "left", PLAIN, np.random.default_rng(1))
    again = render_frame(leopard, "left", replace(PLAIN, phase=0.3), np.random.default_rng(2))
    right = render_frame(leopard, "right", PLAIN, np.random.default_rng(2))
    mirrored = replace(right, pixels=right.pixels[:, ::-1].copy(), mask=right.mask[:, ::-1].copy())
    assert inliers(first, again) > 3 * inliers(first, mirrored)

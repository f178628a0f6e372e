"""What lasts at a station: its camera, its lamp, the kind of place it stands in."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from embeddings.synthesis import LEOPARD, TIGER, FrameConditions, make_animal, render_frame
from embeddings.synthesis.camera import Camera, camera, coloured
from embeddings.synthesis.conditions import Season
from embeddings.synthesis.habitat import habitat, tint
from embeddings.synthesis.scene import HEIGHT, WIDTH
from embeddings.synthesis.standing import bushes, stones, trunk
from embeddings.synthesis.vegetation import before

SEASONS = ("leaf", "autumn", "snow")
VIEW = (200, 0.6, 900.0)
MANY = range(200)


def drawn(station: int, passage: int, flank: str = "left") -> FrameConditions:
    return FrameConditions.as_hard_as_life(np.random.default_rng(passage), station, TIGER, flank)


def meadow() -> tuple[np.ndarray, np.ndarray]:
    """An empty view: grey, and far away everywhere."""
    return np.full((HEIGHT, WIDTH, 3), 0.2, np.float32), np.full((HEIGHT, WIDTH), 60.0, np.float32)


def test_a_station_keeps_its_camera_and_another_has_another() -> None:
    assert camera(5) == camera(5)
    assert len({camera(seed) for seed in range(50)}) == 50


def test_surveys_hang_white_flashes_and_infrared_lamps() -> None:
    lamps = [camera(seed).lamp for seed in MANY]
    assert 60 < lamps.count("white") < 140
    assert set(lamps) == {"white", "infrared"}


@pytest.mark.parametrize("of", ["distance_m", "yaw_deg", "detail_lost", "exposure_ev", "noise"])
def test_passages_of_one_station_are_more_alike_than_stations(of: str) -> None:
    """The spread within stations beside that of their means, as in an analysis of variance."""
    taken = np.array([[getattr(drawn(s, 40 * s + p), of) for p in range(12)] for s in range(40)])
    within = taken.var(axis=1, ddof=1).mean()
    between = taken.mean(axis=1).var(ddof=1)
    # Means of twelve passages that had nothing in common would spread a twelfth as much.
    assert between > 3 * within / 12


def test_a_trail_that_brings_one_flank_nearer_takes_the_other_away() -> None:
    slanted = [s for s in MANY if abs(camera(s).slant) > 1.5]
    assert len(slanted) > 8
    for station in slanted:
        left = np.mean([drawn(station, p, "left").yaw_deg for p in range(40)])
        right = np.mean([drawn(station, p, "right").yaw_deg for p in range(40)])
        assert np.sign(left) == np.sign(camera(station).slant) == -np.sign(right)


def test_infrared_is_grey_and_white_flash_is_not() -> None:
    tiger = make_animal(np.random.default_rng(2), TIGER)
    night = FrameConditions(station_seed=4, vegetation=0.3, night=True, noise=0.0)
    grey, flash = (
        render_frame(tiger, "left", replace(night, lamp=lamp), np.random.default_rng(1))
        for lamp in ("infrared", "white")
    )
    assert np.array_equal(grey.mask, flash.mask)
    assert np.ptp(grey.pixels[grey.mask].astype(int), axis=1).max() <= 1
    assert np.ptp(flash.pixels[flash.mask].astype(int), axis=1).mean() > 15


@pytest.mark.parametrize(
    ("night", "lamp", "grey"),
    [(True, "infrared", True), (True, "white", False), (False, "infrared", False)],
)
def test_only_a_night_by_infrared_is_grey(night: bool, lamp: str, grey: bool) -> None:
    assert FrameConditions(night=night, lamp=lamp).infrared is grey


def test_grass_before_the_lens_is_bright_in_the_lamps_light() -> None:
    dark = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    day = FrameConditions(station_seed=2, vegetation=0.8)
    by = {
        name: before(dark, conditions, np.random.default_rng(0))[0].max()
        for name, conditions in {
            "day": day,
            "flash": replace(day, night=True, lamp="white"),
            "infrared": replace(day, night=True),
        }.items()
    }
    assert by["day"] < by["flash"] < by["infrared"]


def seen_by(**change: object) -> Camera:
    plain = replace(camera(1), cast=(1.0, 1.0, 1.0), colourful=1.0)
    return replace(plain, **change)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (0.6, 0.3, 0.0)),
        ({"colourful": 0.0}, (0.3, 0.3, 0.3)),
        ({"colourful": 0.5}, (0.45, 0.3, 0.15)),
        ({"cast": (0.5, 1.0, 2.0)}, (0.3, 0.3, 0.0)),
        ({"colourful": 2.0}, (0.9, 0.3, 0.0)),
    ],
)
def test_a_camera_shifts_and_fades_colours(
    change: dict[str, object], expected: tuple[float, float, float]
) -> None:
    orange = np.full((2, 3, 3), (0.6, 0.3, 0.0), np.float32)
    assert np.allclose(coloured(orange, seen_by(**change))[1, 2], expected, atol=1e-6)


def test_a_station_keeps_its_habitat_and_stations_differ() -> None:
    first, again = (habitat(np.random.default_rng(3), "leaf") for _ in range(2))
    assert first == again
    backs = {habitat(np.random.default_rng(seed), "leaf").back for seed in range(60)}
    assert backs == {"wood", "spruce", "cliff", "glade", "reeds"}


@pytest.mark.parametrize("season", SEASONS)
def test_any_habitat_can_be_drawn(season: Season) -> None:
    for seed in MANY:
        place = habitat(np.random.default_rng(seed), season)
        assert 0 < place.bare < 1
        assert place.trunks[0] < place.trunks[1]
        assert place.stones[0] < place.stones[1]
        for colour in (place.soil, place.pale, place.dark, place.bark):
            assert 0 < min(colour) <= max(colour) <= 255
        assert sum(place.dark) < sum(place.pale)


def test_the_seasons_of_one_station_keep_its_trees_and_its_soil() -> None:
    places = [habitat(np.random.default_rng(9), season) for season in SEASONS]
    assert len({(p.soil, p.trunks, p.bark, p.back) for p in places}) == 1
    assert len({p.pale for p in places}) > 1 or places[0].back in ("spruce", "cliff")


def test_a_tint_is_linear_light() -> None:
    assert tint((255, 255, 255)) == pytest.approx([1, 1, 1])
    assert tint((128, 0, 0)) == pytest.approx([0.2195, 0, 0], abs=1e-3)


def test_a_tree_stands_from_the_ground_up_and_nearer_than_what_it_hides() -> None:
    colour, depth = meadow()
    place = habitat(np.random.default_rng(1), "leaf")
    for seed in range(4):
        trunk(np.random.default_rng(seed), colour, depth, VIEW, place)
    hidden = depth < 60
    assert hidden[:150].any()
    assert not hidden[360:].any()
    assert depth[hidden].min() >= 6.7
    assert np.array_equal(hidden, np.abs(colour - 0.2).max(axis=2) > 1e-6)


def test_stones_and_grass_lie_beyond_the_path() -> None:
    place = replace(habitat(np.random.default_rng(1), "leaf"), stones=(6, 7), grass=1.0, tall=1.0)
    colour, depth = meadow()
    stones(np.random.default_rng(2), colour, depth, VIEW, place, "leaf")
    assert depth.min() >= 6.7
    # Stones lie on the ground, so nothing of them is higher than the horizon by much.
    assert (depth[:120] == 60).all()
    before_grass = (depth < 60).mean()
    bushes(np.random.default_rng(3), colour, depth, VIEW, place, "leaf")
    assert depth.min() >= 6.7
    assert (depth < 60).mean() > before_grass


def test_reeds_stand_higher_than_grass() -> None:
    place = replace(habitat(np.random.default_rng(1), "leaf"), grass=1.0)
    tops = []
    for tall in (0.8, 2.2):
        colour, depth = meadow()
        grown = replace(place, tall=tall)
        bushes(np.random.default_rng(3), colour, depth, VIEW, grown, "autumn")
        tops.append(int(np.flatnonzero((depth < 60).any(axis=1))[0]))
    assert tops[1] < tops[0]


def test_snow_lies_on_stones_in_winter_only() -> None:
    place = replace(habitat(np.random.default_rng(1), "leaf"), stones=(8, 9))
    lightest = []
    for season in ("leaf", "snow"):
        colour, depth = meadow()
        stones(np.random.default_rng(2), colour, depth, VIEW, place, season)
        lightest.append(float(np.quantile(colour[depth < 60], 0.95)))
    assert lightest[1] > 1.5 * lightest[0]


def test_both_species_are_drawn_before_the_same_camera() -> None:
    tiger, leopard = (
        FrameConditions.as_hard_as_life(np.random.default_rng(1), 8, species)
        for species in (TIGER, LEOPARD)
    )
    kept = {"station_seed", "lamp", "night", "season", "weather", "noise", "exposure_ev"}
    assert {key: asdict(tiger)[key] for key in kept} == {key: asdict(leopard)[key] for key in kept}

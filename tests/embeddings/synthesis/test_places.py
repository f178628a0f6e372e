"""Stations, plants, floors, conditions: where pictures are taken and how."""

from dataclasses import asdict

import numpy as np
import pytest

from embeddings.synthesis import LEOPARD, TIGER, FrameConditions, PeltTreatment
from embeddings.synthesis.conditions import Season, Surface
from embeddings.synthesis.floors import SIDE_PX, floor
from embeddings.synthesis.plants import blade, thicket
from embeddings.synthesis.scene import HEIGHT, WIDTH, scene
from embeddings.synthesis.vegetation import before

SEASONS = ("leaf", "autumn", "snow")
SURFACES = ("table", "tiles", "concrete", "cloth", "planks", "tarmac")


@pytest.mark.parametrize("season", SEASONS)
def test_a_station_is_drawn_from_its_seed(season: Season) -> None:
    here = scene(7, season)
    scene.cache_clear()
    again = scene(7, season)
    assert here is not again
    assert np.array_equal(here.packed, again.packed)
    assert not np.array_equal(here.packed, scene(8, season).packed)


def test_light_and_distance_of_a_station_can_be_seen() -> None:
    here = scene(7, "autumn")
    assert here.colour.shape == (HEIGHT, WIDTH, 3)
    assert 0 <= here.colour.min() < here.colour.max() <= 1
    assert here.depth.min() > 0.5


def test_the_ground_comes_nearer_towards_the_foot_of_the_photo() -> None:
    depth = np.median(scene(7, "autumn").depth, axis=1)
    ground = depth[-250:]
    assert (np.diff(ground) <= 0.02).all()
    assert ground[-1] < 2


def test_snow_is_brighter_than_litter() -> None:
    for station in (7, 8, 9):
        snow, litter = (scene(station, when).colour[-200:].mean() for when in ("snow", "autumn"))
        assert snow > 2 * litter


def test_leaves_are_greener_than_snow() -> None:
    def green(season: Season) -> float:
        colour = scene(7, season).colour[-200:].mean(axis=(0, 1))
        return float(colour[1] / colour.sum())

    assert green("leaf") > green("snow")


def test_a_blade_tapers_from_its_foot_to_its_tip() -> None:
    layer = np.zeros((100, 60), np.float32)
    blade(((layer, 1.0),), (30.0, 99.0), (30.0, 5.0), 0.0, 10.0)
    widths = (layer > 0.5).sum(axis=1)
    assert widths[90] > widths[50] > widths[12]
    assert layer[:4].sum() == 0


def test_a_thicket_grows_around_its_clumps() -> None:
    cover, light = thicket(
        np.random.default_rng(0),
        (200, 600),
        200.0,
        blades=60,
        tall_px=80.0,
        width_px=3.0,
        clumps=np.array([150.0], np.float32),
    )
    assert cover[:, :300].sum() > 5 * cover[:, 450:].sum()
    assert (light[cover == 0] == 0).all()


@pytest.mark.parametrize("amount", [0.0, 0.3, 1.0])
def test_more_vegetation_hides_more(amount: float) -> None:
    light = np.full((HEIGHT, WIDTH, 3), 0.3, np.float32)
    conditions = FrameConditions(station_seed=2, vegetation=amount)
    _, hidden = before(light, conditions, np.random.default_rng(0))
    _, more = before(
        light, FrameConditions(station_seed=2, vegetation=1.0), np.random.default_rng(0)
    )
    assert hidden.mean() <= more.mean()
    assert (amount == 0) == (hidden.max() == 0)


@pytest.mark.parametrize("surface", SURFACES)
def test_every_floor_has_colour_and_texture(surface: Surface) -> None:
    tile = floor(np.random.default_rng(1), surface)
    assert tile.shape == (SIDE_PX, SIDE_PX, 3)
    assert tile.std() > 0.002
    assert np.isfinite(tile).all()
    assert 0.01 < tile.mean() < 1


@pytest.mark.parametrize("seed", range(40))
def test_what_is_drawn_as_hard_as_life_can_be_photographed(seed: int) -> None:
    drawn = FrameConditions.as_hard_as_life(np.random.default_rng(seed))
    assert 2 < drawn.distance_m < 7
    assert -60 <= drawn.yaw_deg <= 60
    assert 0 <= drawn.vegetation <= 1
    assert 0 <= drawn.detail_lost <= 1
    assert drawn.motion_blur_px >= 0
    assert 0 <= drawn.crop < 0.5


@pytest.mark.parametrize("seed", range(10))
def test_a_leopard_is_asked_for_from_farther_away(seed: int) -> None:
    tiger, leopard = (
        FrameConditions.as_hard_as_life(np.random.default_rng(seed), 5, species)
        for species in (TIGER, LEOPARD)
    )
    assert (tiger.night, tiger.season) == (leopard.night, leopard.season)
    assert tiger.distance_m < leopard.distance_m < 7
    assert abs(leopard.yaw_deg) <= 55
    assert 0 <= leopard.detail_lost <= 1


def test_life_has_nights_and_days_and_all_seasons() -> None:
    drawn = [FrameConditions.as_hard_as_life(np.random.default_rng(seed)) for seed in range(80)]
    assert {shot.night for shot in drawn} == {True, False}
    assert {shot.season for shot in drawn} == set(SEASONS)


def test_a_station_can_be_fixed() -> None:
    rng = np.random.default_rng(0)
    assert FrameConditions.as_hard_as_life(rng, station_seed=5).station_seed == 5
    assert FrameConditions.easy(rng, station_seed=6).station_seed == 6


def test_an_easy_day_is_easier_than_life() -> None:
    easy = FrameConditions.easy(np.random.default_rng(0))
    assert easy.vegetation == 0
    assert easy.motion_blur_px == 0
    assert abs(easy.yaw_deg) < 10


def test_a_moment_later_only_the_animal_has_moved() -> None:
    first = FrameConditions(station_seed=3, phase=0.9)
    later = first.at(1.2, 0.6, 5.0)
    changed = {key for key, value in asdict(later).items() if asdict(first)[key] != value}
    assert changed == {"phase", "across", "yaw_deg"}
    assert later.phase == pytest.approx(0.2)


@pytest.mark.parametrize("seed", range(20))
def test_skins_as_hard_as_life_are_treated_within_reason(seed: int) -> None:
    drawn = PeltTreatment.as_hard_as_life(np.random.default_rng(seed))
    assert 0 <= drawn.folded <= 0.4
    assert 0.8 <= drawn.shrink <= 1
    assert drawn.surface in SURFACES


def test_an_easy_skin_lies_flat_and_clean() -> None:
    easy = PeltTreatment.easy(np.random.default_rng(0))
    assert (easy.folded, easy.cuts, easy.holes, easy.stains) == (0, 0, 0, 0)
    assert not easy.flash

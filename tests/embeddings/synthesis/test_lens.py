"""What a camera does to light."""

import numpy as np
import pytest

from embeddings.synthesis import lens
from embeddings.synthesis.resample import enlarged, looked_up, shifted, softened, widened


def developed(light: np.ndarray, **change: object) -> np.ndarray:
    settings = {"exposure_ev": 0.0, "noise": 0.0, "vignette": 0.0, "meter": False} | change
    return lens.developed(light.astype(np.float32), np.random.default_rng(0), **settings)


def spot() -> np.ndarray:
    image = np.zeros((41, 41), np.float32)
    image[20, 20] = 1
    return image


@pytest.mark.parametrize(("angle", "rows", "columns"), [(0, 1, 9), (90, 9, 1)])
def test_a_moving_thing_is_smeared_along_its_way(angle: float, rows: int, columns: int) -> None:
    smeared = lens.streak(spot(), 9, angle)
    there = np.argwhere(smeared > 0.02)
    assert tuple(np.ptp(there, axis=0) + 1) == (rows, columns)


@pytest.mark.parametrize("angle", [0, 30, 77])
def test_smearing_keeps_the_light(angle: float) -> None:
    assert lens.streak(spot(), 11, angle).sum() == pytest.approx(1, abs=1e-4)


def test_what_stands_still_is_not_smeared() -> None:
    assert np.array_equal(lens.streak(spot(), 0.5, 10), spot())


def test_lost_detail_is_lost_and_the_rest_stays() -> None:
    rng = np.random.default_rng(0)
    fine = rng.random((120, 160, 3), dtype=np.float32)
    coarse = lens.coarse(fine, 0.8)
    assert coarse.shape == fine.shape
    assert coarse.std() < 0.6 * fine.std()
    assert coarse.mean() == pytest.approx(fine.mean(), abs=0.02)
    assert np.array_equal(lens.coarse(fine, 0.0), fine)


@pytest.mark.parametrize("light", [0.02, 0.1, 0.3, 0.8])
def test_longer_exposure_is_brighter(light: float) -> None:
    plain = np.full((20, 20, 3), light)
    shades = [int(developed(plain, exposure_ev=ev).mean()) for ev in (-1.0, 0.0, 1.0)]
    assert shades == sorted(shades)
    assert shades[0] < shades[2]


def test_a_meter_brings_dark_and_bright_scenes_together() -> None:
    dark, bright = np.full((20, 20, 3), 0.1), np.full((20, 20, 3), 0.3)
    apart = developed(bright).mean() - developed(dark).mean()
    metered = developed(bright, meter=True).mean() - developed(dark, meter=True).mean()
    assert abs(metered) < 0.2 * apart


def test_tone_is_monotone_and_within_eight_bits() -> None:
    ramp = np.repeat(np.linspace(0, 4, 400)[None, :, None], 3, axis=2)
    tones = developed(np.repeat(ramp, 4, axis=0))[0, :, 0].astype(int)
    assert (np.diff(tones) >= 0).all()
    assert tones[0] <= 2
    assert tones[-1] >= 250


def test_corners_are_darker_than_the_middle() -> None:
    photo = developed(np.full((60, 80, 3), 0.3), vignette=0.6).astype(int)
    assert photo[0, 0, 0] < photo[30, 40, 0] - 10


def test_noise_is_noise_and_seeded() -> None:
    grey = np.full((60, 80, 3), 0.2)
    noisy = developed(grey, noise=0.03)
    assert noisy.std() > 3
    assert np.array_equal(noisy, developed(grey, noise=0.03))


def test_the_strip_is_written_at_the_foot_only() -> None:
    photo = np.full((100, 300, 3), 130, np.uint8)
    marked = lens.stripped(photo, "ST-0001")
    assert np.array_equal(marked[: -lens.STRIP_PX], photo[: -lens.STRIP_PX])
    assert not np.array_equal(marked[-lens.STRIP_PX :], photo[-lens.STRIP_PX :])


def test_looking_up_every_pixel_in_place_gives_the_image_back() -> None:
    image = np.random.default_rng(0).random((12, 15), dtype=np.float32)
    rows, columns = np.indices(image.shape)
    assert np.allclose(looked_up(image, columns, rows), image)


def test_beyond_the_edge_there_is_nothing_or_the_edge() -> None:
    image = np.full((4, 4), 3, np.float32)
    far = np.array([[40.0]])
    assert looked_up(image, far, far)[0, 0] == 0
    assert looked_up(image, far, far, "edge")[0, 0] == 3


def test_an_image_is_moved_by_so_many_pixels() -> None:
    moved = shifted(spot(), 3, -5)
    assert np.unravel_index(moved.argmax(), moved.shape) == (23, 15)


def test_widening_and_enlarging() -> None:
    assert (widened(spot(), 3, 5) > 0.5).sum() == 15
    assert enlarged(spot(), (82, 20)).shape == (82, 20)
    assert softened(spot(), 2).sum() == pytest.approx(1, abs=1e-3)
    assert softened(spot(), 0.1) is not None

"""Views differ as photographs of one coat do, and teach nothing that is no coat."""

import numpy as np
import pytest

from embeddings.training.material import Crop, keep, kept, small_crop
from embeddings.training.views import Hardship, view

CALM = Hardship(
    turn_deg=0, pelt_turn_deg=0, stretch=0, bend=0, cut=0, ground=0, grey=0, blur=0, hide=0, rough=0
)


def crop_of_halves(identity="A/left", encounter="one", kind="camera"):
    """Dark ahead, bright behind, coat everywhere."""
    pixels = np.full((80, 128, 3), 200, np.uint8)
    pixels[:, :64] = 40
    return Crop(pixels, np.ones((80, 128), bool), identity, encounter, kind)


def test_a_calm_view_shows_the_coat_as_it_is():
    crop = crop_of_halves()
    canvas, cells = view(crop, crop, False, (160, 256), np.random.default_rng(1), CALM)
    assert canvas.shape == (3, 160, 256)
    assert cells.shape == (1, 5, 8)
    assert canvas[:, :, 40:90].mean() < 90 < 130 < canvas[:, :, 170:220].mean()


def test_the_mirrored_coat_is_mirrored():
    crop = crop_of_halves()
    canvas, _ = view(crop, crop, True, (160, 256), np.random.default_rng(1), CALM)
    assert canvas[:, :, 40:90].mean() > 130 > 90 > canvas[:, :, 170:220].mean()


def test_what_is_no_coat_is_grey_or_another_photo_but_never_its_own_place():
    pixels = np.full((80, 128, 3), 250, np.uint8)
    mask = np.zeros((80, 128), bool)
    mask[20:60, 30:100] = True
    lonely = Crop(pixels, mask, "A/left", "one")
    black = Crop(np.zeros((50, 50, 3), np.uint8), np.ones((50, 50), bool), "B/left", "two")
    calm, cells = view(lonely, black, False, (160, 256), np.random.default_rng(3), CALM)
    assert np.abs(calm[:, :20, :20] - 127).max() < 1
    assert cells[0, 0, 0] == 0.0
    assert cells[0, 2, 4] == 1.0
    elsewhere = Hardship(**{**{f: 0 for f in Hardship.__slots__ if f != "cut_least"}, "ground": 1})
    placed, _ = view(lonely, black, False, (160, 256), np.random.default_rng(3), elsewhere)
    assert placed[:, :20, :20].max() < 110


def test_equal_seeds_give_equal_views_and_other_seeds_others():
    crop = crop_of_halves()
    hard = Hardship()
    one, _ = view(crop, crop, False, (160, 256), np.random.default_rng(5), hard)
    same, _ = view(crop, crop, False, (160, 256), np.random.default_rng(5), hard)
    other, _ = view(crop, crop, False, (160, 256), np.random.default_rng(6), hard)
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("seed", range(12))
def test_every_view_is_finite_in_range_and_has_coat(seed):
    crop = crop_of_halves(kind="pelt" if seed % 2 else "camera")
    canvas, cells = view(crop, crop, False, (160, 256), np.random.default_rng(seed), Hardship())
    assert np.isfinite(canvas).all()
    assert 0 <= canvas.min() <= canvas.max() <= 255
    assert cells.sum() > 0


def test_kept_crops_come_back_as_they_were(tmp_path):
    rng = np.random.default_rng(2)
    crops = [
        Crop(
            rng.integers(0, 256, (9 + k, 13, 3), np.uint8),
            rng.random((9 + k, 13)) > 0.5,
            f"A{k}/left",
            "e",
        )
        for k in range(3)
    ]
    assert keep(crops, tmp_path / "coats.npz") == 3
    for before, after in zip(crops, kept(tmp_path / "coats.npz"), strict=True):
        assert np.array_equal(before.pixels, after.pixels)
        assert np.array_equal(before.mask, after.mask)
        assert (before.identity, before.encounter, before.kind) == (
            after.identity,
            after.encounter,
            after.kind,
        )
    assert [path.name for path in tmp_path.iterdir()] == ["coats.npz"]


def test_a_large_crop_is_shrunk_with_its_mask():
    mask = np.zeros((500, 1000), bool)
    mask[:, 500:] = True
    crop = small_crop(np.zeros((500, 1000, 3), np.uint8), mask, "A/left", "e", "camera")
    assert crop.pixels.shape == (160, 320, 3)
    assert crop.mask.shape == (160, 320)
    assert abs(crop.mask.mean() - 0.5) < 0.01

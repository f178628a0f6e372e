"""Simulated skins: what they keep, what they lose, and that they stay as they were frozen."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import embeddings.evaluation.pelts as pelts
from embeddings.evaluation.pelts import (
    VERSION,
    as_pelts,
    cut_piece,
    flayed,
    photographed,
    photographed_twice,
)
from embeddings.evaluation.pelts.fields import cloud, thin_plate
from embeddings.evaluation.table import PhotoRow, RowReject, read_table

FROZEN = {
    "fields.py": "a3c4ab8c0e2479287c9e973d3ad086045c94ee4e189ec8517a733462edf985b9",
    "flaying.py": "d8027c6effa3c786f8eef9ce0d937dec3e89ecfe00c5490309e178cc47bbee09",
    "photographing.py": "a6042a3a0afa1f536b6145eb914ac01d6002ab3212093760fa20b1083170f2d3",
    "sets.py": "3b57c3121b765b6f9aaec90a0f0688b09ce6f69117c2f3d37ab2b3f93e143951",
}


def animal(width: int = 320, height: int = 200) -> np.ndarray:
    """An orange, striped body before green ground."""
    y, x = np.mgrid[:height, :width]
    body = ((x - width / 2) / (0.4 * width)) ** 2 + ((y - 0.44 * height) / (0.36 * height)) ** 2 < 1
    pixels = np.full((height, width, 3), (60, 120, 50), np.uint8)
    pixels[body] = (210, 140, 60)
    pixels[body & (x % 24 < 8)] = (30, 20, 15)
    return pixels


@pytest.fixture
def table(tmp_path: Path) -> list[PhotoRow]:
    for name, width in (("a.png", 320), ("b.png", 300)):
        Image.fromarray(animal(width)).save(tmp_path / name)
    lines = ["file,individual_id,encounter_id,flank", "a.png,Amba,1,left", "b.png,Bor,2,right"]
    (tmp_path / "photos.csv").write_text("\n".join(lines), "utf-8")
    return [
        row for row in read_table(tmp_path / "photos.csv", named=True) if isinstance(row, PhotoRow)
    ]


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_the_simulator_is_as_it_was_frozen(name):
    source = Path(pelts.__file__).with_name(name).read_bytes()
    told = f"{name} is frozen as {VERSION}: figures measured with it would no longer compare"
    assert sha256(source).hexdigest() == FROZEN[name], told


def test_every_module_of_the_simulator_is_frozen():
    folder = Path(pelts.__file__).parent
    assert {path.name for path in folder.glob("*.py")} - {"__init__.py"} == set(FROZEN)


@pytest.mark.parametrize("severity", [0, 1, 2, 3])
def test_equal_seeds_give_equal_photos(severity):
    made = [
        photographed(
            flayed(animal(), np.random.default_rng(4), severity), np.random.default_rng(5), severity
        )
        for _ in range(2)
    ]
    assert np.array_equal(made[0].pixels, made[1].pixels)
    assert made[0].jpeg("x") == made[1].jpeg("x")


def test_the_ground_around_the_animal_stays_behind():
    taken = photographed(flayed(animal(), np.random.default_rng(1), 0), np.random.default_rng(2), 0)
    fur = taken.pixels[taken.mask].astype(int)
    green = (fur[:, 1] > fur[:, 0] + 20).mean()
    assert green < 0.05


def test_a_harder_skin_is_less_like_the_photo():
    def likeness(severity: int) -> float:
        skin = flayed(animal(), np.random.default_rng(3), severity)
        calm = flayed(animal(), np.random.default_rng(3), 0)
        both = (skin.alpha > 0.5) & (calm.alpha > 0.5)
        return float(np.corrcoef(skin.colour[both][:, 0], calm.colour[both][:, 0])[0, 1])

    assert likeness(1) > likeness(3) + 0.05


@pytest.mark.parametrize("share", [0.5, 0.25, 0.12])
def test_a_piece_keeps_its_share_of_the_skin(share):
    skin = flayed(animal(), np.random.default_rng(6), 2)
    piece = cut_piece(skin, np.random.default_rng(7), share)
    assert piece.alpha.sum() / skin.alpha.sum() == pytest.approx(share, abs=0.01)
    assert (piece.alpha <= skin.alpha).all()


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5, float("nan")])
def test_a_share_that_is_none_is_refused(share):
    skin = flayed(animal(), np.random.default_rng(6), 1)
    with pytest.raises(ValueError, match="share"):
        cut_piece(skin, np.random.default_rng(7), share)


def test_the_box_holds_all_of_the_fur():
    taken = photographed(flayed(animal(), np.random.default_rng(8), 3), np.random.default_rng(9), 3)
    x, y, width, height = (int(edge) for edge in taken.box)
    assert taken.mask[y : y + height, x : x + width].sum() == taken.mask.sum()
    assert taken.mask[y, x : x + width].any()
    assert taken.mask[y : y + height, x].any()


def test_the_plate_moves_by_about_the_jitter_and_not_at_all_without():
    columns, rows = thin_plate(np.random.default_rng(0), (90, 120), 20.0, (5, 4))
    assert columns.shape == rows.shape == (90, 120)
    assert 5.0 < np.abs(columns).max() < 45.0
    still, _ = thin_plate(np.random.default_rng(0), (90, 120), 0.0, (5, 4))
    assert np.abs(still).max() < 1e-6


def test_a_cloud_is_centred_and_of_spread_one():
    drawn = np.stack([cloud(np.random.default_rng(seed), 128, 16.0) for seed in range(20)])
    assert abs(drawn.mean()) < 0.1
    assert 0.5 < drawn.std() < 1.5


def test_a_row_becomes_a_skin_that_says_it_is_simulated(table, tmp_path):
    made = list(as_pelts(table, tmp_path / "skins", seed=11))
    assert [(one.individual, one.encounter, str(one.flank), str(one.kind)) for one in made] == [
        ("Amba", "1", "left", "pelt"),
        ("Bor", "2", "right", "pelt"),
    ]
    for one in made:
        assert one.path.name.startswith("simulated-")
        assert Image.open(one.path).getexif()[0x010E].startswith("simulated: skin of")
        assert one.region.width > 50


def test_a_skin_depends_on_its_own_photo_and_seed_only(table, tmp_path):
    (alone,) = as_pelts(table[1:], tmp_path / "one", seed=11)
    together = list(as_pelts(table, tmp_path / "two", seed=11))
    (other,) = as_pelts(table[1:], tmp_path / "three", seed=12)
    assert alone.path.read_bytes() == together[1].path.read_bytes()
    assert alone.path.read_bytes() != other.path.read_bytes()


def test_a_second_run_makes_nothing_anew(table, tmp_path):
    (first,) = as_pelts(table[:1], tmp_path / "skins", seed=1, severity=2)
    first.path.write_bytes(b"kept")
    (second,) = as_pelts(table[:1], tmp_path / "skins", seed=1, severity=2)
    assert second == first
    assert second.path.read_bytes() == b"kept"


def test_a_piece_is_another_photo_than_the_whole(table, tmp_path):
    (whole,) = as_pelts(table[:1], tmp_path, seed=1)
    (piece,) = as_pelts(table[:1], tmp_path, seed=1, share=0.25)
    assert whole.path != piece.path


def test_a_skin_photographed_twice_may_meet_itself(table, tmp_path):
    for first, second in photographed_twice(table, tmp_path / "twice", seed=3):
        assert first.individual == second.individual
        assert first.encounter != second.encounter
        assert first.path.read_bytes() != second.path.read_bytes()


def test_a_photo_that_is_none_is_told_and_stops_nothing(table, tmp_path):
    table[0].path.write_bytes(b"no picture")
    broken, whole = as_pelts(table, tmp_path / "skins", seed=1)
    assert isinstance(broken, RowReject)
    assert broken.remedy
    assert isinstance(whole, PhotoRow)

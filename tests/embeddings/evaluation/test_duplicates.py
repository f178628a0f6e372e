"""One picture filed twice is found, however it was saved; another picture is not."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from embeddings.coat import Flank, Kind, Region
from embeddings.evaluation.duplicates import alike, glimpse
from embeddings.evaluation.table import PhotoRow


def scene(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=(12, 16)).astype(np.float32)
    smooth = cv2.resize(noise, (200, 150), interpolation=cv2.INTER_CUBIC)
    return np.clip(128 + 60 * smooth, 0, 255).astype(np.uint8)


@pytest.fixture
def rows(tmp_path):
    """Three photos: one, the same smaller and as a poor JPEG, and another; and a broken one."""
    first = scene(1)
    Image.fromarray(first).save(tmp_path / "a.png")
    Image.fromarray(cv2.resize(first, (120, 90))).save(tmp_path / "b.jpg", quality=40)
    Image.fromarray(scene(2)).save(tmp_path / "c.png")
    (tmp_path / "d.png").write_bytes(b"no picture")

    def row(name: str) -> PhotoRow:
        path = tmp_path / name
        return PhotoRow("t", 2, name, path, "A", name, Flank.LEFT, "", Kind.CAMERA, None)

    return [row(name) for name in ("a.png", "b.jpg", "c.png", "d.png")]


def test_the_same_picture_saved_anew_is_found_and_nothing_else(rows):
    assert alike(glimpse(rows), ["1", "2", "3", "4"]) == [(0, 1)]


def test_within_one_encounter_it_does_not_matter(rows):
    assert alike(glimpse(rows), ["1", "1", "3", "4"]) == []


def test_a_photo_that_cannot_be_read_is_like_no_other(rows):
    seen = glimpse([rows[3], rows[3]])
    assert seen.sha256 == ("", "")
    assert alike(seen, ["1", "2"]) == []


def test_the_box_is_what_is_looked_at(rows):
    half = replace(rows[0], region=Region(0.0, 0.0, 70.0, 60.0))
    assert alike(glimpse([rows[0], half]), ["1", "2"]) == []

"""Rendered animals teach with their true masks, each on a ground of its own."""

import numpy as np
import pytest

from embeddings.synthesis import FrameConditions, Rendered
from embeddings.training import segment_frames
from embeddings.training.segment_frames import Framed, framed


def a_frame(box, wide=300, high=200):
    """A frame whose animal fills a box (x, y, width, height); each pixel tells its place."""
    x, y, w, h = box
    mask = np.zeros((high, wide), bool)
    mask[y : y + h, x : x + w] = True
    pixels = np.full((high, wide, 3), 60, np.uint8)
    pixels[mask] = 200
    return Rendered(pixels, mask, box, "left", {"left": box}, {})


def test_a_frame_keeps_its_animal_its_box_and_some_surroundings():
    one = Framed.cut(a_frame((100, 60, 100, 80)), np.array([0.1, 0.0, 0.2, 0.1]))
    assert (one.region.width, one.region.height) == (130, 88)
    assert one.pixels.shape[:2] == (26 + 88 + 26, 39 + 130 + 39)
    pixels, mask = one.tight
    assert mask.shape == (88, 130)
    assert mask.sum() == 100 * 80
    assert mask[0, 10]
    assert not mask[0, 9]
    assert pixels[mask].mean() > 190 > 80 > pixels[~mask].mean()


def test_a_frame_at_the_rim_is_cut_there_and_one_without_animal_is_left_out():
    one = Framed.cut(a_frame((0, 0, 200, 200)), np.full(4, 0.1))
    assert (one.region.x, one.region.y, one.region.width, one.region.height) == (0, 0, 220, 200)
    assert Framed.cut(a_frame((20, 20, 10, 10)), np.zeros(4)) is None


def test_rendered_lessons_show_both_flanks_one_station_and_now_and_then_a_companion(monkeypatch):
    asked = []

    def rendered(animal, flank, conditions, rng, companion):
        asked.append((animal.species, flank, conditions, companion))
        return a_frame((100, 60, 100, 80))

    monkeypatch.setattr(segment_frames, "render_frame", rendered)
    for number in range(12):
        assert len(list(framed(52_026, number))) == 4
    assert {species for species, _, _, _ in asked} == {"Panthera pardus", "Panthera tigris"}
    assert [flank for _, flank, _, _ in asked[:4]] == ["left", "left", "right", "right"]
    stations = [conditions.station_seed for _, _, conditions, _ in asked]
    assert len(set(stations[:4])) == 1
    assert len(set(stations)) == 12
    assert {conditions.season for _, _, conditions, _ in asked} == {"leaf", "autumn", "snow"}
    companions = sum(companion is not None for _, _, _, companion in asked)
    assert 2 < companions < 30
    assert isinstance(asked[0][2], FrameConditions)


def test_animals_that_are_evaluated_are_not_learned_from():
    with pytest.raises(ValueError, match="seeds below 50000"):
        next(framed(7, 0))

"""Views keep labels on the animal; a small head learns them, and what ships says what it said."""

import cv2
import numpy as np
import pytest
import torch

from embeddings.coat.segmentation import HEIGHT, STRIDE, WIDTH, Segmenter, laid
from embeddings.network.session import Session
from embeddings.training import export as exporting
from embeddings.training.export import ExportRefused
from embeddings.training.landmark_lessons import AS_FOUND, MIRRORED
from embeddings.training.landmark_net import COARSE, FINE
from embeddings.training.segment_labels import COAT, GROUND, UNSURE
from embeddings.training.segment_lessons import (
    Grids,
    Lesson,
    as_found,
    drawn,
    grids_of,
    learned,
    odds_of,
)
from embeddings.training.segment_net import FINEST, SegmentHead, SegmentNet, SegmentTrunk
from embeddings.training.segment_shipping import ship_segments
from embeddings.training.shipping import Origin


@pytest.fixture
def lesson():
    """A lopsided orange animal on grass, and where it is."""
    label = np.full((240, 400), GROUND, np.uint8)
    cv2.ellipse(label, (210, 110), (150, 60), 8, 0, 360, COAT, -1)
    cv2.rectangle(label, (90, 110), (120, 220), COAT, -1)
    pixels = np.where(label[..., None] == COAT, (206, 132, 40), (60, 110, 50)).astype(np.float64)
    pixels += np.random.default_rng(1).normal(0, 8, pixels.shape)
    return Lesson(np.clip(pixels, 0, 255).astype(np.uint8), label)


def overlap(one, other):
    return (one & other).sum() / (one | other).sum()


def ground_and_coat(canvas, cells):
    """Mean red less green of the canvas under cells of coat and of ground."""
    warm = canvas[..., 0].astype(float) - canvas[..., 1]
    small = warm.reshape(HEIGHT // STRIDE, STRIDE, WIDTH // STRIDE, STRIDE).mean(axis=(1, 3))
    return small[cells == COAT].mean(), small[cells == GROUND].mean()


def test_a_view_as_found_is_what_a_search_lays_and_its_mirror_image(lesson):
    canvas, cells = as_found(lesson, mirrored=False)
    assert np.array_equal(canvas, laid(lesson.pixels)[0])
    coat, ground = ground_and_coat(canvas, cells)
    assert coat - ground > 80
    other, turned = as_found(lesson, mirrored=True)
    assert np.array_equal(other, canvas[:, ::-1])
    assert np.array_equal(turned, cells[:, ::-1])


def test_cells_outside_the_photo_are_not_taught(lesson):
    cells = as_found(lesson, mirrored=False)[1]
    grey = (laid(lesson.pixels)[0] == 127).all(axis=2)
    outside = grey.reshape(HEIGHT // STRIDE, STRIDE, WIDTH // STRIDE, STRIDE).all(axis=(1, 3))
    assert outside.any()
    assert (cells[outside] == UNSURE).all()
    assert not (cells[~outside][4:-4] == UNSURE).all()


def test_a_drawn_view_keeps_its_label_on_the_animal_and_is_drawn_again_alike(lesson):
    apart, sizes = [], set()
    for seed in range(10):
        canvas, cells = drawn(lesson, np.random.default_rng(seed))
        again = drawn(lesson, np.random.default_rng(seed))
        assert np.array_equal(canvas, again[0])
        assert np.array_equal(cells, again[1])
        coat, ground = ground_and_coat(canvas, cells)
        apart.append(coat - ground)
        sizes.add(int((cells == COAT).sum()))
    assert np.median(apart) > 20, "an infrared view has no colour; most are not infrared"
    assert len(sizes) > 8


def test_grids_are_those_of_the_views(lesson):
    trunk = SegmentTrunk()
    plain, mirror = (grids_of([lesson], view, trunk) for view in (AS_FOUND, MIRRORED))
    assert plain.finest.shape == (1, FINEST, HEIGHT // 4, WIDTH // 4)
    assert plain.fine.shape == (1, FINE, HEIGHT // 8, WIDTH // 8)
    assert plain.coarse.shape == (1, COARSE, HEIGHT // 16, WIDTH // 16)
    assert np.array_equal(plain.cells, mirror.cells[:, :, ::-1])
    assert not np.allclose(plain.finest, mirror.finest)
    assert np.array_equal(grids_of([lesson], 3, trunk).fine, grids_of([lesson], 3, trunk).fine)


def planted(n, seed, unsure=False):
    """Grids in which a box is lit at every stride, and a label that says so."""
    rng = np.random.default_rng(seed)
    finest = rng.normal(0, 0.3, (n, FINEST, 16, 24)).astype(np.float16)
    fine = rng.normal(0, 0.3, (n, FINE, 8, 12)).astype(np.float16)
    coarse = rng.normal(0, 0.3, (n, COARSE, 4, 6)).astype(np.float16)
    cells = np.full((n, 16, 24), GROUND, np.uint8)
    for one in range(n):
        top, left = 4 * rng.integers(0, 3), 4 * rng.integers(0, 4)
        cells[one, top : top + 8, left : left + 12] = COAT
    for grid, step in ((finest, 1), (fine, 2), (coarse, 4)):
        grid[:, 0] += 2 * (cells[:, ::step, ::step] == COAT)
    if unsure:
        cells[:] = UNSURE
    return Grids(finest, fine, coarse, cells)


def test_a_head_learns_in_a_few_steps_where_an_animal_is():
    torch.set_num_threads(1)
    unseen, lines = planted(8, 2), []
    state = learned([planted(32, 1)], np.arange(32), 24, 0, lines.append)
    odds = odds_of(state, unseen, np.arange(8))
    assert overlap(odds > 0, unseen.cells == COAT) > 0.9
    assert lines


def test_the_same_seed_learns_the_same_head():
    one, other, third = (
        learned([planted(16, 1)], np.arange(16), 2, seed, lambda line: None) for seed in (0, 0, 1)
    )
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert not torch.equal(one["said.3.weight"], third["said.3.weight"])


def test_cells_that_nobody_is_sure_of_teach_nothing():
    state = learned([planted(16, 1, unsure=True)], np.arange(16), 3, 0, lambda line: None)
    torch.manual_seed(0)
    fresh = SegmentHead().state_dict()
    # AdamW's decay alone moves it, by a thousandth of itself.
    assert torch.allclose(state["said.3.bias"], fresh["said.3.bias"], rtol=1e-3)


def test_too_few_lessons_are_refused():
    with pytest.raises(ValueError, match="15 lessons: 16 are needed"):
        learned([planted(15, 1)], np.arange(15), 3, 0, lambda line: None)


ORIGIN = Origin("try", "none", "one drawn animal", "a test", {"overlap": 0.5}, "all of them")


def test_what_ships_says_what_the_network_says(lesson, tmp_path):
    torch.manual_seed(4)
    head = SegmentHead().eval()
    card = ship_segments(head.state_dict(), ORIGIN, tmp_path / "try")
    assert (card.role, card.height, card.width) == ("segmentation", HEIGHT, WIDTH)
    assert card.model.stat().st_size < 5_000_000
    page = (card.folder / "card.md").read_text("utf-8")
    assert all(part in page for part in ("One drawn animal", "overlap: 0.5", card.sha256))
    session = Session(card.model.read_bytes())
    pixels = torch.rand((3, 3, HEIGHT, WIDTH)) * 255
    with torch.inference_mode():
        expected = SegmentNet(SegmentTrunk(), head).eval()(pixels).numpy()
    (said,) = session.run({"pixels": pixels.numpy()})
    assert said.shape == (3, HEIGHT // STRIDE, WIDTH // STRIDE)
    assert np.allclose(said, expected, atol=1e-4)
    assert Segmenter(card, session).odds(lesson.pixels).shape == (240, 400)


def test_a_network_that_onnx_reads_otherwise_does_not_ship(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "TOLERANCE", -1.0)
    with pytest.raises(ExportRefused, match="differs from torch"):
        ship_segments(SegmentHead().state_dict(), ORIGIN, tmp_path / "try")
    assert not (tmp_path / "try" / "model.onnx").exists()
    assert not (tmp_path / "try" / "card.json").exists()

"""Landmarks are learned from the flank that the camera sees, in views whose points stay true."""

import json

import cv2
import numpy as np
import pytest
import torch

from embeddings.coat import Kind, Region
from embeddings.coat.landmarks import HEIGHT, POINTS, STRIDE, WIDTH, Finder
from embeddings.network.session import Session
from embeddings.photo import read_photo
from embeddings.training.landmark_lessons import (
    AS_FOUND,
    MIRRORED,
    Grids,
    grids_of,
    learned,
    maps_of,
)
from embeddings.training.landmark_net import COARSE, FINE, HalfTrunk, LandmarkHead, LandmarkNet
from embeddings.training.landmark_shipping import ship_landmarks
from embeddings.training.landmarks import as_found, drawn, read_labelled
from embeddings.training.shipping import Origin

ORDER = [
    "left ear", "right ear", "nose", "right shoulder", "right front paw", "left shoulder",
    "left front paw", "right hip", "right knee", "right back paw", "left hip", "left knee",
    "left back paw", "tail root", "centre",
]  # fmt: skip
"""As the data set's own page lists them."""


def place_of(name):
    """Where a key point of the drawn photos lies: each in a place of its own."""
    index = ORDER.index(name)
    return 30.0 + 22 * index, 40.0 + 9 * index


@pytest.fixture
def dataset(tmp_path):
    """Three photos: facing left, facing right, and one that nobody labelled."""
    (tmp_path / "images").mkdir()
    points = {}
    rows = ["file,individual_id,encounter_id,flank,width,height"]
    for name, flank in (("l.png", "left"), ("r.png", "right"), ("none.png", "left")):
        pixels = np.full((220, 400, 3), 90, np.uint8)
        flat = []
        for one in ORDER:
            x, y = place_of(one)
            cv2.circle(pixels, (round(x), round(y)), 4, (240, 240, 240), -1)
            flat += [0, 0, 0] if name == "none.png" else [x, y, 2]
        cv2.imwrite(str(tmp_path / "images" / name), pixels)
        points[name] = flat
        rows.append(f"{name},A{len(rows)},E{len(rows)},{flank},400,220")
    (tmp_path / "keypoints.json").write_text(json.dumps(points))
    (tmp_path / "photos.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_the_points_of_the_seen_flank_are_kept(dataset):
    left, right, none = read_labelled(dataset)
    assert (left.animal, left.faces_left, right.faces_left) == ("A1", True, False)
    for one, side in ((left, "left"), (right, "right")):
        for point, name in (
            ("belly_shoulder", f"{side} shoulder"), ("belly_hip", f"{side} hip"),
            ("front_paw", f"{side} front paw"), ("hind_paw", f"{side} back paw"),
            ("tail_root", "tail root"), ("middle", "centre"), ("nose", "nose"),
        ):  # fmt: skip
            assert tuple(one.points[POINTS.index(point)]) == place_of(name)
        ears = np.mean([place_of("left ear"), place_of("right ear")], axis=0)
        assert np.allclose(one.points[POINTS.index("ear")], ears)
        assert one.seen.all()
    assert (left.labelled, none.labelled) == (True, False)


def lightness_at(view):
    """How light the view is at each point that lies well inside it."""
    grey = view.pixels.mean(axis=2)
    return [
        grey[round(y), round(x)]
        for (x, y), seen, name in zip(view.points, view.seen, POINTS, strict=True)
        if seen and name != "ear" and 4 < x < WIDTH - 5 and 4 < y < HEIGHT - 5
    ]


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_view_as_found_keeps_points_on_their_dots(dataset, mirrored):
    one = read_labelled(dataset)[0]
    view = as_found(read_photo(one.path).pixels, one, mirrored)
    assert min(lightness_at(view)) > 150
    assert view.faces_left is not mirrored


def test_a_drawn_view_keeps_points_on_their_dots_and_is_drawn_again_alike(dataset):
    one = read_labelled(dataset)[0]
    pixels = read_photo(one.path).pixels
    contrast, ways = [], set()
    for seed in range(12):
        view = drawn(pixels, one, np.random.default_rng(seed))
        again = drawn(pixels, one, np.random.default_rng(seed))
        assert np.array_equal(view.pixels, again.pixels)
        assert np.array_equal(view.points, again.points)
        on_dots = np.median(lightness_at(view) or [255.0])
        contrast.append(on_dots - np.median(view.pixels.mean(axis=2)))
        ways.add(view.faces_left)
    assert np.median(contrast) > 40
    assert ways == {True, False}


def test_points_outside_a_view_are_not_asked_for(dataset):
    one = read_labelled(dataset)[0]
    for seed in range(20):
        view = drawn(read_photo(one.path).pixels, one, np.random.default_rng(seed))
        inside = (view.points >= 0).all(axis=1) & (view.points <= [WIDTH - 1, HEIGHT - 1]).all(1)
        assert not (view.seen & ~inside).any()


def planted(n, seed):
    """Grids whose first fine channels are lit where the points are, and a lit side for facing."""
    rng = np.random.default_rng(seed)
    rows, columns = HEIGHT // STRIDE, WIDTH // STRIDE
    fine = rng.normal(0, 0.1, (n, FINE, rows, columns)).astype(np.float16)
    coarse = rng.normal(0, 0.1, (n, COARSE, rows // 2, columns // 2)).astype(np.float16)
    points = rng.uniform([8, 8], [WIDTH - 9, HEIGHT - 9], (n, len(POINTS), 2))
    left = rng.random(n) < 0.5
    for one in range(n):
        for channel, (x, y) in enumerate(points[one]):
            fine[one, channel, int(y // 8), int(x // 8)] += 4
            coarse[one, channel, int(y // 16), int(x // 16)] += 4
        coarse[one, 50] += 2.0 if left[one] else -2.0
    seen = np.ones((n, len(POINTS)), bool)
    return Grids(fine, coarse, points, seen, np.ones(n, bool), left)


def test_a_head_learns_where_points_lie_and_which_way_an_animal_faces():
    torch.set_num_threads(1)
    lessons, unseen, lines = planted(96, 1), planted(24, 2), []
    state = learned([lessons], np.arange(96), 12, 0, lines.append)
    heat, _, left = maps_of(state, unseen, np.arange(24))
    row, column = np.unravel_index(heat.reshape(24, len(POINTS), -1).argmax(2), heat.shape[2:])
    found = np.stack([column, row], axis=2) * STRIDE + 3.5
    far = np.hypot(*(found - unseen.points).transpose(2, 0, 1))
    assert np.median(far) < 2 * STRIDE
    assert ((left > 0) == unseen.faces_left).mean() > 0.8
    assert len(lines) == 12


def test_photos_that_nobody_labelled_teach_no_places():
    """Their points are zeros, and would all be learned to lie in the corner."""
    grids = planted(64, 3)
    blind = Grids(
        grids.fine, grids.coarse, np.zeros_like(grids.points), np.zeros_like(grids.seen),
        np.zeros(64, bool), grids.faces_left,
    )  # fmt: skip
    state = learned([blind], np.arange(64), 2, 0, lambda line: None)
    torch.manual_seed(0)
    fresh = LandmarkHead().state_dict()
    assert torch.allclose(state["joined.5.bias"], fresh["joined.5.bias"], atol=0.02)


def test_grids_are_those_of_the_views(dataset):
    photos = read_labelled(dataset)
    trunk = HalfTrunk()
    plain, mirror = (grids_of(photos, view, trunk) for view in (AS_FOUND, MIRRORED))
    assert plain.fine.shape == (3, FINE, HEIGHT // 8, WIDTH // 8)
    assert plain.coarse.shape == (3, COARSE, HEIGHT // 16, WIDTH // 16)
    assert plain.labelled.tolist() == [True, True, False]
    assert (plain.faces_left ^ mirror.faces_left).all()
    assert np.allclose(plain.points[:2, :, 0], WIDTH - 1 - mirror.points[:2, :, 0])
    again = grids_of(photos, 5, trunk)
    assert np.array_equal(again.fine, grids_of(photos, 5, trunk).fine)


def test_what_ships_says_what_the_network_says(dataset, tmp_path):
    torch.manual_seed(4)
    head = LandmarkHead().eval()
    origin = Origin("try", "none", "three drawn photos", "a test", {"right": 0.5}, "all of them")
    card = ship_landmarks(head.state_dict(), origin, tmp_path / "try")
    assert card.role == "landmarks"
    assert card.model.stat().st_size < 5_000_000
    page = (card.folder / "card.md").read_text("utf-8")
    assert all(part in page for part in ("Three drawn photos", "right: 0.5", card.sha256))
    pixels = torch.rand((2, 3, HEIGHT, WIDTH)) * 255
    session = Session(card.model.read_bytes())
    with torch.inference_mode():
        expected = LandmarkNet(HalfTrunk(), head).eval()(pixels)
    for ours, theirs in zip(expected, session.run({"pixels": pixels.numpy()}), strict=True):
        assert np.allclose(ours.numpy(), theirs, atol=1e-3)
    photo = read_photo(read_labelled(dataset)[0].path)
    seen = Finder(card, session).find(photo, Region(0, 0, 400, 220), Kind.CAMERA)
    assert set(seen.found) == set(POINTS)

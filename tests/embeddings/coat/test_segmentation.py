"""Where nothing is left around an animal, a network says what is animal and what is ground."""

import hashlib
import json

import cv2
import numpy as np
import pandas as pd
import pytest

from embeddings.coat import Kind, Region, locate, mask_of
from embeddings.coat.foreground import foreground
from embeddings.coat.segmentation import HEIGHT, SHIPPED, WIDTH, laid, load_segmenter
from embeddings.network.weights_folder import WEIGHTS, WeightsRefused
from embeddings.photo import read_photo
from embeddings.synthesis import LEOPARD, TIGER, FrameConditions, make_animal, render_frame

HELD_OUT = (
    "003107.jpg", "003321.jpg", "004970.jpg", "002486.jpg", "000155.jpg", "001525.jpg",
    "003199.jpg", "004378.jpg", "002852.jpg", "004087.jpg", "001678.jpg", "001239.jpg",
)  # fmt: skip


def whole(pixels):
    return Region(0, 0, pixels.shape[1], pixels.shape[0])


@pytest.fixture(scope="module")
def cut():
    """Crops drawn tightly around rendered animals, with the true mask of each."""
    rng = np.random.default_rng(31)
    crops = []
    for species in (LEOPARD, TIGER, LEOPARD):
        frame = render_frame(make_animal(rng, species), "left", FrameConditions.easy(rng), rng)
        x, y, wide, high = (round(side) for side in frame.box)
        here = slice(max(0, y), y + high), slice(max(0, x), x + wide)
        crops.append((np.ascontiguousarray(frame.pixels[here]), frame.mask[here]))
    return crops


def test_in_a_tight_crop_more_of_the_mask_is_coat_than_in_an_oval(cut):
    """The renderer knows the truth; the peer is the oval that stood here before."""
    for crop, truth in cut:
        mask = foreground(crop, whole(crop)).mask
        oval = np.zeros(truth.shape, np.uint8)
        centre = truth.shape[1] // 2, truth.shape[0] // 2
        cv2.ellipse(oval, centre, centre, 0, 0, 360, 1, -1)
        assert mask.shape == truth.shape
        assert (mask & truth).sum() > 0.6 * truth.sum()
        assert (mask & truth).sum() / mask.sum() > (oval & truth).sum() / oval.sum() + 0.05


def test_the_mask_is_one_piece(cut):
    for crop, _ in cut:
        mask = foreground(crop, whole(crop)).mask.astype(np.uint8)
        assert cv2.connectedComponents(mask, connectivity=4)[0] == 2


def test_a_skin_that_fills_its_photo_is_not_shown_to_it(cut):
    """It knows living animals; a skin keeps the oval, and says that no outline was seen."""
    crop, _ = cut[0]
    skin = foreground(crop, whole(crop), Kind.PELT)
    assert not skin.found
    assert skin.mask[crop.shape[0] // 2, crop.shape[1] // 2]
    assert not skin.mask[0, 0]
    assert foreground(crop, whole(crop)).found


def test_a_mirrored_crop_has_the_mirrored_mask(cut):
    crop, _ = cut[0]
    odds = load_segmenter().odds(crop)
    turned = load_segmenter().odds(np.ascontiguousarray(crop[:, ::-1]))
    agree = (odds > 0) == (turned[:, ::-1] > 0)
    assert agree.mean() > 0.98


@pytest.mark.parametrize("shape", [(40, 60), (900, 90), (90, 900), (1, 1), (1500, 2000)])
def test_crops_of_any_shape_lie_on_the_canvas_undistorted(shape):
    pixels = np.full((*shape, 3), 200, np.uint8)
    canvas, to_canvas = laid(pixels)
    assert canvas.shape == (HEIGHT, WIDTH, 3)
    assert to_canvas[0, 0] == to_canvas[1, 1]
    corners = np.array([[0, 0], [shape[1] - 1, shape[0] - 1]]) @ to_canvas[:, :2].T
    corners = corners + to_canvas[:, 2]
    assert (corners >= 0).all()
    assert (corners <= [WIDTH - 1, HEIGHT - 1]).all()
    assert load_segmenter().odds(pixels).shape == shape


def test_the_same_crop_gives_the_same_mask(cut):
    crop, _ = cut[1]
    again = foreground(crop.copy(), whole(crop)).mask
    assert np.array_equal(foreground(crop, whole(crop)).mask, again)


def test_the_weights_are_those_of_their_card_and_others_are_refused():
    model = WEIGHTS / SHIPPED / "model.onnx"
    assert load_segmenter().digest == hashlib.sha256(model.read_bytes()).hexdigest()
    assert "NC" in load_segmenter().card.licence
    with pytest.raises(WeightsRefused):
        load_segmenter("no-such-network")


def test_on_real_tigers_what_people_marked_on_the_body_is_coat_and_the_corners_are_not(shared_data):
    """Oracle: the key points that people set on the photos, twelve flanks that never taught it."""
    pack = shared_data / "amur_tigers"
    points = json.loads((pack / "keypoints.json").read_text("utf-8"))
    flank = pd.read_csv(pack / "photos.csv", dtype=str).set_index("file").flank
    on_coat, corners, share = [], [], []
    for file in HELD_OUT:
        photo = read_photo(pack / "images" / file)
        mask = mask_of(photo, locate(photo))
        given = np.array(points[file]).reshape(15, 3)
        left = flank[file] == "left"
        for place in (5, 10, 13) if left else (3, 7, 13):  # shoulder, hip, tail root
            x, y, seen = given[place]
            if seen:
                near = mask[max(0, int(y) - 4) : int(y) + 5, max(0, int(x) - 4) : int(x) + 5]
                on_coat.append(bool(near.any()))
        corners += [mask[0, 0], mask[0, -1], mask[-1, 0], mask[-1, -1]]
        share.append(mask.mean())
    assert len(on_coat) >= 30
    assert np.mean(on_coat) > 0.9
    assert np.mean(corners) < 0.1
    assert np.median(share) < 0.75  # an oval keeps 0.86 of every crop

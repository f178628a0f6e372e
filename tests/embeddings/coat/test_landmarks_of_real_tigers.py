"""The shipped finder on tigers that it never learned from: one photo each of twelve flanks."""

import json

import cv2
import numpy as np
import pandas as pd
import pytest

from embeddings.coat import Flank, Region
from embeddings.coat.landmarks import load_finder
from embeddings.coat.outline import outline
from embeddings.photo import read_photo

HELD_OUT = (
    "003107.jpg", "003321.jpg", "004970.jpg", "002486.jpg", "000155.jpg", "001525.jpg",
    "003199.jpg", "004378.jpg", "002852.jpg", "004087.jpg", "001678.jpg", "001239.jpg",
)  # fmt: skip
SHOULDER, HIP = {"left": 5, "right": 3}, {"left": 10, "right": 7}
TAIL = 13


@pytest.fixture(scope="module")
def seen(shared_data):
    """(what the finder says, the flank's word, labelled points (15, 3), width) of each photo."""
    pack = shared_data / "amur_tigers"
    flank = pd.read_csv(pack / "photos.csv", dtype=str).set_index("file").flank
    points = json.loads((pack / "keypoints.json").read_text("utf-8"))
    told = []
    for file in HELD_OUT:
        photo = read_photo(pack / "images" / file)
        said = load_finder().find(photo, Region(0, 0, photo.width, photo.height))
        told.append((said, flank[file], np.array(points[file]).reshape(15, 3), photo.width))
    return told


def test_the_flank_is_told_of_most_and_right_of_those(seen):
    told = [(said.flank.value, flank) for said, flank, _, _ in seen if said.flank != Flank.UNKNOWN]
    assert len(told) >= 10
    assert sum(ours != theirs for ours, theirs in told) <= 1


def test_belly_and_tail_root_lie_where_people_put_them(seen):
    far = []
    for said, flank, points, _ in seen:
        ends = points[[SHOULDER[flank], HIP[flank]], :2]
        body = 1.9 * np.hypot(*(ends[1] - ends[0]))
        for name, index in (
            ("belly_shoulder", SHOULDER[flank]), ("belly_hip", HIP[flank]), ("tail_root", TAIL)
        ):  # fmt: skip
            here = said.found[name]
            far.append(np.hypot(here.x - points[index, 0], here.y - points[index, 1]) / body)
    assert np.median(far) < 0.06
    assert np.mean(np.array(far) < 0.15) > 0.8


def test_the_outline_holds_the_labelled_body(seen):
    inside = []
    for said, flank, points, _ in seen:
        corners = outline(said.found)
        if corners is not None:
            x, y = np.array(corners).T
            for index in (SHOULDER[flank], HIP[flank], TAIL):
                px, py, _ = points[index]
                inside.append(x.min() <= px <= x.max() and y.min() <= py <= y.max())
    assert len(inside) >= 24
    assert np.mean(inside) > 0.9


def test_the_same_photo_is_read_alike_again_and_its_mirror_the_other_way(shared_data):
    photo = read_photo(shared_data / "amur_tigers" / "images" / HELD_OUT[0])
    finder, region = load_finder(), Region(0, 0, photo.width, photo.height)
    assert finder.find(photo, region) == finder.find(photo, region)

    done, turned = cv2.imencode(".png", cv2.cvtColor(photo.pixels[:, ::-1], cv2.COLOR_RGB2BGR))
    assert done
    said, other = (finder.find(one, region) for one in (photo, read_photo(turned.tobytes())))
    assert said.faces_left == pytest.approx(1 - other.faces_left, abs=1e-4)
    for name, one in said.found.items():
        assert one.x == pytest.approx(photo.width - 1 - other.found[name].x, abs=0.1)

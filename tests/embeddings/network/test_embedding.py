"""The embedding: unit rows, its own coat alone, no say for the ground, checked weights."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from embeddings.network import WeightsRefused, load, load_local, names
from embeddings.network.weights_folder import WEIGHTS, checked, read_card
from embeddings.photo import read_photo


@pytest.fixture(scope="module")
def network():
    return load()


@pytest.fixture
def coats():
    rng = np.random.default_rng(4)
    shapes = [(80, 200), (120, 90), (300, 420), (1, 1)]
    pixels = [rng.integers(0, 256, (*shape, 3), np.uint8) for shape in shapes]
    masks = [np.ones(shape, bool) for shape in shapes]
    masks[2][:, :200] = False
    return list(zip(pixels, masks, strict=True))


def test_rows_are_of_unit_length(network, coats):
    rows = network.embed(coats)
    assert rows.shape == (4, network.dim)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_no_coats_give_no_rows(network):
    assert network.embed([]).shape == (0, network.dim)


def test_a_row_depends_on_its_own_coat_alone(network, coats):
    together = network.embed(coats)
    alone = np.concatenate([network.embed([coat]) for coat in reversed(coats)])[::-1]
    assert np.array_equal(together, alone)


def test_what_lies_outside_the_mask_has_no_say(network, coats):
    pixels, mask = coats[2]
    changed = pixels.copy()
    changed[:, :200] = 255 - changed[:, :200]
    assert np.array_equal(network.embed([(pixels, mask)]), network.embed([(changed, mask)]))


def test_what_lies_inside_the_mask_has(network, coats):
    pixels, mask = coats[2]
    changed = pixels.copy()
    changed[:, 200:] = 255 - changed[:, 200:]
    both = network.embed([(pixels, mask), (changed, mask)])
    assert float(both[0] @ both[1]) < 0.999


def test_an_empty_mask_breaks_nothing(network, coats):
    pixels, _ = coats[0]
    row = network.embed([(pixels, np.zeros(pixels.shape[:2], bool))])
    assert np.isfinite(row).all()


def test_two_threads_find_what_one_finds(coats, network):
    assert np.allclose(load(threads=2).embed(coats), network.embed(coats), atol=1e-6)
    with pytest.raises(ValueError, match="0 threads"):
        load(threads=0)


def test_frames_of_one_passage_are_closer_than_other_animals(network, shared_data):
    """On real tigers: same encounter against other animals of the same flank."""
    folder = shared_data / "amur_tigers"
    with (folder / "photos.csv").open() as table:
        rows = [row for row in csv.DictReader(table) if row["flank"] == "left"]
    groups = {}
    for row in rows:
        groups.setdefault(row["encounter_id"], []).append(row["file"])
    chosen = [files[:2] for files in groups.values() if len(files) >= 2][:12]
    coats = []
    for name in (name for pair in chosen for name in pair):
        pixels = read_photo(folder / "images" / name).pixels
        coats.append((pixels, np.ones(pixels.shape[:2], bool)))
    rows = network.embed(coats)
    likeness = rows[::2] @ rows[1::2].T
    right = sum(int(likeness[i].argmax() == i) for i in range(len(chosen)))
    assert right >= 9


def test_the_shipped_networks_are_what_their_cards_say():
    assert names() == ("coats-tigers", "lite0-imagenet")
    assert names("local") == ("xfeat",)
    for folder in sorted(WEIGHTS.iterdir()):
        card = json.loads((folder / "card.json").read_text("utf-8"))
        found = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
        assert card["sha256"] == found
        assert card["name"] == folder.name
        prose = (folder / "card.md").read_text("utf-8")
        for heading in ("## Data", "## Licence", "## Figures", "## Limits"):
            assert heading in prose, (folder.name, heading)


def test_all_weights_together_stay_below_40_mb():
    assert sum(path.stat().st_size for path in WEIGHTS.rglob("*.onnx")) < 40_000_000


def test_weights_that_were_changed_are_not_loaded(tmp_path):
    copy = tmp_path / "xfeat"
    shutil.copytree(WEIGHTS / "xfeat", copy)
    content = bytearray((copy / "model.onnx").read_bytes())
    content[1000] ^= 1
    (copy / "model.onnx").write_bytes(content)
    card = read_card(copy)
    with pytest.raises(WeightsRefused, match="changed or cut"):
        checked(card.model, card.sha256)


def test_an_unknown_network_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(WeightsRefused, match="lite0-imagenet"):
        load("dino")
    with pytest.raises(WeightsRefused, match="xfeat"):
        load_local("dino")


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"name": "x", "role": "embedding"}'])
def test_a_broken_card_is_refused(tmp_path, card):
    (tmp_path / "card.json").write_text(card)
    with pytest.raises(WeightsRefused, match="is no card"):
        read_card(tmp_path)


def test_a_model_that_is_gone_is_refused(tmp_path):
    with pytest.raises(WeightsRefused, match="cannot be read"):
        checked(tmp_path / "model.onnx", "0" * 64)


def test_daily_use_does_not_import_torch():
    code = (
        "import sys; from embeddings.features import Describer; Describer.shipped(); "
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_local_maps_have_the_shapes_they_promise():
    grey = np.random.default_rng(1).normal(0, 1, (96, 160)).astype(np.float32)
    maps = load_local().maps(grey)
    assert maps.descriptors.shape == (64, 12, 20)
    assert maps.keypoints.shape == (96, 160)
    assert maps.reliability.shape == (12, 20)
    assert np.allclose(np.linalg.norm(maps.descriptors, axis=0), 1, atol=1e-4)
    assert maps.keypoints.min() >= 0
    assert maps.keypoints.max() <= 1
    with pytest.raises(ValueError, match="multiples of 32"):
        load_local().maps(grey[:90])

"""The networks' wrappers against the plainest way to ask the same file."""

import numpy as np
import onnxruntime
import pytest

from embeddings.network import load, load_local
from embeddings.network.canvas import lay
from embeddings.network.session import Session


@pytest.fixture(scope="module")
def network():
    return load()


def test_a_coat_of_the_canvas_size_goes_in_as_it_is(network):
    """Oracle: the ONNX file asked directly; nothing to fit, nothing to paint over."""
    height, width = network.card.height, network.card.width
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    session = onnxruntime.InferenceSession(
        str(network.card.model), providers=["CPUExecutionProvider"]
    )
    cells = np.ones((1, 1, height // 32, width // 32), np.float32)
    given = pixels.astype(np.float32).transpose(2, 0, 1)[None]
    (found,) = session.run(None, {"pixels": given, "cells": cells})
    expected = found[0] / np.linalg.norm(found[0])
    row = network.embed([(pixels, np.ones((height, width), bool))])[0]
    assert np.abs(row - expected).max() < 1e-5


def test_pooling_is_the_generalised_mean_over_the_coats_cells(network):
    """Two halves of a canvas: the pooled cubes of the whole lie between those of the halves."""
    height, width = network.card.height, network.card.width
    session = Session(network.card.model.read_bytes())
    pixels = np.random.default_rng(1).uniform(0, 255, (1, 3, height, width)).astype(np.float32)
    shape = (1, 1, height // 32, width // 32)
    left, right = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    left[..., : shape[3] // 2], right[..., shape[3] // 2 :] = 1, 1
    cubes = [
        session.run({"pixels": pixels, "cells": cells})[0][0].astype(np.float64) ** 3
        for cells in (left, right, left + right)
    ]
    assert np.allclose((cubes[0] + cubes[1]) / 2, cubes[2], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("shape", [(60, 400), (400, 60), (10, 10), (700, 1000)])
def test_a_coat_is_never_distorted(network, shape):
    """The canvas holds the whole coat in its own proportions."""
    mask = np.ones(shape, bool)
    pixels = np.full((*shape, 3), 255, np.uint8)
    canvas, cells = lay(pixels, mask, network.card.height, network.card.width)
    bright = canvas[0] > 200
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    assert width / height == pytest.approx(shape[1] / shape[0], rel=0.06)
    assert height == network.card.height or width == network.card.width
    assert cells.sum() * 32 * 32 == pytest.approx(height * width, rel=0.02)


def test_local_networks_are_loaded_once():
    assert load_local() is load_local()
    assert load_local(threads=2) is not load_local()


def test_local_maps_move_with_the_picture():
    """Shifted by one cell of 32 pixels, the key points shift with it, away from the rim."""
    rng = np.random.default_rng(5)
    wide = rng.normal(0, 1, (160, 288)).astype(np.float32)
    one, other = load_local().maps(wide[:, :256]), load_local().maps(wide[:, 32:])
    here, there = one.keypoints[64:96, 128:160], other.keypoints[64:96, 96:128]
    assert np.abs(here - there).max() < 1e-3

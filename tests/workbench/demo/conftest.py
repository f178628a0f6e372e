"""A small world of the story, made and walked through once for all tests of this room."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.demo.cast import SMALL
from workbench.demo.run import run_demo
from workbench.demo.telling import Told

SEED = 7


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """The folder of the demo and what a run found in it."""
    folder = tmp_path_factory.mktemp("demo")
    told, known = run_demo(folder, SEED, scale=SMALL, progress=lambda step: None, processes=1)
    assert not known
    return folder, told


@pytest.fixture(scope="session")
def truth(small_world: tuple[Path, Told]) -> dict[str, Any]:
    """What is true in that world; the program never opens it."""
    return json.loads((small_world[0] / "truth" / "truth.json").read_text("utf-8"))

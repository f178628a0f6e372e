"""What every test may lean on: the real photographs and records, where they are at hand."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("KEDROVKA_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real photographs and records; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"the real photographs and records are not at {SHARED}")
    return SHARED


MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest puts its script in the place of __main__ and leaves it there; a process
    that another test starts later would run that script."""
    sys.modules["__main__"] = MAIN
    yield
    sys.modules["__main__"] = MAIN

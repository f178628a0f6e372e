"""What every test may lean on: the real photographs and records, where they are at hand."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A suite that draws other examples each time fails on a change that is not to blame. Exploring is
# for a person at the keyboard: HYPOTHESIS_PROFILE=explore draws anew, and more.
settings.register_profile("steady", derandomize=True)
settings.register_profile("explore", derandomize=False, max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

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

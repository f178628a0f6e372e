"""What every test may lean on: the real photographs and records, where they are at hand."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("KEDROVKA_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real photographs and records; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"the real photographs and records are not at {SHARED}")
    return SHARED

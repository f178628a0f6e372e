"""A store over one database, which is enough for most of what is asked of accounts and sessions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.store import Store


@pytest.fixture
def one_store(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store over SQLite, or over the database whose address is asked for by name."""
    url = request.getfixturevalue(getattr(request, "param", "sqlite_url"))
    opened = Store.open(url, tmp_path / "originals")
    yield opened
    opened.close()

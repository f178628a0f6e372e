"""The tests' own PostgreSQL ends with the run that started it, and no other process does."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WATCH = Path(__file__).with_name("ending_cluster.py")
# A run in a shell's background hands down that SIGQUIT is ignored; a server never ignores it.
STANDS_FOR_A_SERVER = (
    "import signal, time\n"
    "signal.signal(signal.SIGQUIT, signal.SIG_DFL)\n"
    "print('up', flush=True); time.sleep(600)"
)
PATIENCE_S = 90  # the watch is a process of its own, which a busy machine starts late
# Starts the watch as the fixture does and is then killed without a chance to clear up.
OWNER = (
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, sys.argv[1], sys.argv[2]], stdin=subprocess.PIPE,"
    " start_new_session=True)\n"
    "print('watched', flush=True); time.sleep(60)"
)


@pytest.fixture
def server_in() -> Iterator[Callable[[Path], "subprocess.Popen[bytes]"]]:
    """server_in(folder): a process that runs there as a server does."""
    started: list[subprocess.Popen[bytes]] = []

    def start(folder: Path) -> "subprocess.Popen[bytes]":
        folder.mkdir(parents=True)
        server = subprocess.Popen(
            [sys.executable, "-c", STANDS_FOR_A_SERVER], cwd=folder, stdout=subprocess.PIPE
        )
        started.append(server)
        assert server.stdout is not None
        assert server.stdout.readline() == b"up\n"
        return server

    yield start
    for one in started:
        one.kill()
        one.communicate()


def killed_owner(folder: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(WATCH), str(folder)], stdout=subprocess.PIPE
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"watched\n"
    owner.kill()
    owner.wait()
    owner.stdout.close()


def gone(folder: Path) -> bool:
    for _ in range(20 * PATIENCE_S):
        if not folder.exists():
            return True
        time.sleep(0.05)
    return False


def test_a_run_that_is_killed_takes_its_server_with_it(
    tmp_path: Path, server_in: Callable[[Path], "subprocess.Popen[bytes]"]
) -> None:
    folder = tmp_path / "cluster"
    server, other = server_in(folder / "data"), server_in(tmp_path / "another")
    (folder / "data" / "postmaster.pid").write_text(f"{server.pid}\n{folder}/data\n")
    killed_owner(folder)
    assert server.wait(PATIENCE_S) == -signal.SIGQUIT
    assert gone(folder)
    assert other.poll() is None


def test_a_number_that_was_given_to_another_process_is_left_alone(
    tmp_path: Path, server_in: Callable[[Path], "subprocess.Popen[bytes]"]
) -> None:
    folder = tmp_path / "cluster"
    (folder / "data").mkdir(parents=True)
    other = server_in(tmp_path / "another")
    (folder / "data" / "postmaster.pid").write_text(f"{other.pid}\n")
    killed_owner(folder)
    assert gone(folder)
    assert other.poll() is None

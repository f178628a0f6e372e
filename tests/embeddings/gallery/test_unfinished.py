"""A folder is there whole or not at all, and what the dead left is cleared away."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.gallery.unfinished import appearing

BUILDER = """
import sys, time
from pathlib import Path
from embeddings.gallery.unfinished import appearing
with appearing(Path(sys.argv[1])) as building:
    (building / "half").write_text("made")
    print("there", flush=True)
    time.sleep(60)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def builder(tmp_path):
    """Another process that is making the folder "other" beside ours."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(tmp_path / "other")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "there\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_it_appears_when_it_is_complete(tmp_path):
    with appearing(tmp_path / "deep" / "kept") as building:
        (building / "a").write_text("1")
        assert not (tmp_path / "deep" / "kept").exists()
    assert names(tmp_path / "deep") == ["kept"]
    assert names(tmp_path / "deep" / "kept") == ["a"]


def test_it_takes_the_place_of_an_older_one(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old").write_text("1")
    with appearing(tmp_path / "kept") as building:
        (building / "new").write_text("2")
    assert names(tmp_path) == ["kept"]
    assert names(tmp_path / "kept") == ["new"]


def test_where_the_disk_refuses_the_old_one_stands(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old").write_text("1")
    full = OSError(28, "full")
    with pytest.raises(OSError, match="full"), appearing(tmp_path / "kept"):
        raise full
    assert names(tmp_path) == ["kept"]
    assert names(tmp_path / "kept") == ["old"]


def test_what_a_killed_process_left_is_cleared_away(builder, tmp_path):
    builder.send_signal(signal.SIGKILL)
    builder.wait()
    (left,) = tmp_path.iterdir()
    assert (left / "half").is_file()
    with appearing(tmp_path / "kept"):
        assert not left.exists()
    assert names(tmp_path) == ["kept"]


def test_what_a_living_process_makes_is_left_alone(builder, tmp_path):
    with appearing(tmp_path / "kept"):
        pass
    (left,) = tmp_path.glob(".gallery-*")
    assert (left / "half").read_text() == "made"


def test_what_was_replaced_but_not_yet_deleted_goes(tmp_path):
    (tmp_path / ".gallery-x1.replaced").mkdir()
    with appearing(tmp_path / "kept"):
        pass
    assert names(tmp_path) == ["kept"]

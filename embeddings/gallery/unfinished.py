"""A folder that appears under its name only when it is complete, and what was left half made.

A process that is killed leaves its half-made folder; nobody would ever look for it, and that of ten
thousand photos has gigabytes. So whoever makes the next one beside it throws it away first. The
kernel's lock tells the dead from the living: it falls with its process.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".gallery-"
_CLAIM = "unfinished"
_REPLACED = ".replaced"


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `folder` if the block ends well.

    Raises OSError when the disk refuses; then the old folder stands as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(folder.parent)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    building = new.with_name(new.name.replace(".new-", _PREFIX))
    try:
        with (new / _CLAIM).open("wb") as claim:
            # Locked before it has the name under which others look for the dead.
            fcntl.flock(claim, fcntl.LOCK_EX)
            new.replace(building)
            yield building
            (building / _CLAIM).unlink()
            if folder.exists():
                folder.replace(building.with_suffix(_REPLACED))
            building.replace(folder)
            shutil.rmtree(building.with_suffix(_REPLACED), ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(building, ignore_errors=True)


def _clear_away(beside: Path) -> None:
    """Delete half-made and replaced folders of processes that are no more."""
    for replaced in beside.glob(f"{_PREFIX}*{_REPLACED}"):
        shutil.rmtree(replaced, ignore_errors=True)
    for left in beside.glob(f"{_PREFIX}*/{_CLAIM}"):
        try:
            with left.open("rb") as claim:
                fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left.parent, ignore_errors=True)
        except (BlockingIOError, FileNotFoundError):
            # Somebody is at work there, or has just ended.
            continue

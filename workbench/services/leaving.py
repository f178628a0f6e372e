"""A folder that leaves the house: written beside its goal, then put there whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from workbench.services.refusal import Refused

__all__ = ["digests", "new_folder"]


@contextmanager
def new_folder(goal: Path) -> Iterator[Path]:
    """A folder to write into, which becomes `goal` at the end; nothing stays where that fails.

    Raises Refused where the goal is there already or its parent is not.
    """
    if goal.exists():
        raise Refused(f"{goal} is there already", "name a new folder")
    parent = goal.resolve().parent
    if not parent.is_dir():
        raise Refused(f"there is no folder {goal.parent}", "check the path")
    # On the disk of the goal, so that the last step is a rename and cannot be half done.
    scratch = Path(tempfile.mkdtemp(prefix=".kedrovka-", dir=parent))
    try:
        inner = scratch / "out"
        inner.mkdir()
        yield inner
        inner.rename(goal)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def digests(folder: Path) -> Mapping[str, str]:
    """sha256 of every file in a folder, by name."""
    found = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            found[path.name] = file_digest(file, "sha256").hexdigest()
    return found

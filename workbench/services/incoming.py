"""Files that were dropped on the page and wait to be looked at: kept by digest until imported.

A dropped file lies below the project's `incoming` folder under the SHA-256 of its bytes, so that an
address names it without a path. An import keeps it as an original; it may then be cleared away.
"""

import shutil
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from workbench.services.acting import IMPORTING, acting
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["FOLDER", "clear_incoming", "incoming_file", "keep_incoming"]

FOLDER = "incoming"
_LONGEST_NAME = 120


def keep_incoming(project: "Project", by: str, name: str, content: bytes) -> str:
    """Keep a dropped file; its token (the digest of its bytes). Raises Refused for an empty one."""
    acting(project, by, *IMPORTING)
    if not content:
        raise Refused(f"{name} is empty", "export it again")
    token = sha256(content).hexdigest()
    folder = project.folder / FOLDER / token
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / _plain(name)
    part = folder / ".part"
    part.write_bytes(content)
    part.replace(target)
    return token


def incoming_file(project: "Project", by: str, token: str) -> Path | None:
    """The file that waits under a token; None where there is none. Raises NotAllowed."""
    acting(project, by, *IMPORTING)
    if len(token) != 64 or not all(c in "0123456789abcdef" for c in token):
        return None
    folder = project.folder / FOLDER / token
    waiting = sorted(folder.glob("[!.]*")) if folder.is_dir() else []
    return waiting[0] if waiting else None


def clear_incoming(project: "Project", by: str, token: str) -> None:
    """Let a dropped file go; what was imported of it is kept as an original."""
    found = incoming_file(project, by, token)
    if found is not None:
        shutil.rmtree(found.parent)


def _plain(name: str) -> str:
    """The last part of a name, without what a file system takes for a path or a hidden file."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*/\\').lstrip(".")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:12]}" if dot else kept[:_LONGEST_NAME] or "file"

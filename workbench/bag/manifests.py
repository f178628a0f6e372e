"""The manifests of a bag (BagIt 1.0, RFC 8493): which file has which SHA-256.

Their lines are those of `sha256sum`, so that a court needs no program of ours to check a bag.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from workbench.bag.paths import BagRefused

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.p7s"
PAYLOAD = "data"

_LINE = re.compile(r"^([0-9a-fA-F]{64})[ \t]+\*?(.+)$")
_WIDTH = 79


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a file, read in pieces. Raises OSError where it cannot be read."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def manifest_text(digests: Mapping[str, str]) -> str:
    """The manifest of files (path inside the bag -> SHA-256 hex), sorted by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))


def read_manifest(path: Path) -> dict[str, str]:
    """Path inside the bag -> SHA-256 (hex, lower case), from a manifest.

    Raises BagRefused where it is absent, no UTF-8, holds another line, or names a file twice.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as gone:
        raise BagRefused(f"{path.name} is missing: {path.parent} is no whole bag") from gone
    except UnicodeDecodeError as broken:
        raise BagRefused(f"{path.name} is no UTF-8 text: ask for the bag again") from broken
    found: dict[str, str] = {}
    # Not splitlines: it also breaks at U+2028 and its like, which may stand in a file's name.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        match = _LINE.match(line)
        if match is None:
            raise BagRefused(f"{path.name} line {number} is no digest and path: {line[:60]!r}")
        if match[2] in found:
            raise BagRefused(f"{path.name} line {number} names {match[2]} a second time")
        found[match[2]] = match[1].lower()
    return found


def info_text(fields: Mapping[str, str]) -> str:
    """bag-info.txt: one "Label: value" each, long values folded with leading spaces."""
    lines = []
    for label, value in fields.items():
        line = f"{label}: {' '.join(value.split())}"
        while len(line) > _WIDTH and " " in line[20:_WIDTH]:
            cut = line.rindex(" ", 20, _WIDTH)
            lines.append(line[:cut])
            line = "    " + line[cut + 1 :]
        lines.append(line)
    return "\n".join(lines) + "\n"

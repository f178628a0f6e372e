"""Names that are safe inside a bag, on any file system, in any script.

A name that came with a photo may hold "../", a drive letter or a line break; what lands in the bag
keeps its letters and loses all that could lead a path astray or break a line of a manifest.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

_FORBIDDEN = set('/\\:*?"<>|%\x7f')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_LONGEST = 120  # bytes: leaves room for the folder below the 255 that file systems allow


class BagRefused(ValueError):
    """A bag that cannot be written or read; the message says why and what to do."""


def safe_name(name: str) -> str:
    """One file name without separators, control characters or reserved words; never empty.

    Letters of every script stay (as NFC), the ending too; at most 120 bytes of UTF-8.
    """
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(
        "_" if c in _FORBIDDEN or unicodedata.category(c)[0] == "C" else c for c in composed
    ).strip(" .")
    if kept.split(".")[0].lower() in _RESERVED:
        kept = f"_{kept}"
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending.encode()) > 12:
        stem, ending = kept, ""
    room = _LONGEST - len(ending.encode()) - 1
    if len(stem.encode()) > room:
        # The cut may fall behind a space or a dot, which some file systems drop at the end.
        stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{stem}.{ending}" if ending else stem or "unnamed"


def unique_names(names: Iterable[str]) -> list[str]:
    """The safe form of each name, in order, told apart by a number where two fall together.

    Compared without case, because a bag may be unpacked where case makes no difference.
    """
    taken: set[str] = set()
    result = []
    for name in map(safe_name, names):
        stem, dot, ending = name.rpartition(".")
        stem, tail = (stem, f".{ending}") if dot and stem else (name, "")
        candidate, number = name, 2
        while candidate.casefold() in taken:
            candidate, number = f"{stem}-{number}{tail}", number + 1
        taken.add(candidate.casefold())
        result.append(candidate)
    return result


def inside(bag: Path, listed: str) -> Path:
    """The file that a manifest line names.

    Raises BagRefused where the name would lead out of the bag.
    """
    path = PurePosixPath(listed)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in listed:
        raise BagRefused(f"the manifest names {listed!r}, which lies outside the bag")
    return bag.joinpath(*path.parts)

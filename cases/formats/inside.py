"""A file named by a package, only if it lies inside the package.

A package comes from outside: `../../.ssh/id_rsa` or a link that leads out must not be read, kept
as an original and exported again.
"""

from pathlib import Path, PurePosixPath, PureWindowsPath

__all__ = ["OutsidePackage", "inside", "is_web_address"]


class OutsidePackage(ValueError):
    """A path that leads out of its package."""

    reason = "the path leads out of the package"
    remedy = "name files relative to the package's folder, without '..' and links"


def is_web_address(path: str) -> bool:
    """Whether a path is a web address: nothing is fetched, so such a photo is absent."""
    return path.partition("://")[0].lower() in {"http", "https", "ftp", "s3", "gs"}


def inside(folder: Path, relative: str) -> Path:
    """The file `relative` below `folder`, existing or not. Raises OutsidePackage."""
    posix, windows = PurePosixPath(relative.replace("\\", "/")), PureWindowsPath(relative)
    if posix.is_absolute() or windows.drive or windows.root or ".." in posix.parts:
        raise OutsidePackage(relative)
    if "\x00" in relative or not relative.strip():
        raise OutsidePackage(relative)
    found = folder.joinpath(*posix.parts)
    if not found.resolve().is_relative_to(folder.resolve()):
        raise OutsidePackage(relative)
    return found

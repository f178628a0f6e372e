"""Outside formats that are read: one module a format, each yielding claims, rejects and photos."""

from cases.formats.photo_file import Item, PhotoFile

__all__ = ["Item", "PhotoFile"]

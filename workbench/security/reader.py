"""Who is reading, as the store filters by it."""

from workbench.store.reader import Reader, Role

__all__ = ["Reader", "Role"]

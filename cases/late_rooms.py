"""Rooms of a package that are opened when something of theirs is first asked for (PEP 562).

Who lists people or checks a bag then does not wait for the numeric libraries of a room that it
never enters.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

__all__ = ["opened_late"]


def opened_late(package: str, rooms: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """The `__getattr__` of a package: rooms is module -> the names that it gives.

    The function raises AttributeError for a name of no room.
    """
    room_of = {name: room for room, names in rooms.items() for name in names}

    def of_a_room(name: str) -> object:
        if name not in room_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{room_of[name]}"), name)

    return of_a_room

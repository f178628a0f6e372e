"""Watches: a new kind of watch is one new file here with a `find(world)`."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from cases.watches.watch import Change, State, Watch
from cases.world import World

__all__ = ["WATCHES", "Change", "State", "Watch", "watch_all"]

_VALUES = "watch"
WATCHES: dict[str, Callable[[World], list[Watch]]] = {
    name: import_module(f"{__name__}.{name}").find
    for name in sorted(found.name for found in iter_modules(__path__))
    if name != _VALUES
}


def watch_all(world: World) -> tuple[Watch, ...]:
    """All watches, kind by kind in the order of their names."""
    return tuple(watch for find in WATCHES.values() for watch in find(world))

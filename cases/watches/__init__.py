"""Watches: a new kind of watch is one new file here with a `find(world)`."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules

from cases.watches.kernels import KERNELS, Kernel, Kernels, further, with_reach
from cases.watches.told import Told
from cases.watches.watch import OPEN, Change, State, Watch
from cases.world import World

__all__ = [
    "KERNELS",
    "OPEN",
    "WATCHES",
    "Change",
    "Kernel",
    "Kernels",
    "State",
    "Told",
    "Watch",
    "further",
    "watch_all",
    "with_reach",
]

_MODULES = {
    name: import_module(f"{__name__}.{name}")
    for name in sorted(found.name for found in iter_modules(__path__))
}
WATCHES: dict[str, Callable[..., list[Watch]]] = {
    name: module.find for name, module in _MODULES.items() if hasattr(module, "find")
}


def watch_all(world: World, kernels: Kernels = KERNELS) -> tuple[Watch, ...]:
    """All watches, kind by kind in the order of their names; those that ask for it by `kernels`."""
    asked = [
        partial(find, kernels=kernels) if "kernels" in signature(find).parameters else find
        for find in WATCHES.values()
    ]
    return tuple(watch for find in asked for watch in find(world))

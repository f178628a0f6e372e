"""One logical graph out of statements: built, walked, laid out.

A room is loaded when something of it is first asked for: a command that lists cases waits for no
numeric library.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.graph.building import Graph, build
    from cases.graph.derived import Hub, derived_links
    from cases.graph.laying_out import layout
    from cases.graph.link import Link, holds, link_of
    from cases.graph.neighbourhood import Held, Neighbourhood, Surroundings, expand

__all__ = [
    "Graph",
    "Held",
    "Hub",
    "Link",
    "Neighbourhood",
    "Surroundings",
    "build",
    "derived_links",
    "expand",
    "holds",
    "layout",
    "link_of",
]

_ROOMS = {
    "building": (
        "Graph",
        "build",
    ),
    "derived": (
        "Hub",
        "derived_links",
    ),
    "laying_out": ("layout",),
    "link": (
        "Link",
        "holds",
        "link_of",
    ),
    "neighbourhood": (
        "Held",
        "Neighbourhood",
        "Surroundings",
        "expand",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)

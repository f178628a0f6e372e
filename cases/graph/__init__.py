"""One logical graph out of statements: built, walked, laid out.

A room is loaded when something of it is first asked for: a command that lists cases waits for no
numeric library.
"""

from typing import TYPE_CHECKING

from cases.late_rooms import opened_late

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

if not TYPE_CHECKING:
    __getattr__ = opened_late(__name__, _ROOMS)

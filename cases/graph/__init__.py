"""One logical graph out of statements: built, walked, laid out."""

from cases.graph.build import Graph, build
from cases.graph.derived import Hub, derived_links
from cases.graph.layout import layout
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

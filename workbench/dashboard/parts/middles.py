"""Where a country stands for itself on the map: the middle of its largest piece of land.

Many records name a country and no place. Such an end of a route is drawn at this point, and the
title of the line says so. The points follow from the outlines that the map itself draws.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cases.countries import country
from workbench.dashboard.parts.kit import kit_folder

Ring = list[tuple[float, float]]
OUTLINES = "countries-50m.json"
# A name that means two countries to a reader of records; the outlines mean one.
OWN_NAMES = {"Congo": "CG"}


@cache
def middles() -> dict[str, tuple[float, float]]:
    """ISO 3166 code -> (latitude, longitude) of the middle of its largest outline."""
    topology = json.loads((kit_folder() / OUTLINES).read_text("utf-8"))
    arcs = _arcs(topology)
    found: dict[str, tuple[float, float]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        known = country(OWN_NAMES.get(name, name))
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        if known is not None and rings:
            longitude, latitude = centroid(max(rings, key=lambda ring: abs(area(ring))))
            found.setdefault(known.code, (round(latitude, 2), round(longitude, 2)))
    return found


def middle_of(place: str) -> tuple[float, float] | None:
    """The middle (latitude, longitude) of a country by any of its names, or None."""
    known = country(place)
    return None if known is None else middles().get(known.code)


def area(ring: Sequence[tuple[float, float]]) -> float:
    """Twice the signed area of a ring of (x, y), by the shoelace formula."""
    return sum(
        x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )


def centroid(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of mass of a ring of (x, y); the mean of its points where it has no area."""
    twice = area(ring)
    if twice == 0:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * twice), y / (3 * twice)


def _arcs(topology: Mapping[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON in degrees: each is stored as steps on a grid."""
    transform = topology["transform"]
    scale, move = transform["scale"], transform["translate"]
    decoded: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        decoded.append(points)
    return decoded


def _ring(indexes: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """One outline out of its arcs (a negative number walks an arc backwards), unwrapped."""
    ring: Ring = []
    turn = 0.0
    for index in indexes:
        arc = list(reversed(arcs[~index])) if index < 0 else arcs[index]
        for x, y in arc:
            if ring and x + turn - ring[-1][0] > 180:
                turn -= 360
            elif ring and x + turn - ring[-1][0] < -180:
                turn += 360
            ring.append((x + turn, y))
    return ring

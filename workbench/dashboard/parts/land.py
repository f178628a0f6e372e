"""The map: points and legs over land of our own, without tiles and without another machine."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cases.statement import framed_digest
from workbench.dashboard.keys import Keys, offer
from workbench.dashboard.parts.kit import asked, component, heard
from workbench.dashboard.words import Say

HTML = """
<div class="map"><canvas></canvas><svg role="img"></svg>
  <div class="tools"><button data-do="in">+</button><button data-do="out">−</button>
  <button data-do="fit">⤢</button></div>
</div>
"""
KEYS = Keys("keys.map", (("Tab Enter", "keys.place"),))


@dataclass(frozen=True, slots=True)
class Point:
    """One place (WGS 84 degrees) and how many records stand there."""

    id: str
    lat: float
    lon: float
    count: int
    title: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a route; status is confirmed, unconfirmed or unstated, and shows as the line."""

    id: str
    lat1: float
    lon1: float
    lat2: float
    lon2: float
    count: int
    status: str
    title: str


def map_data(
    points: Sequence[Point], legs: Sequence[Leg], *, picked: str | None, height_px: int, say: Say
) -> Mapping[str, Any]:
    """What is sent to the browser; `stamp` changes exactly when points or legs do."""
    dots, lines = [asdict(point) for point in points], [asdict(leg) for leg in legs]
    return {
        "points": dots,
        "legs": lines,
        "picked": picked,
        "height": height_px,
        "stamp": framed_digest(repr(sorted(part.items())) for part in [*dots, *lines]),
        "words": {
            "label": say("map.label"),
            **{name: say(f"graph.{name}") for name in ("in", "out", "fit")},
        },
    }


def picked_on_map(key: str) -> str | None:
    """The id of the point or leg that was picked on the map under `key`; read it before drawing."""
    picked = asked(key).get("picked")
    return str(picked) if picked else None


def draw_map(
    points: Sequence[Point],
    legs: Sequence[Leg],
    *,
    picked: str | None,
    say: Say,
    key: str,
    height_px: int = 460,
) -> None:
    """Draw the map; `picked_on_map` tells at the next run what was picked."""
    offer(KEYS)
    component("map", HTML)(
        key=key,
        data=map_data(points, legs, picked=picked, height_px=height_px, say=say),
        on_picked_change=heard,
    )

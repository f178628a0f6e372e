"""A picture on which an examiner draws: outlines, lines and numbered features, by hand or by key.

Points are pixels of the photo, whatever part of it is shown. The page hears of every stroke and
keeps it (`drawn.py`), so that leaving it loses nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.dashboard.keys import Keys, in_one_line, offer
from workbench.dashboard.parts.kit import asked, component, heard
from workbench.dashboard.words import Say

HTML = """
<div class="drawing" tabindex="0" role="group">
  <svg role="img"></svg>
  <div class="bar"></div>
  <div class="status" role="status"></div>
</div>
"""
WORDS = ("undo", "clear", "cursor", "of", "more", "less", "original")
KEYS = Keys(
    "keys.drawing",
    (
        ("1 2 3", "keys.tool"),
        ("← → ↑ ↓", "keys.cross"),
        ("Enter", "keys.point"),
        ("Backspace Delete", "keys.away"),
        ("+ - 0", "keys.contrast"),
    ),
)
Drawn = Mapping[str, list[list[float]]]


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that can be drawn. kind: area, line, points (many, numbered) or point (one)."""

    name: str
    kind: str
    label: str
    most: int = 400


@dataclass(frozen=True, slots=True)
class Ground:
    """What is drawn on: where it is served, and the part of the photo it shows (x, y, w, h)."""

    src: str
    box: tuple[float, float, float, float]
    label: str


def drawn_on(key: str) -> Drawn | None:
    """What was drawn on `key` since the last run, whole; None where nothing changed."""
    value = asked(key).get("drawn")
    return dict(value) if isinstance(value, Mapping) else None


def drawing_data(
    ground: Ground,
    tools: Sequence[Tool],
    drawn: Mapping[str, Sequence[Sequence[float]]],
    *,
    say: Say,
) -> Mapping[str, Any]:
    """What is sent to the browser. Without tools the drawing is shown and cannot be changed."""
    return {
        "src": ground.src,
        "box": list(ground.box),
        "label": ground.label,
        "tools": [
            {"name": tool.name, "kind": tool.kind, "label": tool.label, "most": tool.most}
            for tool in tools
        ],
        "drawn": {name: [list(point) for point in points] for name, points in drawn.items()},
        "words": {
            name: say(f"drawing.{name}", x="{x}", y="{y}", count="{count}", most="{most}")
            for name in WORDS
        }
        | {"keys_are": in_one_line(say, KEYS)},
    }


def draw_on(
    ground: Ground,
    tools: Sequence[Tool],
    drawn: Mapping[str, Sequence[Sequence[float]]],
    *,
    say: Say,
    key: str,
) -> None:
    """Draw the picture with what is drawn on it; `drawn_on` tells at the next run what changed."""
    if tools:
        offer(KEYS)
    component("drawing", HTML)(
        key=key,
        data=drawing_data(ground, tools, drawn, say=say),
        on_drawn_change=heard,
    )

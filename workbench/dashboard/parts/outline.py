"""One photo with its coat outlined; the outline may be dragged until a search has locked it."""

from workbench.dashboard.keys import Keys, offer
from workbench.dashboard.parts.kit import asked, component, heard
from workbench.dashboard.words import Say

HTML = '<svg role="group"></svg>'
KEYS = Keys("keys.outline", (("← → ↑ ↓", "keys.corner"),))
Box = tuple[float, float, float, float]


def dragged_box(key: str) -> Box | None:
    """The box (x, y, width, height; pixels) that was dragged on `key`; read it before drawing."""
    box = asked(key).get("box")
    return (float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box else None


def draw_outline(
    src: str,
    size_px: tuple[int, int],
    box: Box,
    *,
    locked: bool,
    label: str,
    say: Say,
    key: str,
) -> None:
    """Draw the photo at `src` of `size_px` (width, height) with its box."""
    if not locked:
        offer(KEYS)
    component("coat", HTML)(
        key=key,
        data={
            "src": src,
            "width": size_px[0],
            "height": size_px[1],
            "box": list(box),
            "locked": locked,
            "label": label,
            "words": {"corner": say("new_skin.corner")},
        },
        on_box_change=heard,
    )

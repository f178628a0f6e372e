"""What the cells of a photo's row mean: who, which flank, which box."""

from cases.formats.table import Row

__all__ = ["BoxRefused", "box_of", "flank_of", "somebody"]

_NOBODY = {"unknown", "unidentified", "nan", "none", "?", "-", "неизвестно", "未知", "không rõ"}
_FLANKS = {
    "left": "left", "l": "left", "левый": "left", "左": "left", "trái": "left",
    "right": "right", "r": "right", "правый": "right", "右": "right", "phải": "right",
    "both": "both",
}  # fmt: skip


class BoxRefused(ValueError):
    """A box that is no box, in a sentence."""


def somebody(written: str) -> str:
    """The animal's name, empty where the word for "unknown" stands instead of one."""
    return "" if written.casefold() in _NOBODY else written


def flank_of(written: str) -> str:
    """left, right or both; empty where the row does not say it in words we know."""
    return _FLANKS.get(written.casefold(), "")


def box_of(row: Row, size: tuple[int, int] | None) -> str:
    """The box of a row as `x,y,w,h` in pixels, empty if it gives none.

    size: of the photo, to refuse a box outside it. Raises BoxRefused.
    """
    sides = [row.text(f"bbox_{side}") for side in "xywh"]
    if not any(sides):
        text = row.text("bbox").strip("[]() ")
        sides = [side.strip() for side in text.replace(";", ",").split(",")] if text else []
    if not sides:
        return ""
    try:
        x, y, w, h = (float(side) for side in sides)
    except ValueError:
        raise BoxRefused("a box is four numbers") from None
    if not (w > 0 and h > 0 and x + w > 0 and y + h > 0):
        raise BoxRefused("the box has no area")
    if size and (x >= size[0] or y >= size[1]):
        raise BoxRefused(f"the box lies outside the photo of {size[0]} x {size[1]} pixels")
    return f"{x:g},{y:g},{w:g},{h:g}"

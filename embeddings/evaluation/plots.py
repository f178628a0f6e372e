"""Plots as SVG text: lines, steps, bars of spread; numbers in, the same text out.

Series differ by colour (after Okabe & Ito 2008), dash and legend, so that they can be told apart
on a grey print.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 560, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 34, 52
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#555555")
_DASHES = ("", "7 4", "2 3", "9 3 2 3", "4 2", "12 4", "1 2")
_FONT = "Noto Sans, sans-serif"

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis says, and from where to where it runs."""

    label: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Series:
    """One named line; steps: drawn as a staircase; marks: dots instead of a line."""

    name: str
    points: Points
    steps: bool = False
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """One named bar of spread: five percentiles, lowest first, drawn as box and whiskers."""

    name: str
    percentiles: Sequence[float]


def plot(title: str, x: Axis, y: Axis, series: Sequence[Series]) -> str:
    """A plot of lines over two axes. Points outside the axes are drawn at their edge."""
    parts = [*_frame(title, x, y)]
    drawn = [_drawn(one, x, y, number) for number, one in enumerate(series)]
    first, column = _emptiest(series, x, y)
    named = [_legend(one, number, column, first) for number, one in enumerate(series)]
    return _svg([*parts, *drawn, *named])


def spreads(title: str, y: Axis, bars: Sequence[Spread]) -> str:
    """A plot of spreads side by side."""
    parts = [*_frame(title, Axis("", 0.0, max(1.0, float(len(bars)))), y)]
    across = (WIDTH - _LEFT - _RIGHT) / max(1, len(bars))
    for number, bar in enumerate(bars):
        middle = _LEFT + across * (number + 0.5)
        parts.append(_words(middle, HEIGHT - _BOTTOM + 16, bar.name, "middle"))
        if len(bar.percentiles) == 5:
            parts.append(_box(middle, min(across * 0.4, 46), bar, y, number))
    return _svg(parts)


def _svg(parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="{_FONT}" font-size="12">'
    )
    return (
        head
        + f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
        + "".join(parts)
        + "</svg>"
    )


def _frame(title: str, x: Axis, y: Axis) -> Sequence[str]:
    """Title, grid, ticks and labels."""
    parts = [_words(_LEFT, 20, title, "start", size=14, bold=True)]
    for at in _ticks(y):
        row = _down(at, y)
        parts.append(_line(_LEFT, row, WIDTH - _RIGHT, row, "#e2e5e9"))
        parts.append(_words(_LEFT - 7, row + 4, _number(at), "end"))
    if x.label:
        for at in _ticks(x):
            column = _across(at, x)
            parts.append(_line(column, _TOP, column, HEIGHT - _BOTTOM, "#eef0f2"))
            parts.append(_words(column, HEIGHT - _BOTTOM + 16, _number(at), "middle"))
    parts.append(_line(_LEFT, _TOP, _LEFT, HEIGHT - _BOTTOM, "#5b636d"))
    parts.append(_line(_LEFT, HEIGHT - _BOTTOM, WIDTH - _RIGHT, HEIGHT - _BOTTOM, "#5b636d"))
    parts.append(_words((_LEFT + WIDTH) / 2, HEIGHT - 18, x.label, "middle"))
    middle = (_TOP + HEIGHT - _BOTTOM) / 2
    turned = f'transform="rotate(-90 16 {middle:.1f})"'
    parts.append(_words(16, middle, y.label, "middle", more=turned))
    return parts


def _drawn(one: Series, x: Axis, y: Axis, number: int) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    at = [(_across(px, x), _down(py, y)) for px, py in one.points]
    if one.marks:
        return "".join(
            f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="{colour}"/>' for px, py in at
        )
    if one.steps:
        at = [corner for pair in pairwise(at) for corner in _corners(*pair)] or at
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in at)
    dash = _DASHES[number % len(_DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def _corners(
    one: tuple[float, float], other: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    return one, (other[0], one[1]), other


def _emptiest(series: Sequence[Series], x: Axis, y: Axis) -> tuple[float, float]:
    """Row and column of the legend: the corner where fewest points are drawn, below right first."""
    tall = 16 * len(series)
    corners = [
        (row, column)
        for row in (HEIGHT - _BOTTOM + 2 - tall, _TOP + 18)
        for column in (WIDTH - _RIGHT - 190, _LEFT + 10)
    ]
    places = [(_across(at, x), _down(value, y)) for one in series for at, value in one.points]

    def covered(corner: tuple[float, float]) -> int:
        row, column = corner
        return sum(
            column - 4 <= across <= column + 190 and row - 14 <= down <= row - 14 + tall
            for across, down in places
        )

    return min(corners, key=covered)


def _legend(one: Series, number: int, column: float, first: float) -> str:
    row = first + 16 * number
    sample = Series(one.name, [], marks=one.marks)
    colour = _COLOURS[number % len(_COLOURS)]
    if sample.marks:
        mark = f'<circle cx="{column + 14}" cy="{row - 4}" r="3.5" fill="{colour}"/>'
    else:
        dash = _DASHES[number % len(_DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        mark = (
            f'<line x1="{column}" y1="{row - 4}" x2="{column + 28}" y2="{row - 4}" '
            f'stroke="{colour}" stroke-width="2"{dashed}/>'
        )
    ground = (
        f'<rect x="{column - 4}" y="{row - 14}" width="194" height="16" fill="#ffffff" '
        'opacity="0.8"/>'
    )
    return ground + mark + _words(column + 34, row, one.name, "start")


def _box(middle: float, wide: float, bar: Spread, y: Axis, number: int) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    low, first, half, third, high = (_down(value, y) for value in bar.percentiles)
    left, right = middle - wide / 2, middle + wide / 2
    box = (
        f'<rect x="{left:.1f}" y="{third:.1f}" width="{wide:.1f}" '
        f'height="{max(first - third, 1.0):.1f}" fill="{colour}" fill-opacity="0.25" '
        f'stroke="{colour}"/>'
    )
    whiskers = _line(middle, high, middle, third, colour) + _line(
        middle, first, middle, low, colour
    )
    return box + whiskers + _line(left, half, right, half, colour, wide=2.5)


def _across(value: float, axis: Axis) -> float:
    share = (min(max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)
    return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def _down(value: float, axis: Axis) -> float:
    share = (min(max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)
    return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def _ticks(axis: Axis) -> list[float]:
    """Round numbers along the axis, four to nine of them."""
    span = axis.high - axis.low
    step = next(s for s in (0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 1e9) if span / s <= 8)
    first = -int(-axis.low / step) if axis.low < 0 else int(-(-axis.low // step))
    return [n * step for n in range(first, first + 10) if axis.low <= n * step <= axis.high + 1e-9]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "-0") or "0"


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, wide: float = 1.0) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{wide}"/>'
    )


def _words(
    x: float,
    y: float,
    text: str,
    anchor: str,
    *,
    size: int = 12,
    bold: bool = False,
    more: str = "",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="#1b1f24"{weight} {more}>{escape(text)}</text>'
    )

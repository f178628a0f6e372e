"""Evidence as a picture: a bar on the scale of log10 likelihood ratios, with its interval.

The words come first and the number second; the picture stands beside. Left of the middle speaks
against the animal, right of it for it. Drawn as plain SVG, so that it prints.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from workbench.dashboard.here import Here

SPAN = 6.0
WIDTH, HEIGHT = 240, 26


def place(log10_lr: float) -> float:
    """Where a log10 LR stands on the scale, in drawing units; what lies beyond stays at the end."""
    return WIDTH / 2 + max(-SPAN, min(SPAN, log10_lr)) / SPAN * (WIDTH / 2 - 4)


def scale(log10_lr: float | None, low: float, high: float, label: str) -> str:
    """One strength as SVG; an empty scale where no comparison was possible (None)."""
    foot, middle = HEIGHT - 3, WIDTH / 2
    ticks = "".join(
        f'<line x1="{place(t):.1f}" y1="{foot - 5}" x2="{place(t):.1f}" y2="{foot}"/>'
        for t in range(-6, 7, 2)
    )
    zero = f'<line x1="{middle}" y1="2" x2="{middle}" y2="{foot}" stroke-width="1.5"/>'
    mark = ""
    if log10_lr is not None:
        start, end = sorted((middle, place(log10_lr)))
        bar = f'x="{start:.1f}" y="7" width="{max(end - start, 1):.1f}" height="8"'
        mark = (
            f'<rect {bar} rx="2" fill="currentColor" opacity=".55" stroke="none"/>'
            f'<line x1="{place(low):.1f}" y1="11" x2="{place(high):.1f}" y2="11" stroke-width="3"/>'
        )
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="100%" style="max-width:{WIDTH}px" stroke="currentColor">'
        f"<title>{escape(label)}</title>{ticks}{zero}{mark}</svg>"
    )


def number(candidate: Mapping[str, object], name: str) -> float | None:
    """A number of a stored candidate, or None where it has none."""
    value = candidate.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def strength_block(here: Here, candidate: Mapping[str, object]) -> None:
    """The strength of a stored candidate: words, picture, number with interval and bounds."""
    value = number(candidate, "log10_lr")
    low, high = number(candidate, "low"), number(candidate, "high")
    st.markdown(f"**{candidate.get('wording', '')}**")
    if value is None:
        return
    figures = here.say(
        "strength.figures",
        value=f"{value:+.2f}",
        low=f"{value if low is None else low:+.2f}",
        high=f"{value if high is None else high:+.2f}",
    )
    st.html(scale(value, low or value, high or value, figures))
    st.caption(figures)
    bounds = [number(candidate, name) for name in ("lower_bound", "upper_bound")]
    if None not in bounds:
        st.caption(
            here.say(
                "strength.bounds",
                low=f"{bounds[0]:+.2f}",
                high=f"{bounds[1]:+.2f}",
                population=candidate.get("reference_population", ""),
            )
        )

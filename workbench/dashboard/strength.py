"""Evidence as a picture: a bar on the scale of log10 likelihood ratios, with its interval.

The words come first and the number second; the picture stands beside. Left of the middle speaks
against the animal, right of it for it: hatched against, full for, so that colour is not needed.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.retold import retold
from workbench.services.strengths import told_beside

SPAN = 6.0


def place(log10_lr: float) -> float:
    """Where a log10 LR stands on the scale, 0 to 100; what lies beyond stays at the end."""
    return 50 + max(-SPAN, min(SPAN, log10_lr)) / SPAN * 50


def scale(log10_lr: float, low: float, high: float, label: str) -> str:
    """One strength as HTML: a bar from no evidence to the value, a thin line for its interval."""

    def piece(kind: str, start: float, end: float) -> str:
        left, right = sorted((start, end))
        return (
            f'<i class="{kind}" style="left:{left:.1f}%;width:{max(right - left, 0.6):.1f}%"></i>'
        )

    ticks = "".join(piece("tick", place(at), place(at)) for at in (-6, -4, -2, 2, 4, 6))
    bar = piece("against" if log10_lr < 0 else "for", 50, place(log10_lr))
    interval = piece("interval", place(low), place(high))
    return (
        f'<div class="kedrovka-scale" role="img" aria-label="{escape(label, quote=True)}">'
        f"{ticks}{piece('zero', 50, 50)}{bar}{interval}</div>"
    )


def number(candidate: Mapping[str, object], name: str) -> float | None:
    """A number of a stored candidate, or None where it has none."""
    value = candidate.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def strength_block(here: Here, candidate: Mapping[str, object]) -> None:
    """The strength of a stored candidate: words, picture, interval, and what limits the number."""
    value = number(candidate, "log10_lr")
    low, high = number(candidate, "low"), number(candidate, "high")
    st.markdown(f"**{retold(here.say, str(candidate.get('wording', '')))}**")
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
    for sentence in told_beside(candidate):
        st.caption(retold(here.say, sentence))

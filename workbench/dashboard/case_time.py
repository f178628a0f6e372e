"""The events of a case along one axis of time, each as wide as its date is vague."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import event_told
from workbench.views.cases import TimelineRow

FEWEST, MOST = 2, 40
NARROWEST_PERCENT = 0.6


def time_axis(here: Here, rows: Sequence[TimelineRow]) -> None:
    """Draw the dated events, where there are two or more; more than forty are left to the list."""
    dated = [row for row in rows if row.sort and row.until]
    if not FEWEST <= len(dated) <= MOST:
        return
    st.html(axis(here, dated))
    st.caption(here.say("case_more.axis"))


def axis(here: Here, dated: Sequence[TimelineRow]) -> str:
    """Events as bars of HTML between the earliest begin and the latest end."""
    begins = [datetime.fromisoformat(row.sort) for row in dated]
    ends = [datetime.fromisoformat(row.until) for row in dated]
    first, last = min(begins), max(ends)
    whole = (last - first).total_seconds() or 1.0
    lines = []
    for row, begin, end in zip(dated, begins, ends, strict=True):
        left = 100 * (begin - first).total_seconds() / whole
        width = max(NARROWEST_PERCENT, 100 * (end - begin).total_seconds() / whole)
        name = escape(event_told(here.say, row.entity, row.sentence))
        place = f"left:{min(left, 100 - NARROWEST_PERCENT):.2f}%;width:{width:.2f}%"
        lines.append(
            f'<div><span>{escape(row.date)}</span><p title="{name}">{name}</p>'
            f'<b><i style="{place}"></i></b></div>'
        )
    label = escape(here.say("case_more.axis_label"))
    return f'<div class="kedrovka-axis" role="img" aria-label="{label}">{"".join(lines)}</div>'

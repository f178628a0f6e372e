"""What has been drawn on a picture so far: heard stroke by stroke, kept for its author alone.

The picture tells the page of every stroke, so the page itself keeps them as it keeps a half-entered
form; the browser keeps nothing, because a machine is shared.
"""

import json
from urllib.parse import urlencode, urlsplit

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.drawing import Drawn, drawn_on
from workbench.services.drafting import close_draft, keep_draft
from workbench.views.drafts import draft

__all__ = ["drawn_so_far", "forget_drawn"]


def drawn_so_far(here: Here, key: str, before: Drawn) -> Drawn:
    """What is drawn on the picture `key` now; `before` where nobody has drawn on it yet."""
    there = f"{key}_drawn"
    drawn = drawn_on(key)
    if drawn is not None:
        st.session_state[there] = drawn
        keep_draft(
            here.project,
            here.reader.person,
            key,
            _turn(here, key),
            {"drawn": json.dumps(drawn)},
            address=f"{urlsplit(st.context.url or '').path}?{urlencode(here.address)}",
            clock=here.clock,
        )
    elif there not in st.session_state:
        st.session_state[there] = _kept(here, key) or before
    found: Drawn = st.session_state[there]
    return found


def forget_drawn(here: Here, key: str) -> None:
    """What was drawn on the picture `key` has been kept as a record: it begins anew."""
    close_draft(here.project, here.reader.person, key, _turn(here, key), clock=here.clock)
    st.session_state.pop(f"{key}_drawn", None)


def _turn(here: Here, key: str) -> int:
    held = draft(here.project, here.reader, key)
    return held.turn if held else 0


def _kept(here: Here, key: str) -> Drawn | None:
    """Lines and points as they were kept; None where there are none, or they are none."""
    held = draft(here.project, here.reader, key)
    if held is None or "drawn" not in held.fields:
        return None
    try:
        lines = json.loads(held.fields["drawn"]).items()
        return {str(name): [[float(x), float(y)] for x, y in points] for name, points in lines}
    except (ValueError, TypeError, AttributeError):
        return None

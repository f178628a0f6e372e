"""Landmarks of a coat, set by hand on its photo before the search.

They lay the flattened flanks that are shown; the search weighs what it finds without them. One
click each; a landmark is moved by setting it again. What would fold the flank is refused.
"""

import streamlit as st

from workbench.dashboard.drawn import drawn_so_far, forget_drawn
from workbench.dashboard.here import Here
from workbench.dashboard.parts.drawing import Ground, Tool, draw_on
from workbench.dashboard.pictures import source
from workbench.dashboard.states import told
from workbench.services.correcting import correct_coat
from workbench.services.landmarks import NAMES
from workbench.store import CoatRecord
from workbench.views.skins import PhotoOfSkin

LONG_SIDE_PX = 2400


def landmarks_form(here: Here, photo: PhotoOfSkin, coat: CoatRecord) -> None:
    """Draw the photo with a tool for each landmark, and the button that keeps them."""
    say, key = here.say, f"landmarks_{coat.id}"
    with st.expander(say("landmarks.set", count=len(coat.landmarks)), icon=":material/explore:"):
        st.caption(say("landmarks.means"))
        kept = {name: [_place(at)] for name, at in coat.landmarks.items()}
        there = drawn_so_far(here, key, kept)
        draw_on(
            Ground(
                source(photo.digest, LONG_SIDE_PX),
                (0.0, 0.0, float(photo.width or 1), float(photo.height or 1)),
                say("new_skin.coat_of", name=photo.name),
            ),
            [Tool(name, "point", say(f"landmarks.{name}"), 1) for name in NAMES],
            there,
            say=say,
            key=key,
        )
        if not st.button(say("landmarks.keep"), key=f"{key}_keep"):
            return
        placed = {name: (at[0][0], at[0][1]) for name, at in there.items() if at}
        with told():
            correct_coat(
                here.project, here.reader.person, coat.id, landmarks=placed, clock=here.clock
            )
            forget_drawn(here, key)
            st.rerun()


def _place(at: object) -> list[float]:
    """A stored landmark as a point to draw: x and y in pixels of the photo."""
    x, y = at if isinstance(at, (list, tuple)) else (0.0, 0.0)
    return [float(x), float(y)]

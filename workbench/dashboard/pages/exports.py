"""What leaves the house beside a case: all records one may see, and a share without names."""

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.exporting_data import export_panel, share_panel
from workbench.dashboard.here import Here
from workbench.dashboard.states import empty, standing
from workbench.services.sharing import EVERYTHING


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("exports.title"))
    with here.project.store.read(here.reader) as queries:
        there = bool(queries.entities.counts())
    if not there:
        empty(say, "exports.empty")
        return
    st.caption(say("exports.everything"))
    export_panel(here, EVERYTHING)
    share_panel(here)
    standing(say("exports.standing"))


PAGE = Page(
    "exports",
    "output",
    draw,
    place=8,
    roles=frozenset({"analyst", "investigator"}),
    menu=frozenset({"analyst"}),
)

"""House-keeping: who may do what, what the machine stands on, and that nothing was altered."""

from collections.abc import Callable, Mapping

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.house_audit import audit
from workbench.dashboard.house_copies import copies
from workbench.dashboard.house_networks import mappings, networks
from workbench.dashboard.house_people import people

PARTS: Mapping[str, Callable[[Here], None]] = {
    "people": people,
    "audit": audit,
    "networks": networks,
    "mappings": mappings,
    "copies": copies,
}
FIRST = "people"


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("house_keeping.title"))
    asked = here.address.get("part", FIRST)
    chosen = st.segmented_control(
        say("house_keeping.part"),
        list(PARTS),
        default=asked if asked in PARTS else FIRST,
        format_func=lambda one: say(f"house_keeping.{one}"),
        label_visibility="collapsed",
    )
    part = str(chosen or FIRST)
    if part != asked:
        here.stay(part=part if part != FIRST else None)
    PARTS[part](here)


PAGE = Page(
    "house-keeping",
    "home_repair_service",
    draw,
    place=20,
    roles=frozenset({"administrator"}),
    menu=frozenset({"administrator"}),
)

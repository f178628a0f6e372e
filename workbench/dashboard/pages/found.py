"""What the search field found: letters in any script, each entity once, with why it is there."""

from itertools import groupby

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.naming import named
from workbench.dashboard.rows import entity_link, kind_of, property_named
from workbench.dashboard.states import empty
from workbench.views.cases import cases
from workbench.views.finding import Hit, find, folded

MOST = 100


def draw(here: Here) -> None:
    """Draw the page."""
    say, sought = here.say, here.address.get("q", "").strip()
    st.title(say("found.title"))
    if not sought:
        empty(say, "found.nothing_asked")
        return
    hits = sorted(
        (*_cases(here, sought), *find(here.project, here.reader, sought, limit=MOST)),
        key=lambda hit: (kind_of(say, hit.id), hit.id),
    )
    st.caption(say("found.count", count=len(hits), sought=sought))
    if not hits:
        empty(say, "found.empty")
    for kind, found in groupby(hits, key=lambda hit: kind_of(say, hit.id)):
        st.subheader(kind.capitalize())
        for hit in found:
            name, why = st.columns([2, 3], vertical_alignment="center")
            with name:
                entity_link(here, hit.id, f"{named(say, hit.id, hit.caption)} · {hit.id}")
            why.caption(_why(here, hit.why))


def _why(here: Here, why: str) -> str:
    """`name: value` with the property in the reader's language."""
    name, colon, value = why.partition(": ")
    return f"{property_named(here.say, name)}{colon}{value}" if colon else why


def _cases(here: Here, sought: str) -> list[Hit]:
    wanted = folded(sought)
    return [
        Hit(row.id, "CaseFile", row.title, "")
        for row in cases(here.project, here.reader)
        if wanted in folded(row.title) or wanted == folded(row.id)
    ]


PAGE = Page("found", "search", draw)

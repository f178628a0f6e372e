"""Seizures as a table, on a map, in time and along routes: counted in the store, not here."""

import pandas as pd
import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.explained import explain_node
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import leaf_through, number_in
from workbench.dashboard.remembered import remembered
from workbench.dashboard.rows import chosen_view
from workbench.dashboard.seizure_filter import asked_for, country_in
from workbench.dashboard.seizure_letters import keep_letters
from workbench.dashboard.seizure_pictures import map_of, routes_of, time_of
from workbench.dashboard.seizure_ways_on import ways_on
from workbench.dashboard.states import empty, simulated, standing
from workbench.dashboard.tables import fitted
from workbench.views import seizures

AT_ONCE = 100
# Together no wider than a window of 1,024.
LEAST_PX = (96, 86, 84, 112, 76, 84, 68, 136, 76, 106)
VIEWS = ("map", "time", "routes")


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("seizures.title"))
    wanted = asked_for(here)
    keep_letters(here, wanted.text.strip())
    first = number_in(here.address.get("from", ""), 0)
    page = remembered(
        here,
        "page",
        (wanted, first),
        lambda: seizures.page(here.project, here.reader, wanted, offset=first, limit=AT_ONCE),
    )
    if not page.total:
        _nothing(here, wanted)
        return
    if any(row.simulated for row in page.rows):
        simulated(say)
    view = chosen_view(here, "seizures", VIEWS)
    # The table is there first: a picture of very many takes a moment longer.
    picture, table = st.container(), st.container()
    with table:
        picked = _table(here, page)
        if picked:
            st.divider()
            explain_node(here, picked, {"focus": picked})
            ways_on(here, picked)
        standing(say("seizures.standing"))
    with picture, st.spinner(say("seizures.gathering")):
        if view == "time":
            time_of(here, wanted)
        elif view == "routes":
            routes_of(here, wanted)
        else:
            map_of(here, wanted, page.total)


def _nothing(here: Here, wanted: seizures.SeizureFilter) -> None:
    if wanted == seizures.SeizureFilter():
        empty(here.say, "seizures.empty")
    else:
        empty(here.say, "seizures.no_match")
        here.link("seizures", here.say("seizures.all"), icon=":material/filter_alt_off:")


def _table(here: Here, page: seizures.SeizurePage) -> str | None:
    """The table with its pages; the id of the chosen row."""
    say = here.say
    leaf_through(here, page.offset, AT_ONCE, page.total)
    frame = pd.DataFrame(
        [
            {
                say("rows.id"): row.id,
                say("seizures.date"): row.date,
                say("seizures.country"): country_in(here, row.country),
                say("seizures.place"): row.place,
                say("seizures.product"): row.product,
                say("seizures.species"): row.species,
                say("seizures.quantity"): row.quantity,
                say("seizures.agency"): row.agency,
                say("seizures.skins"): ", ".join(row.skins),
                say("rows.source"): row.source,
            }
            for row in page.rows
        ]
    )
    # A column that nobody filled would only push the others off the screen.
    told = frame.loc[:, [name for name in frame.columns if frame[name].astype(bool).any()]]
    chosen = st.dataframe(
        told,
        hide_index=True,
        width="stretch",
        height=480,
        **fitted(told, list(frame.columns), LEAST_PX),
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = chosen["selection"]["rows"]
    if rows:
        return str(frame.iloc[rows[0], 0])
    return here.address.get("id") or None


PAGE = Page("seizures", "map", draw, place=2, menu=frozenset({"analyst"}))

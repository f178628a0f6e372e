"""The strongest ways between any two entities, asked for on the page of findings."""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import number_in
from workbench.dashboard.rows import escaped, statements_table
from workbench.dashboard.states import told
from workbench.services.finding import ways_between
from workbench.views import network

MOST = 10


def ways(here: Here) -> None:
    """Two ids and how many ways; each way with its weakest link and its statements."""
    say = here.say
    written = [one.strip() for one in here.address.get("ways", "").split(",")]
    asked = written if len(written) == 2 and all(written) else ["", ""]
    st.subheader(say("findings.ways"))
    with st.form("finding_ways", border=False):
        start, goal, many, go = st.columns([3, 3, 1, 2], vertical_alignment="bottom")
        first = start.text_input(say("findings.ways_from"), asked[0], placeholder="PER-0001")
        last = goal.text_input(say("findings.ways_to"), asked[1], placeholder="SZ-2026-001")
        k = many.number_input(say("findings.ways_k"), 1, MOST, _k(here))
        if go.form_submit_button(say("findings.ways_button"), icon=":material/route:"):
            asked = [first.strip().upper(), last.strip().upper()]
            here.stay(ways=",".join(asked), k=str(k))
    if not all(asked):
        st.caption(say("findings.ways_hint"))
        return
    with told():
        found = ways_between(here.project, here.reader.person, *asked, k=int(k))
        if not found:
            st.info(say("findings.no_way", start=asked[0], goal=asked[1]))
        for one in found:
            with st.container(border=True):
                st.markdown(escaped(one.sentence) + ".")
                st.caption(escaped(one.caveat))
                with st.expander(say("findings.open", count=len(one.statements))):
                    rows = network.said(here.project, here.reader, one.statements)
                    statements_table(here, rows, subject=True)


def _k(here: Here) -> int:
    written = here.address.get("k", "")
    return min(max(number_in(written, 5), 1), MOST)

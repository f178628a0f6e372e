"""What can be done with a seizure: a case opened with it, or another record told to be the same."""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.services.acting import READING_RECORDS
from workbench.services.resolving import decide

VERDICTS = ("same", "different", "cannot_tell")


def ways_on(here: Here, seizure: str) -> None:
    """Draw the ways on from one seizure, for whoever may go them."""
    say = here.say
    if not here.reader.roles & set(READING_RECORDS):
        return
    here.link(
        "cases", say("seizures.open_case"), icon=":material/create_new_folder:", member=seizure
    )
    with (
        st.expander(say("seizures.double"), icon=":material/join_inner:"),
        st.form(f"double_{seizure}", border=False),
    ):
        st.markdown(say("seizures.double_means"))
        other = st.text_input(say("seizures.double_other"), placeholder="SZ-2026-002")
        verdict = st.radio(
            say("seizures.double_verdict"),
            VERDICTS,
            format_func=lambda one: say(f"seizures.double_{one}"),
            horizontal=True,
        )
        why = st.text_input(say("seizures.double_why"))
        asked = st.form_submit_button(say("seizures.double_keep"))
    if asked:
        with told():
            decided = decide(
                here.project,
                here.reader.person,
                seizure,
                other.strip().upper(),
                str(verdict),
                why=why,
                clock=here.clock,
            )
            for sentence in decided.sentences:
                st.success(sentence)

"""Handing a case to a prosecutor from its page: to whom, what for, on what authority.

From then on that person reads the case, the photos of its skins and the catalogue photos that a
person judged them against, and nothing else. It cannot be undone, so it asks for its reason.
"""

import streamlit as st

from workbench.dashboard.drafts import begun, drafted
from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.services.acting import CASEWORK
from workbench.services.casework import hand_case_over
from workbench.views.people import prosecutors


def hand_over_form(here: Here, case: str) -> None:
    """Draw the form for those who lead cases; nothing for others."""
    if not here.reader.roles & set(CASEWORK):
        return
    say = here.say
    form = f"hand-over-{case}"
    with st.expander(
        say("handed_over.hand"), icon=":material/forward_to_inbox:", expanded=begun(here, form)
    ):
        there = prosecutors(here.project)
        if not there:
            st.markdown(say("handed_over.nobody"))
            return
        st.markdown(say("handed_over.means"))
        with drafted(here, form) as draft, st.form("hand_over", border=False):
            person = st.selectbox(
                say("handed_over.to"),
                list(there),
                index=None,
                format_func=there.__getitem__,
                key=draft.choice("to", list(there), there.__getitem__),
            )
            purpose = st.text_input(
                say("handed_over.purpose"),
                placeholder=say("handed_over.purpose_hint"),
                key=draft.text("purpose"),
            )
            authority = st.text_input(
                say("handed_over.authority"),
                placeholder=say("handed_over.authority_hint"),
                key=draft.text("authority"),
            )
            asked = st.form_submit_button(say("handed_over.button"))
        if asked and not (person and purpose.strip() and authority.strip()):
            st.warning(say("handed_over.incomplete"))
        elif asked:
            with told():
                hand_case_over(
                    here.project,
                    here.reader.person,
                    case,
                    str(person),
                    purpose=purpose.strip(),
                    authority=authority.strip(),
                    clock=here.clock,
                )
                draft.close()
                st.toast(say("handed_over.done", person=there[str(person)]))
                st.rerun()

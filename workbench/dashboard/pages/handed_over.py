"""Cases handed over to a prosecutor: each to read, to check as a bag, and to ask back about."""

import streamlit as st

from workbench.dashboard.bagging import export_button
from workbench.dashboard.door import Page
from workbench.dashboard.drafts import drafted
from workbench.dashboard.here import Here
from workbench.dashboard.pages.cases import summary
from workbench.dashboard.states import empty, simulated, standing, told
from workbench.services.casework import note
from workbench.views.releases import Release, released_to


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    found = released_to(here.project, here.reader)
    if any(one.case.simulated for one in found):
        simulated(say)
    st.title(say("handed_over.title"))
    if not found:
        empty(say, "handed_over.nothing")
        return
    st.markdown(say("handed_over.lead"))
    told_of: set[str] = set()
    for one in found:
        _release(here, one, first=one.case.id not in told_of)
        told_of.add(one.case.id)
    standing(say("handed_over.standing"))


def _release(here: Here, one: Release, *, first: bool) -> None:
    """One handing over. first: the newest of its case, which bears the bag and the question."""
    say, case = here.say, one.case
    with st.container(border=True):
        what, bag = st.columns([5, 3], gap="large")
        with what:
            here.link("case", f"**{case.title}**", icon=":material/folder_open:", id=case.id)
            st.caption(f"{case.id} · {summary(say, case.kinds) or say('cases.no_members')}")
            st.markdown(
                say(
                    "handed_over.by",
                    person=one.by,
                    at=one.at.strftime("%Y-%m-%d %H:%M UTC"),
                    purpose=one.purpose,
                    authority=one.authority,
                )
            )
        if first:
            with bag:
                export_button(here, case.id)
            with what:
                _question(here, case.id)


def _question(here: Here, case: str) -> None:
    """A question back to whoever leads the case; it stands under what is open there."""
    say = here.say
    with drafted(here, f"ask-{case}") as draft, st.form(f"ask_{case}", border=False):
        text = st.text_input(
            say("handed_over.ask"), placeholder=say("handed_over.ask_hint"), key=draft.text("text")
        )
        asked = st.form_submit_button(say("handed_over.ask_button"))
    if asked:
        with told():
            note(here.project, here.reader.person, case, text, kind="question", clock=here.clock)
            draft.close()
            st.session_state[f"asked_{case}"] = True
            st.rerun()
    if st.session_state.pop(f"asked_{case}", False):
        st.success(say("handed_over.asked"))


PAGE = Page("handed-over", "gavel", draw, place=0, roles=frozenset({"prosecutor"}))

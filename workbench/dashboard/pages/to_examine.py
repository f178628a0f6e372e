"""What waits for an examiner, and one examination: the photo alone, then candidates, then names.

Nothing here decides what may be seen: before the last answer the store gives neither names nor
scores, and what it does not give is not drawn. An entry and an address say neither the skin nor
whether its truth is known.
"""

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.parts.answering import answering
from workbench.dashboard.parts.gathering import gathering
from workbench.dashboard.parts.marking import marking
from workbench.dashboard.parts.revealing import measured, revealing
from workbench.dashboard.states import empty, told
from workbench.services.acting import EXAMINING
from workbench.services.answering import lay_out
from workbench.services.waiting import Waiting, disputed, queue, take
from workbench.views import examinations

PATH = "to-examine"


def draw(here: Here) -> None:
    """Draw the queue, or the examination of the address."""
    known, skin = here.address.get("at", ""), here.address.get("skin", "")
    if (known or skin) and st.button(
        here.say("to_examine.back"), icon=":material/arrow_back:", type="tertiary"
    ):
        _go(here)
    if skin:
        gathering(here, skin)
        return
    if not known:
        _queue(here)
        return
    page = examinations.examination(here.project, here.reader, known)
    if page is None:
        empty(here.say, "to_examine.unknown")
    elif page.closed:
        revealing(here, page)
    elif page.spots:
        answering(here, page)
    elif page.locked:
        with told():
            lay_out(here.project, here.reader.person, page.id, clock=here.clock)
            st.rerun()
    else:
        marking(here, page)


def _go(here: Here, *, at: str = "", skin: str = "") -> None:
    """To another address of this page, which a link to the page one is on leaves as it was."""
    here.stay(at=at, skin=skin, place=None)
    st.rerun()


def _queue(here: Here) -> None:
    say = here.say
    st.title(say("to_examine.title"))
    if here.reader.roles & set(EXAMINING):
        waiting = queue(here.project, here.reader.person)
        if not waiting:
            empty(say, "to_examine.nothing")
        else:
            st.markdown(say("to_examine.lead", count=len(waiting)))
        for entry in waiting:
            _entry(here, entry)
        _disputed(here)
    measured(here)


def _disputed(here: Here) -> None:
    for skin in disputed(here.project, here.reader.person):
        with st.container(border=True):
            st.markdown(f"**{here.say('to_examine.differ', skin=skin)}**")
            st.caption(here.say("to_examine.differ_means"))
            if st.button(here.say("to_examine.see_both"), key=f"see_{skin}"):
                _go(here, skin=skin)


def _entry(here: Here, entry: Waiting) -> None:
    say = here.say
    with st.container(border=True):
        name, state, button = st.columns([2, 4, 2], vertical_alignment="center")
        name.markdown(f"**{entry.code}**")
        if entry.examination:
            state.markdown(say("to_examine.locked" if entry.locked else "to_examine.begun"))
            if button.button(say("to_examine.go_on"), key=f"take_{entry.code}"):
                _go(here, at=entry.examination)
            return
        state.markdown(say("to_examine.waits"))
        if button.button(say("to_examine.take"), key=f"take_{entry.code}", type="primary"):
            with told():
                taken = take(here.project, here.reader.person, entry.code, clock=here.clock)
                _go(here, at=taken.examination)


PAGE = Page(
    PATH,
    "ink_highlighter",
    draw,
    place=2,
    roles=frozenset({*(role.value for role in EXAMINING), "administrator"}),
    menu=frozenset({"investigator", "administrator"}),
)

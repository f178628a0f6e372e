"""Decisions about who is who, and how to take one back: first everything that would go with it."""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import empty, told
from workbench.dashboard.words import known
from workbench.services.resolving import take_back
from workbench.views.decided import Undoing, history, undoing

AT_ONCE = 50


def taking_back(here: Here) -> None:
    """A decision that somebody thinks of taking back, with everything that would go with it."""
    say, asked = here.say, here.address.get("undo", "")
    if not asked:
        return
    going = undoing(here.project, here.reader, asked, now=here.clock())
    with st.container(border=True):
        if going is None:
            empty(say, "resolution.no_decision")
        elif going.said.record.until is not None:
            st.markdown(say("resolution.is_taken_back", decision=asked))
        else:
            _going(here, going)
        if st.button(say("resolution.leave_it"), key="resolution_leave"):
            here.stay(undo=None)
            st.rerun()


def _going(here: Here, going: Undoing) -> None:
    say, one = here.say, going.said.record
    st.subheader(say("resolution.undo_title", decision=one.id))
    st.markdown(
        say(
            "resolution.undo_of",
            first=escaped(going.said.left_caption),
            second=escaped(going.said.right_caption),
            verdict=known(say, "resolution", one.verdict),
        )
    )
    for line in going.sentences[1:]:
        st.markdown(f"- {escaped(line)}")
    with st.form(f"undo_{one.id}", border=False):
        why = st.text_input(say("resolution.undo_why"))
        asked = st.form_submit_button(say("resolution.undo_keep"), type="primary")
    if asked:
        with told():
            taken = take_back(here.project, here.reader.person, one.id, why=why, clock=here.clock)
            st.toast(taken.sentences[0], icon=":material/undo:")
            here.stay(undo=None, pair=f"{one.left}~{one.right}")
            st.rerun()


def history_block(here: Here) -> None:
    """What was decided, newest first, each with the way to take it back."""
    say = here.say
    said = history(here.project, here.reader)
    with st.expander(say("resolution.history", count=len(said))):
        for one in said[:AT_ONCE]:
            text, link = st.columns([6, 1])
            word = known(say, "resolution", one.record.verdict)
            mark = f"**{word}**" if one.standing else f"~~{word}~~"
            text.markdown(f"{mark} · {escaped(one.left_caption)} · {escaped(one.right_caption)}")
            text.caption(escaped(one.sentence))
            if one.record.until is None:
                with link:
                    here.link("resolution", say("resolution.undo"), undo=one.record.id,
                              pair=f"{one.record.left}~{one.record.right}")  # fmt: skip

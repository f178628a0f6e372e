"""The third step: who stood in which place, what the machine weighed, and whether people agree.

What was answered stays as it is. Below it an examiner adds to the reasons; a change of mind is a
new answer on the pair's own page, informed.
"""

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.answering import query_drawn, query_ground
from workbench.dashboard.parts.drawing import draw_on
from workbench.dashboard.parts.marking import condition_line
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import told
from workbench.dashboard.strength import strength_block
from workbench.dashboard.words import known
from workbench.services.answering import add_reason
from workbench.store.examined import CANDIDATE, KNOWN_SAME
from workbench.views import people
from workbench.views.examinations import Examined, Revealed
from workbench.views.proficiency import rates


def revealing(here: Here, page: Examined) -> None:
    """Draw a closed examination of one's own."""
    say = here.say
    st.title(say("to_examine.revealed_title", examination=page.id))
    condition_line(here, page)
    if page.proof:
        st.info(say("to_examine.was_proof"), icon=":material/science:")
        st.caption(f"◇ {say('to_examine.proof_simulated')}")
    elif not page.revealed:
        st.markdown(say("to_examine.not_suitable", why=escaped(str(page.marked.get("why", "")))))
    else:
        st.markdown(say("to_examine.was_skin", skin=page.skin))
    left, right = st.columns([2, 3], gap="large")
    with left:
        drawn = query_drawn(page.marked)
        draw_on(query_ground(here, page), (), drawn, say=say, key=f"closed_{page.id}")
        for added in page.amendments:
            st.caption(f"{added.at:%Y-%m-%d %H:%M UTC} · {added.why}")
    with right:
        for one in page.revealed:
            place(here, page, one)
    if page.skin:
        _reason(here, page)


def place(here: Here, page: Examined, one: Revealed) -> None:
    """One place: who it was, what was answered, what the machine weighed, what others said."""
    say, own = here.say, one.answer
    with st.container(border=True):
        called = escaped(one.caption)
        animal = one.place.individual
        name = f"**{one.place.number}. {called}**" + ("" if called == animal else f" · {animal}")
        if page.skin and one.place.role == CANDIDATE:
            here.link("pair", name, icon=":material/compare:", skin=page.skin, animal=animal)
        else:
            st.markdown(name)
        st.caption(f"{say(f'to_examine.role_{one.place.role}')} {escaped(one.place.basis)}")
        if own is not None:
            verdict = known(say, "verdict", own.verdict)
            st.markdown(
                f"**{verdict}** {_right(here, one) if page.proof else ''} — {escaped(own.why)}"
            )
        if one.candidate:
            strength_block(here, one.candidate)
        names = people.names(here.project)
        for other in one.others:
            said = known(say, "verdict", other.verdict)
            who = names.get(other.examiner, other.examiner)
            condition = say(f"pair.{other.condition}").lower()
            st.markdown(f"{escaped(who)} ({condition}): **{said}** — {escaped(other.why)}")
        if one.agreed is not None:
            word = "to_examine.agreed" if one.agreed else "to_examine.disputed"
            (st.success if one.agreed else st.warning)(say(word))


def _right(here: Here, one: Revealed) -> str:
    """Whether an answer to a known truth is right."""
    if one.answer is None or one.answer.verdict == "cannot_tell":
        return ""
    right = (one.answer.verdict == "same") == (one.place.role == KNOWN_SAME)
    return here.say("to_examine.right" if right else "to_examine.wrong")


def _reason(here: Here, page: Examined) -> None:
    say = here.say
    with st.form(f"reason_{page.id}"):
        why = st.text_area(say("to_examine.add_reason"), height=80)
        asked = st.form_submit_button(say("to_examine.add_reason_keep"))
    st.caption(say("to_examine.change_means"))
    if asked:
        with told():
            add_reason(here.project, here.reader.person, page.id, why, clock=here.clock)
            st.rerun()


def measured(here: Here) -> None:
    """One's own error rates, an administrator everybody's, with intervals and numbers."""
    say = here.say
    st.subheader(say("to_examine.rates"))
    st.caption(say("to_examine.rates_means"))
    rows = rates(here.project, here.reader)
    if not rows:
        st.markdown(say("to_examine.no_rates"))
        return
    st.dataframe(
        pd.DataFrame(
            [
                {
                    say("to_examine.examiner"): one.name,
                    say("to_examine.wrong_same"): str(one.wrong_same),
                    say("to_examine.wrong_different"): str(one.wrong_different),
                    say("to_examine.cannot_tell"): str(one.cannot_tell),
                }
                for one in rows
            ]
        ),
        hide_index=True,
        width="stretch",
    )

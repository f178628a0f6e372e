"""Answers to a pair: one's own with its reason, and those of others that one may know.

A change of mind is a new answer beside the old one; taking one back needs its reason too.
"""

import streamlit as st

from workbench.dashboard.drafts import drafted, form_named
from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.dashboard.words import known
from workbench.services.acting import EXAMINING
from workbench.services.examining import judge, undo
from workbench.store import JudgementRecord
from workbench.views import pairs, people

VERDICTS = ("same", "different", "cannot_tell")


def form_of(pair: pairs.Pair, field: str) -> str:
    """The key under which a part of the answer to a pair is kept while it is being written."""
    # Stands in the page, where a blind examiner must not read which animal it is.
    return f"{form_named('pair', pair.skin, pair.individual)}_{field}"


def may_answer(here: Here) -> bool:
    """Whether this person examines skins."""
    return bool(here.reader.roles & set(EXAMINING))


def answers_block(here: Here, pair: pairs.Pair) -> None:
    """One's own answer, then the answers that this reader may know."""
    say = here.say
    st.subheader(say("pair.answers"))
    if may_answer(here):
        _own_answer(here, pair)
    names = people.names(here.project)
    if not pair.judgements:
        st.caption(say("pair.no_answers"))
    for one in pair.judgements:
        _said(here, one, names.get(one.examiner, one.examiner))
    if may_answer(here):
        st.caption(say("pair.hidden"))
        here.link("to-examine", say("pair.examinations"), icon=":material/ink_highlighter:",
                  skin=pair.skin)  # fmt: skip


def _own_answer(here: Here, pair: pairs.Pair) -> None:
    say = here.say
    mine = [one for one in pair.judgements if one.examiner == here.reader.person]
    standing_answer = next((one for one in reversed(mine) if not one.superseded), None)
    drafting = drafted(here, form_named("pair", pair.skin, pair.individual))
    with drafting as draft, st.form(form_of(pair, "form"), border=True):
        chosen_at = draft.choice("verdict", VERDICTS, lambda word: known(say, "verdict", word))
        if chosen := st.session_state.pop(form_of(pair, "chosen"), None):
            st.session_state[chosen_at] = chosen
        verdict = st.radio(
            say("pair.answer"),
            VERDICTS,
            index=None,
            key=chosen_at,
            format_func=lambda word: known(say, "verdict", word),
            horizontal=True,
        )
        why = st.text_area(
            say("pair.why"), key=draft.text("why"), height=90, placeholder=say("pair.why_hint")
        )
        asked = st.form_submit_button(
            say("pair.change" if standing_answer else "pair.keep"), type="primary"
        )
    # A key chooses on this side first: who is quicker than the page has chosen all the same.
    verdict = verdict or st.session_state.get(form_of(pair, "pressed"))
    if asked and verdict is None:
        st.warning(say("pair.choose_answer"))
    elif asked:
        with told():
            kept = judge(
                here.project,
                here.reader.person,
                pair.skin,
                pair.individual,
                str(verdict),
                why=why,
                clock=here.clock,
            )
            draft.close()
            st.session_state.pop(form_of(pair, "pressed"), None)
            st.toast(kept.sentence, icon=":material/check:")
            st.rerun()
    if standing_answer is not None and st.session_state.get(form_of(pair, "undoing")):
        _undo(here, pair, standing_answer)


def _undo(here: Here, pair: pairs.Pair, mine: JudgementRecord) -> None:
    say = here.say
    with st.form(form_of(pair, "undo_form"), border=True):
        why = st.text_input(say("pair.undo_why", judgement=mine.id))
        asked = st.form_submit_button(say("marks.undo"))
    if asked:
        with told():
            undo(here.project, here.reader.person, mine.id, why=why, clock=here.clock)
            del st.session_state[form_of(pair, "undoing")]
            st.rerun()


def _said(here: Here, one: JudgementRecord, examiner: str) -> None:
    say = here.say
    with st.container(border=True):
        word = known(say, "verdict", one.verdict)
        st.markdown(f"~~**{word}**~~ {say('pair.replaced')}" if one.superseded else f"**{word}**")
        st.markdown(one.why)
        st.caption(
            say(
                "pair.said_by",
                examiner=examiner,
                at=one.at.strftime("%Y-%m-%d %H:%M UTC"),
                condition=say(f"pair.{one.condition}").lower(),
                judgement=one.id,
            )
        )

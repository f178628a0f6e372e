"""All examinations of one skin that a reader may know, side by side.

Whoever is to examine it and looks here has seen others' answers: that is put on record first.
"""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.answering import features_of
from workbench.dashboard.parts.revealing import place
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import empty
from workbench.dashboard.words import known
from workbench.services.examining import ANSWERS, see
from workbench.store.examined import KNOWN_DIFFERENT
from workbench.views import examinations, pairs, people
from workbench.views.examinations import Examined


def gathering(here: Here, skin: str) -> None:
    """Draw every closed examination of a skin."""
    say = here.say
    st.title(say("to_examine.gather_title", skin=skin))
    closed = examinations.of_skin(here.project, here.reader, skin)
    through = {one.examiner for one in closed}
    apart = [
        one
        for one in pairs.judgements(here.project, here.reader, skin)
        if one.examiner not in through and not one.superseded
    ]
    if not closed and not apart:
        empty(say, "to_examine.gather_none")
        return
    if through | {one.examiner for one in apart} != {here.reader.person}:
        see(here.project, here.reader.person, skin, ANSWERS, clock=here.clock)
    names = people.names(here.project)
    for column, one in zip(st.columns(len(closed)) if closed else (), closed, strict=True):
        with column:
            _one(here, one, names.get(one.examiner, one.examiner))
    if apart:
        st.subheader(say("to_examine.gather_apart"))
    for said in apart:
        who = escaped(names.get(said.examiner, said.examiner))
        verdict = known(say, "verdict", said.verdict)
        animal = f"{said.individual}, {say(f'pair.{said.condition}').lower()}"
        st.markdown(f"{who} ({animal}): **{verdict}** — {escaped(said.why)}")


def _one(here: Here, one: Examined, examiner: str) -> None:
    say = here.say
    st.subheader(escaped(examiner))
    st.caption(
        say(
            "to_examine.gather_by",
            examiner=escaped(examiner),
            condition=say(f"pair.{one.condition}").lower(),
            examination=one.id,
            at=f"{one.opened:%Y-%m-%d %H:%M UTC}",
        )
    )
    good = str(one.marked.get("good_enough", ""))
    st.markdown(
        say(
            "to_examine.gather_marked",
            features=len(features_of(one.marked)),
            good=say(f"quality.{good}") if good else "",
        )
    )
    others = [row for row in one.revealed if row.place.role == KNOWN_DIFFERENT]
    right = sum(1 for row in others if row.answer and row.answer.verdict == "different")
    if others:
        st.caption(say("to_examine.gather_told_apart", right=right, of=len(others)))
    for added in one.amendments:
        st.caption(f"{added.at:%Y-%m-%d %H:%M UTC} · {escaped(added.why)}")
    for row in one.revealed:
        place(here, one, row)

"""One finding opened: its table, what else would explain it, evidence, and a word on it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import entity_link, escaped, statements_table
from workbench.dashboard.states import told
from workbench.services.finding_answers import accept, reject, undo
from workbench.views import network, people
from workbench.views.cases import CaseRow
from workbench.views.findings import FindingRow, Said

MOST_STATEMENTS = 200
MOST_NAMED = 12


def details(here: Here, row: FindingRow, known_cases: Sequence[CaseRow]) -> None:
    """Everything about one finding, below its sentence."""
    say, one = here.say, row.finding
    _figures(here, row)
    other, change = st.columns(2, gap="large")
    with other:
        st.markdown(f"**{say('findings.competing')}**")
        for text in one.competing:
            st.markdown(f"- {escaped(text)}")
    with change:
        st.markdown(f"**{say('findings.would_change')}**")
        st.markdown(escaped(one.would_change) + ".")
        if row.weakest:
            st.markdown(f"**{say('findings.weakest')}**")
            st.markdown(escaped(row.weakest) + ".")
    st.caption(escaped(one.caveat))
    st.markdown(f"**{say('findings.evidence')}**")
    ids = one.statements[:MOST_STATEMENTS]
    statements_table(here, network.said(here.project, here.reader, ids), subject=True)
    if len(one.statements) > MOST_STATEMENTS:
        st.caption(say("frame.more", count=len(one.statements) - MOST_STATEMENTS))
    _named(here, row)
    _history(here, row)
    _words(here, row, known_cases)


def _figures(here: Here, row: FindingRow) -> None:
    """Persons with rank and interval, or the lines of the finding's small table."""
    say, one = here.say, row.finding
    if one.players:
        frame = pd.DataFrame(
            [
                {
                    say("findings.who"): f"{row.names.get(p.id, p.id)} ({p.id})",
                    say("findings.rank"): p.rank,
                    say("findings.interval"): f"{p.low} – {p.high}",
                    say("findings.first"): f"{p.first:.0%}",
                    say("findings.top"): f"{p.top:.0%}",
                }
                for p in one.players
            ]
        )
        st.dataframe(frame, hide_index=True, width="stretch")
        if one.measure:
            st.caption(say("findings.measure", measure=one.measure))
    elif one.facts:
        frame = pd.DataFrame(one.facts, columns=[say("findings.what"), say("findings.fact")])
        st.dataframe(frame, hide_index=True, width="stretch")


def _named(here: Here, row: FindingRow) -> None:
    """Links to whom it is about."""
    for one in row.people[:MOST_NAMED]:
        entity_link(here, one, escaped(f"{row.names.get(one, one)} · {one}"))
    if len(row.people) > MOST_NAMED:
        st.caption(here.say("frame.more", count=len(row.people) - MOST_NAMED))


def _history(here: Here, row: FindingRow) -> None:
    """What people said about it, each with its reason, and the way to take it back."""
    say = here.say
    for number, said in enumerate(row.said):
        line = say(
            f"findings.said_{said.word}",
            person=people.name_of(here.project, said.by),
            day=said.at.date().isoformat(),
            case=said.case,
            why=said.why,
        )
        notes = [say("findings.said_over")] if said.over else []
        notes += [] if said.same_evidence else [say("findings.said_before")]
        st.markdown(escaped(" ".join([line, *notes])))
        if not said.over:
            _take_back(here, row, said, number)


def _take_back(here: Here, row: FindingRow, said: Said, number: int) -> None:
    say, one = here.say, row.finding
    with st.form(f"finding_undo_{one.key}_{number}", border=False):
        reason, button = st.columns([4, 1], vertical_alignment="bottom")
        why = reason.text_input(say("findings.undo_why"))
        if button.form_submit_button(say("findings.undo"), icon=":material/undo:"):
            with told():
                undo(here.project, here.reader.person, one, why=why, case=said.case,
                     clock=here.clock)  # fmt: skip
                st.rerun()


def _words(here: Here, row: FindingRow, known_cases: Sequence[CaseRow]) -> None:
    """Accept into a case, or reject with a reason."""
    say, one = here.say, row.finding
    left, right = st.columns(2, gap="large")
    titles = {c.id: f"{c.id} · {c.title}" for c in known_cases if c.status == "open"}
    with left, st.form(f"finding_accept_{one.key}"):
        if titles:
            into = st.selectbox(
                say("findings.accept_into"), list(titles), format_func=lambda c: titles[c]
            )
        else:
            into = ""
            st.caption(say("findings.no_case"))
        why = st.text_input(say("findings.accept_why"))
        if st.form_submit_button(
            say("findings.accept"), icon=":material/check:", disabled=not titles
        ):
            with told():
                accept(here.project, here.reader.person, one, into, why=why, clock=here.clock)
                st.rerun()
    with right, st.form(f"finding_reject_{one.key}"):
        reason = st.text_input(say("findings.reject_why"))
        if st.form_submit_button(say("findings.reject"), icon=":material/close:"):
            with told():
                reject(here.project, here.reader.person, one, why=reason, clock=here.clock)
                st.rerun()

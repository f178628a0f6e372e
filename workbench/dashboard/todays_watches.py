"""The watches that opened, on the page of today: why, and what to do about each."""

import streamlit as st

from workbench.dashboard.drafts import drafted, form_named
from workbench.dashboard.here import Here
from workbench.dashboard.parts.spoken import spoken
from workbench.dashboard.rows import entity_link, escaped
from workbench.dashboard.states import simulated, told
from workbench.dashboard.words import known
from workbench.services.watching import dismiss, is_kept, look, open_watch_case
from workbench.views.today import many_records
from workbench.views.watches import WatchRow, key

MOST = 12
LOOK = "today_look"


def todays_watches(here: Here) -> int:
    """Draw the watches that somebody should look at; how many, 0 also where nobody looked yet."""
    say, person = here.say, here.reader.person
    st.subheader(say("today.watches"))
    at_once = is_kept(here.project, person, clock=here.clock)
    if not at_once and not st.session_state.get(LOOK) and many_records(here.project, here.reader):
        # Millions of records are read once, and only when somebody wants it.
        st.markdown(say("today.many"))
        if st.button(say("today.look"), icon=":material/visibility:"):
            st.session_state[LOOK] = True
            st.rerun()
        return 0
    with st.spinner(say("today.looking")):
        found = [row for row in look(here.project, person, clock=here.clock) if row.open]
    if not found:
        st.caption(say("today.watches_none"))
    if any(row.simulated for row in found):
        simulated(say)
    for number, row in enumerate(found[:MOST]):
        _watch(here, row, number)
    if len(found) > MOST:
        st.caption(say("frame.more", count=len(found) - MOST))
    if "watches" in here.pages:
        here.link("watches", say("today.all_watches"), icon=":material/visibility:")
    return len(found)


def _watch(here: Here, row: WatchRow, number: int) -> None:
    say, watch = here.say, row.watch
    with st.container(border=True):
        entity_link(
            here, watch.subject, f"**{row.caption}** · {known(say, 'watch_state', watch.state)}"
        )
        st.markdown(escaped(spoken(say, watch.sentence)))
        since = say("today.since", day=watch.since.isoformat()) if watch.since else ""
        evidence = say("today.evidence", count=len(watch.statements))
        st.caption(" · ".join(part for part in (since, evidence) if part))
        if watch.competing:
            st.caption(
                say(
                    "today.competing", others="; ".join(spoken(say, one) for one in watch.competing)
                )
            )
        for case in row.cases:
            here.link("case", f"{case.id} {case.title}", icon=":material/folder_open:", id=case.id)
        _ways_on(here, row, number)


def _ways_on(here: Here, row: WatchRow, number: int) -> None:
    say, watch = here.say, row.watch
    # One seizure may fall into the windows of several animals: a place in the list names one.
    named = f"{key(watch.kind, watch.key)} {number}"
    opened, aside = st.columns(2, vertical_alignment="center")
    if opened.button(
        say("today.open_case"), key=f"open_{named}", icon=":material/create_new_folder:"
    ):
        with told():
            case = open_watch_case(
                here.project, here.reader.person, watch.kind, watch.key, clock=here.clock
            )
            here.go("case", id=case.id)
    with (
        aside.popover(say("today.dismiss")),
        drafted(here, form_named("dismiss", named)) as draft,
        st.form(f"dismiss_{named}", border=False),
    ):
        why = st.text_input(say("today.why"), key=draft.text("why"))
        if st.form_submit_button(say("today.dismiss_button")):
            with told():
                dismiss(
                    here.project,
                    here.reader.person,
                    watch.kind,
                    watch.key,
                    why=why,
                    clock=here.clock,
                )
                draft.close()
                st.rerun()

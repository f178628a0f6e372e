"""Weighing the pairs of a large project: as of when they are, how far a new run is, and asking for
one. What an earlier run left stays on the page meanwhile."""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import empty, told
from workbench.dashboard.working import at_work, ended, follow
from workbench.jobs import start
from workbench.views.jobs import newest_own
from workbench.views.resolution import Queue
from workbench.views.weighed import JOB

__all__ = ["weighing_block"]


def weighing_block(here: Here, listed: Queue) -> None:
    """When the pairs were weighed and what came since; a run under way, or a button for one."""
    say = here.say
    job = newest_own(here.project, here.reader, JOB, {})
    busy = at_work(job)
    if job is not None and busy:
        follow(here, job)
    elif job is not None:
        ended(here, job)
    if listed.made_at is not None:
        st.caption(say("resolution.as_of", day=listed.made_at.strftime("%Y-%m-%d %H:%M")))
        if listed.since:
            st.warning(say("resolution.since", count=listed.since), icon=":material/history:")
    elif not busy:
        empty(say, "resolution.never")
    if not busy:
        _ask(here, again=listed.made_at is not None)


def _ask(here: Here, *, again: bool) -> None:
    say = here.say
    label = say("resolution.weigh_again") if again else say("resolution.weigh")
    if st.button(label, key="resolution_weigh", icon=":material/balance:",
                 type="secondary" if again else "primary"):  # fmt: skip
        with told():
            start(here.project, here.reader.person, JOB, {}, clock=here.clock)
            st.rerun()

"""The filter by letters on a very large project: an index of them is made in the background.

Without it the filter reads every statement. The first who asks has it begun; until it is done the
answer is the same and late, and the page says so.
"""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.dashboard.working import at_work, ended, follow, newest
from workbench.jobs import start
from workbench.services.lettering import KIND
from workbench.views.seizures import unindexed


def keep_letters(here: Here, letters: str) -> None:
    """Where letters are looked for among too many statements: say so, and begin their index."""
    left = unindexed(here.project) if letters else 0
    if not left:
        return
    work = newest(here, KIND, {})
    if work is not None and work.state == "failed":
        ended(here, work)
        return
    if not at_work(work):
        with told():
            start(here.project, here.reader.person, KIND, {}, clock=here.clock)
        work = newest(here, KIND, {})
    st.caption(here.say("seizures.letters", count=f"{left:,}"))
    if work is not None and at_work(work):
        follow(here, work)

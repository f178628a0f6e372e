"""Long work on a page: how far it is, how to stop it, and how it ended.

The work goes on in a process of its own, so leaving the page loses nothing: whoever comes back to
the address finds it where it stands. A process that was killed is seen by whoever looks, and
another takes its place.
"""

from collections.abc import Mapping

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import failed, told
from workbench.jobs import stop, take_up
from workbench.store.jobs import JobRow
from workbench.views.jobs import job, jobs

LOOK_EVERY_S = 0.7
AT_WORK = ("waiting", "running")


def newest(here: Here, kind: str, about: Mapping[str, object]) -> JobRow | None:
    """The reader's newest job of a kind with these arguments among its own."""
    return next(
        (
            row
            for row in jobs(here.project, here.reader)
            if row.kind == kind and about.items() <= dict(row.arguments).items()
        ),
        None,
    )


def at_work(row: JobRow | None) -> bool:
    """Whether a job waits or runs."""
    return row is not None and row.state in AT_WORK


def follow(here: Here, row: JobRow) -> None:
    """Show a job until it ends; then the whole page is drawn anew."""

    @st.fragment(run_every=LOOK_EVERY_S)
    def looked_at() -> None:
        now = job(here.project, here.now().reader, row.id)
        if now is None or now.state not in AT_WORK:
            st.rerun(scope="app")
        take_up(here.project)
        _bar(here, now)
        if now.stop_requested:
            st.caption(here.say("working.stopping"))
        elif st.button(here.say("working.stop"), key=f"stop_{row.id}", icon=":material/stop:"):
            with told():
                stop(here.project, here.reader.person, row.id, clock=here.clock)

    looked_at()


def ended(here: Here, row: JobRow) -> None:
    """What a job that did not come to its end says; nothing for one that did."""
    say, outcome = here.say, row.outcome
    if row.state == "stopped":
        st.info(say("working.stopped"), icon=":material/stop_circle:")
    elif row.state == "failed" and "refused" in outcome:
        failed(str(outcome["refused"]), str(outcome.get("remedy", "")))
    elif row.state == "failed":
        failed(say("frame.broken"), say("frame.broken_next", reference=row.id))


def _bar(here: Here, row: JobRow) -> None:
    say, progress = here.say, row.progress
    done, total = progress.get("done"), progress.get("total")
    seconds = round((here.clock() - row.created_at).total_seconds())
    if isinstance(done, int) and isinstance(total, int) and total:
        left = round(seconds * (total - done) / done) if done else None
        text = say(
            "working.so_far", what=progress.get("what", ""), done=done, total=total, seconds=seconds
        )
        if left is not None and done < total:
            text += " " + say("working.left", seconds=left)
        st.progress(min(done / total, 1.0), text)
    else:
        st.progress(0.0, say("working.begun", seconds=seconds))

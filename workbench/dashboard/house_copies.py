"""Copies and what is derived: a backup while work goes on, and everything derived made again."""

from pathlib import Path

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import standing, told
from workbench.dashboard.working import at_work, ended, follow, newest
from workbench.jobs import start
from workbench.views import house, people
from workbench.views.audit import audit_rows

BACKUP, REBUILD = "backup", "rebuild"
LOOKED_AT = 2000


def copies(here: Here) -> None:
    """Draw the part."""
    left, right = st.columns(2, gap="large")
    with left:
        _backup(here)
    with right:
        _rebuild(here)


def _backup(here: Here) -> None:
    say = here.say
    st.subheader(say("house_keeping.backup"))
    st.markdown(say("house_keeping.backup_means"))
    folder = here.project.folder.resolve()
    suggested = folder.parent / f"{folder.name}-{here.clock():%Y-%m-%d-%H%M}"
    if not _goes_on(here, BACKUP):
        with st.form("backup", border=False):
            target = st.text_input(say("house_keeping.backup_folder"), value=str(suggested))
            asked = st.form_submit_button(
                say("house_keeping.backup_button"), icon=":material/save:"
            )
        if asked and not Path(target).is_absolute():
            st.error(say("house_keeping.backup_absolute"))
        elif asked:
            _start(here, BACKUP, {"folder": target})
    made = house.backups(audit_rows(here.project, here.reader, last=LOOKED_AT))
    names = people.names(here.project)
    for row in made[:10]:
        st.caption(f"{row.at:%Y-%m-%d %H:%M UTC} · {names.get(row.by, row.by)} · #{row.seq}")
    if not made:
        st.caption(say("house_keeping.no_backup"))


def _rebuild(here: Here) -> None:
    say = here.say
    st.subheader(say("house_keeping.rebuild"))
    st.markdown(say("house_keeping.rebuild_means"))
    if not _goes_on(here, REBUILD) and st.button(
        say("house_keeping.rebuild_button"), icon=":material/autorenew:"
    ):
        _start(here, REBUILD, {})
    standing(say("house_keeping.restore"))


def _goes_on(here: Here, kind: str) -> bool:
    """Show the newest work of a kind; whether it goes on."""
    row = newest(here, kind, {})
    if row is None:
        return False
    if at_work(row):
        follow(here, row)
        return True
    ended(here, row)
    if row.state == "done":
        st.success(escaped(str(row.outcome.get("sentence", ""))), icon=":material/check:")
        differ = row.outcome.get("differ")
        for name in differ if isinstance(differ, list) else ():
            st.markdown(f"- {escaped(str(name))}")
    return False


def _start(here: Here, kind: str, given: dict[str, str]) -> None:
    with told():
        start(here.project, here.reader.person, kind, given, clock=here.clock)
        st.rerun()

"""Today: what opened, what was refused, who is awaited, what changed, and what goes on."""

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.drafts import drafted, still_begun
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import first_of, leaf_through
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import empty, told
from workbench.dashboard.todays_watches import todays_watches
from workbench.dashboard.words import known
from workbench.dashboard.working import AT_WORK, ended, follow
from workbench.services.setting_aside import set_import_aside
from workbench.store.jobs import JobRow
from workbench.store.reading.intake import ImportedRun
from workbench.views import people
from workbench.views.today import Awaiting, Changed, Today, today

IMPORTS_AT_ONCE = 8


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("today.title"))
    st.caption(say("today.lead", day=here.clock().date().isoformat()))
    waits = today(here.project, here.reader)
    watches, beside = st.columns([3, 2], gap="large")
    with beside:
        _beside(here, waits)
    # Last, because it may read every record: the rest is there by then.
    with watches:
        shown = todays_watches(here)
        if waits.nothing and not shown:
            empty(say, "today.nothing")


def _beside(here: Here, waits: Today) -> None:
    say = here.say
    still_begun(here)
    if waits.work:
        st.subheader(say("today.work"))
        for row in waits.work:
            _job(here, row)
    st.subheader(say("today.awaiting"))
    for one in waits.awaiting:
        _awaiting(here, one)
    if not waits.awaiting:
        st.caption(say("today.awaiting_none"))
    st.subheader(say("today.imports"))
    first = first_of(here, len(waits.imports), "from_imports")
    if len(waits.imports) > IMPORTS_AT_ONCE:
        leaf_through(here, first, IMPORTS_AT_ONCE, len(waits.imports), where="from_imports")
    for run in waits.imports[first : first + IMPORTS_AT_ONCE]:
        _import(here, run)
    if not waits.imports:
        st.caption(say("today.imports_none"))
    st.subheader(say("today.cases"))
    for case in waits.cases:
        _case(here, case)
    if not waits.cases:
        st.caption(say("today.cases_none"))


def _job(here: Here, row: JobRow) -> None:
    say = here.say
    name = known(say, "work", row.kind.replace(" ", "_").replace("-", "_"))
    if row.state in AT_WORK:
        st.markdown(f"**{name}** · {row.id}")
        follow(here, row)
        return
    state = known(say, "work_state", row.state)
    st.markdown(f"{name} · {state} · {row.changed_at:%Y-%m-%d %H:%M UTC}")
    ended(here, row)
    sentence = str(row.outcome.get("sentence", ""))
    if sentence:
        st.caption(escaped(sentence))


def _awaiting(here: Here, one: Awaiting) -> None:
    say = here.say
    with st.container(border=True):
        here.link("new-skin", f"**{one.skin}**", icon=":material/texture:", skin=one.skin)
        key = "today.disputed" if one.disputed else "today.blind"
        st.caption(say(key, blind=one.blind, wanted=one.wanted, since=one.since))
        if one.mine:
            here.link("to-examine", say("today.take"), icon=":material/edit:")


def _import(here: Here, run: ImportedRun) -> None:
    say = here.say
    with st.container(border=True):
        st.markdown(f"**{escaped(run.title)}** · {run.id}")
        if run.state != "finished":
            st.caption(say(f"today.import_{run.state}"))
        st.caption(
            say(
                "today.refused",
                count=run.refused,
                day=run.at.date().isoformat(),
                person=people.name_of(here.project, run.by),
            )
        )
        opened, aside = st.columns([2, 3], vertical_alignment="center")
        with opened:
            if "import" in here.pages:
                here.link("import", say("today.open"), icon=":material/table_rows:", run=run.id)
        with (
            aside,
            st.popover(say("today.aside")),
            drafted(here, f"aside-{run.id}") as draft,
            st.form(f"aside_{run.id}", border=False),
        ):
            why = st.text_input(say("today.why"), key=draft.text("why"))
            if st.form_submit_button(say("today.aside_button")):
                with told():
                    set_import_aside(
                        here.project, here.reader.person, run.id, why=why, clock=here.clock
                    )
                    draft.close()
                    st.rerun()


def _case(here: Here, case: Changed) -> None:
    here.link("case", f"**{escaped(case.title)}**", icon=":material/folder_open:", id=case.id)
    status = known(here.say, "status", case.status.replace(" ", "_"))
    st.caption(f"{case.id} · {status} · {case.at:%Y-%m-%d %H:%M UTC}")


PAGE = Page(
    "today", "today", draw, place=1, roles=frozenset({"analyst"}), menu=frozenset({"analyst"})
)

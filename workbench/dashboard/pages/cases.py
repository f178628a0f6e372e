"""The list of cases and of skins: where everybody begins whose own door is not there yet."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.drafts import begun, drafted
from workbench.dashboard.firmness import badge
from workbench.dashboard.here import Here
from workbench.dashboard.rows import a_page, handling_told, kind_named
from workbench.dashboard.states import empty, simulated, told
from workbench.dashboard.words import Say, known
from workbench.services.acting import CASEWORK, MATCHING
from workbench.services.casework import open_case
from workbench.views.cases import CaseRow, cases
from workbench.views.skins import SkinRow, skins

FORM = "open-case"


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    all_cases = cases(here.project, here.reader)
    all_skins = skins(here.project, here.reader)
    st.title(say("cases.title"))
    if any([*(r.simulated for r in all_cases), *(r.simulated for r in all_skins)]):
        simulated(say)
    if not all_cases:
        empty(say, "cases.empty")
    for case in a_page(here, all_cases, "cases"):
        _case(here, case)
    if here.reader.roles & set(CASEWORK):
        _open(here)
    st.subheader(say("cases.skins"))
    if not all_skins:
        no_skins(here)
    for skin in a_page(here, all_skins, "skins"):
        _skin(here, skin)


def summary(say: Say, kinds: Mapping[str, int]) -> str:
    """How many members of each kind of the model: skin × 2 · seizure × 1."""
    return " · ".join(f"{kind_named(say, kind)} × {count}" for kind, count in kinds.items())


def _case(here: Here, row: CaseRow) -> None:
    with st.container(border=True):
        title, members, status, changed = st.columns([5, 4, 2, 2], vertical_alignment="center")
        with title:
            here.link("case", f"**{row.title}**", icon=":material/folder_open:", id=row.id)
        members.caption(
            f"{row.id} · {summary(here.say, row.kinds) or here.say('cases.no_members')}"
        )
        status.markdown(known(here.say, "status", row.status.replace(" ", "_")))
        changed.caption(
            here.say(
                "cases.changed",
                day=row.changed.date().isoformat(),
                handling=handling_told(here.say, row.handling),
            )
        )


def no_skins(here: Here) -> None:
    """No skin is there: how one comes, for who may add one and for who may not."""
    may = bool(here.reader.roles & set(MATCHING))
    empty(here.say, "cases.no_skins" if may else "cases.no_skins_yours")


def _skin(here: Here, row: SkinRow) -> None:
    say = here.say
    with st.container(border=True):
        name, found, lead, answers = st.columns([4, 3, 5, 2], vertical_alignment="center")
        with name:
            here.link(
                "new-skin", f"**{row.id}** {row.exhibit}", icon=":material/texture:", skin=row.id
            )
        with found:
            if row.seizure:
                here.link("network", row.seizure_caption or row.seizure, focus=row.seizure)
        with lead:
            if row.verdict:
                st.html(f"{escape(say('firmness.machine'))} {badge(here, row.verdict)}")
            else:
                st.markdown(f"*{say('cases.not_searched')}*")
        answers.caption(say("cases.answers", photos=row.photos, answers=row.judgements))


def _open(here: Here) -> None:
    say = here.say
    asked_for = here.address.get("member", "")
    with (
        st.expander(
            say("cases.open"),
            icon=":material/create_new_folder:",
            expanded=bool(asked_for) or begun(here, FORM),
        ),
        drafted(here, FORM) as draft,
    ):
        with st.form("open_case", border=False):
            title = st.text_input(say("cases.open_title"), key=draft.text("title"))
            members = st.text_input(
                say("cases.open_members"),
                placeholder="SK-0001, SZ-2026-001",
                key=draft.text("members", asked_for),
            )
            why = st.text_input(say("cases.open_why"), key=draft.text("why"))
            asked = st.form_submit_button(say("cases.open_button"))
        if asked:
            ids = [one.strip() for one in members.replace(";", ",").split(",") if one.strip()]
            with told():
                opened = open_case(
                    here.project,
                    here.reader.person,
                    title,
                    members=ids,
                    why=why,
                    clock=here.clock,
                )
                draft.close()
                here.go("case", id=opened.id)


PAGE = Page("cases", "folder_open", draw, place=1)

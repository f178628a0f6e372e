"""People of the house: roles, clearances and compartments, granted and revoked."""

import pandas as pd
import streamlit as st

from cases.statement import LEVELS
from workbench.dashboard.here import Here
from workbench.dashboard.states import standing, told
from workbench.security import Account, Role
from workbench.services.people import add_person, grant, set_password
from workbench.views import house
from workbench.views.people import people as everybody

ROLES = tuple(role.value for role in Role)


def people(here: Here) -> None:
    """The list, what can be granted to whom, a new person, and what the levels mean."""
    say = here.say
    known = everybody(here.project, here.reader)
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "id": one.id,
                    say("house_keeping.name"): one.name,
                    say("house_keeping.roles"): _roles(here, one),
                    say("house_keeping.clearance"): say(f"handling.{LEVELS[one.clearance]}"),
                    say("house_keeping.compartments"): ", ".join(sorted(one.compartments)),
                    say("house_keeping.active"): one.active,
                }
                for one in known
            ]
        ),
        hide_index=True,
        width="stretch",
    )
    inside = sorted(
        {
            *house.compartments(here.project, here.reader),
            *(c for p in known for c in p.compartments),
        }
    )
    change, add = st.columns(2, gap="large")
    with change:
        _change(here, {one.name: one for one in known}, inside)
    with add:
        _add(here, inside)
    _levels(here)


def _roles(here: Here, one: Account) -> str:
    return ", ".join(here.say(f"role.{role}") for role in ROLES if role in one.roles)


def _change(here: Here, known: dict[str, Account], inside: list[str]) -> None:
    say = here.say
    st.subheader(say("house_keeping.change"))
    name = st.selectbox(say("house_keeping.who"), list(known))
    one = known[name]
    with st.form(f"grant_{one.id}"):
        roles, clearance, compartments = _fields(here, inside, one)
        active = st.checkbox(say("house_keeping.may_sign_in"), value=one.active)
        password = st.text_input(
            say("house_keeping.new_password"), type="password", autocomplete="new-password"
        )
        asked = st.form_submit_button(say("house_keeping.keep"))
    st.caption(say("house_keeping.change_means"))
    if asked:
        with told():
            grant(
                here.project,
                here.reader.person,
                one.id,
                roles=roles,
                clearance=clearance,
                compartments=compartments,
                active=active,
                clock=here.clock,
            )
            if password:
                set_password(here.project, here.reader.person, one.id, password, clock=here.clock)
            st.toast(say("house_keeping.kept", name=name))
            st.rerun()


def _add(here: Here, inside: list[str]) -> None:
    say = here.say
    st.subheader(say("house_keeping.add"))
    with st.form("add_person"):
        name = st.text_input(say("house_keeping.name"))
        roles, clearance, compartments = _fields(here, inside)
        password = st.text_input(
            say("house_keeping.first_password"), type="password", autocomplete="new-password"
        )
        asked = st.form_submit_button(say("house_keeping.add_button"))
    st.caption(say("house_keeping.add_means"))
    if asked:
        with told():
            add_person(
                here.project,
                here.reader.person,
                name,
                roles=roles,
                clearance=clearance,
                compartments=compartments,
                password=password,
                clock=here.clock,
            )
            st.toast(say("house_keeping.added", name=name))
            st.rerun()


def _fields(
    here: Here, inside: list[str], one: Account | None = None
) -> tuple[list[str], int, list[str]]:
    say = here.say
    roles = st.multiselect(
        say("house_keeping.roles"),
        ROLES,
        default=[role for role in ROLES if one and role in one.roles],
        format_func=lambda role: say(f"role.{role}"),
        placeholder=say("house_keeping.choose"),
    )
    clearance = st.selectbox(
        say("house_keeping.clearance"),
        range(len(LEVELS)),
        index=one.clearance if one else 0,
        format_func=lambda level: f"{level} {say(f'handling.{LEVELS[level]}')}",
    )
    compartments = st.multiselect(
        say("house_keeping.compartments"),
        inside,
        default=sorted(one.compartments) if one else [],
        accept_new_options=True,
        placeholder=say("house_keeping.none"),
    )
    return list(roles), int(clearance or 0), [str(c) for c in compartments]


def _levels(here: Here) -> None:
    say = here.say
    with st.expander(say("house_keeping.levels")):
        for level, name in enumerate(LEVELS):
            st.markdown(f"**{level} {name}**: {say(f'house_keeping.level_{level}')}")
        standing(say("house_keeping.levels_mean"))

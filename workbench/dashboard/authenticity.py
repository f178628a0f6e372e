"""Whether a skin is one at all, on its page: a list of what to look at, and a person's answer."""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.retold import retold
from workbench.dashboard.rows import escaped, moment
from workbench.dashboard.states import told
from workbench.dashboard.words import Say
from workbench.services.acting import MATCHING
from workbench.services.authenticity import BASES, FEATURES, Feature, Looked, look, looked
from workbench.views.people import name_of
from workbench.views.skins import Skin

ANSWERS = ("genuine", "not_genuine", "cannot_tell")
WAYS = ("not_seen", "for", "against")


def authenticity_step(here: Here, skin: Skin) -> bool:
    """Draw the look; whether a search may follow."""
    say = here.say
    st.subheader(say("authenticity.heading"))
    may = bool(here.reader.roles & set(MATCHING))
    if not skin.looks:
        st.markdown(say("authenticity.before"))
        if may:
            _form(here, skin)
        return False
    standing = skin.looks[0]
    st.markdown(f"**{say(f'authenticity.{standing.answer}')}**")
    for number, record in enumerate(skin.looks):
        words = escaped(_said(here, looked(record)))
        st.caption(words if number == 0 else f"~~{words}~~")
    if standing.answer == "not_genuine":
        st.warning(say("authenticity.ended"), icon=":material/block:")
    if may:
        with st.expander(say("authenticity.again"), icon=":material/visibility:"):
            _form(here, skin)
    return standing.answer != "not_genuine"


def _said(here: Here, one: Looked) -> str:
    """Who answered what when, on what they looked and why, in one line."""
    say = here.say
    parts = [
        say(f"authenticity.{one.answer}"),
        say(
            "authenticity.said",
            who=name_of(here.project, one.by),
            when=moment(one.at),
            basis=say(f"authenticity.on_{one.basis}"),
            id=one.id,
        ),
    ]
    for key, reasons in (("for", one.speaks_for), ("against", one.speaks_against)):
        told = say("machine.between").join(retold(say, reason) for reason in reasons)
        parts.append(
            say(f"authenticity.said_{key}", reasons=told or say("authenticity.said_nothing"))
        )
    return " · ".join([*parts, retold(say, one.note)] if one.note else parts)


def _form(here: Here, skin: Skin) -> None:
    say = here.say
    with st.form(f"authenticity_{skin.id}", border=True):
        marked = {
            feature.name: st.radio(
                say(f"feature.{feature.name.replace(' ', '_')}"),
                WAYS,
                horizontal=True,
                key=f"feature_{skin.id}_{feature.name}",
                format_func=lambda way: say(f"authenticity.way_{way}"),
                help=_help(say, feature),
            )
            for feature in FEATURES
        }
        more_for = st.text_input(say("authenticity.more_for"))
        more_against = st.text_input(say("authenticity.more_against"))
        basis = st.radio(
            say("authenticity.basis"),
            BASES,
            horizontal=True,
            format_func=lambda one: say(f"authenticity.on_{one}"),
        )
        answer = st.radio(
            say("authenticity.answer"),
            ANSWERS,
            index=None,
            format_func=lambda one: say(f"authenticity.{one}"),
        )
        if not st.form_submit_button(say("authenticity.keep"), type="primary"):
            return
    if answer is None:
        st.warning(say("authenticity.choose"))
        return
    with told():
        look(
            here.project,
            here.reader.person,
            skin.id,
            answer,
            speaks_for=[*(name for name, way in marked.items() if way == "for"), more_for],
            speaks_against=[
                *(name for name, way in marked.items() if way == "against"),
                more_against,
            ],
            basis=basis or BASES[0],
            clock=here.clock,
        )
        st.rerun()


def _help(say: Say, feature: Feature) -> str:
    """What of a feature speaks for a grown coat and what against."""
    ways = (feature.speaks_for, feature.speaks_against)
    good, bad = (retold(say, f"{feature.name}: {way}").split(": ", 1)[-1] for way in ways)
    return f"+ {good} / − {bad}"

"""The ways between two entities beside the graph: each with its strength and what it hangs on."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import number_in
from workbench.dashboard.rows import escaped, property_named, statements_list
from workbench.views.ways import ToldWay, ToldWays, ways_between

K = 5


def ways_asked(here: Here, address: Mapping[str, str], as_of: datetime | None) -> ToldWays | None:
    """The ways that the address asks for, None where it names no two ends.

    Kept until the question changes: choosing among them is not a new search.
    """
    start, goal = address.get("from", ""), address.get("to", "")
    if not start or not goal:
        return None
    question = (start, goal, as_of, here.reader)
    kept: tuple[object, ToldWays] | None = st.session_state.get("network_ways")
    if kept is None or kept[0] != question:
        with st.spinner(here.say("network.ways_working")):
            found = ways_between(here.project, here.reader, start, goal, K, as_of=as_of)
        kept = (question, found)
        st.session_state["network_ways"] = kept
    return kept[1]


def chosen_way(found: ToldWays | None, address: Mapping[str, str]) -> ToldWay | None:
    """The way that is drawn: the one of the address, else the strongest."""
    if found is None or not found.ways:
        return None
    written = address.get("way", "1")
    number = number_in(written, 1)
    return found.ways[min(max(number, 1), len(found.ways)) - 1]


def ask_for_ways(here: Here, address: Mapping[str, str]) -> None:
    """Two ends to be written by hand; they can also be chosen in the graph."""
    say = here.say
    with st.popover(say("network.way"), icon=":material/route:", width="stretch"):
        with st.form("network_way_ends", border=False):
            start = st.text_input(say("network.way_from"), value=address.get("from", ""))
            goal = st.text_input(say("network.way_to"), value=address.get("to", ""))
            asked = st.form_submit_button(say("network.way_button"))
        st.caption(say("network.way_what"))
    if asked:
        here.stay(**{"from": start.strip().upper(), "to": goal.strip().upper(), "way": None})
        st.rerun()


def list_ways(here: Here, found: ToldWays, address: Mapping[str, str]) -> None:
    """The ways as a list, the drawn one with its steps and the statement that it hangs on."""
    say = here.say
    ends = {"start": _named(found, found.start), "goal": _named(found, found.goal)}
    head, shut = st.columns([5, 1], vertical_alignment="center")
    head.subheader(say("network.ways", **ends))
    rest = {n: v for n, v in address.items() if n not in ("from", "to", "way")}
    with shut:
        here.link("network", say("network.ways_shut"), icon=":material/close:", **rest)
    if not found.ways:
        st.info(say("network.no_ways", count=found.opened, **ends))
    drawn = chosen_way(found, address)
    for number, way in enumerate(found.ways, start=1):
        chain = " – ".join(escaped(found.names[node]) for node in way.nodes)
        line = say("network.way_line", number=number, strength=f"{way.strength:.2f}", chain=chain)
        if way is drawn:
            st.markdown(f"**{line}**")
            _steps(here, found, way)
        else:
            here.link("network", line, **{**address, "way": str(number)})
    if not found.complete:
        st.warning(say("network.ways_limit", count=found.opened))
    for hub in found.hubs:
        st.caption(say("network.hub", caption=hub.caption, count=hub.neighbours))
    st.caption(say("network.ways_what"))


def _steps(here: Here, found: ToldWays, way: ToldWay) -> None:
    say = here.say
    for place, step in enumerate(way.steps):
        told = say(
            "network.way_step",
            source=escaped(_named(found, step.source)),
            target=escaped(_named(found, step.target)),
            roles=", ".join(property_named(say, name) for name in step.properties),
            certainty=f"{step.certainty:.2f}",
            count=len(step.statements),
            origins=step.origins,
        )
        weakest = f" **{say('network.weakest')}**" if place == way.weakest else ""
        st.markdown(f"- {told}{weakest}")
    st.caption(say("network.weakest_says"))
    statements_list(here, [way.statement], subject=True)


def _named(found: ToldWays, one: str) -> str:
    name = found.names.get(one, one)
    return one if name == one else f"{name} ({one})"

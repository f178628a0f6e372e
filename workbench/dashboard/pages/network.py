"""The case graph: what one touches is explained beside it, and a double click goes a step further.

What is looked at stands in the address: where it began, what was opened or picked, as of when.
Positions follow from that, so the same address gives the same picture tomorrow.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.explained import explain_edge, explain_node
from workbench.dashboard.here import Here
from workbench.dashboard.pages.cases import summary
from workbench.dashboard.parts.graph import (
    Edge,
    Node,
    draw_graph,
    graph_data,
    graph_wish,
    look_of,
)
from workbench.dashboard.rows import a_page, plain
from workbench.dashboard.states import empty, simulated, standing
from workbench.views import network
from workbench.views.cases import case, cases

KEY = "case_graph"
MOST = 2000
Places = dict[str, tuple[float, float]]


def draw(here: Here) -> None:
    """Draw the page."""
    address = _address()
    focus = _focus(here, address)
    if not focus:
        _choose(here)
        return
    st.title(here.say("network.title"))
    as_of = _controls(here, address)
    opened = _ids(address.get("open", ""))
    shown = _walked(here, focus, opened, as_of)
    if not shown.nodes:
        empty(here.say, "network.empty")
        return
    if any(node.simulated for node in shown.nodes):
        simulated(here.say)

    sent = _sent(here, shown, focus)
    # A page that is drawn anew tells the browser again what is picked.
    st.session_state.pop("network_marked", None)

    @st.fragment
    def looked_at() -> None:
        # A click is answered here alone: neither the graph nor the page around it is made anew.
        now = here.now()
        address = _heard(now)
        picture, beside = st.columns([5, 3], gap="medium")
        with picture:
            draw_graph(sent, picked=_told(address.get("picked", "")), key=KEY)
            _legend(now, shown)
        with beside:
            _beside(now, shown, address, address.get("picked", ""))

    looked_at()


def _ids(written: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in written.split(",") if one.strip()))


def _focus(here: Here, address: Mapping[str, str]) -> list[str]:
    """Where the picture begins: the ids of the address, or the members of its case."""
    named = _ids(address.get("focus", ""))
    wanted = address.get("case", "")
    if named or not wanted:
        return named
    asked = case(here.project, here.reader, wanted)
    return [member.id for member in asked.members] if asked else []


def _address() -> dict[str, str]:
    """The address as it is now: what was picked since the page was drawn stands in it too."""
    return {name: str(value) for name, value in st.query_params.items()}


def _heard(here: Here) -> dict[str, str]:
    """The address after what the person did in the graph since the last run.

    A pick changes the panel only; a step further is a new graph, so the whole page is drawn anew.
    """
    wish, address = graph_wish(KEY), _address()
    if wish.moved:
        node, x, y = wish.moved
        _pinned()[node] = (x, y)
    if wish.picked is not None:
        here.stay(picked=wish.picked)
        address["picked"] = wish.picked
    if wish.expand:
        opened = list(dict.fromkeys([*_ids(address.get("open", "")), wish.expand]))
        if opened != _ids(address.get("open", "")):
            here.go("network", **{**address, "open": ",".join(opened), "picked": wish.expand})
    return address


def _pinned() -> Places:
    pinned: Places = st.session_state.setdefault("network_pinned", {})
    return pinned


def _choose(here: Here) -> None:
    """Without an address: the cases whose graph can be opened."""
    say = here.say
    st.title(say("network.title"))
    rows = [row for row in cases(here.project, here.reader) if row.members]
    if not rows:
        empty(say, "network.no_case")
        return
    st.markdown(say("network.choose"))
    for row in a_page(here, rows, "cases"):
        with st.container(border=True):
            here.link("network", f"**{row.title}**", icon=":material/hub:", case=row.id)
            st.caption(f"{row.id} · {summary(row.kinds)}")


def _controls(here: Here, address: Mapping[str, str]) -> datetime | None:
    """The date as of which the graph is drawn, and the way between two of its nodes."""
    say = here.say
    day, way, go = st.columns([2, 4, 2], vertical_alignment="bottom")
    written = address.get("as_of", "")
    try:
        before = date.fromisoformat(written) if written else None
    except ValueError:
        before = None
    asked = day.date_input(say("network.as_of"), value=before, format="YYYY-MM-DD")
    as_of = asked if isinstance(asked, date) else None
    if as_of != before:
        here.stay(as_of=as_of.isoformat() if as_of else None)
    ends = way.text_input(say("network.way"), placeholder="PER-0001, PER-0007", key="network_way")
    if go.button(say("network.way_button"), width="stretch") and len(_ids(ends)) == 2:
        start, goal = _ids(ends)
        found = network.way_between(here.project, here.reader, start, goal)
        if found is None:
            st.info(say("network.no_way", start=start, goal=goal))
        else:
            here.go(
                "network", **{**address, "open": ",".join([*_ids(address.get("open", "")), *found])}
            )
    return datetime.combine(as_of, time.max, UTC) if as_of else None


def _walked(
    here: Here, focus: Sequence[str], opened: Sequence[str], as_of: datetime | None
) -> network.Network:
    """The graph after every step that was opened; what stood before a step stays where it was."""
    kept = st.session_state.setdefault("network_places", {})
    steps = [tuple(focus), *((*focus, *opened[: n + 1]) for n in range(len(opened)))]
    fixed: Places = {}
    for before, after in pairwise(((), *steps)):
        fixed = kept.get((after, as_of), kept.get((before, as_of), fixed))
        if after != steps[-1] and (after, as_of) in kept:
            continue
        shown = network.neighbourhood(
            here.project, here.reader, after, as_of=as_of, fixed=fixed | _only(fixed, _pinned())
        )
        kept[(after, as_of)] = {node.id: (node.x, node.y) for node in shown.nodes}
    return shown


def _told(picked: str) -> tuple[int, str]:
    """What the browser is told to mark, with a number that grows when it is told anew.

    What was clicked there it marks by itself: told again, the whole graph would be sent again.
    """
    kept = st.session_state
    clicked = graph_wish(KEY).picked is not None
    if not clicked and picked != kept.get("network_marked"):
        kept["network_told"] = (kept.get("network_told", (0, ""))[0] + 1, picked)
    kept["network_marked"] = picked
    told: tuple[int, str] = kept.get("network_told", (0, ""))
    return told


def _only(known: Places, pinned: Places) -> Places:
    return {node: place for node, place in pinned.items() if node in known}


def _sent(here: Here, shown: network.Network, focus: Sequence[str]) -> Mapping[str, Any]:
    """The graph as it is sent to the browser: of too many nodes the most linked ones."""
    hubs = {hub.id for hub in shown.hubs}
    most_linked = sorted(shown.nodes, key=lambda node: (node.id not in focus, -node.degree))[:MOST]
    there = {node.id for node in most_linked}
    nodes = [
        Node(
            node.id,
            node.caption,
            node.schema,
            node.x,
            node.y,
            simulated=node.simulated,
            hub=node.id in hubs,
            focus=node.id in focus,
        )
        for node in shown.nodes
        if node.id in there
    ]
    edges = [
        Edge(
            edge.id,
            edge.source,
            edge.target,
            " ".join(part for part in (plain(edge.property), edge.first[:10]) if part),
            look_of(edge.best_grade),
            len(edge.statements),
            derived=edge.derived,
        )
        for edge in shown.edges
        if {edge.source, edge.target} <= there
    ]
    return graph_data(nodes, edges, say=here.say)


def _legend(here: Here, shown: network.Network) -> None:
    say = here.say
    st.caption(say("network.legend"))
    if len(shown.nodes) > MOST:
        st.caption(say("network.capped", shown=MOST, count=len(shown.nodes)))
    for hub in shown.hubs:
        st.caption(say("network.hub", caption=hub.caption, count=hub.neighbours))


def _beside(here: Here, shown: network.Network, address: Mapping[str, str], picked: str) -> None:
    """What is said of the picked node or line; without one, a list to pick from by keyboard."""
    edge = next((edge for edge in shown.edges if edge.id == picked), None)
    if edge is not None:
        explain_edge(here, edge, {node.id: node.caption for node in shown.nodes})
    elif picked:
        explain_node(here, picked, address)
    else:
        st.markdown(here.say("network.pick"))
        for node in a_page(here, sorted(shown.nodes, key=lambda n: (-n.degree, n.id)), "nodes"):
            here.link(
                "network",
                f"{node.caption} · {node.id} · {here.say('network.links', count=node.degree)}",
                **{**address, "picked": node.id},
            )
    standing(here.say("network.standing"))


PAGE = Page("network", "hub", draw, place=4, menu=frozenset({"analyst"}))

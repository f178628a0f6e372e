"""The case graph: what one touches is explained beside it, and a double click goes a step further.

What is looked at stands in the address: where it began, what was opened or picked, as of when, what
is hidden or grouped, where nodes were put, and the way that is drawn. Positions follow from that,
so the same address gives the same picture tomorrow.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.explained import explain_edge, explain_group, explain_node
from workbench.dashboard.here import Here
from workbench.dashboard.kept_views import arrive, keep, list_views
from workbench.dashboard.looking import day_of, filters, listed, pinned, wanted_of, with_pin
from workbench.dashboard.naming import named
from workbench.dashboard.pages.cases import summary
from workbench.dashboard.parts.filtering import fields_in_a_row
from workbench.dashboard.parts.graph import (
    Edge,
    Node,
    draw_graph,
    graph_data,
    graph_wish,
    look_of,
)
from workbench.dashboard.remembered import remembered
from workbench.dashboard.rows import a_page, kind_named, property_named
from workbench.dashboard.states import empty, simulated, standing
from workbench.dashboard.ways import ask_for_ways, chosen_way, list_ways, ways_asked
from workbench.dashboard.words import Say
from workbench.views import network
from workbench.views.cases import case, cases
from workbench.views.ways import ToldWay

KEY = "case_graph"
Places = Mapping[str, tuple[float, float]]


def draw(here: Here) -> None:
    """Draw the page."""
    address = _address()
    view = arrive(here, address)
    focus = _focus(here, address)
    if not focus:
        _choose(here)
        return
    st.title(here.say("network.title"))
    row = fields_in_a_row("network", 4)
    with row[0]:
        as_of = _as_of(here, address)
    with row[2]:
        ask_for_ways(here, address)
    with row[3]:
        keep(here, address, view)
    found = ways_asked(here, address, as_of)
    way = chosen_way(found, address)
    shown = _walked(here, focus, address, as_of, way)
    with row[1]:
        if filters(here, address, shown):
            st.rerun()
    if not shown.nodes:
        empty(here.say, "network.empty")
        return
    if any(node.simulated for node in shown.nodes):
        simulated(here.say)

    sent = _sent(here, shown, focus, way)
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
    if found is not None:
        list_ways(here, found, address)


def _focus(here: Here, address: Mapping[str, str]) -> list[str]:
    """Where the picture begins: the ids of the address, or the members of its case."""
    named = listed(address.get("focus", ""))
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
        address["pins"] = with_pin(address, *wish.moved)
        here.stay(pins=address["pins"])
    if wish.picked is not None:
        here.stay(picked=wish.picked)
        address["picked"] = wish.picked
    if wish.expand:
        name = "ungroup" if network.is_group(wish.expand) else "open"
        further = list(dict.fromkeys([*listed(address.get(name, "")), wish.expand]))
        if further != listed(address.get(name, "")):
            here.go("network", **{**address, name: ",".join(further), "picked": wish.expand})
    return address


def _choose(here: Here) -> None:
    """Without an address: the cases whose graph can be opened."""
    say = here.say
    st.title(say("network.title"))
    list_views(here)
    rows = [row for row in cases(here.project, here.reader) if row.members]
    if not rows:
        empty(say, "network.no_case")
        return
    st.markdown(say("network.choose"))
    for row in a_page(here, rows, "cases"):
        with st.container(border=True):
            here.link("network", f"**{row.title}**", icon=":material/hub:", case=row.id)
            st.caption(f"{row.id} · {summary(say, row.kinds)}")


def _as_of(here: Here, address: Mapping[str, str]) -> datetime | None:
    """The date as of which the graph is drawn."""
    before = day_of(address.get("as_of", ""))
    as_of = st.date_input(here.say("network.as_of"), value=before, format="YYYY-MM-DD")
    if as_of != before:
        here.stay(as_of=as_of.isoformat() if as_of else None)
    return datetime.combine(as_of, time.max, UTC) if as_of else None


def _walked(
    here: Here,
    focus: Sequence[str],
    address: Mapping[str, str],
    as_of: datetime | None,
    way: ToldWay | None,
) -> network.Network:
    """The graph after every step that was opened; what stood before a step stays where it was."""
    kept = st.session_state.setdefault("network_places", {})
    opened = listed(address.get("open", ""))
    steps = [tuple(focus), *((*focus, *opened[: n + 1]) for n in range(len(opened)))]
    wanted = wanted_of(address, way.nodes if way else ())
    pins, fixed = pinned(address), dict[str, tuple[float, float]]()
    for before, after in pairwise(((), *steps)):
        fixed = kept.get((after, as_of), kept.get((before, as_of), fixed))
        if after != steps[-1] and (after, as_of) in kept:
            continue
        shown = _neighbourhood(
            here, after, as_of, fixed | pins, wanted if after == steps[-1] else None
        )
        kept[(after, as_of)] = fixed | dict(shown.places)
    return shown


def _neighbourhood(
    here: Here,
    ids: Sequence[str],
    as_of: datetime | None,
    fixed: Places,
    wanted: network.Wanted | None,
) -> network.Network:
    """The graph around some ids, laid out once: opened again it is there at once."""
    return remembered(
        here,
        "network",
        (tuple(ids), as_of, tuple(fixed.items()), wanted),
        lambda: network.neighbourhood(
            here.project, here.reader, ids, as_of=as_of, fixed=fixed, wanted=wanted
        ),
    )


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


def _sent(
    here: Here, shown: network.Network, focus: Sequence[str], way: ToldWay | None
) -> Mapping[str, Any]:
    """The graph as it is sent to the browser."""
    hubs = {hub.id for hub in shown.hubs}
    stepped = {frozenset(pair) for pair in pairwise(way.nodes)} if way else set()
    ends = {way.nodes[0], way.nodes[-1]} if way else set()
    nodes = [
        Node(
            node.id,
            _label(here.say, node),
            node.schema,
            node.x,
            node.y,
            simulated=node.simulated,
            hub=node.id in hubs,
            focus=node.id in focus or node.id in ends,
            group=bool(node.members),
        )
        for node in shown.nodes
    ]
    edges = [
        Edge(
            edge.id,
            edge.source,
            edge.target,
            _line(here.say, edge),
            look_of(edge.best_grade),
            len(edge.statements),
            derived=edge.derived,
            way=frozenset((edge.source, edge.target)) in stepped,
        )
        for edge in shown.edges
    ]
    return graph_data(nodes, edges, say=here.say)


def _label(say: Say, node: network.Node) -> str:
    if not node.members:
        return named(say, node.id, node.caption)
    return f"{len(node.members)} × {kind_named(say, node.caption)}"


def _line(say: Say, edge: network.Edge) -> str:
    """Role, dates and how often it is said; the look of the line says how well."""
    when = edge.first[:10]
    if edge.last[:10] != when:
        when = f"{when}–{edge.last[:10]}"
    many = f"×{len(edge.statements)}" if len(edge.statements) > 1 else ""
    return " ".join(part for part in (property_named(say, edge.property), when, many) if part)


def _legend(here: Here, shown: network.Network) -> None:
    say = here.say
    st.caption(say("network.legend"))
    groups = [node for node in shown.nodes if node.members]
    if groups:
        held = sum(len(node.members) for node in groups)
        st.caption(say("network.grouped", count=len(groups), held=held))
    for hub in shown.cut:
        st.caption(
            say("network.cut", caption=hub.caption, count=hub.neighbours, most=network.LINKS_OF_ONE)
        )
    for hub in shown.hubs:
        st.caption(say("network.hub", caption=hub.caption, count=hub.neighbours))


def _beside(here: Here, shown: network.Network, address: Mapping[str, str], picked: str) -> None:
    """What is said of the picked node or line; without one, a list to pick from by keyboard."""
    edge = next((edge for edge in shown.edges if edge.id == picked), None)
    group = next((node for node in shown.nodes if node.id == picked and node.members), None)
    if edge is not None:
        explain_edge(here, edge, {node.id: _label(here.say, node) for node in shown.nodes})
    elif group is not None:
        explain_group(here, group, _label(here.say, group), address)
    elif picked and not network.is_group(picked):
        explain_node(here, picked, address)
    else:
        st.markdown(here.say("network.pick"))
        for node in a_page(here, sorted(shown.nodes, key=lambda n: (-n.degree, n.id)), "nodes"):
            here.link(
                "network",
                f"{_label(here.say, node)}{'' if node.members else f' · {node.id}'} · "
                f"{here.say('network.links', count=node.degree)}",
                **{**address, "picked": node.id},
            )
    standing(here.say("network.standing"))


PAGE = Page("network", "hub", draw, place=4, menu=frozenset({"analyst"}))

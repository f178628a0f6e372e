"""The panel beside the graph: who says so, since when, what it is linked with, what is doubtful."""

from collections.abc import Mapping

import streamlit as st

from cases.model import schema_of_id
from workbench.dashboard.here import Here
from workbench.dashboard.naming import named
from workbench.dashboard.parts.graph import look_of
from workbench.dashboard.rows import OWN_PAGE, a_page, kind_of, property_named, statements_list
from workbench.views import network
from workbench.views.telling import StatementRow


def explain_node(here: Here, node: str, address: Mapping[str, str]) -> None:
    """Everything that is said of one node."""
    say, told = here.say, network.explain(here.project, here.reader, node)
    if told is None:
        st.caption(say("rows.none"))
        return
    st.subheader(named(say, node, told.caption))
    st.caption(f"{kind_of(say, node)} · {node}")
    _ways_on(here, node, address)
    if told.records:
        st.caption(say("network.merged", records=", ".join(told.records)))
    if told.links:
        linked = ", ".join(
            say("network.linked_by", name=property_named(say, name), count=count)
            for name, count in told.links.items()
        )
        st.markdown(say("network.linked", links=linked))
    _doubtful(here, (*told.statements, *told.linked_from))
    statements_list(here, told.statements)
    if told.linked_from:
        with st.expander(say("network.linked_from", count=len(told.linked_from))):
            statements_list(here, told.linked_from, subject=True)


def explain_group(here: Here, group: network.Node, label: str, address: Mapping[str, str]) -> None:
    """What a group node holds, each with a way to see it by itself."""
    say = here.say
    st.subheader(label)
    st.caption(say("network.group_what"))
    opened = [one for one in address.get("ungroup", "").split(",") if one]
    here.link(
        "network",
        say("network.ungroup"),
        icon=":material/expand_content:",
        **{**address, "ungroup": ",".join(dict.fromkeys([*opened, group.id]))},
    )
    further = [one for one in address.get("open", "").split(",") if one]
    page = a_page(here, group.members, "members")
    names = network.named(here.project, here.reader, page)
    for member in page:
        here.link(
            "network",
            f"{named(say, member, names[member])} · {member}",
            **{**address, "open": ",".join([*further, member]), "picked": member},
        )


def explain_edge(here: Here, edge: network.Edge, captions: Mapping[str, str]) -> None:
    """The statements behind one line."""
    say = here.say
    ends = [captions.get(end, end) for end in (edge.source, edge.target)]
    st.subheader(f"{ends[0]} → {ends[1]}")
    st.caption(property_named(say, edge.property))
    if edge.derived:
        st.info(say("network.derived"), icon=":material/function:")
    st.markdown(
        say(
            "network.edge",
            count=len(edge.statements),
            grade=edge.best_grade or say("rows.ungraded"),
            look=say(f"network.{look_of(edge.best_grade)}"),
            first=edge.first or "?",
            last=edge.last or "?",
        )
    )
    statements_list(here, network.said(here.project, here.reader, edge.statements), subject=True)


def _ways_on(here: Here, node: str, address: Mapping[str, str]) -> None:
    say = here.say
    opened = [one for one in address.get("open", "").split(",") if one]
    further, alone = st.columns(2)
    with further:
        here.link(
            "network",
            say("network.expand"),
            icon=":material/add_circle:",
            **{**address, "open": ",".join(dict.fromkeys([*opened, node])), "picked": node},
        )
    with alone:
        here.link(
            "network", say("network.alone"), icon=":material/center_focus_strong:", focus=node
        )
    before = address.get("from", "")
    start, goal = st.columns(2)
    rest = {name: value for name, value in address.items() if name not in ("to", "way")}
    with start:
        here.link(
            "network", say("network.ways_from"), icon=":material/trip_origin:",
            **{**rest, "from": node, "picked": node},
        )  # fmt: skip
    if before and before != node:
        with goal:
            here.link(
                "network", say("network.ways_to", start=before), icon=":material/route:",
                **{**rest, "to": node, "picked": node},
            )  # fmt: skip
    kind = schema_of_id(node)
    own = OWN_PAGE.get(kind.name if kind else "")
    if own is not None and own[0] in here.pages:
        here.link(own[0], say("network.own_page"), icon=":material/open_in_new:", **{own[1]: node})


def _doubtful(here: Here, rows: tuple[StatementRow, ...]) -> None:
    """Values that contradict each other, and statements of doubtful credibility."""
    values: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if not row.target:
            values.setdefault((row.subject, row.property), set()).add(row.value)
    for (_, name), said in sorted(values.items()):
        if len(said) > 1 and name in ("birthDate", "nationality", "gender", "species", "flank"):
            st.warning(
                here.say(
                    "network.contradiction",
                    what=property_named(here.say, name),
                    values=" / ".join(sorted(said)),
                )
            )
    weak = sum(1 for row in rows if row.grade[-1:] in ("4", "5"))
    if weak:
        st.warning(here.say("network.weak", count=weak))

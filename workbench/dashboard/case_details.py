"""What stands below a case's own page: members, exhibits, custody, decisions, statements."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.naming import named
from workbench.dashboard.rows import a_page, entity_link, kind_of, statements_table
from workbench.dashboard.states import empty
from workbench.dashboard.words import known
from workbench.store import CustodyRecord
from workbench.views.cases import CasePage, Member


def case_details(here: Here, page: CasePage) -> None:
    """Draw one tab for each."""
    say = here.say
    tabs = st.tabs(
        [say(f"case.{name}") for name in ("members", "exhibits", "custody", "decisions", "said")]
    )
    with tabs[0]:
        _members(here, page.members)
    with tabs[1]:
        shown = [
            {say("rows.about"): row.id, say("rows.property"): row.what, "SHA-256": row.digest}
            for row in page.exhibits
        ]
        _table(here, shown)
    with tabs[2]:
        _table(here, [_custody(here, step) for step in page.custody])
    with tabs[3]:
        _table(
            here,
            [
                {
                    say("case.pair"): f"{one.left} / {one.right}",
                    say("pair.answer"): known(say, "verdict", one.verdict),
                    say("pair.why"): one.why,
                }
                for one in page.decisions
            ],
        )
        for event in page.notes:
            entry = known(say, "case_entry", event.kind.replace(" ", "_"))
            st.markdown(f"{event.at.date().isoformat()} · {entry}: {event.note}")
    with tabs[4]:
        statements_table(here, page.known, subject=True)


def _members(here: Here, members: Sequence[Member]) -> None:
    if not members:
        empty(here.say, "case.no_members")
    for member in a_page(here, members, "members"):
        name, kind = st.columns([4, 2])
        with name:
            entity_link(
                here, member.id, f"{named(here.say, member.id, member.caption)} · {member.id}"
            )
        kind.caption(kind_of(here.say, member.id))


def _custody(here: Here, step: CustodyRecord) -> dict[str, str]:
    say = here.say
    return {
        say("rows.about"): step.exhibit,
        say("case.step"): step.action,
        say("case.from"): step.from_whom,
        say("case.to"): step.to_whom,
        say("case.place"): step.place,
        say("rows.event"): str(step.when) if step.when else "",
        say("case.seal"): step.seal,
        say("case.form"): step.form,
        "SHA-256": step.digest or "",
        say("case.note"): step.note,
    }


def _table(here: Here, rows: Sequence[dict[str, str]]) -> None:
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
    else:
        st.caption(here.say("rows.none"))

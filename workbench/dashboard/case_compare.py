"""Two days of a case held against each other, on its page."""

from datetime import UTC, date, datetime, time

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import statements_table
from workbench.views.case_compare import compare


def compare_days(here: Here, case: str, opened: date) -> None:
    """Two fields that write into the address, and what changed between their days."""
    say = here.say
    today = here.clock().date()
    with st.expander(
        say("case_more.compare"),
        icon=":material/compare_arrows:",
        expanded="before" in here.address or "after" in here.address,
    ):
        left, right = st.columns(2)
        before = _day(here, left, "before", opened)
        after = _day(here, right, "after", today)
        if "before" not in here.address and "after" not in here.address:
            st.caption(say("case_more.compare_means"))
            return
        found = compare(
            here.project,
            here.reader,
            case,
            datetime.combine(before, time.max, UTC),
            datetime.combine(after, time.max, UTC),
        )
        if found is None:
            return
        st.markdown(
            say(
                "case_more.changed",
                came=len(found.came),
                fell=len(found.fell),
                stayed=found.stayed,
                before=min(before, after).isoformat(),
                after=max(before, after).isoformat(),
            )
        )
        for name, rows in (("came", found.came), ("fell", found.fell)):
            if rows:
                st.markdown(f"**{say(f'case_more.{name}')}**")
                statements_table(here, rows, subject=True)


def _day(
    here: Here, column: "st.delta_generator.DeltaGenerator", name: str, otherwise: date
) -> date:
    try:
        told = date.fromisoformat(here.address.get(name, ""))
    except ValueError:
        told = otherwise
    day = column.date_input(
        here.say(f"case_more.{name}"), value=told, format="YYYY-MM-DD", key=f"case_{name}"
    )
    chosen = day if isinstance(day, date) else otherwise
    if chosen != told:
        here.stay(**{name: chosen.isoformat()})
        st.rerun()
    return chosen

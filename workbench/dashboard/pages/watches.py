"""What is overdue or recurs and why: each watch with its chance, its sources and what to do of it.

A watch is a question, so its page says what else would answer it and what is lacking; leaving one
aside needs a reason, and what was left aside stays to be seen.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pandas as pd
import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.parts.watched import explain_watch
from workbench.dashboard.states import empty, simulated, standing, told
from workbench.dashboard.words import known
from workbench.services.watching import is_kept, look
from workbench.views.catalogue import closed
from workbench.views.watches import WatchRow, key

AT_ONCE = 100
# What is shown first: a loss before a coincidence, a coincidence before a number.
_ORDER = (
    "missing",
    "overdue",
    "re-sighted",
    "coincides",
    "recurs",
    "due",
    "shared",
    "dead",
    "moved",
    "unknown",
    "current",
)
SHOWN = ("open", "aside", "all")


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("watches.title"))
    st.markdown(say("watches.lead"))
    if closed(here.project, here.reader):
        st.info(say("watches.closed"), icon=":material/visibility_off:")
    found = _found(here)
    if found is None:
        return
    if any(row.simulated for row in found):
        simulated(say)
    if not found:
        empty(say, "watches.empty")
        return
    _counts(here, found)
    wanted = _filtered(here, found)
    if not wanted:
        empty(say, "watches.no_match")
        return
    chosen = _table(here, wanted) or _addressed(here, found)
    if chosen is None:
        standing(say("watches.standing"))
        return
    st.divider()
    explain_watch(here, chosen)


def _found(here: Here) -> tuple[WatchRow, ...] | None:
    """Every watch, the pressing ones first; None where it was refused, which is told."""
    as_of = _until(here.address.get("as_of", ""))
    person, say = here.reader.person, here.say
    found: tuple[WatchRow, ...] | None = None
    with told():
        if is_kept(here.project, person, as_of=as_of, clock=here.clock):
            found = look(here.project, person, as_of=as_of, clock=here.clock)
        else:
            with st.spinner(say("watches.working"), show_time=True):
                found = look(here.project, person, as_of=as_of, clock=here.clock)
    return None if found is None else tuple(sorted(found, key=_pressing))


def _pressing(row: WatchRow) -> tuple[bool, int, float, str]:
    watch = row.watch
    chance = 1.0 if watch.chance is None else watch.chance
    return not row.open, _ORDER.index(watch.state), chance, key(watch.kind, watch.key)


def _until(written: str) -> datetime | None:
    """The last moment of the day in the address, UTC; None for none or for what is no day."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return datetime.combine(day, time(23, 59, 59), UTC)


def _counts(here: Here, found: Sequence[WatchRow]) -> None:
    counted = Counter(str(row.watch.state) for row in found if row.open)
    if not counted:
        st.success(here.say("watches.quiet"), icon=":material/check_circle:")
        return
    columns = st.columns(max(len(counted), 4))
    for column, state in zip(columns, [s for s in _ORDER if counted[s]], strict=False):
        column.metric(known(here.say, "watch_state", state), counted[state])


def _filtered(here: Here, found: Sequence[WatchRow]) -> list[WatchRow]:
    """What the address and the fields ask for; the fields write into the address."""
    say, address = here.say, here.address
    text, kind, state, shown, day = st.columns([3, 3, 3, 3, 2], vertical_alignment="bottom")
    kinds = sorted({row.watch.kind for row in found})
    states = [one for one in _ORDER if any(row.watch.state == one for row in found)]
    sought = text.text_input(say("watches.text"), value=address.get("text", ""))
    of_kind = kind.multiselect(
        say("watches.kind"),
        kinds,
        default=[one for one in address.get("kind", "").split("|") if one in kinds],
        format_func=lambda one: known(say, "watch_kind", one),
    )
    in_state = state.multiselect(
        say("watches.state"),
        states,
        default=[one for one in address.get("state", "").split("|") if one in states],
        format_func=lambda one: known(say, "watch_state", one),
    )
    given = address.get("show", "")
    which = shown.radio(
        say("watches.show"),
        SHOWN,
        index=SHOWN.index(given) if given in SHOWN else 0,
        format_func=lambda one: say(f"watches.show_{one}"),
        horizontal=True,
    )
    moment = _until(address.get("as_of", ""))
    as_of = day.date_input(
        say("watches.as_of"), value=moment.date() if moment else None, format="YYYY-MM-DD"
    )
    asked = {
        "text": sought,
        "kind": "|".join(of_kind),
        "state": "|".join(in_state),
        "show": which if which != SHOWN[0] else "",
        "as_of": as_of.isoformat() if isinstance(as_of, date) else "",
    }
    if any(address.get(name, "") != value for name, value in asked.items()):
        here.stay(**asked, **{"from": None})
        if asked["as_of"] != address.get("as_of", ""):
            st.rerun()
    wanted = sought.casefold().strip()
    return [
        row
        for row in found
        if (not of_kind or row.watch.kind in of_kind)
        and (not in_state or row.watch.state in in_state)
        and (bool(in_state) or which == "all" or _is_shown(row, which))
        and (not wanted or wanted in _text(row))
    ]


def _is_shown(row: WatchRow, which: str) -> bool:
    return row.dismissal is not None if which == "aside" else row.open


def _text(row: WatchRow) -> str:
    parts = (row.caption, row.watch.sentence, *(name for _, name in row.related))
    return " ".join(parts).casefold()


def _table(here: Here, wanted: Sequence[WatchRow]) -> WatchRow | None:
    """One page of the watches; the one that was chosen in it."""
    say = here.say
    asked = here.address.get("from", "")
    first = min(int(asked), len(wanted) - 1) if asked.isdigit() else 0
    last = min(first + AT_ONCE, len(wanted))
    count, before, after = st.columns([4, 1, 1], vertical_alignment="center")
    count.caption(say("rows.shown", first=first + 1, last=last, count=len(wanted)))
    if first and before.button(say("rows.before")):
        here.stay(**{"from": str(max(0, first - AT_ONCE))})
        st.rerun()
    if last < len(wanted) and after.button(say("rows.after")):
        here.stay(**{"from": str(last)})
        st.rerun()
    frame = pd.DataFrame(
        [
            {
                say("watches.what"): f"{row.caption} · {row.watch.key}",
                say("watches.kind"): known(say, "watch_kind", row.watch.kind),
                say("watches.state"): known(say, "watch_state", row.watch.state),
                say("watches.since"): str(row.watch.since or ""),
                say("watches.chance"): chance_text(row),
                say("watches.about"): ", ".join(name for _, name in row.related),
                say("watches.cases"): ", ".join(case.id for case in row.cases),
                say("watches.aside"): row.dismissal.why if row.dismissal else "",
            }
            for row in wanted[first:last]
        ]
    )
    chosen = st.dataframe(
        frame, hide_index=True, width="stretch", on_select="rerun", selection_mode="single-row"
    )
    picked = chosen["selection"]["rows"]
    if not picked:
        return None
    row = wanted[first + picked[0]]
    here.stay(at=key(row.watch.kind, row.watch.key))
    return row


def chance_text(row: WatchRow) -> str:
    """The chance of a watch to two digits; empty where none can be reckoned."""
    chance = row.watch.chance
    return "" if chance is None else f"{chance:.2g}"


def _addressed(here: Here, found: Sequence[WatchRow]) -> WatchRow | None:
    asked = here.address.get("at", "")
    return next((row for row in found if key(row.watch.kind, row.watch.key) == asked), None)


PAGE = Page(
    "watches",
    "notifications_active",
    draw,
    place=6,
    roles=frozenset({"analyst", "investigator"}),
    menu=frozenset({"analyst"}),
)

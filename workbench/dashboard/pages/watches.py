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
from workbench.dashboard.naming import named
from workbench.dashboard.parts.filtering import Filter, fields_in_a_row, letters_in, page_of
from workbench.dashboard.parts.in_step import in_step
from workbench.dashboard.parts.spoken import spoken, spoken_chance
from workbench.dashboard.parts.watched import explain_watch
from workbench.dashboard.states import empty, simulated, standing, told
from workbench.dashboard.tables import fitted
from workbench.dashboard.words import known
from workbench.services.watching import is_kept, look
from workbench.views.catalogue import closed
from workbench.views.watches import WatchRow, key

AT_ONCE = 100
# What, kind, state, since, chance, together with, cases, why aside: fits a window of 1,024.
LEAST_PX = (170, 110, 88, 84, 84, 170, 112, 100)
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
PICKED = "watches_picked"
_ICONS = {"previous": "keyboard_arrow_up", "next": "keyboard_arrow_down"}


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
    _neighbours(here, wanted, chosen)
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


def _written(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else ""


def _filtered(here: Here, found: Sequence[WatchRow]) -> list[WatchRow]:
    """What the address and the fields ask for; the fields write into the address."""
    say, fields = here.say, Filter(here, "watches")
    text, kind, state, shown, day = fields_in_a_row("watches", 5)
    letters = fields.letters(text, "text", say("watches.text"))
    of_kind = fields.some(
        kind,
        "kind",
        say("watches.kind"),
        sorted({row.watch.kind for row in found}),
        lambda one: known(say, "watch_kind", one),
    )
    in_state = fields.some(
        state,
        "state",
        say("watches.state"),
        [one for one in _ORDER if any(row.watch.state == one for row in found)],
        lambda one: known(say, "watch_state", one),
    )
    which = fields.one(
        shown, "show", say("watches.show"), SHOWN, lambda one: say(f"watches.show_{one}")
    )
    moment = _until(here.address.get("as_of", ""))
    as_of = day.date_input(
        say("watches.as_of"),
        value=None,
        key=in_step(here, "watches", "as_of", moment.date() if moment else None, _written),
        format="YYYY-MM-DD",
    )
    fields.asked["as_of"] = _written(as_of)
    another_day = fields.asked["as_of"] != here.address.get("as_of", "")
    if fields.keep() and another_day:
        st.rerun()
    return [
        row
        for row in found
        if (not of_kind or row.watch.kind in of_kind)
        and (not in_state or row.watch.state in in_state)
        and (bool(in_state) or which == "all" or _is_shown(row, which))
        and letters_in(letters, *_texts(here, row, letters))
    ]


def _is_shown(row: WatchRow, which: str) -> bool:
    return row.dismissal is not None if which == "aside" else row.open


def _texts(here: Here, row: WatchRow, letters: str) -> Sequence[str]:
    """What is searched for letters: names and ids, and the sentence as the reader reads it."""
    if not letters:
        return ()
    sentence = spoken(here.say, row.watch.sentence)
    related = (named(here.say, one, name) for one, name in row.related)
    return (row.caption, row.watch.key, sentence, *related)


def _table(here: Here, wanted: Sequence[WatchRow]) -> WatchRow | None:
    """One page of the watches; the one that was chosen in it."""
    say = here.say
    page = page_of(here, wanted, AT_ONCE)
    frame = pd.DataFrame(
        [
            {
                say("watches.what"): _what(here, row),
                say("watches.kind"): known(say, "watch_kind", row.watch.kind),
                say("watches.state"): known(say, "watch_state", row.watch.state),
                say("watches.since"): str(row.watch.since or ""),
                say("watches.chance"): _chance(here, row),
                say("watches.about"): ", ".join(named(say, one, name) for one, name in row.related),
                say("watches.cases"): ", ".join(case.id for case in row.cases),
                say("watches.aside"): row.dismissal.why if row.dismissal else "",
            }
            for row in page
        ]
    )
    # A column in which nothing stands takes the room of those that say something.
    told_by = [name for name in frame.columns if frame[name].astype(bool).any()]
    chosen = st.dataframe(
        frame[told_by],
        hide_index=True,
        width="stretch",
        **fitted(frame[told_by], list(frame.columns), LEAST_PX),
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = chosen["selection"]["rows"]
    row = page[picked[0]] if picked else None
    name = key(row.watch.kind, row.watch.key) if row else ""
    # A row stays chosen while the reader goes on to the next: only another choice is a new one.
    if st.session_state.get(PICKED, "") == name:
        return None
    st.session_state[PICKED] = name
    if row is not None:
        here.stay(at=name)
    return row


def _what(here: Here, row: WatchRow) -> str:
    """What a watch is about, its id, and its topic where it has one, in the reader's words."""
    topic = row.watch.topic.replace(" ", "_")
    told = known(here.say, "watch_incident", topic) if topic else ""
    return " · ".join(part for part in (row.caption, row.watch.subject, told) if part)


def _chance(here: Here, row: WatchRow) -> str:
    """The chance of a watch; empty where none can be reckoned."""
    chance = row.watch.chance
    return "" if chance is None else spoken_chance(here.say, chance)


def _neighbours(here: Here, wanted: Sequence[WatchRow], chosen: WatchRow) -> None:
    """Ways to the watch before and the one after it in the list, without going back up."""
    at = next((n for n, row in enumerate(wanted) if row.watch == chosen.watch), None)
    if at is None:
        return
    before, after, _ = st.columns([1, 1, 4])
    for column, place, name in ((before, at - 1, "previous"), (after, at + 1, "next")):
        if 0 <= place < len(wanted):
            other = wanted[place]
            with column:
                here.link(
                    "watches",
                    here.say(f"watches.{name}"),
                    icon=f":material/{_ICONS[name]}:",
                    **{**here.address, "at": key(other.watch.kind, other.watch.key)},
                )


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

"""One watch in full: why, how often by chance, what else, what is lacking, and what to do of it."""

from datetime import UTC, date, datetime, time

import streamlit as st

from cases.watches import Watch
from workbench.dashboard.here import Here
from workbench.dashboard.naming import named
from workbench.dashboard.parts.spoken import ended, spoken, spoken_chance, spoken_date
from workbench.dashboard.rows import entity_link, escaped, statements_table
from workbench.dashboard.states import told
from workbench.dashboard.words import known
from workbench.services.acting import CASEWORK
from workbench.services.watching import (
    dismiss,
    extend_case,
    open_watch_case,
    settle,
    take_up,
)
from workbench.views import people
from workbench.views.cases import cases
from workbench.views.watches import WatchRow, evidence, past

_NEW = ""
MOST_LINES = 40
# These say the chance themselves.
_SAYS_CHANCE = {"window_by_chance", "window_no_chance", "seized_by_chance", "seized_no_chance"}


def explain_watch(here: Here, row: WatchRow) -> None:
    """Draw one watch with everything behind it and everything one can do about it."""
    say, watch = here.say, row.watch
    st.subheader(f"{escaped(row.caption)} · {known(say, 'watch_state', watch.state)}")
    st.caption(
        f"{known(say, 'watch_kind', watch.kind)} · {watch.subject}"
        + (f" · {say('watches.since_day', day=watch.since)}" if watch.since else "")
    )
    why, then = st.columns([3, 2], gap="large")
    with why:
        for sentence in watch.sentence.sentences:
            st.markdown(escaped(ended(say, sentence)))
        if not _SAYS_CHANCE & set(watch.sentence.codes):
            chance_line(here, watch)
        _explanations(here, row)
        st.caption(escaped(ended(say, watch.caveat)))
    with then:
        _links(here, row)
        _doing(here, row)
    _history(here, row)
    st.markdown(f"**{say('watches.evidence')}**")
    statements_table(here, evidence(here.project, here.reader, watch.statements), subject=True)


def chance_line(here: Here, watch: Watch) -> None:
    """How often as much would be seen by chance alone, in one line."""
    say = here.say
    if watch.chance is None:
        st.caption(say("watches.no_chance"))
        return
    text = say("watches.chance_is", chance=spoken_chance(say, watch.chance))
    if watch.interval is not None:
        low, high = watch.interval
        text += " " + say(
            "watches.interval", low=spoken_chance(say, low), high=spoken_chance(say, high)
        )
    st.markdown(text)


def _explanations(here: Here, row: WatchRow) -> None:
    watch, say = row.watch, here.say
    if watch.competing:
        st.markdown(f"**{say('watches.competing')}**")
        st.markdown("\n".join(f"- {escaped(spoken(say, one))}" for one in watch.competing))
    if watch.missing:
        st.markdown(f"**{say('watches.missing')}**")
        st.markdown("\n".join(f"- {escaped(spoken(say, one))}" for one in watch.missing))
    st.markdown(f"**{say('watches.would_change')}** {escaped(ended(say, watch.would_change))}")


def _links(here: Here, row: WatchRow) -> None:
    if row.schema == "IndividualAnimal":
        here.link("animal", row.caption, icon=":material/pets:", id=row.watch.subject)
    else:
        entity_link(here, row.watch.subject, row.caption)
    for one, name in row.related:
        entity_link(here, one, f"{named(here.say, one, name)} · {one}")
    for case in (*row.cases, *row.others):
        here.link(
            "case",
            f"{case.id} · {case.title} · {known(here.say, 'status', case.status)}",
            icon=":material/folder_open:",
            id=case.id,
        )


def _doing(here: Here, row: WatchRow) -> None:
    if row.dismissal is not None:
        _left_aside(here, row)
    else:
        _leave_aside(here, row)
    if here.reader.roles & set(CASEWORK):
        _to_case(here, row)
        if row.watch.state == "re-sighted" and (row.cases or row.others):
            _settle(here, row)


def _leave_aside(here: Here, row: WatchRow) -> None:
    say, watch = here.say, row.watch
    with (
        st.expander(say("watches.dismiss"), icon=":material/notifications_off:"),
        st.form(f"dismiss_{watch.kind}_{watch.key}", border=False),
    ):
        why = st.text_input(say("watches.why"))
        until = st.date_input(say("watches.until"), value=None, format="YYYY-MM-DD")
        if st.form_submit_button(say("watches.dismiss_button")):
            with told():
                dismiss(
                    here.project,
                    here.reader.person,
                    watch.kind,
                    watch.key,
                    why=why,
                    until=_begins(until),
                    clock=here.clock,
                )
                st.rerun()


def _begins(day: object) -> datetime | None:
    return datetime.combine(day, time(), UTC) if isinstance(day, date) else None


def _left_aside(here: Here, row: WatchRow) -> None:
    say, watch, said = here.say, row.watch, row.dismissal
    if said is None:
        return
    who = people.names(here.project).get(said.by, said.by)
    ends = (
        say("watches.until_day", day=said.until.date()) if said.until else say("watches.for_good")
    )
    st.info(
        say("watches.left_aside", who=who, day=said.at.date(), ends=ends, why=escaped(said.why)),
        icon=":material/notifications_off:",
    )
    with st.form(f"take_up_{watch.kind}_{watch.key}", border=False):
        why = st.text_input(say("watches.take_up_why"))
        if st.form_submit_button(say("watches.take_up"), icon=":material/undo:"):
            with told():
                take_up(
                    here.project,
                    here.reader.person,
                    watch.kind,
                    watch.key,
                    why=why,
                    clock=here.clock,
                )
                st.rerun()


def _to_case(here: Here, row: WatchRow) -> None:
    say, watch = here.say, row.watch
    own = {case.id for case in row.cases}
    known_cases = {
        one.id: one.title for one in cases(here.project, here.reader) if one.id not in own
    }
    with (
        st.expander(say("watches.to_case"), icon=":material/create_new_folder:"),
        st.form(f"case_{watch.kind}_{watch.key}", border=False),
    ):
        into = st.selectbox(
            say("watches.which_case"),
            [_NEW, *known_cases],
            format_func=lambda one: (
                f"{one} · {known_cases[one]}" if one else say("watches.new_case")
            ),
        )
        title = st.text_input(say("watches.case_title"), placeholder=row.caption)
        if st.form_submit_button(say("watches.case_button")):
            with told():
                where = (here.project, here.reader.person, watch.kind, watch.key)
                case = (
                    extend_case(*where, into, clock=here.clock)
                    if into
                    else open_watch_case(*where, title=title, clock=here.clock)
                )
                here.go("case", id=case.id)


def _settle(here: Here, row: WatchRow) -> None:
    say = here.say
    if st.button(say("watches.settle"), icon=":material/task_alt:", help=say("watches.settle_is")):
        with told():
            settle(
                here.project,
                here.reader.person,
                row.watch.kind,
                row.watch.key,
                clock=here.clock,
            )
            st.rerun()


def _history(here: Here, row: WatchRow) -> None:
    """What the watch was before, and when somebody left it aside or took it up."""
    say, watch = here.say, row.watch
    said = past(here.project, here.reader, watch.kind, watch.key)
    if not watch.history and not said:
        return
    names = people.names(here.project) if said else {}
    lines = [
        (change.on, known(say, "watch_state", change.state), ended(say, change.sentence))
        for change in watch.history
    ]
    for one in said:
        ended_then = one.until is not None and one.until <= one.at
        word = say("watches.taken_up") if ended_then else say("watches.aside")
        lines.append((one.at.date(), word, f"{names.get(one.by, one.by)}: {one.why}"))
    st.markdown(f"**{say('watches.history')}**")
    newest = sorted(lines, key=lambda line: line[0], reverse=True)
    st.markdown(
        "\n".join(
            f"- {spoken_date(say, day)} · **{word}** · {escaped(text)}"
            for day, word, text in newest[:MOST_LINES]
        )
    )
    if len(newest) > MOST_LINES:
        st.caption(say("frame.more", count=len(newest) - MOST_LINES))

"""Pairs of records that may be one: why, what a merge would do, and one's answer with its reason.

The queue is ordered by what an answer is worth. What is looked at stands in the address: filters,
the pair, a decision that somebody thinks of taking back.
"""

import pandas as pd
import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.judged import effect_block, pair_block, percent, said_block, sources_block
from workbench.dashboard.pairs_weighing import weighing_block
from workbench.dashboard.parts.filtering import fields_in_a_row, leaf_through, number_in
from workbench.dashboard.parts.in_step import in_step
from workbench.dashboard.parts.judging import answered, draw_answers
from workbench.dashboard.states import empty, simulated, told
from workbench.dashboard.tables import fitted
from workbench.dashboard.taking_back import history_block, taking_back
from workbench.dashboard.words import known
from workbench.services.resolving import decide
from workbench.views.decided import history
from workbench.views.judging import Judging, judging
from workbench.views.resolution import ORDERS, STATES, Queue, Wanted, queue

KEY = "resolution_answers"
AT_ONCE = 50
# Together as wide as the list is beside a pair in a window of 1,024 (`frame.css`).
LEAST_PX = (78, 78, 76, 46, 74, 62)
KINDS = ("", "Person", "Organization")
VERDICTS = ("same", "different", "cannot_tell")


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("resolution.title"))
    wanted = _filter(here)
    first = here.address.get("from", "")
    offset = number_in(first, 0)
    with st.spinner(say("resolution.weighing")):
        listed = queue(here.project, here.reader, wanted, offset=offset, limit=AT_ONCE)
    taking_back(here)
    if not listed.weighed or listed.made_at is not None:
        weighing_block(here, listed)
    if not listed.weighed:
        return
    if not listed.records:
        empty(say, "resolution.empty")
        return
    if listed.simulated:
        simulated(say)
    _told(here, listed)
    with st.container(key="queue"):
        rows, panel = st.columns([2, 3], gap="medium")
    with rows:
        pair = _list(here, listed, offset)
    with panel:
        _pair(here, listed, pair)
    history_block(here)


def _filter(here: Here) -> Wanted:
    """What the address and the fields ask for; the fields write into the address."""
    say, address = here.say, here.address
    text, state, order, kind, least = fields_in_a_row("resolution", 5, wide=True)

    def step(name: str, given: str, among: tuple[str, ...] | None) -> str:
        begins = given if among is None or given in among else among[0]
        return in_step(here, "resolution", name, begins, str, among)

    asked = {
        "text": text.text_input(
            say("resolution.text"), key=step("text", address.get("text", ""), None)
        ),
        "state": state.selectbox(
            say("resolution.state"), STATES, key=step("state", address.get("state", ""), STATES),
            format_func=lambda one: say(f"resolution.state_{one}"),
        ),
        "order": order.selectbox(
            say("resolution.order"), ORDERS, key=step("order", address.get("order", ""), ORDERS),
            format_func=lambda one: say(f"resolution.order_{one}"),
        ),
        "schema": kind.selectbox(
            say("resolution.kind"), KINDS, key=step("schema", address.get("schema", ""), KINDS),
            format_func=lambda one: say(f"resolution.kind_{one or 'any'}"),
        ),
        "least": str(least.number_input(
            say("resolution.least"), 0, 100, step=5,
            key=in_step(here, "resolution", "least", _percent(address.get("least", "")), str))),
    }  # fmt: skip
    usual = {"text": "", "state": STATES[0], "order": ORDERS[0], "schema": "", "least": "0"}
    if any(address.get(name, usual[name]) != value for name, value in asked.items()):
        chosen = {name: None if value == usual[name] else value for name, value in asked.items()}
        here.stay(**chosen, **{"from": None, "pair": None})
        st.rerun()
    return Wanted(asked["text"], asked["schema"], asked["state"], asked["order"],
                  int(asked["least"]))  # fmt: skip


def _percent(written: str) -> int:
    return min(number_in(written, 0), 100)


def _told(here: Here, listed: Queue) -> None:
    say = here.say
    st.markdown(say("resolution.open", open=listed.open, records=listed.records))
    st.caption(say("resolution.compared", pairs=listed.compared))
    if listed.recall is not None:
        known_of = listed.recall
        st.caption(
            say("resolution.recall", share=f"{known_of.share:.0%}", low=f"{known_of.low:.0%}",
                high=f"{known_of.high:.0%}", planted=known_of.planted)
        )  # fmt: skip
    if listed.weaker:
        st.caption(say("resolution.weaker", count=listed.weaker))
    if listed.lost:
        with st.expander(say("resolution.lost", count=len(listed.lost))):
            st.dataframe(
                pd.DataFrame(
                    [
                        {
                            say("resolution.lost_key"): one.key,
                            say("resolution.lost_records"): one.records,
                            say("resolution.lost_pairs"): one.pairs,
                        }
                        for one in listed.lost[:500]
                    ]
                ),
                hide_index=True,
                width="stretch",
            )


def _list(here: Here, listed: Queue, offset: int) -> tuple[str, str] | None:
    """The queue; the pair that is looked at."""
    say = here.say
    asked = here.address.get("pair", "")
    if not listed.rows:
        empty(say, "resolution.none")
        return _two(asked)
    leaf_through(here, offset, AT_ONCE, listed.total, chosen="pair")
    frame = pd.DataFrame(
        [
            {
                say("resolution.first"): row.left_caption,
                say("resolution.second"): row.right_caption,
                say("resolution.chance"): percent(row.probability),
                say("resolution.bits"): f"{row.weight_bits:+.1f}",
                say("resolution.worth"): f"{row.worth:.2f}",
                say("resolution.said"): known(say, "resolution", row.decided) if row.decided
                else ("⚠ " + say("resolution.speaks_against") if row.conflicts else ""),
            }
            for row in listed.rows
        ]
    )  # fmt: skip
    look = fitted(frame, list(frame.columns), LEAST_PX)
    height_px = min(620, 40 + (look["row_height"] + 1) * len(listed.rows))
    chosen = st.dataframe(
        frame, hide_index=True, width="stretch", on_select="rerun", height=height_px,
        **look,
        selection_mode="single-row", key=f"resolution_rows_{offset}_{here.address.get('turn', '')}",
    )["selection"]["rows"]  # fmt: skip
    if chosen and chosen[0] < len(listed.rows):
        row = listed.rows[chosen[0]]
        here.stay(pair=f"{row.left}~{row.right}")
        return row.left, row.right
    return _two(asked) or (listed.rows[0].left, listed.rows[0].right)


def _two(written: str) -> tuple[str, str] | None:
    left, _, right = written.partition("~")
    return (left, right) if left and right else None


def _after(listed: Queue, pair: tuple[str, str]) -> str | None:
    """The address of the pair that comes after this one in the list."""
    places = [(row.left, row.right) for row in listed.rows]
    there = places.index(pair) + 1 if pair in places else 0
    others = [one for one in places[there:] + places[:there] if one != pair]
    return "~".join(others[0]) if others else None


def _pair(here: Here, listed: Queue, pair: tuple[str, str] | None) -> None:
    say = here.say
    if pair is None:
        return
    shown = judging(here.project, here.reader, *pair, now=here.clock())
    if shown is None:
        empty(say, "resolution.unknown")
        return
    _heard(here, listed, shown)
    pair_block(here, shown)
    _answer(here, listed, shown)
    effect_block(here, shown)
    sources_block(here, shown)
    said_block(here, shown)


def _form(shown: Judging, field: str) -> str:
    return f"resolution_{shown.left}_{shown.right}_{field}"


def _go_on(here: Here, address: str | None) -> None:
    """To another pair; the list forgets which row was clicked."""
    turn = here.address.get("turn", "0")
    here.stay(pair=address, turn=str(number_in(turn, 0) + 1))
    st.rerun()


def _heard(here: Here, listed: Queue, shown: Judging) -> None:
    """What the keyboard asked for since the last run."""
    pressed = answered(KEY)
    if pressed.verdict in VERDICTS:
        st.session_state[_form(shown, "verdict")] = pressed.verdict
    if pressed.next:
        _go_on(here, _after(listed, (shown.left, shown.right)))
    if pressed.undo:
        mine = (one.record.id for one in history(here.project, here.reader)
                if one.record.by == here.reader.person and one.record.until is None)  # fmt: skip
        last = next(mine, None)
        if last is None:
            st.toast(here.say("resolution.nothing_to_undo"))
        else:
            here.stay(undo=last)
            st.rerun()


def _answer(here: Here, listed: Queue, shown: Judging) -> None:
    say = here.say
    chosen = str(st.session_state.get(_form(shown, "verdict")) or "")
    draw_answers(chosen, say=say, key=KEY)
    with st.form(_form(shown, "form"), border=True):
        if chosen:
            st.markdown(f"**{say(f'resolution.{chosen}')}**")
        why = st.text_area(
            say("resolution.why"), key=_form(shown, "why"), height=80,
            placeholder=say("resolution.why_hint"),
        )  # fmt: skip
        asked = st.form_submit_button(say("resolution.keep"), type="primary")
    if asked and not chosen:
        st.warning(say("resolution.choose"))
    elif asked:
        proposal = shown.proposal
        with told():
            kept = decide(
                here.project, here.reader.person, shown.left, shown.right, chosen, why=why,
                weight_bits=proposal.weight_bits if proposal else None,
                reasons=tuple(f"{r.bits:+.1f} bits: {r.text}" for r in proposal.reasons)
                if proposal else (),
                clock=here.clock,
            )  # fmt: skip
            st.toast(kept.sentences[0], icon=":material/check:")
            _go_on(here, _after(listed, (shown.left, shown.right)))


PAGE = Page(
    "resolution",
    "join_inner",
    draw,
    place=4,
    roles=frozenset({"analyst", "investigator"}),
    menu=frozenset({"analyst"}),
)

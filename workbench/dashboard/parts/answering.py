"""The second step: candidates side by side without names, each answered with what decides it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from workbench.dashboard.drafts import drafted
from workbench.dashboard.drawn import drawn_so_far, forget_drawn
from workbench.dashboard.examined import examined_source
from workbench.dashboard.here import Here
from workbench.dashboard.parts.drawing import Ground, Tool, draw_on
from workbench.dashboard.parts.marking import condition_line
from workbench.dashboard.states import told
from workbench.dashboard.words import known
from workbench.services.answering import amend, answer, finish
from workbench.services.examining import VERDICTS
from workbench.services.marked import Feature
from workbench.views.examinations import Examined, Spot


def answering(here: Here, page: Examined) -> None:
    """Draw the line-up, one place of it beside the marked query, and its answer."""
    say = here.say
    done = sum(1 for spot in page.spots if spot.answer is not None)
    st.title(say("to_examine.answer_title", examination=page.id))
    condition_line(here, page)
    st.markdown(say("to_examine.answer_lead", count=len(page.spots)))
    asked = here.address.get("place", "")
    open_ones = [spot for spot in page.spots if spot.answer is None]
    chosen = next(
        (spot for spot in page.spots if str(spot.number) == asked), (open_ones or page.spots)[0]
    )
    _side_by_side(here, page, chosen)
    _one(here, page, chosen)
    st.divider()
    st.progress(done / len(page.spots), say("to_examine.done", done=done, count=len(page.spots)))
    if done == len(page.spots):
        st.markdown(say("to_examine.end_means"))
        if st.button(say("to_examine.end"), type="primary", icon=":material/visibility:"):
            with told():
                finish(here.project, here.reader.person, page.id, clock=here.clock)
                here.stay(place=None)
                st.rerun()
    _later(here, page)


def features_of(marked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The features of locked marks; none where they were locked in words only."""
    listed = marked.get("features")
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def query_drawn(marked: Mapping[str, Any]) -> dict[str, Sequence[Sequence[float]]]:
    """Locked marks as they are drawn."""
    lines = {name: marked.get(name) or [] for name in ("outline", "spine", "belly")}
    return lines | {"features": [[one["x"], one["y"]] for one in features_of(marked)]}


def query_ground(here: Here, page: Examined) -> Ground:
    """The marked query as a ground to draw on."""
    sight = page.queries[0]
    label = here.say("to_examine.photo")
    return Ground(examined_source(page.id, sight.which, 2400), sight.box, label)


def _side_by_side(here: Here, page: Examined, chosen: Spot) -> None:
    say = here.say
    for column, spot in zip(st.columns(len(page.spots)), page.spots, strict=True):
        with column:
            mark = "" if spot.answer is None else known(say, "verdict", spot.answer.verdict)
            name = say("pair.candidate", place=spot.number)
            st.html(
                f'<img src="{examined_source(page.id, spot.sight.which, 480)}" alt="{name}" '
                'style="width:100%;aspect-ratio:3/2;object-fit:cover;border-radius:.35rem;'
                f'outline:{"3px solid #e0a33c" if spot == chosen else "none"}">'
            )
            label = f"{spot.number} · {mark}" if mark else str(spot.number)
            if st.button(label, key=f"place_{page.id}_{spot.number}", width="stretch"):
                here.stay(place=str(spot.number))
                st.rerun()


def _one(here: Here, page: Examined, spot: Spot) -> None:
    say, key = here.say, f"place_{page.id}_{spot.number}_drawing"
    features = features_of(page.marked)
    before: dict[str, Any] = dict(spot.answer.marks) if spot.answer else {}
    there = drawn_so_far(here, key, {name: [at] for name, at in before.items()})
    query, candidate = st.columns(2, gap="medium")
    with query:
        st.markdown(f"**{say('to_examine.photo')}**")
        draw_on(query_ground(here, page), (), query_drawn(page.marked), say=say, key=f"q_{page.id}")
        for number, feature in enumerate(features, 1):
            st.caption(f"{number} · {feature.get('what') or say('to_examine.unnamed')}")
    with candidate:
        st.markdown(f"**{say('pair.candidate', place=spot.number)}**")
        tools = [Tool(str(n), "point", str(n), 1) for n in range(1, len(features) + 1)]
        ground = Ground(
            examined_source(page.id, spot.sight.which, 2400),
            spot.sight.box,
            say("pair.candidate", place=spot.number),
        )
        draw_on(ground, tools, there, say=say, key=key)
    _form(here, page, spot, {name: points[0] for name, points in there.items() if points})


def _form(here: Here, page: Examined, spot: Spot, marks: Mapping[str, Sequence[float]]) -> None:
    say, own = here.say, spot.answer
    drafting = drafted(here, f"answer-{page.id}-{spot.number}")
    with drafting as draft, st.form(f"answer_{page.id}_{spot.number}"):
        verdict = st.radio(
            say("to_examine.your_answer", place=spot.number),
            VERDICTS,
            index=None,
            key=draft.choice(
                "verdict",
                VERDICTS,
                lambda word: known(say, "verdict", word),
                None if own is None else own.verdict,
            ),
            format_func=lambda word: known(say, "verdict", word),
            horizontal=True,
        )
        why = st.text_area(
            say("pair.why"),
            key=draft.text("why", "" if own is None else own.why),
            placeholder=say("pair.why_hint"),
            height=80,
        )
        asked = st.form_submit_button(
            say("to_examine.keep" if own is None else "to_examine.keep_anew"), type="primary"
        )
    if asked and verdict is None:
        st.warning(say("pair.choose_answer"))
    elif asked:
        with told():
            answer(
                here.project, here.reader.person, page.id, spot.number, str(verdict),
                why=why, marks=marks, clock=here.clock,
            )  # fmt: skip
            draft.close()
            forget_drawn(here, f"place_{page.id}_{spot.number}_drawing")
            following = (one for one in page.spots if one.answer is None and one != spot)
            after = next(following, None)
            here.stay(place=str(after.number) if after else str(spot.number))
            st.rerun()


def _later(here: Here, page: Examined) -> None:
    """Later edits of the query's marks: added with time and reason, nothing is replaced."""
    say, key = here.say, f"later_{page.id}"
    with st.expander(say("to_examine.amend", count=len(page.amendments))):
        for one in page.amendments:
            st.caption(f"{one.at:%Y-%m-%d %H:%M UTC} · {one.why}")
        there = drawn_so_far(here, key, {})
        tool = Tool("features", "points", say("to_examine.features"), 12)
        draw_on(query_ground(here, page), [tool], there, say=say, key=key)
        with st.form(f"{key}_form", border=False):
            why = st.text_input(say("to_examine.amend_why"))
            asked = st.form_submit_button(say("to_examine.amend_keep"))
        if asked:
            with told():
                added = [Feature(x, y) for x, y in there.get("features", [])]
                amend(here.project, here.reader.person, page.id, added, why=why, clock=here.clock)
                forget_drawn(here, key)
                st.rerun()

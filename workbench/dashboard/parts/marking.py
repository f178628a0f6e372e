"""The first step of an examination: the photo alone, what one would look for, and the lock."""

from collections.abc import Callable, Mapping

import streamlit as st

from workbench.dashboard.drafts import Draft, drafted
from workbench.dashboard.drawn import drawn_so_far, forget_drawn
from workbench.dashboard.examined import examined_source
from workbench.dashboard.here import Here
from workbench.dashboard.parts.drawing import Ground, Tool, draw_on
from workbench.dashboard.states import simulated, told
from workbench.dashboard.words import Say
from workbench.services.answering import mark
from workbench.services.marked import GOOD_ENOUGH, MOST, Feature, Marked
from workbench.views.examinations import Examined

Points = tuple[tuple[float, float], ...]


def query_tools(say: Say) -> list[Tool]:
    """What is drawn on the photo alone."""
    return [
        Tool("outline", "area", say("to_examine.outline")),
        Tool("spine", "line", say("to_examine.spine")),
        Tool("belly", "line", say("to_examine.belly")),
        Tool("features", "points", say("to_examine.features"), MOST),
    ]


def marking(here: Here, page: Examined) -> None:
    """Draw the photo with its tools, the words for each feature, and the lock."""
    say, key = here.say, f"marking_{page.id}"
    st.title(say("to_examine.mark_title", examination=page.id))
    condition_line(here, page)
    st.markdown(say("to_examine.mark_lead"))
    there = drawn_so_far(here, key, {})
    photo, words = st.columns([3, 2], gap="large")
    with photo:
        ground = Ground(
            examined_source(page.id, page.queries[0].which, 2400),
            page.queries[0].box,
            say("to_examine.photo"),
        )
        draw_on(ground, query_tools(say), there, say=say, key=key)
        _others(here, page)
    with words, drafted(here, f"marked-{page.id}") as draft:
        _lock(here, page, there, draft)


def condition_line(here: Here, page: Examined) -> None:
    """Blind or informed, as the record has it, and whether what is shown was rendered."""
    if page.simulated:
        simulated(here.say)
    icon = ":material/visibility_off:" if page.condition == "blind" else ":material/visibility:"
    why = here.say(f"to_examine.{page.condition}_why")
    st.markdown(f"{icon} **{here.say(f'pair.{page.condition}')}** {why}")


def _others(here: Here, page: Examined) -> None:
    """Further photos of the same skin, to look at."""
    if len(page.queries) > 1:
        with st.expander(here.say("to_examine.more_photos", count=len(page.queries) - 1)):
            for sight in page.queries[1:]:
                ground = Ground(
                    examined_source(page.id, sight.which), sight.box, here.say("to_examine.photo")
                )
                draw_on(ground, (), {}, say=here.say, key=f"more_{page.id}_{sight.which}")


def _lock(here: Here, page: Examined, there: Mapping[str, list[list[float]]], draft: Draft) -> None:
    say, features = here.say, there.get("features", [])
    st.subheader(say("to_examine.features_heading"))
    if not features:
        st.caption(say("to_examine.no_features"))
    named = [
        st.text_input(
            say("to_examine.feature", number=number),
            key=draft.text(f"feature-{number}"),
            placeholder=say("to_examine.feature_hint"),
        )
        for number in range(1, len(features) + 1)
    ]
    good = st.radio(
        say("to_examine.good_enough"),
        GOOD_ENOUGH,
        index=None,
        key=draft.choice("good", GOOD_ENOUGH, _quality(say)),
        format_func=_quality(say),
        horizontal=True,
    )
    why = ""
    if good is not None and good != GOOD_ENOUGH[0]:
        why = st.text_input(say("to_examine.good_why"), key=draft.text("why"))
    st.caption(say("to_examine.lock_means"))
    if not st.button(say("to_examine.lock"), type="primary", icon=":material/lock:"):
        return
    if good is None:
        st.warning(say("to_examine.say_good"))
        return
    marked = Marked(
        good_enough=good,
        features=tuple(
            Feature(point[0], point[1], what.strip())
            for point, what in zip(features, named, strict=True)
        ),
        outline=_points(there, "outline"),
        spine=_points(there, "spine"),
        belly=_points(there, "belly"),
        why=why,
    )
    with told():
        mark(here.project, here.reader.person, page.id, marked, clock=here.clock)
        draft.close()
        forget_drawn(here, f"marking_{page.id}")
        st.rerun()


def _quality(say: Say) -> Callable[[str], str]:
    return lambda word: say(f"quality.{word}").capitalize()


def _points(there: Mapping[str, list[list[float]]], name: str) -> Points:
    return tuple((x, y) for x, y in there.get(name, []))

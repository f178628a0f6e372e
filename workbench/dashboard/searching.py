"""The search of a skin on its page: started, followed, told in words first, handed on."""

from collections.abc import Mapping

import streamlit as st

from workbench.dashboard.firmness import lead_block
from workbench.dashboard.here import Here
from workbench.dashboard.retold import retold
from workbench.dashboard.states import standing, told
from workbench.dashboard.strength import number, scale
from workbench.dashboard.working import at_work, ended, follow, newest
from workbench.jobs import start
from workbench.services.acting import CASEWORK, EXAMINING, MATCHING
from workbench.services.casework import open_case
from workbench.services.examining import MACHINE, see
from workbench.views.skins import Skin

FIRST = 12
KIND = "match"


def search_step(here: Here, skin: Skin, *, ready: bool) -> None:
    """What can be done now: search, look at the answer, hand it on.

    ready: somebody has looked whether it is a genuine coat, and did not say that it is none.
    """
    say = here.say
    st.subheader(say("search.heading"))
    if skin.search is None and skin.withheld:
        examines = here.reader.roles & set(EXAMINING)
        st.markdown(say("search.withheld" if examines else "handed_over.withheld"))
    elif skin.search is None:
        _start(here, skin, ready=ready)
        return
    else:
        if skin.condition == "blind":
            # Shown from here on, so it goes on record first.
            see(here.project, here.reader.person, skin.id, MACHINE, clock=here.clock)
        _answer(here, skin, skin.search.answer)
    _next(here, skin)


def _start(here: Here, skin: Skin, *, ready: bool) -> None:
    say = here.say
    if not here.reader.roles & set(MATCHING):
        st.info(say("new_skin.not_yours"))
        return
    last = newest(here, KIND, {"skin": skin.id})
    if last is not None and at_work(last):
        follow(here, last)
        return
    st.markdown(say("search.before"))
    if not ready:
        st.info(say("search.look_first"), icon=":material/visibility:")
    if st.button(
        say("search.button"), type="primary", icon=":material/search:", disabled=not ready
    ):
        with told():
            start(here.project, here.reader.person, KIND, {"skin": skin.id}, clock=here.clock)
            st.rerun()
    if last is not None:
        ended(here, last)


def _answer(here: Here, skin: Skin, answer: Mapping[str, object]) -> None:
    say = here.say
    lead, searched = _part(answer, "lead"), _part(answer, "searched")
    with st.container(border=True):
        lead_block(here, lead, skin.captions, tag="h3")
        if answer.get("coverage"):
            told_of = retold(say, str(answer["coverage"]).removesuffix("."))
            st.markdown(say("search.coverage_told", told=told_of))
        assumed = _part(answer, "coverage_figures").get("assumes")
        if isinstance(assumed, list):
            st.caption(
                say(
                    "search.assumes",
                    what=say("machine.between").join(retold(say, str(one)) for one in assumed),
                )
            )
        none_of_them = answer.get("not_in_catalogue_llr")
        if isinstance(none_of_them, float):
            st.caption(say("search.none_of_them", value=f"{none_of_them:+.2f}"))
        looked_through = str(searched.get("sentence", ""))
        if looked_through not in str(lead.get("sentence", "")):
            st.caption(retold(say, looked_through))
        st.caption(
            say("search.weighed", calibration=retold(say, str(answer.get("calibration", ""))))
        )
    standing(say("search.standing"))
    listed = answer.get("candidates")
    candidates = (
        [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    )
    for place, one in enumerate(candidates[:FIRST], start=1):
        _candidate(here, skin, place, one)
    if len(candidates) > FIRST:
        with st.expander(say("frame.more", count=len(candidates) - FIRST)):
            for place, one in enumerate(candidates[FIRST:], start=FIRST + 1):
                _candidate(here, skin, place, one)


def _candidate(here: Here, skin: Skin, place: int, one: Mapping[str, object]) -> None:
    animal = str(one.get("individual", ""))
    called = skin.captions.get(animal, animal)
    value = number(one, "log10_lr")
    low, high = number(one, "low"), number(one, "high")
    with st.container(border=True):
        name, words, picture = st.columns([3, 5, 3], vertical_alignment="center")
        with name:
            label = f"**{place}. {called}**" + ("" if called == animal else f" · {animal}")
            here.link("pair", label, icon=":material/compare:", skin=skin.id, animal=animal)
        words.markdown(retold(here.say, str(one.get("wording", ""))))
        if value is not None:
            figures = here.say(
                "strength.figures",
                value=f"{value:+.2f}",
                low=f"{value if low is None else low:+.2f}",
                high=f"{value if high is None else high:+.2f}",
            )
            with picture:
                st.html(scale(value, low or value, high or value, figures))
                st.caption(figures)


def _next(here: Here, skin: Skin) -> None:
    """Handing over: the address of the pair, which opens blind for an examiner, and a case."""
    say = here.say
    examining = bool(here.reader.roles & set(EXAMINING))
    st.subheader(say("search.next"))
    if examining:
        st.markdown(say("search.hand_over"))
        st.code(f"/pair?skin={skin.id}", language=None)
    words = say("search.compare" if examining else "search.read")
    here.link("pair", words, icon=":material/compare:", skin=skin.id)
    here.link("network", say("case.graph"), icon=":material/hub:", focus=skin.id)
    if here.reader.roles & set(CASEWORK):
        with st.form(f"case_of_{skin.id}", border=False):
            title = st.text_input(say("cases.open_title"), placeholder=say("search.case_hint"))
            asked = st.form_submit_button(
                say("search.case_button"), icon=":material/create_new_folder:"
            )
        if asked:
            with told():
                members = [skin.id, *([skin.seizure] if skin.seizure else [])]
                opened = open_case(
                    here.project, here.reader.person, title, members=members, clock=here.clock
                )
                here.go("case", id=opened.id)


def _part(answer: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = answer.get(name)
    return part if isinstance(part, dict) else {}

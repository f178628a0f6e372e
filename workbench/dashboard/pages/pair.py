"""A skin beside an animal: both photos, the matched marks, and one's own answer with its reason.

Whoever may be asked to examine sees the photos alone at first, without name, marks and scores;
looking at the machine's result is their choice, is recorded, and makes them informed. The store
decides what is shown; this page only says so.
"""

from collections.abc import Sequence

import streamlit as st

from workbench.dashboard.answering import VERDICTS, answers_block, form_of, may_answer
from workbench.dashboard.door import Page
from workbench.dashboard.firmness import lead_block
from workbench.dashboard.here import Here
from workbench.dashboard.pages.cases import no_skins
from workbench.dashboard.parts.marks import Mark, Side, draw_marks, pressed
from workbench.dashboard.pictures import source
from workbench.dashboard.rows import a_page
from workbench.dashboard.sceptic import drawn_beside, sceptic_block
from workbench.dashboard.states import empty, standing, told
from workbench.dashboard.strength import strength_block
from workbench.services.examining import ANSWERS, MACHINE, see
from workbench.views import pairs, skins

KEY = "pair_marks"
FULL_PX = 4096


def draw(here: Here) -> None:
    """Draw the page."""
    skin = here.address.get("skin", "")
    shown = skins.skin(here.project, here.reader, skin) if skin else None
    if skin and shown is None:
        st.title(here.say("pair.title"))
        empty(here.say, "new_skin.unknown")
        return
    if shown is None:
        _choose(here)
        return
    lined = pairs.line_up(here.project, here.reader, skin)
    if not lined:
        st.title(here.say("pair.title"))
        empty(here.say, "pair.not_searched")
        here.link("new-skin", here.say("pair.to_search"), icon=":material/search:", skin=skin)
        return
    animal = _animal(here, lined)
    if animal is None:
        empty(here.say, "pair.unknown")
        return
    pair = pairs.pair(here.project, here.reader, skin, animal)
    if pair is None:
        empty(here.say, "pair.unknown")
        return
    _record_the_look(here, pair)
    _record_their_answers(here, pair)
    _heard(here, pair, lined)
    _head(here, pair, lined, shown)
    _photos(here, pair, lined)
    answer, machine = st.columns([3, 2], gap="large")
    with answer:
        answers_block(here, pair)
    with machine:
        _machine(here, pair, shown)
    sceptic_block(here, pair)


def _choose(here: Here) -> None:
    """Without an address: the skins that can be examined."""
    say = here.say
    st.title(say("pair.title"))
    rows = skins.skins(here.project, here.reader)
    if not rows:
        no_skins(here)
        return
    st.markdown(say("pair.choose"))
    for row in a_page(here, rows, "skins"):
        with st.container(border=True):
            here.link("pair", f"**{row.id}** {row.exhibit}", icon=":material/compare:", skin=row.id)
            st.caption(say("cases.answers", photos=row.photos, answers=row.judgements))


def _animal(here: Here, lined: Sequence[str]) -> str | None:
    """The animal of the address by its id or its place in the line-up, or the first."""
    asked, place = here.address.get("animal", ""), here.address.get("place", "")
    if asked:
        return asked if asked in lined else None
    if place.isdecimal() and 0 < int(place) <= len(lined):
        return lined[int(place) - 1]
    return lined[0]


def _record_the_look(here: Here, pair: pairs.Pair) -> None:
    """What is shown below is put on record first: from then on this person is informed."""
    if not pair.withheld and pair.condition == "blind":
        see(here.project, here.reader.person, pair.skin, MACHINE, clock=here.clock)


def _record_their_answers(here: Here, pair: pairs.Pair) -> None:
    """Others' answers that are shown to an examiner who has not answered go on record first."""
    person, noted = here.reader.person, form_of(pair, "answers_seen")
    examiners = {one.examiner for one in pair.judgements}
    unanswered = here.reader.examines and examiners and person not in examiners
    if unanswered and not st.session_state.get(noted):
        see(here.project, person, pair.skin, ANSWERS, clock=here.clock)
        st.session_state[noted] = True


def _heard(here: Here, pair: pairs.Pair, lined: Sequence[str]) -> None:
    """What the keyboard asked for since the last run."""
    heard = pressed(KEY)
    if heard.verdict in VERDICTS:
        st.session_state[form_of(pair, "chosen")] = heard.verdict
        st.session_state[form_of(pair, "pressed")] = heard.verdict
    if heard.next:
        after = (lined.index(pair.individual) + 1) % len(lined)
        # An address names no animal to who must not know which one it is.
        if pair.withheld:
            here.go("pair", skin=pair.skin, place=str(after + 1))
        here.go("pair", skin=pair.skin, animal=lined[after])
    if heard.undo:
        st.session_state[form_of(pair, "undoing")] = True


def _head(here: Here, pair: pairs.Pair, lined: Sequence[str], skin: skins.Skin) -> None:
    say = here.say
    place = lined.index(pair.individual) + 1
    st.title(
        say("pair.blind_title", skin=pair.skin, place=place, count=len(lined))
        if pair.withheld
        else say("pair.open_title", skin=pair.skin, animal=_called(pair))
    )
    examining = "blind" if pair.withheld else "informed"
    condition = examining if may_answer(here) else "reading"
    icon = ":material/visibility_off:" if pair.withheld else ":material/visibility:"
    st.markdown(f"{icon} **{say(f'pair.{condition}')}** {say(f'pair.{condition}_why')}")
    if skin.simulated or (skin.search is not None and skin.search.answer.get("simulated")):
        st.caption(f"◇ {say('frame.simulated')}")


def _called(pair: pairs.Pair) -> str:
    named = pair.caption != pair.individual
    return f"{pair.caption} ({pair.individual})" if named else pair.individual


def _photos(here: Here, pair: pairs.Pair, lined: Sequence[str]) -> None:
    say = here.say
    if pair.query is None or pair.gallery is None:
        empty(say, "pair.no_photo")
        return
    place = lined.index(pair.individual) + 1
    query = say("pair.query", skin=pair.skin)
    candidate = say("pair.candidate", place=place) if pair.withheld else _called(pair)
    draw_marks(
        _side(pair.query, query),
        _side(pair.gallery, candidate),
        [Mark((m.query_x, m.query_y), (m.candidate_x, m.candidate_y), m.kind) for m in pair.marks],
        verdicts=may_answer(here),
        say=say,
        key=KEY,
        drawn=drawn_beside(here, pair, query, candidate),
    )


def _side(side: pairs.Side, caption: str) -> Side:
    region = side.coat.region if side.coat else {}
    box = tuple(float(str(region.get(name, 0))) for name in ("x", "y", "width", "height"))
    whole = (0.0, 0.0, float(side.width or 1), float(side.height or 1))
    x, y, width, height = box if box[2:] > (0.0, 0.0) else whole
    return Side(
        source(side.digest),
        source(side.digest, FULL_PX),
        side.width or round(x + width),
        side.height or round(y + height),
        (x, y, width, height),
        caption,
    )


def _machine(here: Here, pair: pairs.Pair, skin: skins.Skin) -> None:
    say = here.say
    st.subheader(say("pair.machine"))
    if pair.withheld and not may_answer(here):
        st.markdown(say("handed_over.withheld"))
        return
    if pair.withheld:
        st.markdown(say("pair.withheld"))
        if st.button(say("pair.show"), icon=":material/visibility:"):
            with told():
                see(here.project, here.reader.person, pair.skin, MACHINE, clock=here.clock)
                # The order changes with what may be known; the pair that is looked at stays.
                here.stay(animal=pair.individual, place=None)
                st.rerun()
        return
    lead = skin.search.answer.get("lead") if skin.search else None
    if pair.candidate:
        strength_block(here, pair.candidate)
    elif not pair.marks:
        st.caption(say("pair.no_strength"))
    if pair.scores:
        with st.expander(say("pair.scores")):
            st.table({name: _figure(value) for name, value in sorted(pair.scores.items())})
    if isinstance(lead, dict):
        st.markdown(f"**{say('firmness.of_search')}**")
        lead_block(here, lead, skin.captions)
    standing(say("pair.standing"))


def _figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


PAGE = Page("pair", "compare", draw, place=3, menu=frozenset({"investigator"}))

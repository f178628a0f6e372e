"""A skin among the other skins, on its page: what was found, both photos, and one's own answer."""

from collections.abc import Mapping

import streamlit as st

from workbench.dashboard.firmness import lead_block
from workbench.dashboard.here import Here
from workbench.dashboard.parts.marks import Mark, Side, draw_marks
from workbench.dashboard.pictures import source
from workbench.dashboard.retold import retold
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import standing, told
from workbench.dashboard.strength import strength_block
from workbench.dashboard.words import known
from workbench.services.acting import EXAMINING
from workbench.services.examining import MACHINE, see
from workbench.services.skin_pairs import judge_skins
from workbench.views.people import name_of
from workbench.views.skin_pairs import PhotoOfPair, SkinPair, pair_of_skins
from workbench.views.skins import Skin

VERDICTS = ("same", "different", "cannot_tell")
FULL_PX = 4096


def among_skins_step(here: Here, skin: Skin) -> None:
    """The search among skins as it stands; nothing before there was one."""
    say = here.say
    # What is withheld from an examiner is shown later; from a reader of a case, never.
    withheld = skin.among_withheld and bool(here.reader.roles & set(EXAMINING))
    if skin.among is None and not withheld:
        return
    st.subheader(say("among.heading"))
    if skin.among is None:
        st.markdown(say("search.withheld"))
        return
    if skin.condition == "blind":
        # Shown from here on, so it goes on record first.
        see(here.project, here.reader.person, skin.id, MACHINE, clock=here.clock)
    answer = skin.among.answer
    lead = answer.get("lead")
    with st.container(border=True):
        if isinstance(lead, dict):
            lead_block(here, lead, {})
        st.caption(retold(say, str(answer.get("calibration", ""))))
    standing(say("among.standing"))
    listed = answer.get("candidates")
    for place, one in enumerate(listed if isinstance(listed, list) else (), start=1):
        _candidate(here, skin, place, one)


def _candidate(here: Here, skin: Skin, place: int, one: Mapping[str, object]) -> None:
    say, other = here.say, str(one.get("skin", ""))
    called = skin.captions.get(other, other)
    label = other if called == other else f"{other} · {called}"
    with st.expander(f"{place}. {label}", icon=":material/compare:"):
        here.link("new-skin", say("among.open", skin=other), skin=other)
        if one.get("log10_lr") is None:
            st.markdown(say("among.no_ratio"))
        else:
            strength_block(here, one)
        scores = one.get("scores")
        if isinstance(scores, dict):
            st.caption(", ".join(f"{name} {float(score):.2f}" for name, score in scores.items()))
        if st.toggle(say("among.show"), key=f"among_{skin.id}_{other}"):
            pair = pair_of_skins(here.project, here.reader, skin.id, other)
            if pair is not None:
                _pair(here, pair)


def _pair(here: Here, pair: SkinPair) -> None:
    say = here.say
    draw_marks(
        _side(pair.query, pair.skin),
        _side(pair.gallery, pair.other),
        [Mark((a, b), (c, d), kind) for a, b, c, d, kind in pair.marks],
        verdicts=False,
        say=say,
        key=f"marks_{pair.skin}_{pair.other}",
    )
    for one in pair.judgements:
        who = name_of(here.project, one.examiner)
        condition = say(f"pair.{one.condition}").lower()
        words = f"{known(say, 'verdict', one.verdict)}: {one.why} ({who}, {condition}, {one.id})"
        st.markdown(f"~~{escaped(words)}~~" if one.superseded else escaped(words))
    if here.reader.roles & set(EXAMINING):
        _answer(here, pair)


def _answer(here: Here, pair: SkinPair) -> None:
    say = here.say
    with st.form(f"skins_{pair.skin}_{pair.other}", border=True):
        verdict = st.radio(
            say("among.answer"),
            VERDICTS,
            index=None,
            horizontal=True,
            format_func=lambda word: say(f"among.{word}"),
        )
        why = st.text_area(say("pair.why"), height=90)
        asked = st.form_submit_button(say("pair.keep"), type="primary")
    if asked and verdict is None:
        st.warning(say("pair.choose_answer"))
    elif asked and verdict is not None:
        with told():
            judge_skins(
                here.project,
                here.reader.person,
                pair.skin,
                pair.other,
                verdict,
                why=why,
                clock=here.clock,
            )
            st.rerun()


def _side(photo: PhotoOfPair, caption: str) -> Side:
    x, y, width, height = (
        float(str(photo.coat.region.get(name, 0))) for name in ("x", "y", "width", "height")
    )
    return Side(
        source(photo.digest),
        source(photo.digest, FULL_PX),
        photo.width or round(x + width),
        photo.height or round(y + height),
        (x, y, width, height),
        f"{caption} · {photo.coat.flank}",
    )

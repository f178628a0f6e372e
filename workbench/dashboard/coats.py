"""The coats of a skin on its page: outlined, corrected, and both flanks of a photo cut apart.

Everything here is open until a search has locked it: a flank or a quality chosen to suit a match
would be no evidence.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from embeddings.coat import Region
from workbench.dashboard.here import Here
from workbench.dashboard.landmarks import landmarks_form
from workbench.dashboard.parts.outline import Box, dragged_box, draw_outline
from workbench.dashboard.pictures import source
from workbench.dashboard.retold import retold
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import empty, told
from workbench.dashboard.words import known
from workbench.services.acting import MATCHING
from workbench.services.correcting import correct_coat, cut_flanks
from workbench.services.skins import read_box
from workbench.store import CoatRecord
from workbench.views import skins
from workbench.views.people import name_of

SPECIES = ("Panthera pardus", "Panthera tigris", "Panthera uncia", "Neofelis nebulosa", "")
FLANKS = ("left", "right", "both", "unknown")
GRADES = ("sufficient", "limited", "not_suitable")


def coats_step(here: Here, skin: skins.Skin) -> None:
    """Draw every coat of the skin, correctable until it is locked."""
    say = here.say
    st.subheader(say("new_skin.coats"))
    st.caption(say("new_skin.locked" if skin.locked else "new_skin.free"))
    for photo in skin.photos:
        for coat in photo.coats:
            _coat(here, skin, photo, coat)
        if not photo.coats:
            empty(say, "new_skin.no_coat")
        elif not skin.locked and here.reader.roles & set(MATCHING):
            _cut(here, skin, photo)


def _coat(here: Here, skin: skins.Skin, photo: skins.PhotoOfSkin, coat: CoatRecord) -> None:
    say, key = here.say, f"coat_{coat.id}"
    box = box_of(coat)
    dragged = None if skin.locked else dragged_box(key)
    if dragged is not None:
        _correct(here, coat, box=dragged)
    picture, said = st.columns([3, 2], gap="large")
    with picture:
        draw_outline(
            source(photo.digest),
            (photo.width, photo.height),
            box,
            locked=skin.locked,
            label=say("new_skin.coat_of", name=photo.name),
            say=say,
            key=key,
        )
    with said:
        st.markdown(f"**{photo.name}** · {coat.id}")
        _quality(here, coat.quality)
        if skin.locked:
            st.markdown(f"{say('new_skin.flank')}: **{say(f'flank.{coat.flank}')}**")
        else:
            _correctable(here, coat)
            if here.reader.roles & set(MATCHING):
                landmarks_form(here, photo, coat)
        st.caption(
            say(
                "new_skin.fixed", who="; ".join(_fixed(here, *one) for one in coat.fixed_by.items())
            )
        )


def _correctable(here: Here, coat: CoatRecord) -> None:
    say = here.say
    flank = st.radio(
        say("new_skin.flank"),
        FLANKS,
        index=FLANKS.index(coat.flank) if coat.flank in FLANKS else 3,
        horizontal=True,
        key=f"flank_{coat.id}",
        format_func=lambda name: say(f"flank.{name}"),
        help=say("new_skin.flank_help"),
    )
    names = list(dict.fromkeys([coat.species, *SPECIES]))
    species = st.selectbox(
        say("new_skin.species"),
        names,
        key=f"species_{coat.id}",
        format_func=lambda name: name or say("new_skin.species_unknown"),
    )
    measured = str(coat.quality.get("grade", ""))
    quality = st.selectbox(
        say("new_skin.quality"),
        GRADES,
        index=GRADES.index(measured) if measured in GRADES else None,
        key=f"quality_{coat.id}",
        format_func=lambda grade: known(say, "quality", grade),
    )
    graded = quality is not None and quality != measured
    why = st.text_input(say("new_skin.quality_why"), key=f"why_{coat.id}") if graded else ""
    changed = graded or flank != coat.flank or (species or "") != coat.species
    if changed and st.button(say("new_skin.correct"), key=f"correct_{coat.id}"):
        _correct(
            here,
            coat,
            flank=flank,
            species=species or "",
            quality=quality if graded else None,
            why=why,
        )


def _correct(
    here: Here,
    coat: CoatRecord,
    *,
    box: Box | None = None,
    flank: str | None = None,
    species: str | None = None,
    quality: str | None = None,
    why: str = "",
) -> None:
    with told(), st.spinner(here.say("new_skin.looking")):
        correct_coat(
            here.project,
            here.reader.person,
            coat.id,
            species=species,
            flank=flank,
            box=Region(*box) if box else None,
            quality=quality,
            why=why,
            clock=here.clock,
        )
        st.rerun()


def _cut(here: Here, skin: skins.Skin, photo: skins.PhotoOfSkin) -> None:
    """Both flanks of one photo cut apart, by boxes that are typed in."""
    say = here.say
    with st.expander(say("new_skin.cut"), icon=":material/content_cut:"):
        st.caption(say("new_skin.cut_help"))
        with st.form(f"cut_{photo.photo}", border=False):
            written = {
                flank: st.text_input(
                    say("new_skin.cut_box", flank=say(f"flank.{flank}").lower()),
                    placeholder="40,60,800,500",
                )
                for flank in ("left", "right")
            }
            asked = st.form_submit_button(say("new_skin.cut_button"))
    if asked:
        with told():
            boxes = {flank: read_box(box) for flank, box in written.items()}
            cut_flanks(
                here.project,
                here.reader.person,
                skin.id,
                photo.digest,
                {flank: box for flank, box in boxes.items() if box is not None},
                clock=here.clock,
            )
            st.rerun()


def _quality(here: Here, quality: Mapping[str, object]) -> None:
    say = here.say
    grade = str(quality.get("grade", ""))
    st.markdown(f"{say('new_skin.quality')}: **{known(say, 'quality', grade)}**")
    reasons = quality.get("reasons")
    for reason in reasons if isinstance(reasons, Sequence) and not isinstance(reasons, str) else ():
        st.markdown(f"- {escaped(retold(say, str(reason)))}")


def _fixed(here: Here, what: str, by: str) -> str:
    """Who or what fixed a part of a coat: a colleague by name, a machine by its own."""
    kind, _, who = by.partition(":")
    part = known(here.say, "coat_part", what)
    return f"{part}: {name_of(here.project, who) if kind == 'person' else by}"


def box_of(coat: CoatRecord) -> Box:
    """The box of a coat: x, y, width, height in pixels of the upright photo."""
    x, y, width, height = (
        float(str(coat.region.get(name, 0))) for name in ("x", "y", "width", "height")
    )
    return x, y, width, height

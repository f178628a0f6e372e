"""A new skin: its photos, the coat outlined and corrected, the search, and what to do next.

Everything a person can correct (outline, flank, species) is corrected before the search and locked
by it: a flank chosen to suit a match would be no evidence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from embeddings.coat import Region
from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.parts.outline import Box, dragged_box, draw_outline
from workbench.dashboard.pictures import source
from workbench.dashboard.searching import search_step
from workbench.dashboard.states import empty, simulated, told
from workbench.dashboard.words import known
from workbench.services.acting import MATCHING
from workbench.services.skins import add_skin, correct_coat
from workbench.store import CoatRecord
from workbench.views import skins
from workbench.views.people import name_of

SPECIES = ("Panthera pardus", "Panthera tigris", "Panthera uncia", "Neofelis nebulosa", "")
FLANKS = ("left", "right", "both", "unknown")
SUFFIXES = ("jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "webp", "bmp")


def draw(here: Here) -> None:
    """Draw the page."""
    asked = here.address.get("skin", "")
    skin = skins.skin(here.project, here.reader, asked) if asked else None
    if asked and skin is None:
        empty(here.say, "new_skin.unknown")
        return
    if skin is None:
        st.title(here.say("new_skin.title"))
        _upload(here, None)
        return
    if skin.simulated or (skin.search is not None and skin.search.answer.get("simulated")):
        simulated(here.say)
    st.title(f"{skin.id} {skin.exhibit}".strip())
    _about(here, skin)
    # Before the search the coat is what matters, after it the answer.
    for step in (search_step, _coats) if skin.locked else (_coats, search_step):
        step(here, skin)
    if not skin.locked and here.reader.roles & set(MATCHING):
        with st.expander(here.say("new_skin.more_photos"), icon=":material/add_a_photo:"):
            _upload(here, skin)


@dataclass(frozen=True, slots=True)
class _Form:
    """What was filled in: photos by name and bytes, and what is said of them."""

    photos: tuple[tuple[str, bytes], ...]
    species: str
    flank: str
    exhibit: str
    seizure: str
    device: str
    original: bool


def _upload(here: Here, skin: skins.Skin | None) -> None:
    """Take photos in: a new skin, or more photos of one."""
    say = here.say
    if not here.reader.roles & set(MATCHING):
        st.info(say("new_skin.not_yours"))
        return
    st.markdown(say("new_skin.lead"))
    form = _filled(here, skin)
    if form is None:
        return
    if not form.photos:
        st.warning(say("new_skin.no_photo"))
        return
    with told(), st.spinner(say("new_skin.looking")):
        added = add_skin(
            here.project,
            here.reader.person,
            form.photos,
            skin=skin.id if skin else None,
            species=form.species,
            flank=form.flank,
            exhibit=form.exhibit,
            seizure=form.seizure or None,
            device=form.device,
            original=form.original,
            clock=here.clock,
        )
        st.session_state[f"rejects_{added.skin}"] = [str(reject) for reject in added.rejects]
        here.go("new-skin", skin=added.skin)


def _filled(here: Here, skin: skins.Skin | None) -> _Form | None:
    """The form; its contents once it was sent."""
    say, exhibit, seizure = here.say, "", ""
    with st.form(f"upload_{skin.id if skin else 'new'}", border=True):
        photos = st.file_uploader(
            say("new_skin.photos"), type=list(SUFFIXES), accept_multiple_files=True
        )
        species = st.selectbox(
            say("new_skin.species"),
            SPECIES,
            format_func=lambda name: name or say("new_skin.species_unknown"),
        )
        flank = st.radio(
            say("new_skin.flank"),
            FLANKS,
            index=3,
            horizontal=True,
            format_func=lambda name: say(f"flank.{name}"),
            help=say("new_skin.flank_help"),
        )
        if skin is None:
            exhibit = st.text_input(say("new_skin.exhibit"), placeholder="EX-0001")
            seizure = st.text_input(say("new_skin.seizure"), placeholder="SZ-2026-001")
        device = st.text_input(say("new_skin.device"), placeholder=say("new_skin.device_hint"))
        copy = st.checkbox(say("new_skin.copy"))
        if not st.form_submit_button(say("new_skin.keep"), type="primary"):
            return None
    return _Form(
        tuple((photo.name, photo.getvalue()) for photo in photos),
        species or "",
        flank or "unknown",
        exhibit.strip(),
        seizure.strip(),
        device.strip(),
        original=not copy,
    )


def _about(here: Here, skin: skins.Skin) -> None:
    say = here.say
    parts = [skin.species or say("new_skin.species_unknown")]
    st.caption(" · ".join(parts))
    if skin.seizure:
        here.link("network", skin.seizure, icon=":material/hub:", focus=skin.seizure)
    for reject in st.session_state.get(f"rejects_{skin.id}", ()):
        st.warning(reject, icon=":material/block:")


def _coats(here: Here, skin: skins.Skin) -> None:
    say = here.say
    st.subheader(say("new_skin.coats"))
    st.caption(say("new_skin.locked" if skin.locked else "new_skin.free"))
    for photo in skin.photos:
        for coat in photo.coats:
            _coat(here, skin, photo, coat)
        if not photo.coats:
            empty(say, "new_skin.no_coat")


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
    changed = flank != coat.flank or (species or "") != coat.species
    if changed and st.button(say("new_skin.correct"), key=f"correct_{coat.id}"):
        _correct(here, coat, flank=flank, species=species or "")


def _correct(
    here: Here,
    coat: CoatRecord,
    *,
    box: Box | None = None,
    flank: str | None = None,
    species: str | None = None,
) -> None:
    with told(), st.spinner(here.say("new_skin.looking")):
        correct_coat(
            here.project,
            here.reader.person,
            coat.id,
            species=species,
            flank=flank,
            box=Region(*box) if box else None,
            clock=here.clock,
        )
        st.rerun()


def _quality(here: Here, quality: Mapping[str, object]) -> None:
    say = here.say
    grade = str(quality.get("grade", ""))
    st.markdown(f"{say('new_skin.quality')}: **{known(say, 'quality', grade)}**")
    reasons = quality.get("reasons")
    for reason in reasons if isinstance(reasons, Sequence) and not isinstance(reasons, str) else ():
        st.markdown(f"- {reason}")


def _fixed(here: Here, what: str, by: str) -> str:
    """Who or what fixed a part of a coat: a colleague by name, a machine by its own."""
    kind, _, who = by.partition(":")
    return f"{what}: {name_of(here.project, who) if kind == 'person' else by}"


def box_of(coat: CoatRecord) -> Box:
    """The box of a coat: x, y, width, height in pixels of the upright photo."""
    x, y, width, height = (
        float(str(coat.region.get(name, 0))) for name in ("x", "y", "width", "height")
    )
    return x, y, width, height


PAGE = Page("new-skin", "add_photo_alternate", draw, place=2)

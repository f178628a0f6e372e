"""A new skin: its photos, the coat outlined and corrected, the search, and what to do next.

A person says first whether it is a coat of that species at all, and corrects what the coats say;
the search locks all of it.
"""

from dataclasses import dataclass

import streamlit as st

from workbench.dashboard.among_skins import among_skins_step
from workbench.dashboard.authenticity import authenticity_step
from workbench.dashboard.coats import FLANKS, SPECIES, coats_step
from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.searching import search_step
from workbench.dashboard.states import empty, simulated, told
from workbench.dashboard.toolkit import drop_files
from workbench.services.acting import MATCHING
from workbench.services.skins import add_skin
from workbench.views import skins

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
    if skin.locked:
        _answers(here, skin, ready=authenticity_step(here, skin))
        coats_step(here, skin)
    else:
        ready = authenticity_step(here, skin)
        coats_step(here, skin)
        _answers(here, skin, ready=ready)
    if not skin.locked and here.reader.roles & set(MATCHING):
        with st.expander(here.say("new_skin.more_photos"), icon=":material/add_a_photo:"):
            _upload(here, skin)


def _answers(here: Here, skin: skins.Skin, *, ready: bool) -> None:
    """What the searches gave; the button for them where one may be made."""
    search_step(here, skin, ready=ready)
    among_skins_step(here, skin)


@dataclass(frozen=True, slots=True)
class _Form:
    """What was filled in: photos by name and bytes, and what is said of them."""

    photos: tuple[tuple[str, bytes], ...]
    species: str
    flank: str
    exhibit: str
    seizure: str
    offer: str
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
            offer=form.offer or None,
            device=form.device,
            original=form.original,
            clock=here.clock,
        )
        st.session_state[f"rejects_{added.skin}"] = [str(reject) for reject in added.rejects]
        here.go("new-skin", skin=added.skin)


def _filled(here: Here, skin: skins.Skin | None) -> _Form | None:
    """The form; its contents once it was sent."""
    say, exhibit, seizure, offer = here.say, "", "", ""
    with st.form(f"upload_{skin.id if skin else 'new'}", border=True):
        photos = drop_files(say, say("new_skin.photos"), SUFFIXES, "photos")
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
            offer = st.text_input(say("new_skin.offer"), placeholder="OFR-0001")
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
        offer.strip(),
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


PAGE = Page(
    "new-skin", "add_photo_alternate", draw, place=2, menu=frozenset({"analyst", "investigator"})
)

"""The frame around every page: who is here, the menu, the search field, the marks that stay.

Streamlit runs this at every rerun. The session is checked first, each time: a page that is still
open after its person signed out shows the door and does nothing else.
"""

import logging
import secrets
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.dashboard.door import Page, landing, pages
from workbench.dashboard.doors import language_of
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.guard import COOKIE
from workbench.dashboard.here import Here
from workbench.dashboard.keys import begin_keys, keys_button
from workbench.dashboard.parts.kit import component, kit_folder
from workbench.dashboard.running import running
from workbench.dashboard.states import failed
from workbench.dashboard.toolkit import speak_for_the_toolkit
from workbench.dashboard.words import LANGUAGES, Say, speak
from workbench.store.reader import Reader

LOG = logging.getLogger("kedrovka.dashboard")


def run() -> None:
    """Draw the page at this address for the person at this socket."""
    st.set_page_config(page_title="Kedrovka", page_icon=kit_folder() / "paw.svg", layout="wide")
    served = running()
    cookies = st.context.cookies
    say = speak(language_of(cookies, st.context.headers.get("accept-language", "")))

    def present() -> Reader | None:
        return Entrance(served).reader_of(cookies.get(COOKIE, ""))

    reader = present()
    if reader is None:
        _signed_out(say)
        return
    mine = [page for page in pages() if page.for_whom(reader.roles)]
    menu, chosen = _menu(mine, reader, say)
    here = Here(
        project=served.project,
        reader=reader,
        say=say,
        clock=served.clock,
        address=dict(st.query_params),
        pages=menu,
        present=present,
    )
    st.html(kit_folder() / "frame.css")
    speak_for_the_toolkit(say)
    component("watch", "<span></span>")(key="watch")
    begin_keys()
    beside_the_name = _head(here)
    chosen.draw(here)
    with beside_the_name:
        keys_button(here)
    _foot(here, chosen.path)


def broken(error: Exception) -> bool:
    """Answer a broken program: the trace goes to the log, the person gets a number to name."""
    reference = secrets.token_hex(3).upper()
    LOG.error("reference %s", reference, exc_info=error)
    say = speak(language_of(st.context.cookies))
    failed(say("frame.broken"), say("frame.broken_next", reference=reference))
    return True


def _menu(mine: Sequence[Page], reader: Reader, say: Say) -> tuple[Mapping[str, Any], Page]:
    # The default page lives at "/", under which a second address would not be found: so "/" is a
    # page of its own that only leads on.
    door_mat = st.Page(_drawn_by_the_frame, title="Kedrovka", default=True, visibility="hidden")
    as_streamlit = {
        page.path: st.Page(
            _drawn_by_the_frame,
            title=say(f"{page.path.replace('-', '_')}.title"),
            icon=f":material/{page.icon}:",
            url_path=page.path,
            visibility="visible" if page.is_door_of(reader.roles) else "hidden",
        )
        for page in mine
    }
    at = st.navigation([door_mat, *as_streamlit.values()], position="top")
    if at == door_mat:
        st.switch_page(as_streamlit[landing(reader.roles, mine)])
    path = next(path for path, page in as_streamlit.items() if page is at or page == at)
    return as_streamlit, next(page for page in mine if page.path == path)


def _drawn_by_the_frame() -> None:
    """Streamlit wants a callable for a page; the frame draws it, with what it knows by then."""


def _head(here: Here) -> DeltaGenerator:
    """Search field, name, and the place for the list of keys, which the page fills."""
    search, person, keys = st.columns([12, 7, 3], vertical_alignment="center")
    with search:
        sought = st.text_input(
            here.say("frame.search"),
            key="frame_search",
            placeholder=here.say("frame.search_hint"),
            label_visibility="collapsed",
            icon=":material/search:",
        )
    with person:
        name = escape(Entrance(running()).name_of(here.reader.person))
        st.html(
            f'<p class="kedrovka-person"><span>{name}</span> '
            f'<a href="/logout" target="_self">{escape(here.say("frame.sign_out"))}</a></p>'
        )
    # A search leaves the page it was typed on; typing the same again there does nothing.
    if sought and sought != st.session_state.get("frame_sought") and "found" in here.pages:
        st.session_state["frame_sought"] = sought
        here.go("found", q=sought)
    return keys


def _foot(here: Here, path: str) -> None:
    back = quote(f"/{path}?{urlencode(dict(st.query_params))}", safe="")
    languages = " ".join(
        f'<a href="/language?to={code}&amp;next={back}" target="_self">{escape(spoken)}</a>'
        for code, spoken in LANGUAGES.items()
    )
    st.html(f'<footer class="kedrovka-foot">{escape(here.say("frame.foot"))} {languages}</footer>')


def _signed_out(say: Say) -> None:
    st.markdown(f"### {say('frame.signed_out')}")
    st.html(f'<a href="/login" target="_self">{escape(say("door.sign_in_title"))}</a>')

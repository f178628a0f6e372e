"""The few words that Streamlit says itself, in English only, said by our catalogue instead.

They stand in its own elements (the rest of the menu, a place to drop files), where no argument
reaches them: the style sheet takes them away and puts ours there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from workbench.dashboard.words import Say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["drop_files", "speak_for_the_toolkit"]

_MENU = '[data-testid="stTopNavSection"] p'
_BUTTON = '[data-testid="stFileUploaderDropzone"] [data-testid^="stBaseButton"] p'
_LIMITS = '[data-testid="stFileUploaderDropzoneInstructions"] span'


def speak_for_the_toolkit(say: Say) -> None:
    """Draw the style that says the words of every page."""
    st.html(f"<style>{_instead(_MENU, say('frame.more_pages'))}"
            f"{_instead(_BUTTON, say('frame.choose_files'))}</style>")  # fmt: skip


def drop_files(
    say: Say, label: str, suffixes: Collection[str], key: str, *, many: bool = True
) -> Sequence[UploadedFile]:
    """A place to drop files into; which ones and how large is said in the reader's language."""
    most = int(st.get_option("server.maxUploadSize"))
    told = say("frame.files_taken", most=most, kinds=", ".join(suffixes).upper())
    with st.container(key=f"drop-{key}"):
        st.html(f"<style>{_instead(f'.st-key-drop-{key} {_LIMITS}', told)}</style>")
        if many:
            return st.file_uploader(label, list(suffixes), accept_multiple_files=True, key=key)
        one = st.file_uploader(label, list(suffixes), key=key)
        return [] if one is None else [one]


def _instead(selector: str, words: str) -> str:
    """The rule that hides the words of an element and shows others in their place."""
    return (
        f"{selector} {{ font-size: 0 !important; }} "
        f"{selector}::after {{ content: {_quoted(words)}; font-size: .875rem; }}"
    )


def _quoted(words: str) -> str:
    # A string of CSS as one of JSON: nothing of it can end the style or the string.
    return json.dumps(words, ensure_ascii=False).replace("<", "\\3c ")

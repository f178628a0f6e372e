"""The four states that every view has, and the marks that stay on every page.

Empty says what to do next, working shows progress and a stop, failed is a sentence and its remedy,
full is the page itself. Colour never stands alone: each has its icon and its words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from workbench.dashboard.words import Say
from workbench.services.refusal import as_refusal


def empty(say: Say, key: str) -> None:
    """Nothing is here yet, and what to do about it (`key` and `key_next` of the catalogue)."""
    with st.container(border=True):
        st.markdown(f"**{say(key)}**")
        st.markdown(say(f"{key}_next"))


def simulated(say: Say) -> None:
    """The mark of data that is rendered or invented."""
    st.html(f'<p class="kedrovka-simulated" role="note">◇ {escape(say("frame.simulated"))}</p>')


def standing(sentence: str) -> None:
    """A sentence that stays on its page: what a figure there is not."""
    st.html(f'<p class="kedrovka-standing">{escape(sentence)}</p>')


def failed(reason: str, remedy: str) -> None:
    """What could not be done, and the way out."""
    st.error(f"{_sentence(reason)} {_sentence(remedy)}".strip(), icon=":material/error:")


@contextmanager
def told() -> Iterator[None]:
    """Show a refusal of any room as its two sentences; a broken program goes on to the log."""
    try:
        yield
    except Exception as error:
        refusal = as_refusal(error)
        if refusal is None:
            raise
        failed(refusal.reason, refusal.remedy)


def _sentence(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    whole = text[0].upper() + text[1:]
    return whole if whole.endswith((".", "!", "?", "。")) else f"{whole}."

"""Which keys do something on the page that is drawn: each part says its own, `?` lists them all.

A part registers its keys where it is drawn, so the list holds what works on this page and nothing
else. What works everywhere stands here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.kit import component
from workbench.dashboard.words import Say

__all__ = ["EVERYWHERE", "Keys", "begin_keys", "in_one_line", "keys_button", "keys_here", "offer"]

_HERE = "keys_here"
HTML = """
<div class="list">
  <button type="button" class="open" aria-haspopup="dialog"></button>
  <dialog aria-labelledby="keys-title">
    <h2 id="keys-title"></h2>
    <div class="parts"></div>
    <form method="dialog"><button class="close" autofocus></button></form>
  </dialog>
</div>
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one part of a page.

    part: the sentence that names it. lines: keys as they are printed (`Ctrl+Enter`; several ways
    apart by a space), and the sentence of what they do.
    """

    part: str
    lines: tuple[tuple[str, str], ...]


EVERYWHERE = Keys(
    "keys.everywhere",
    (
        ("?", "keys.this_list"),
        ("/", "keys.search"),
        ("Tab Shift+Tab", "keys.walk"),
        ("Enter Space", "keys.press"),
        ("Ctrl+Enter", "keys.keep"),
        ("Esc", "keys.close_what"),
    ),
)


def begin_keys() -> None:
    """Forget what the page before had; the frame calls it before it draws one."""
    st.session_state[_HERE] = {}


def offer(keys: Keys) -> None:
    """Say that these keys do something on the page that is being drawn; again is no error."""
    st.session_state.setdefault(_HERE, {})[keys.part] = keys


def keys_here() -> Sequence[Keys]:
    """What was offered on this page, in its order, then what works everywhere."""
    return (*st.session_state.get(_HERE, {}).values(), EVERYWHERE)


def in_one_line(say: Say, keys: Keys) -> str:
    """The keys of a part as one sentence, for whoever hears the part instead of seeing it."""
    return "; ".join(f"{key}: {say(sentence)}" for key, sentence in keys.lines)


def keys_data(say: Say, offered: Sequence[Keys]) -> Mapping[str, Any]:
    """What is sent to the browser: words only, in the reader's language."""
    return {
        "title": say("keys.title"),
        "close": say("keys.close"),
        "parts": [
            {
                "name": say(one.part),
                "lines": [{"keys": keys.split(" "), "does": say(does)} for keys, does in one.lines],
            }
            for one in offered
        ],
    }


def keys_button(here: Here) -> None:
    """The button beside the person's name, which opens the list as `?` does."""
    component("keys", HTML)(key="keys", data=keys_data(here.say, keys_here()))

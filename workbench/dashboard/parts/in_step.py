"""Fields and the address keep in step: neither a quick hand nor the way back is overruled.

A field whose beginning is taken from the address on every run becomes another field as soon as the
address changes, and what was picked in the old one meanwhile is lost. So fields have keys, and the
address is taken up only where it was changed elsewhere.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

import streamlit as st

from workbench.dashboard.here import Here

__all__ = ["in_step"]

Value = TypeVar("Value")


def in_step(
    here: Here,
    room: str,
    name: str,
    begins: Value,
    written: Callable[[Value], str],
    among: Collection[object] | None = None,
) -> str:
    """The key under which to draw the field of a parameter; the field is drawn without a value.

    room: the page, because two may have parameters of one name. begins: what the address says, as
    the field's value; written: a value as the address has it. among: all that may be chosen; what
    is no longer among it is given up for what the address says.

    The field begins with the address. Later the address is taken up when it was changed elsewhere,
    by a link or the way back; what a person has just changed in the field stands, even where the
    address is still the one before.
    """
    state, key = st.session_state, f"{room}-asked-{name}-{here.say('frame.code')}"
    agreed = f"{key}-agreed"
    if key not in state or not _may(state[key], among):
        state[key] = begins
    else:
        held = written(state[key])
        if held == state.get(agreed) and held != written(begins):
            state[key] = begins
    state[agreed] = written(state[key])
    return key


def _may(value: object, among: Collection[object] | None) -> bool:
    if among is None:
        return True
    chosen = value if isinstance(value, list | tuple) else [value]
    return all(one in among for one in chosen)

"""Fields above a list, whose choices stand in the address, and the list a page at a time.

Each field begins with what the address says, and `keep` writes back what was chosen: a filtered
list can be sent to a colleague, and the way back leads to it.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.dashboard.here import Here
from workbench.dashboard.parts.in_step import in_step
from workbench.views.finding import folded

__all__ = [
    "Filter",
    "fields_in_a_row",
    "first_of",
    "leaf_through",
    "letters_in",
    "number_in",
    "page_of",
]

_BETWEEN = "|"
Row = TypeVar("Row")


class Filter:
    """The fields of one list. What was chosen is in `asked`, by the name of its parameter."""

    def __init__(self, here: Here, room: str) -> None:
        """room: the page, for the keys of its fields."""
        self._here, self._room = here, room
        self.asked: dict[str, str] = {}

    def letters(self, column: DeltaGenerator, name: str, label: str) -> str:
        """A field for a word; what was typed, folded for comparison."""
        begins = self._here.address.get(name, "")
        typed = column.text_input(label, key=in_step(self._here, self._room, name, begins, str))
        self.asked[name] = typed
        return folded(typed).strip()

    def some(
        self,
        column: DeltaGenerator,
        name: str,
        label: str,
        options: Sequence[str],
        called: Callable[[str], str],
    ) -> list[str]:
        """A field for any number of options; none chosen stands for all."""
        given = self._here.address.get(name, "").split(_BETWEEN)
        begins = [one for one in given if one in options]
        chosen = column.multiselect(
            label,
            options,
            key=in_step(self._here, self._room, name, begins, _BETWEEN.join, options),
            format_func=called,
            placeholder=self._here.say("rows.any"),
        )
        self.asked[name] = _BETWEEN.join(chosen)
        return chosen

    def one(
        self,
        column: DeltaGenerator,
        name: str,
        label: str,
        options: Sequence[str],
        called: Callable[[str], str],
    ) -> str:
        """A field for one of some options; the first is the one without a word in the address."""
        given = self._here.address.get(name, "")
        begins = given if given in options else options[0]
        chosen = column.selectbox(
            label,
            options,
            key=in_step(self._here, self._room, name, begins, str, options),
            format_func=called,
        )
        self.asked[name] = chosen if chosen != options[0] else ""
        return chosen

    def keep(self) -> bool:
        """Write what was chosen into the address, at the list's beginning; whether it is new."""
        address = self._here.address
        new = any(address.get(name, "") != value for name, value in self.asked.items())
        if new:
            self._here.stay(**self.asked, **{"from": None})
        return new


def fields_in_a_row(room: str, count: int, *, wide: bool = False) -> list[DeltaGenerator]:
    """Places for so many fields, each as wide as what is chosen in it; a narrow window wraps them.

    room: where, for the row's look (`frame.css`). wide: for choices in more words than two or
    three.
    """
    with st.container(key=f"fields-{'wide' if wide else 'short'}-{room}"):
        return st.columns(count, vertical_alignment="bottom")


def letters_in(letters: str, *texts: str) -> bool:
    """Whether the folded letters stand in any of some texts; no letters stand everywhere."""
    return not letters or any(letters in folded(text) for text in texts)


def page_of(here: Here, rows: Sequence[Row], at_once: int, beside: str = "") -> Sequence[Row]:
    """The rows from where the address says, with which of how many, and ways before and after.

    beside: what is said after the count.
    """
    first = first_of(here, len(rows))
    leaf_through(here, first, at_once, len(rows), beside=beside)
    return rows[first : first + at_once]


def first_of(here: Here, total: int, where: str = "from") -> int:
    """Where a list of so many begins by a parameter of the address; at most at the last."""
    return min(number_in(here.address.get(where, ""), 0), max(total - 1, 0))


def number_in(written: str, otherwise: int) -> int:
    """A number of an address; `otherwise` where it is none (²) or longer than any that is meant."""
    return int(written) if written.isdecimal() and len(written) <= 9 else otherwise


def leaf_through(
    here: Here,
    first: int,
    at_once: int,
    total: int,
    *,
    where: str = "from",
    chosen: str = "",
    beside: str = "",
) -> None:
    """Which of how many are shown, and buttons to those before and after, through the address.

    where: the parameter that says where the list begins; chosen: one that names a row of what is
    left. beside: what is said after the count.
    """
    say, last = here.say, min(first + at_once, total)
    # One row that wraps: in columns a button beside a panel was cut to its first letter.
    row = st.container(horizontal=True, vertical_alignment="center")
    shown = say("rows.shown", first=first + 1, last=last, count=total)
    row.caption(f"{shown} · {beside}" if beside else shown)
    goal = None
    if first and row.button(say("rows.before"), key=f"{where}_before"):
        goal = first - at_once
    if last < total and row.button(say("rows.after"), key=f"{where}_after"):
        goal = last
    if goal is not None:
        left = {chosen: None} if chosen else {}
        here.stay(**{where: str(goal) if goal > 0 else None}, **left)
        st.rerun()

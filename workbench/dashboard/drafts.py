"""A form that loses nothing: what was begun comes back with a word, and goes at a click.

The browser sends what a form holds while it is being filled (`kit/drafts.mjs`); it is kept in the
project for its author alone. Nothing here says *saved*: only the form's own button saves.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from cases.statement import framed_digest
from workbench.dashboard.here import Here
from workbench.dashboard.parts.kit import component
from workbench.services.drafting import close_draft
from workbench.views.drafts import DraftRow, draft, drafts

__all__ = ["Draft", "begun", "drafted", "form_named", "still_begun"]

HTML = "<span></span>"


@dataclass(slots=True)
class Draft:
    """One form while it is filled. Each method gives the key under which a field is drawn.

    A field that is drawn for the first time begins with what was entered before, else blank.
    """

    here: Here
    name: str
    turn: int
    held: DraftRow | None
    blank: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)

    def text(self, name: str, blank: str = "") -> str:
        """The key of a field of words."""
        return self._begin(name, blank, self._before(name) or blank)

    def number(self, name: str, low: float, high: float, blank: float) -> str:
        """The key of a number between two; whole where `blank` is."""
        try:
            there = float(self._before(name) or blank)
        except ValueError:
            there = blank
        there = min(max(there, low), high)
        return self._begin(name, str(blank), int(there) if isinstance(blank, int) else there)

    def choice(
        self,
        name: str,
        options: Sequence[str],
        told: Callable[[str], str],
        blank: str | None = None,
        *,
        free: bool = False,
    ) -> str:
        """The key of a choice; told: an option in the words of the page.

        free: whether words of one's own may be written instead.
        """
        self.choices[name] = {told(option): option for option in options}
        there = self._before(name)
        known = there in options or (free and bool(there))
        return self._begin(name, blank or "", there if known else blank)

    def close(self) -> None:
        """What was begun has been kept as a record, or is thrown away; the form begins anew."""
        here = self.here
        close_draft(here.project, here.reader.person, self.name, self.turn, clock=here.clock)

    def _before(self, name: str) -> str:
        return self.held.fields.get(name, "") if self.held else ""

    def _begin(self, name: str, blank: str, value: object) -> str:
        key = f"{self.name}-t{self.turn}--{name}"
        self.blank[name] = blank
        if key not in st.session_state:
            st.session_state[key] = value
        return key


def begun(here: Here, name: str) -> bool:
    """Whether the reader has begun the form `name` and not kept it."""
    held = draft(here.project, here.reader, name)
    return held is not None and bool(held.fields)


def form_named(kind: str, *about: str) -> str:
    """The name of a form about something whose own name is long, or must not stand on the page."""
    return f"{kind}-{framed_digest(about)[:16]}"


def still_begun(here: Here) -> None:
    """What the reader has begun on any page and not kept, with the way back; nothing for none."""
    say, waiting = here.say, drafts(here.project, here.reader)
    if not waiting:
        return
    st.subheader(say("drafts.heading"))
    for one in waiting:
        address = urlsplit(one.address)
        path = address.path.strip("/")
        if path not in here.pages:
            continue
        title = say(f"{path.replace('-', '_')}.title")
        label = say("drafts.one", page=title, at=f"{one.at:%Y-%m-%d %H:%M UTC}")
        asked = {name: value for name, value in parse_qsl(address.query) if name.isidentifier()}
        here.link(path, label, icon=":material/edit_note:", **asked)


@contextmanager
def drafted(here: Here, name: str) -> Iterator[Draft]:
    """Around a form: what comes back is told above it, with a click that throws it away."""
    held = draft(here.project, here.reader, name)
    found = Draft(here, name, held.turn if held else 0, held)
    if held is not None and held.fields:
        _told(found, held)
    with st.container(key=f"draft-{name}-t{found.turn}"):
        yield found
    component("drafts", HTML)(
        key=f"drafting-{name}-t{found.turn}",
        data={
            "name": name,
            "turn": found.turn,
            "blank": found.blank,
            "choices": found.choices,
            "fields": dict(held.fields) if held else {},
        },
    )


def _told(found: Draft, held: DraftRow) -> None:
    say = found.here.say
    at = f"{held.at:%Y-%m-%d %H:%M UTC}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/edit_note: {say('drafts.restored', at=at)}", width="content")
        away = st.button(
            say("drafts.discard"), key=f"discard-{found.name}", icon=":material/delete:"
        )
    if away:
        found.close()
        st.rerun()

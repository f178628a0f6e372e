"""What a page is given: the project, who reads, in which language, at which address.

An address is a page and its query parameters; everything a page shows follows from them and the
reader, so that it can be reopened and sent to a colleague, who sees what their clearance allows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NoReturn

import streamlit as st

from workbench.dashboard.words import Say
from workbench.project import Project
from workbench.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Here:
    """One person at one address at one moment.

    pages: the pages by path as Streamlit knows them, for links that stay in the socket. present:
    asks who the session belongs to at this moment, None once it is over.
    """

    project: Project
    reader: Reader
    say: Say
    clock: Callable[[], datetime]
    address: Mapping[str, str]
    pages: Mapping[str, Any]
    present: Callable[[], Reader | None]

    def now(self) -> "Here":
        """The same with what the reader may see now: for parts that are redrawn without the frame.

        Where the session is over, the frame is drawn instead, which shows the door.
        """
        reader = self.present()
        if reader is None:
            st.rerun(scope="app")
        return replace(self, reader=reader)

    def link(self, path: str, label: str, *, icon: str | None = None, **address: str) -> None:
        """Draw a link to another address; plain text where the page is not for this person."""

        if path in self.pages:
            st.page_link(self.pages[path], label=label, icon=icon, query_params=address or None)
        else:
            st.markdown(label)

    def go(self, path: str, **address: str) -> NoReturn:
        """Leave for another address at once."""

        st.switch_page(self.pages[path], query_params=address or None)

    def stay(self, **address: str | None) -> None:
        """Write what the person chose into the address; None takes a parameter out."""

        for name, value in address.items():
            if value:
                st.query_params[name] = value
            elif name in st.query_params:
                del st.query_params[name]

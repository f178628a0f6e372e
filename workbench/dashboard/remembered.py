"""What was counted a moment ago for this person and cannot have changed since.

Everything a view shows follows from the store and the reader. As long as the last row of the audit
and the reader are the same, so is the answer: it is kept in the person's own socket, by both.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from workbench.dashboard.here import Here
from workbench.views.audit import head

MOST = 40
Answer = TypeVar("Answer")


def remembered(here: Here, name: str, about: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer of `ask`, or what it answered before where nothing was written since.

    name, about: what is asked; both together are the question.
    """
    state = (head(here.project, here.reader).seq, here.reader)
    kept = st.session_state.get("remembered")
    if kept is None or kept[0] != state:
        kept = (state, {})
        st.session_state["remembered"] = kept
    answers: dict[tuple[str, Hashable], Answer] = kept[1]
    if (name, about) not in answers:
        if len(answers) >= MOST:
            answers.pop(next(iter(answers)))
        answers[name, about] = ask()
    return answers[name, about]

"""How firm a lead of the machine is, so that a leaning is never taken for a firm one.

A firm lead is filled and outlined, a leaning hatched and dashed in another colour; each bears its
word, so that neither print nor colour-blind eyes lose it. How often a lead is wrong stands in its
own sentence.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import called, escaped
from workbench.dashboard.words import known
from workbench.services.answers import lead_word

UNDECIDED = "cannot_tell"
LEANING = "leaning_"


def firmness(word: str) -> str:
    """firm, leaning, or open where the lead decides nothing. word: as `lead_word` gives it."""
    if word in ("", UNDECIDED, "uncalibrated"):
        return "open"
    return "leaning" if word.startswith(LEANING) else "firm"


def badge(here: Here, word: str) -> str:
    """A lead's word as HTML: firm or leaning, then what it says; empty without a lead."""
    say, kind = here.say, firmness(word)
    if not word:
        return ""
    verdict = known(say, "verdict", word.removeprefix(LEANING)).lower()
    mark = "" if kind == "open" else f"<b>{escape(say(f'firmness.{kind}'))}</b> "
    return f'<span class="kedrovka-firmness {kind}">{mark}{escape(verdict)}</span>'


def lead_block(
    here: Here, lead: Mapping[str, object], captions: Mapping[str, str], *, tag: str = "p"
) -> None:
    """A stored lead: how firm it is, its sentence with the rate of error, and what a leaning is.

    tag: the HTML element of its head, h3 where it is the heading of what follows.
    """
    word = lead_word(lead)
    head = f"{escape(here.say('firmness.machine'))} {badge(here, word)}"
    st.html(f'<{tag} class="kedrovka-lead">{head}</{tag}>')
    st.markdown(escaped(called(here.say, lead, captions)))
    if firmness(word) == "leaning":
        st.markdown(f":material/warning: {here.say('firmness.leaning_means')}")

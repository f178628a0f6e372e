"""Below a pair: what its number is made of, and the controls that must find nothing.

Shown only where the store lets this reader see the comparison; the pictures come from the same
questions, asked again for each, under /pair-picture.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.marks import Drawn, Mark, Side
from workbench.dashboard.retold import retold
from workbench.dashboard.states import told
from workbench.services.contributing import contributions_in, made_of
from workbench.services.explaining import (
    LAID_OVER,
    STRIP_CANDIDATE,
    STRIP_QUERY,
    Explanation,
    controlled,
    explained,
)
from workbench.views.pairs import Pair

Row = tuple[str, str, str, str, str]
"""A line of the table: words, then figures as text, the share in log10 units last."""


def picture_source(skin: str, animal: str, name: str, comparison: str) -> str:
    """The address of one picture of a pair; `comparison` makes a new one where it was made anew."""
    asked = urlencode({"skin": skin, "animal": animal, "of": comparison})
    return f"/pair-picture/{name}?{asked}"


def drawn_beside(here: Here, pair: Pair, query: str, candidate: str) -> Drawn | None:
    """Strips and the bent candidate for the photo pair; None before they may be seen.

    query, candidate: captions of the strips.
    """
    if pair.withheld or not pair.marks:
        return None
    with told(), st.spinner(here.say("sceptic.drawing")):
        found = explained(here.project, here.reader, pair.skin, pair.individual)
        # The same marks in the same order, or none: a mark must not jump to another when looked at.
        if found is not None and len(found.marks) == len(pair.marks):
            return _drawn(here, pair, found, (query, candidate))
    return None


def sceptic_block(here: Here, pair: Pair) -> None:
    """What the number is made of, then the controls."""
    if pair.withheld:
        return
    say = here.say
    st.subheader(say("sceptic.title"))
    _made_of(here, pair)
    with told():
        with st.spinner(say("sceptic.working")):
            found = controlled(here.project, here.reader, pair.skin, pair.individual)
        if found is None:
            return
        st.markdown(f"**{say('sceptic.controls')}**")
        st.caption(say("sceptic.controls_why"))
        for place, control in zip(st.columns(2, gap="large"), found.controls, strict=True):
            with place:
                warns = ":material/warning:" if control.warns else ":material/check:"
                st.markdown(f"{warns} **{say(f'sceptic.{control.name}')}**")
                sentence = retold(say, control.sentence)
                st.markdown(sentence)
                src = picture_source(pair.skin, pair.individual, control.name, pair.comparison)
                _picture(src, sentence)


def _drawn(here: Here, pair: Pair, found: Explanation, captions: tuple[str, str]) -> Drawn:
    def source(name: str) -> str:
        return picture_source(pair.skin, pair.individual, name, found.comparison)

    def strip(name: str, caption: str) -> Side:
        size = found.pictures[name].width, found.pictures[name].height
        whole = (0.0, 0.0, float(size[0]), float(size[1]))
        return Side(source(name), "", *size, whole, here.say("sceptic.strip", of=caption))

    return Drawn(
        (strip(STRIP_QUERY, captions[0]), strip(STRIP_CANDIDATE, captions[1])),
        [Mark((a, b), (c, d), kind) for a, b, c, d, kind in found.marks],
        (source(LAID_OVER), found.box) if LAID_OVER in found.pictures else None,
    )


def _made_of(here: Here, pair: Pair) -> None:
    say = here.say
    st.markdown(f"**{say('sceptic.made_of')}**")
    apart = contributions_in(pair.candidate)
    if apart is None:
        st.caption(say("sceptic.not_kept"))
        return
    printed = made_of(apart)
    last = say("sceptic.units")
    head = [say(f"sceptic.{name}") for name in ("score", "here", "average", "weight")] + [last]
    blank = ("", "", "")
    parts: list[Row] = [(retold(say, row[0]), *row[1:]) for row in printed.rows]
    rows = [(say("sceptic.start"), *blank, printed.start), *parts]
    ends = [(say("sceptic.raw"), *blank, printed.raw)]
    if printed.cut:
        why = f": {retold(say, printed.reason)}" if printed.reason else ""
        ends.append((say("sceptic.cut") + why, *blank, printed.cut))
        ends.append((say("sceptic.bounded"), *blank, printed.bounded))
    st.html(_table(head, rows, ends))
    note = say("sceptic.made_of_why")
    if printed.photos > 1:
        note += " " + say("sceptic.photos", count=printed.photos)
    st.caption(note)


def _table(head: Sequence[str], rows: Sequence[Row], ends: Sequence[Row]) -> str:
    """A table whose last lines are the sum; a bar beside each share says for or against."""

    def line(row: Row, kind: str, *, bar: bool) -> str:
        cells = [f"<th scope='row'>{escape(row[0])}</th>"]
        cells += [f"<td>{escape(value)}</td>" for value in row[1:]]
        cells.append(f"<td class='bar'>{_bar(float(row[-1])) if bar else ''}</td>")
        return f"<tr class='{kind}'>{''.join(cells)}</tr>"

    columns = "".join(f"<th scope='col'>{escape(name)}</th>" for name in [*head, ""])
    body = "".join(line(row, "part", bar=True) for row in rows)
    body += "".join(line(row, "sum", bar=False) for row in ends)
    top = f"<thead><tr>{columns}</tr></thead>"
    return f"<table class='kedrovka-apart'>{top}<tbody>{body}</tbody></table>"


def _bar(log10: float) -> str:
    """Full to the right for the animal, hatched to the left against it; a unit is 40 % of half."""
    share = min(abs(log10) * 20.0, 50.0)
    kind, start = ("for", 50.0) if log10 >= 0 else ("against", 50.0 - share)
    return f"<i class='{kind}' style='left:{start:.1f}%;width:{share:.1f}%'></i>"


def _picture(src: str, alt: str) -> None:
    address, words = escape(src, quote=True), escape(alt, quote=True)
    st.html(
        f"<a href='{address}' target='_blank'>"
        f"<img class='kedrovka-control' src='{address}' alt='{words}' loading='lazy'></a>"
    )

"""The mapping proposed for a table: what each column is taken for, correctable before anything."""

from pathlib import Path

import pandas as pd
import streamlit as st

from cases.formats.header_meaning import MEANINGS
from cases.formats.mapping import Mapping, MappingRefused
from cases.formats.meanings import KINDS
from workbench.dashboard.here import Here
from workbench.dashboard.states import failed
from workbench.services.previewing import Said, propose
from workbench.services.refusal import Refused

ORDERS = ("DMY", "MDY", "YMD")


def mapping_step(here: Here, path: Path) -> Mapping | None:
    """Draw the proposal and its fields; the mapping as it stands, None where there is none."""
    say = here.say
    try:
        said = propose(here.project, here.reader.person, path)
    except Refused as refused:
        failed(refused.reason, refused.remedy)
        return None
    _rows(here, said)
    name, kind, order = st.columns([3, 2, 2])
    called = name.text_input(say("import.mapping_name"), value=path.stem, max_chars=80)
    is_a = kind.selectbox(
        say("import.kind"), KINDS, index=KINDS.index(said.guess.kind),
        format_func=lambda one: say(f"import_kind.{one}"),
    )  # fmt: skip
    days = order.selectbox(
        say("import.order"), ORDERS, index=ORDERS.index(said.guess.order),
        format_func=lambda one: say(f"import.order_{one}"),
    )  # fmt: skip
    meanings = _meanings(here, said)
    try:
        text = said.guess.changed(
            meanings, name=called.strip() or path.stem, kind=is_a or "", order=days or ""
        )
        mapping = Mapping.parse(text)
    except (MappingRefused, ValueError) as wrong:
        failed(str(wrong), "")
        return None
    with st.expander(say("import.as_text")):
        st.code(text, language="toml")
    return mapping


def _rows(here: Here, said: Said) -> None:
    """The first rows as they stand in the file."""
    say = here.say
    where = " · ".join(
        part
        for part in (
            said.sheet and say("import.sheet", name=said.sheet),
            said.guessed_encoding and say("import.encoding", name=said.encoding),
        )
        if part
    )
    st.caption(say("import.first_rows") + (f" · {where}" if where else ""))
    table = pd.DataFrame([cells for _, cells in said.rows], columns=list(said.header))
    table.insert(0, say("import.row"), [number for number, _ in said.rows], allow_duplicates=True)
    st.dataframe(table, hide_index=True, width="stretch")


def _meanings(here: Here, said: Said) -> dict[str, str]:
    """One field a column: what it means, with its examples and why."""
    say = here.say
    chosen: dict[str, str] = {}
    st.markdown(f"**{say('import.columns')}**")
    choices = ("", *MEANINGS)
    for place, one in enumerate(said.guess.columns):
        column, meaning, why = st.columns([4, 3, 4], vertical_alignment="center")
        column.text(one.column)
        picked = meaning.selectbox(
            say("import.meaning_of", column=one.column),
            choices,
            index=choices.index(one.meaning),
            format_func=lambda name: say(f"import_meaning.{name or 'none'}"),
            key=f"meaning_{place}",
            label_visibility="collapsed",
        )
        chosen[one.column] = picked or ""
        why.caption(" · ".join(example[:24] for example in one.examples[:3]))
    return chosen

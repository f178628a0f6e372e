"""Rows of statements and of lists, drawn the same on every page: a fact, who says so, how good.

Any fact leads to its source in one look: value, title of the source, place in it, grade, and since
when it has been known. A long list is shown a page at a time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TypeVar

import pandas as pd
import streamlit as st

from cases.model import SCHEMATA, schema_of_id
from workbench.dashboard.here import Here
from workbench.dashboard.naming import named, place_told
from workbench.dashboard.parts.filtering import first_of, leaf_through
from workbench.dashboard.retold import retold
from workbench.dashboard.words import ENGLISH, Say, catalogue, known
from workbench.views.telling import StatementRow

AT_ONCE = 50
MOST_ALIKE = 4
# Which page explains an entity of a kind, and under which parameter; others open in the graph.
OWN_PAGE = {
    "CaseFile": ("case", "id"),
    "Specimen": ("new-skin", "skin"),
    "IndividualAnimal": ("animal", "id"),
}
IN_THE_GRAPH = ("network", "focus")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:\d\d)?")
Row = TypeVar("Row")


def plain(name: str) -> str:
    """The name of a property or kind as a person reads it: birthDate becomes birth date."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def escaped(text: str) -> str:
    """Words of a record for a place where Markdown is read: they stay what they are."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~$:-])", r"\\\1", text)


def called(say: Say, lead: Mapping[str, object], captions: Mapping[str, str]) -> str:
    """The sentence of a stored lead in the reader's language, with the name of its animal beside
    the id."""
    animal = str(lead.get("individual") or "")
    sentence = retold(say, str(lead.get("sentence", "")))
    name = captions.get(animal, animal)
    return sentence if name == animal else sentence.replace(animal, f"{name} ({animal})", 1)


def kind_of(say: Say, entity: str) -> str:
    """The kind in an id, as a person reads it."""
    kind = schema_of_id(entity)
    return kind_named(say, kind.name) if kind else ""


def kind_named(say: Say, schema: str) -> str:
    """A kind by its name in the model, as a person reads it."""
    return known(say, "kind", schema) if schema in SCHEMATA else plain(schema)


def property_named(say: Say, name: str) -> str:
    """A property or a link by its name in the model, as a person reads it."""
    return known(say, "property", name) if f"property.{name}" in catalogue(ENGLISH) else plain(name)


def handling_told(say: Say, handling: str) -> str:
    """A handling as the views give it, `confidential · LORD · H2`, with its level in words."""
    level, *more = handling.split(" · ")
    return " · ".join([known(say, "handling", level), *more])


def event_told(say: Say, entity: str, sentence: str) -> str:
    """The line of an event, which begins with its kind in English, in the reader's language."""
    kind = schema_of_id(entity)
    if kind is not None and sentence.lower().startswith(kind.label.lower()):
        said = sentence[len(kind.label) :]
        called, *rest = said.split("; ", 1)
        # What follows the kind after a space is what it is called; after a colon, what is said.
        name = f" {named(say, entity, called[1:])}" if called.startswith(" ") else called
        sentence = "; ".join((kind_of(say, entity) + name, *rest))
    return sentence[:1].upper() + sentence[1:]


def moment(written: str) -> str:
    """A time to the minute as a person reads it: `2026-04-03 21:50 +10:00`; both ends of a span.

    What is no such time stays as it was written.
    """
    ends = [_MOMENT.fullmatch(part) for part in written.split("/")]
    told = [f"{end[1]} {end[2]}{f' {end[3]}' if end[3] else ''}" for end in ends if end]
    return " – ".join(dict.fromkeys(told)) if len(told) == len(ends) else written


def entity_link(here: Here, entity: str, label: str) -> None:
    """A link to the page that explains an entity best."""
    kind = schema_of_id(entity)
    path, parameter = OWN_PAGE.get(kind.name if kind else "", IN_THE_GRAPH)
    if path not in here.pages:
        path, parameter = IN_THE_GRAPH
    here.link(path, label, **{parameter: entity})


def chosen_view(here: Here, section: str, views: Sequence[str]) -> str:
    """Which of a page's views is looked at: the address says so, and a choice is written into it.

    The first view is the one without a word in the address; names are `SECTION.view_VIEW`.
    """
    asked = here.address.get("view", views[0])
    chosen = st.segmented_control(
        here.say(f"{section}.view"),
        views,
        default=asked if asked in views else views[0],
        format_func=lambda one: here.say(f"{section}.view_{one}"),
        label_visibility="collapsed",
    )
    view = str(chosen or views[0])
    if view != asked:
        here.stay(view=view if view != views[0] else None)
    return view


def a_page(here: Here, rows: Sequence[Row], name: str) -> Sequence[Row]:
    """The rows from where the address says (`from_NAME`), and links to those before and after."""
    where = f"from_{name}"
    first = first_of(here, len(rows), where)
    if len(rows) > AT_ONCE:
        leaf_through(here, first, AT_ONCE, len(rows), where=where)
    return rows[first : first + AT_ONCE]


def statements_table(here: Here, rows: Iterable[StatementRow], *, subject: bool = False) -> None:
    """Statements as a table: property, value, source, place in it, grade, since when.

    subject: whether to name whom each is about, where a table holds several.
    """
    say = here.say
    told = [
        {
            **({say("rows.about"): row.subject} if subject else {}),
            say("rows.property"): property_named(say, row.property),
            say("rows.value"): row.value + (f" ({row.target})" if row.target else ""),
            say("rows.source"): row.source or say("rows.source_closed"),
            say("rows.where"): place_told(say, row.where),
            say("rows.grade"): row.grade or say("rows.ungraded"),
            say("rows.event"): row.event,
            say("rows.since"): row.first_seen[:10],
            say("rows.handling"): handling_told(say, row.handling),
        }
        for row in rows
    ]
    if told:
        st.dataframe(pd.DataFrame(told), hide_index=True, width="stretch")
    else:
        st.caption(say("rows.none"))


def statements_list(here: Here, rows: Iterable[StatementRow], *, subject: bool = False) -> None:
    """Statements one below the other, for the width of a panel; values that agree stand together.

    subject: whether to name whom each is about.
    """
    say, told = here.say, dict[tuple[str, str, str], list[StatementRow]]()
    for row in rows:
        told.setdefault((row.subject if subject else "", row.property, row.value), []).append(row)
    if not told:
        st.caption(say("rows.none"))
    for (about, name, value), same in told.items():
        target = f" <small>{escape(same[0].target)}</small>" if same[0].target else ""
        said = escape(property_named(say, name))
        st.html(
            f'<div class="kedrovka-said">{said}: <b>{escape(value)}</b>'
            f"{f' ({escape(about)})' if about else ''}{target}"
            + "".join(
                f"<small>{escape(_who_says_so(here, row))}</small>" for row in same[:MOST_ALIKE]
            )
            + (
                f"<small>{escape(say('frame.more', count=len(same) - MOST_ALIKE))}</small>"
                if len(same) > MOST_ALIKE
                else ""
            )
            + "</div>"
        )


def _who_says_so(here: Here, row: StatementRow) -> str:
    say = here.say
    parts = (
        row.source or say("rows.source_closed"),
        place_told(say, row.where),
        row.grade or say("rows.ungraded"),
        row.event,
        say("rows.since_day", day=row.first_seen[:10]),
    )
    return " · ".join(part for part in parts if part)

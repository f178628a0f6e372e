"""One case on one page: what happened, what is known, how well, what is open; then the details."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workbench.dashboard.bagging import export_button
from workbench.dashboard.case_compare import compare_days
from workbench.dashboard.case_details import case_details
from workbench.dashboard.case_time import time_axis
from workbench.dashboard.door import Page
from workbench.dashboard.drafts import begun, drafted
from workbench.dashboard.exporting_data import export_panel
from workbench.dashboard.firmness import lead_block
from workbench.dashboard.handing_over import hand_over_form
from workbench.dashboard.here import Here
from workbench.dashboard.pages.cases import summary
from workbench.dashboard.rows import (
    entity_link,
    escaped,
    event_told,
    handling_told,
    property_named,
)
from workbench.dashboard.states import empty, simulated, told
from workbench.dashboard.words import Say, known
from workbench.services.acting import CASEWORK, EXAMINING
from workbench.services.casework import add_members, note
from workbench.services.examining import ANSWERS, see
from workbench.views import people, skins
from workbench.views.cases import CasePage, TimelineRow, case
from workbench.views.telling import StatementRow

SHOWN = 8
ADDED = ("member", "note", "question")
# Which facts of an event are told in its line, in this order; all are in the table below.
TELLING = (
    *("product", "quantity", "species", "place", "country", "location", "courier", "driver"),
    *("owner", "buyer", "agency", "concealment", "outcome", "individual", "kind"),
)


def draw(here: Here) -> None:
    """Draw the page."""
    asked = here.address.get("id", "")
    page = case(here.project, here.reader, asked) if asked else None
    if page is None:
        empty(here.say, "case.unknown")
        here.link("cases", here.say("cases.title"), icon=":material/folder_open:")
        return
    found = [
        skin
        for member in page.members
        if member.schema == "Specimen"
        and (skin := skins.skin(here.project, here.reader, member.id)) is not None
    ]
    _record_their_answers(here, page)
    _head(here, page)
    happened, said = st.columns(2, gap="large")
    with happened:
        _happened(here, page)
        _open_questions(here, page, found)
    with said:
        _known(here, page, found)
        _how_well(here, page)
    time_axis(here, page.timeline)
    _actions(here, page)
    export_panel(here, page.case.id)
    compare_days(here, page.case.id, page.case.opened_at.date())
    hand_over_form(here, page.case.id)
    case_details(here, page)


def _record_their_answers(here: Here, page: CasePage) -> None:
    """Others' answers that stand here for an examiner who has not answered go on record first."""
    person = here.reader.person
    for skin in {one.skin for one in page.judgements} if here.reader.examines else ():
        noted = f"case_answers_seen_{skin}"
        own = any(one.skin == skin and one.examiner == person for one in page.judgements)
        if not own and not st.session_state.get(noted):
            see(here.project, person, skin, ANSWERS, clock=here.clock)
            st.session_state[noted] = True


def _head(here: Here, page: CasePage) -> None:
    say = here.say
    title, act = st.columns([5, 2], vertical_alignment="bottom")
    title.title(page.case.title)
    opened_by = people.name_of(here.project, page.case.opened_by)
    title.caption(
        say(
            "case.head",
            id=page.case.id,
            status=known(say, "status", page.case.status.replace(" ", "_")),
            day=page.case.opened_at.date().isoformat(),
            person=opened_by,
            handling=handling_told(say, page.handling),
        )
    )
    with act:
        if page.members:
            here.link("network", say("case.graph"), icon=":material/hub:", case=page.case.id)
        export_button(here, page.case.id)
    if page.simulated:
        simulated(say)
    if page.case.summary:
        st.markdown(page.case.summary)


def _happened(here: Here, page: CasePage) -> None:
    say = here.say
    st.subheader(say("case.happened"))
    if not page.timeline:
        st.caption(say("case.no_events"))
    facts = facts_of(here.say, page.known)
    for row in page.timeline[:SHOWN]:
        _event(here, row, facts.get(row.entity, ""))
    if len(page.timeline) > SHOWN:
        with st.expander(say("frame.more", count=len(page.timeline) - SHOWN)):
            for row in page.timeline[SHOWN:]:
                _event(here, row, facts.get(row.entity, ""))


def facts_of(say: Say, known_rows: Sequence[StatementRow]) -> dict[str, str]:
    """The telling facts of every event in one line: what, where, who, each value once."""
    told: dict[str, dict[str, list[str]]] = {}
    for row in known_rows:
        values = told.setdefault(row.subject, {}).setdefault(row.property, [])
        if row.value not in values:
            values.append(row.value)
    return {
        entity: " · ".join(
            f"{property_named(say, name)} {', '.join(said[name])}"
            for name in TELLING
            if name in said
        )
        for entity, said in told.items()
    }


def _event(here: Here, row: TimelineRow, facts: str) -> None:
    day, what = st.columns([1, 4])
    day.markdown(row.date or here.say("case.undated"))
    with what:
        entity_link(here, row.entity, event_told(here.say, row.entity, row.sentence))
        if facts:
            st.markdown(escaped(facts))
        st.caption(here.say("case.event_source", source=row.source, count=len(row.statements)))


def _known(here: Here, page: CasePage, found: Sequence[skins.Skin]) -> None:
    say = here.say
    st.subheader(say("case.known"))
    names = people.names(here.project)
    for skin in found:
        lead = skin.search.answer.get("lead") if skin.search else None
        with st.container(border=True):
            here.link(
                "new-skin", f"**{skin.id}** {skin.exhibit}", icon=":material/texture:", skin=skin.id
            )
            if isinstance(lead, dict):
                lead_block(here, lead, skin.captions)
            elif skin.withheld:
                examines = here.reader.roles & set(EXAMINING)
                st.markdown(say("case.withheld" if examines else "handed_over.withheld"))
            else:
                st.markdown(say("case.not_searched"))
            for one in page.judgements:
                if one.skin == skin.id and not one.superseded:
                    verdict = known(say, "verdict", one.verdict)
                    here.link(
                        "pair",
                        say(
                            "case.judged",
                            verdict=verdict,
                            animal=skin.captions.get(one.individual, one.individual),
                            examiner=names.get(one.examiner, one.examiner),
                            condition=say(f"pair.{one.condition}").lower(),
                        ),
                        icon=":material/gavel:",
                        skin=skin.id,
                        animal=one.individual,
                    )
    st.markdown(
        say(
            "case.counts",
            members=summary(say, Counter(member.schema for member in page.members)),
            statements=len(page.known),
            sources=len({row.source_id for row in page.known}),
        )
    )


def _how_well(here: Here, page: CasePage) -> None:
    say = here.say
    st.subheader(say("case.how_well"))
    grades = Counter(row.grade or say("rows.ungraded") for row in page.known)
    for grade, count in grades.most_common():
        st.markdown(say("case.graded", grade=grade, count=count))
    st.caption(say("case.grade_is_not"))


def _open_questions(here: Here, page: CasePage, found: Sequence[skins.Skin]) -> None:
    say = here.say
    st.subheader(say("case.open"))
    open_points = [event.note for event in page.questions]
    for skin in found:
        standing = [o for o in page.judgements if o.skin == skin.id and not o.superseded]
        answers = {one.examiner for one in standing}
        verdicts: dict[str, set[str]] = {}
        for one in standing:
            verdicts.setdefault(one.individual, set()).add(one.verdict)
        if skin.search is None and not skin.withheld:
            open_points.append(say("case.open_search", skin=skin.id))
        elif not answers:
            open_points.append(say("case.open_answer", skin=skin.id))
        elif len(answers) == 1:
            open_points.append(say("case.open_second", skin=skin.id))
        for animal, said in verdicts.items():
            if len(said) > 1:
                name = skin.captions.get(animal, animal)
                open_points.append(say("case.open_disagree", skin=skin.id, animal=name))
    for point in open_points:
        st.markdown(f"- {point}")
    if not open_points:
        st.caption(say("case.nothing_open"))
    for skin in found:
        if "to-examine" in here.pages and any(one.closed for one in skin.examinations):
            here.link("to-examine", say("to_examine.gather_title", skin=skin.id), skin=skin.id)


def _actions(here: Here, page: CasePage) -> None:
    if not here.reader.roles & set(CASEWORK):
        return
    say = here.say
    form = f"case-{page.case.id}"
    with (
        st.expander(say("case.add"), icon=":material/add:", expanded=begun(here, form)),
        drafted(here, form) as draft,
    ):
        with st.form("case_add", border=False):
            kind = st.radio(
                say("case.what"),
                ADDED,
                format_func=lambda word: say(f"case.add_{word}"),
                horizontal=True,
                key=draft.choice("kind", ADDED, lambda word: say(f"case.add_{word}"), ADDED[0]),
            )
            text = st.text_area(say("case.text"), height=80, key=draft.text("text"))
            asked = st.form_submit_button(say("case.keep"))
        if asked:
            with told():
                by, known_id = here.reader.person, page.case.id
                if kind == "member":
                    ids = [one for one in text.replace(",", " ").split() if one]
                    add_members(here.project, by, known_id, ids, clock=here.clock)
                else:
                    note(here.project, by, known_id, text, kind=str(kind), clock=here.clock)
                draft.close()
                st.rerun()


PAGE = Page("case", "folder", draw)

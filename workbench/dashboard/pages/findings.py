"""Findings: each a sentence with its interval, what else would explain it, and its evidence.

What is looked at, filtered and opened stands in the address. Looking goes on as a job without the
page; what it found is kept and shown with its date, until somebody looks again.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.finding_details import details
from workbench.dashboard.finding_ways import ways
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import fields_in_a_row, page_of
from workbench.dashboard.parts.in_step import in_step
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import empty, simulated, standing, told
from workbench.dashboard.words import known
from workbench.dashboard.working import at_work, ended, follow
from workbench.jobs import start
from workbench.services.finding_answers import arguments_of
from workbench.views import people
from workbench.views.cases import CaseRow, case, cases
from workbench.views.finding import folded
from workbench.views.findings import JOB, FindingRow, Kept, kept, newest_job

AT_ONCE = 20
WORDS = ("open", "accepted", "rejected")
MARKS = {"open": "○", "accepted": "●", "rejected": "✕"}
ROLES = frozenset({"analyst", "investigator"})
# Whom to look at first, then what holds the whole, then what happened; kinds not named come last.
ORDER = (
    *("high_centrality", "concealed", "broker", "removal_sequence", "successor", "rising_star"),
    *("resilience", "disruption", "key_players", "reach", "path", "hypotheses", "skin_origin"),
    *("same_skin", "route", "namesake", "community", "timeline", "population"),
)


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("findings.title"))
    standing(say("findings.standing"))
    known_cases = cases(here.project, here.reader)
    asked = _filter(here, known_cases)
    arguments = arguments_of(case=asked["case"])
    job = newest_job(here.project, here.reader, arguments)
    if job is not None and at_work(job):
        follow(here, job)
    elif job is not None:
        ended(here, job)
    found, whole = _found(here, arguments, asked["case"])
    if found is None:
        if not at_work(job):
            empty(say, "findings.never")
            _look(here, arguments, again=False)
    else:
        _made(here, found, whole=whole, busy=at_work(job), arguments=arguments)
        _list(here, _matching(here, found.rows, asked, whole=whole), asked, known_cases)
    ways(here)


def _filter(here: Here, known_cases: Sequence[CaseRow]) -> dict[str, str]:
    """Kind, person, case and word as the fields say; they write into the address."""
    say, address = here.say, here.address
    kind, about, of_case, word = fields_in_a_row("findings", 4, wide=True)
    kinds = ["", *_kinds()]
    titles = {"": say("findings.any_case"), **{c.id: f"{c.id} · {c.title}" for c in known_cases}}

    def step(name: str, among: Sequence[str] | None) -> str:
        given = address.get(name, "")
        begins = given if among is None or given in among else ""
        return in_step(here, "findings", name, begins, str, among)

    asked = {
        "kind": kind.selectbox(
            say("findings.kind"),
            kinds,
            key=step("kind", kinds),
            format_func=lambda one: (
                known(say, "findings", f"kind_{one}") if one else say("findings.any_kind")
            ),
        ),
        "about": about.text_input(
            say("findings.about"),
            key=step("about", None),
            placeholder=say("findings.about_hint"),
        ).strip(),
        "case": of_case.selectbox(
            say("findings.case"),
            list(titles),
            key=step("case", list(titles)),
            format_func=lambda one: titles[one],
        ),
        "word": word.selectbox(
            say("findings.word"),
            ["", *WORDS],
            key=step("word", ["", *WORDS]),
            format_func=lambda one: (
                say(f"findings.word_{one}") if one else say("findings.any_word")
            ),
        ),
    }
    if any(address.get(name, "") != value for name, value in asked.items()):
        here.stay(**asked, **{"from": None})
    return asked


def _kinds() -> list[str]:
    # Loading the arithmetic takes a moment that a first look at the fields need not wait for.
    from cases.findings import FINDINGS

    return sorted({"path" if one == "paths" else one for one in FINDINGS} | {"reach"})


def _found(here: Here, arguments: Mapping[str, object], of_case: str) -> tuple[Kept | None, bool]:
    """What was found around the case, else in everything; and whether it is of everything."""
    own = kept(here.project, here.reader, arguments)
    if own is not None or not of_case:
        return own, not of_case
    return kept(here.project, here.reader, arguments_of()), True


def _look(here: Here, arguments: Mapping[str, object], *, again: bool) -> None:
    say = here.say
    label = say("findings.again") if again else say("findings.look")
    if st.button(label, icon=":material/search:", type="secondary" if again else "primary"):
        with told():
            start(here.project, here.reader.person, JOB, arguments, clock=here.clock)
            st.rerun()


def _made(
    here: Here, found: Kept, *, whole: bool, busy: bool, arguments: Mapping[str, object]
) -> None:
    """When, for whom and out of how much it was found, and what happened since."""
    say = here.say
    text, again = st.columns([5, 1], vertical_alignment="center")
    with text:
        st.caption(
            say(
                "findings.made",
                day=found.made_at.strftime("%Y-%m-%d %H:%M"),
                person=people.name_of(here.project, found.reader),
                count=found.statements,
            )
        )
        if whole and arguments.get("case"):
            st.caption(say("findings.of_all"))
        if found.since:
            st.warning(say("findings.since", count=found.since), icon=":material/history:")
        if found.hidden:
            st.caption(say("findings.hidden", count=found.hidden))
    if not busy:
        with again:
            _look(here, arguments, again=True)
    if any(row.simulated for row in found.rows):
        simulated(say)


def _matching(
    here: Here, found: Sequence[FindingRow], asked: Mapping[str, str], *, whole: bool
) -> list[FindingRow]:
    members: set[str] = set()
    if whole and asked["case"]:
        page = case(here.project, here.reader, asked["case"])
        members = {member.id for member in page.members} if page else set()
    wanted = folded(asked["about"])
    return [
        row
        for row in sorted(found, key=lambda row: _place(row.finding.kind))
        if asked["kind"] in ("", row.finding.kind)
        and asked["word"] in ("", row.word)
        and (not wanted or any(wanted in folded(f"{one} {row.names[one]}") for one in row.people))
        and (not (whole and asked["case"]) or members & set(row.people))
    ]


def _place(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _list(
    here: Here,
    shown: Sequence[FindingRow],
    asked: Mapping[str, str],
    known_cases: Sequence[CaseRow],
) -> None:
    say = here.say
    if not shown:
        filtered = any(asked.values())
        empty(say, "findings.no_match" if filtered else "findings.nothing")
        return
    opened = here.address.get("open", "")
    for row in page_of(here, shown, AT_ONCE):
        with st.container(border=True):
            _one(here, row, known_cases, opened=opened == row.finding.key)


def _one(here: Here, row: FindingRow, known_cases: Sequence[CaseRow], *, opened: bool) -> None:
    """One finding: kind and word, the sentence, the way to its evidence, and if asked the rest."""
    say, one = here.say, row.finding
    word = say(f"findings.word_{row.word}")
    kind = known(say, "findings", f"kind_{one.kind}")
    st.caption(f"{kind} · {MARKS[row.word]} {word}")
    st.markdown(escaped(one.sentence) + ".")
    if row.retracted:
        st.warning(say("findings.retracted", count=row.retracted), icon=":material/undo:")
    # A link to the page one is on leaves the address as it was, so buttons write it.
    if opened:
        _turn(here, say("findings.close"), "expand_less", one.key, None)
        details(here, row, known_cases)
    else:
        label = say("findings.open", count=len(one.statements))
        _turn(here, label, "expand_more", one.key, one.key)


def _turn(here: Here, label: str, icon: str, key: str, opened: str | None) -> None:
    """A button that opens one finding, or closes it, in the address."""
    if st.button(label, key=f"turn_{key}", icon=f":material/{icon}:", type="tertiary"):
        here.stay(open=opened)
        st.rerun()


PAGE = Page("findings", "lightbulb", draw, place=5, roles=ROLES, menu=frozenset({"analyst"}))

"""A case on two days, and its events along an axis."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.statement import Claim, Handling, Ref, Source
from workbench.dashboard.case_time import axis
from workbench.dashboard.here import Here
from workbench.dashboard.words import speak
from workbench.project import Project
from workbench.store import Reader
from workbench.views.case_compare import compare
from workbench.views.cases import TimelineRow

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = FIRST + timedelta(days=30)
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 1)
SOURCE = Source("", "file", "border.csv")
COURIER = Ref("Person", "t", "c")


def told(tmp_path):
    """A case whose courier was renamed, lost a phone, and gained a birth date and a secret."""
    project = Project.create(tmp_path / "p", name="two days")
    with project.store.transaction(ANALYST.person, "import", FIRST) as work:
        added = work.statements.add(
            [Claim(COURIER, "Person", "name", "Ivan"), Claim(COURIER, "Person", "phone", "123")],
            SOURCE,
        )
        case = work.cases.open("The courier")
        person = added.entities[COURIER]
        work.cases.add_member(case, person)
    with project.store.read(ANALYST) as q:
        phone = next(s for s in q.statements.statements_of([person]) if s.property == "phone")
    with project.store.transaction(ANALYST.person, "import", LATER) as work:
        work.statements.add(
            [
                Claim(COURIER, "Person", "birthDate", "1984"),
                Claim(COURIER, "Person", "note", "informer", handling=Handling(3)),
            ],
            SOURCE,
        )
        work.statements.retract(phone.id, "another's phone")
    return project, case


def test_two_days_show_what_came_what_fell_and_nothing_above_the_reader(tmp_path):
    project, case = told(tmp_path)
    for days in ((FIRST, LATER), (LATER, FIRST)):
        found = compare(project, ANALYST, case, *days)
        assert [(row.property, row.value) for row in found.came] == [("birthDate", "1984")]
        assert [(row.property, row.value) for row in found.fell] == [("phone", "123")]
        assert found.stayed == 1
    same = compare(project, ANALYST, case, LATER, LATER)
    assert (same.came, same.fell, same.stayed) == ((), (), 2)
    before = compare(project, ANALYST, case, FIRST - timedelta(days=1), LATER)
    assert {row.property for row in before.came} == {"name", "birthDate"}
    assert compare(project, ANALYST, "CASE-2026-999", FIRST, LATER) is None
    project.close()


@pytest.fixture
def here_en() -> Here:
    """A page in English, for what is drawn without a socket."""
    none = Project.__new__(Project)
    return Here(none, ANALYST, speak("en"), lambda: LATER, {}, {}, lambda: ANALYST)


def event(begin: str, end: str, date: str) -> TimelineRow:
    return TimelineRow(begin, date, "SZ-1", "seizure: <b>", (), "", end)


def test_an_event_is_as_wide_as_its_date_is_vague(here_en):
    drawn = axis(
        here_en,
        [
            event("2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00", "2026-01"),
            event("2026-01-31T00:00:00+00:00", "2026-02-01T00:00:00+00:00", "2026-01-31"),
        ],
    )
    assert "left:0.00%;width:100.00%" in drawn
    assert "left:96.77%;width:3.23%" in drawn
    assert "<b>" not in drawn.replace("<b><i", "")
    assert "Seizure: &lt;b&gt;" in drawn

"""The page of watches: what is open, why, what is lacking; left aside and taken up by reason."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.dates import read_date
from cases.statement import Claim, Ref, Source
from workbench.dashboard.running import running
from workbench.security import account_of
from workbench.services.watching import dismiss

START = date(2025, 11, 1)
GONE = Ref("IndividualAnimal", "t", "Kedrovka")


@pytest.fixture
def watched(known, clock):
    """Kedrovka every ten days until May 2026 and no more; one phone in two seizures."""
    project = running().project
    station, camera = Ref("Station", "t", "S1"), Ref("Deployment", "t", "D1")
    phone = Ref("Phone", "t", "N1")
    claims = [
        Claim(station, "Station", "name", "Upper Amba"),
        Claim(camera, "Deployment", "station", station),
        Claim(camera, "Deployment", "start", "2025-11-01"),
        Claim(camera, "Deployment", "end", "2026-11-20"),
        Claim(GONE, "IndividualAnimal", "name", "Kedrovka"),
        Claim(phone, "Phone", "number", "+79140000001"),
    ]
    for day in range(0, 181, 10):
        when = read_date(f"{(START + timedelta(days=day)).isoformat()}T21:00:00+10:00")
        photo = Ref("Photo", "t", f"K{day}")
        claims += [
            Claim(photo, "Photo", "capturedAt", str(when), event_time=when),
            Claim(photo, "Photo", "individual", GONE),
            Claim(photo, "Photo", "deployment", camera),
        ]
    for number in ("Z1", "Z2"):
        claims.append(Claim(Ref("Seizure", "t", number), "Seizure", "phone", phone))
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", clock()) as work:
        ids = work.statements.add(claims, Source("", "file", "traps.csv", simulated=True)).entities
    return project, ids[GONE]


def cells(page):
    """Everything in the tables, which pandas would cut short."""
    return "\n".join(str(cell) for frame in page.dataframe for cell in frame.value.to_numpy().flat)


def test_a_project_without_watches_says_what_to_import(shown, words, known):
    said = words(shown("watches", "Anna"))
    assert "Nothing is watched yet." in said
    assert "Camtrap DP" in said


def test_what_is_open_stands_in_the_table_and_is_counted(shown, watched):
    page = shown("watches", "Anna")
    said = cells(page)
    assert "Kedrovka" in said
    assert "Missing" in said
    assert "Number in several events" in said
    assert {metric.label: metric.value for metric in page.metric} == {
        "Missing": "1", "Recurs": "1",
    }  # fmt: skip


def test_a_watch_says_why_what_else_what_is_missing_and_who_says_so(shown, words, watched):
    _, animal = watched
    page = shown("watches", "Anna", at=f"overdue {animal}")
    said = words(page)
    assert "effective station\\-nights" in said
    assert "What else it may be" in said
    assert "natural causes" in said
    assert "By chance alone" in said
    assert "traps.csv" in cells(page)
    assert "became missing on" in said


def test_the_filter_of_the_address_is_kept(shown, words, watched):
    assert "Kedrovka" not in cells(shown("watches", "Anna", kind="recurring"))
    assert "No watch fits this filter." in words(shown("watches", "Anna", text="nowhere"))


def test_a_watch_is_left_aside_with_a_reason_and_taken_up_again(shown, words, watched):
    _, animal = watched
    page = shown("watches", "Anna", at=f"overdue {animal}")
    why = next(one for one in page.text_input if one.label == "Why it can be left")
    why.set_value("the cameras were lent out")
    next(b for b in page.button if b.label.startswith("Leave aside with")).click()
    page.run()
    assert not page.exception

    aside = shown("watches", "Anna", at=f"overdue {animal}", show="aside")
    assert "Left aside by Anna" in words(aside)
    again = next(one for one in aside.text_input if one.label == "Why it is looked at again")
    again.set_value("they were not")
    next(b for b in aside.button if b.label.startswith("Take it up")).click()
    aside.run()
    assert not aside.exception
    assert "Missing" in {metric.label for metric in shown("watches", "Anna").metric}


def test_without_a_reason_nothing_is_left_aside(shown, words, watched):
    _, animal = watched
    page = shown("watches", "Anna", at=f"overdue {animal}")
    next(b for b in page.button if b.label.startswith("Leave aside with")).click()
    page.run()
    assert "needs a reason" in words(page)


def test_what_was_left_aside_is_not_among_the_open_ones(shown, watched, clock):
    project, animal = watched
    until = datetime(2027, 1, 1, tzinfo=UTC)
    dismiss(project, "Anna", "overdue", animal, why="lent out", until=until, clock=clock)
    assert "Kedrovka" not in cells(shown("watches", "Anna"))
    assert "lent out" in cells(shown("watches", "Anna", show="all"))


def test_as_of_a_day_before_anything_was_known_there_is_nothing(shown, words, watched):
    assert "Nothing is watched yet." in words(shown("watches", "Anna", as_of="2025-01-01"))

"""The analyst's door: what waits, to be opened, taken, or set aside with a reason."""

import pytest

from cases.reject import Reject
from workbench.dashboard.running import Running, install, running
from workbench.security import create_administrator, reader_of
from workbench.services.examining import judge
from workbench.store.jobs import JobRows
from workbench.views.pairs import line_up
from workbench.views.today import today

WHY = "the file was sent back to its author"


def import_with_rejects(project, now, file="border.csv"):
    """A run that refused one row, by the analyst."""
    with project.store.transaction("Anna", "import", now) as work:
        run = work.imports.begin("records", file, f"{file:k>64}")
        work.rejects.add(run, [Reject(file, 7, "date", "31.02.2024", "no such day", "2024-02")])
        work.imports.finish(run, {})
    return run


def test_an_empty_house_says_that_nothing_waits(shown, words, project, clock):
    install(Running(project, clock))
    create_administrator(project.store, "Ada", "a leopard walks at dusk", clock())
    said = words(shown("today", "Ada"))
    assert "Nothing waits for you." in said
    assert "No watch is open." in said


def test_a_searched_skin_waits_until_two_examined_it_blind(shown, words, known, clock):
    project = running().project
    anna, boris = (reader_of(project.store, name) for name in ("Anna", "Boris"))
    assert "examined blind by 0 of 2" in words(shown("today", "Anna"))
    (waiting,) = today(project, anna).awaiting
    assert (waiting.skin, waiting.mine) == (known.skin, False)
    animal = line_up(project, boris, known.skin)[0]
    judge(project, "Boris", known.skin, animal, "same", why="spots agree", clock=clock)
    assert "examined blind by 1 of 2" in words(shown("today", "Anna"))
    judge(project, "Chen", known.skin, animal, "different", why="they differ", clock=clock)
    assert "a third examiner is wanted" in words(shown("today", "Anna"))


def test_an_import_with_rejects_is_set_aside_with_a_reason_only(shown, words, known, clock):
    project = running().project
    run = import_with_rejects(project, clock())
    page = shown("today", "Anna")
    assert "refused: 1 · 2026-11-21" in words(page)
    keep = next(button for button in page.button if "list" in button.label)
    keep.click().run()
    assert "needs a reason" in page.error[0].value
    next(field for field in page.text_input if field.label == "Why").set_value(WHY)
    next(button for button in page.button if "list" in button.label).click().run()
    assert run not in words(page)
    with project.store.read(reader_of(project.store, "Anna")) as q:
        assert [one.why for one in q.cases.dismissals("import")] == [WHY]
        assert len(q.intake.rejects(run)) == 1


def test_cases_that_changed_stand_newest_first_and_work_that_failed_says_why(
    shown, words, known, clock
):
    project = running().project
    rows = JobRows(project.store)
    job = rows.add("export", reader_of(project.store, "Anna").person, {}, clock())
    rows.end(job, "failed", {"refused": "the disk is full", "remedy": "make room"}, clock())
    page = shown("today", "Anna")
    said = words(page)
    assert "The skin from the border post" in said
    assert "The disk is full. Make room." in said
    clock.wait(days=1)
    with project.store.transaction("Anna", "open case", clock()) as work:
        newer = work.cases.open("A later case")
    assert [case.id for case in today(project, reader_of(project.store, "Anna")).cases] == [
        newer,
        known.case,
    ]


def test_many_records_are_looked_through_only_when_asked(shown, words, known, monkeypatch):
    monkeypatch.setattr("workbench.views.today.MANY", 3)
    page = shown("today", "Anna")
    assert "very many records" in words(page)
    next(button for button in page.button if button.label == "Look now").click().run()
    assert "very many records" not in words(page)


def test_what_is_above_a_reader_waits_for_nobody(known, project, clock):
    served = running().project
    reader = reader_of(served.store, "Dora")
    waits = today(served, reader)
    assert waits.nothing


@pytest.mark.parametrize("name", ["Boris", "Dora"])
def test_today_is_no_door_of_others(known, name):
    from workbench.dashboard.door import pages

    page = next(page for page in pages() if page.path == "today")
    assert not page.for_whom(reader_of(running().project.store, name).roles)


def test_many_imports_that_nobody_settled_are_told_a_page_at_a_time(shown, words, known, clock):
    for number in range(1, 12):
        clock.wait(minutes=1)
        import_with_rejects(running().project, clock(), f"table{number}.csv")
    every = {f"**table{number}.csv**" for number in range(1, 12)}
    pages = [words(shown("today", "Anna", **at)) for at in ({}, {"from_imports": "8"})]
    first, later = ({one for one in every if one in page} for page in pages)
    assert (len(first), len(later)) == (8, 3)
    assert first | later == every

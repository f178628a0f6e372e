"""Possible doubles are linked once, and a link that was taken back is not made again."""

import pytest

from workbench.services.double_reports import link_double_reports
from workbench.services.importing import import_records
from workbench.services.keeping import verify_audit
from workbench.services.mappings import save_mapping
from workbench.services.previewing import propose
from workbench.store import Reader

# Invented rows (simulated).
OURS = "No,Date,Country,Place,Species,Commodity\nA1,2025-02-01,RU,Slavyanka,tiger,bone\n"
THEIRS = (
    "Ref,Seizure date,Country,City,Species,Product\nX9,2025-02-01,Russia,Slavyanka,tiger,bone\n"
)


@pytest.fixture
def told_twice(project, tmp_path, clock):
    for name, text in (("ours", OURS), ("theirs", THEIRS)):
        path = tmp_path / f"{name}.csv"
        path.write_text(text, "utf-8")
        save_mapping(project, "Anna", propose(project, "Anna", path).guess.text, clock=clock)
        import_records(project, "Anna", path, name, clock=clock)
    return project


def links(project):
    whole = project.store.read(Reader.whole("a test looks"))
    return whole.statements.saying("Seizure", ["possibleDouble"])


def test_two_lists_that_tell_of_one_seizure_are_linked_and_both_stay(told_twice, clock):
    assert link_double_reports(told_twice, "Anna", clock=clock) == 1
    assert link_double_reports(told_twice, "Anna", clock=clock) == 0
    link = links(told_twice)[0]
    assert {link.subject, link.target} == {"SZ-2025-001", "SZ-2025-002"}
    assert link.derived_from
    assert verify_audit(told_twice).intact


def test_a_link_that_was_taken_back_is_not_made_again(told_twice, clock):
    link_double_reports(told_twice, "Anna", clock=clock)
    with told_twice.store.transaction("STAFF-0001", "retract", clock()) as work:
        work.statements.retract(links(told_twice)[0].id, "two tigers on one day")
    assert link_double_reports(told_twice, "Anna", clock=clock) == 0
    assert links(told_twice) == []

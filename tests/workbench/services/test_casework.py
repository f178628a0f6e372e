"""Cases, custody, decisions, watches and findings as verbs."""

from datetime import timedelta

import pytest

from cases.statement import Handling
from workbench.services.acting import acting
from workbench.services.casework import (
    add_members,
    hand_case_over,
    list_cases,
    note,
    open_case,
    remove_member,
)
from workbench.services.custody import device_in, hand_over
from workbench.services.finding import run_findings
from workbench.services.importing import import_records
from workbench.services.people import add_person, grant
from workbench.services.refusal import NotAllowed, Refused, as_refusal
from workbench.services.resolving import decide
from workbench.services.watching import dismiss, moment_of, run_watches
from workbench.store import Reader, StoreRefused

MAPPING = """
name = "seizures-of-a-test"
version = 1
kind = "Seizure"
key = ["number"]
namespace = "test"
[[column]]
column = "number"
property = "reference"
[[column]]
column = "date"
property = "date"
[[linked]]
name = "courier"
kind = "Person"
link = "courier"
key = ["courier"]
[[column]]
column = "courier"
property = "name"
on = "courier"
[[linked]]
name = "phone"
kind = "Phone"
link = "phone"
key = ["phone"]
[[column]]
column = "phone"
property = "number"
on = "phone"
"""

TABLE = """number,date,courier,phone
A-1,2026-01-14,Ермаков Степан,+7 914 555-01-23
A-2,2026-02-20,刘建国,+7 914 555-01-23
A-3,31.02.2026,Phạm Quốc Bảo,
"""


@pytest.fixture
def records(project, tmp_path, clock):
    """A project with three seizures; one has a date that no calendar knows."""
    (tmp_path / "mapping.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "seizures.csv").write_text(TABLE, "utf-8")
    report = import_records(
        project, "Anna", tmp_path / "seizures.csv", tmp_path / "mapping.toml", clock=clock
    )
    return project, report


def ids(project, schema):
    """Ids of all entities of a kind."""
    return project.store.read(Reader.whole("a test looks")).entities.of_kind(schema)


def test_a_table_comes_in_through_its_mapping_and_a_bad_date_is_told(records, tmp_path, clock):
    project, report = records
    assert len(ids(project, "Seizure")) == 3
    [reject] = report.rejects
    assert (reject.row, reject.column, reject.value) == (4, "date", "31.02.2026")
    assert "28" in reject.reason
    again = import_records(
        project, "Anna", tmp_path / "seizures.csv", tmp_path / "mapping.toml", clock=clock
    )
    assert (again.new, "nothing new" in again.sentence) == (0, True)
    whole = project.store.read(Reader.whole("a test looks"))
    assert whole.intake.mapping("seizures-of-a-test") == (1, MAPPING)


def test_the_table_itself_is_kept_as_an_original(records, tmp_path):
    project, _ = records
    whole = project.store.read(Reader.whole("a test looks"))
    digests = {source.digest for source in whole.sources.all()}
    kept = [whole.original(digest) for digest in digests if digest]
    assert (tmp_path / "seizures.csv").read_bytes() in [content for content, _ in kept]


def test_a_case_is_opened_filled_annotated_and_handed_over(records, clock):
    project, _ = records
    first, second, _ = ids(project, "Seizure")
    case = open_case(project, "Anna", "Два курьера", members=[first], clock=clock)
    assert add_members(project, "Anna", case.id, [second], clock=clock).members == (first, second)
    removed = remove_member(project, "Anna", case.id, second, why="another matter", clock=clock)
    assert removed.members == (first,)
    note(project, "Anna", case.id, "the phone is a shop's", clock=clock)
    assert list_cases(project, "Vera") == []
    hand_case_over(
        project, "Anna", case.id, "Vera", purpose="charge", authority="order 18", clock=clock
    )
    [seen] = list_cases(project, "Vera")
    assert (seen.id, seen.status) == (case.id, "handed over")


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (lambda p: open_case(p, "Anna", " "), "needs a title"),
        (lambda p: open_case(p, "Anna", "x", members=["SZ-1999-001"]), "no SZ-1999-001"),
        (lambda p: add_members(p, "Anna", "CASE-1999-001", []), "no case CASE-1999-001"),
        (
            lambda p: add_members(p, "Anna", open_case(p, "Anna", "x").id, []),
            "no member was named",
        ),
        (lambda p: note(p, "Anna", "CASE-1999-001", "x"), "no case"),
        (lambda p: open_case(p, "Vera", "x"), "for analyst or investigator"),
    ],
)
def test_what_cannot_be_done_with_a_case_is_told(verb, told, records):
    with pytest.raises((Refused, StoreRefused, NotAllowed), match=told):
        verb(records[0])


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("giver", "", "who gave it"),
        ("place", " ", "where"),
        ("exhibit", "SK-0999", "no SK-0999"),
        ("when", "31.02.2026", "28"),
    ],
)
def test_a_chain_of_custody_has_no_gaps(part, value, told, records, clock):
    project, _ = records
    given = {
        "exhibit": ids(project, "Seizure")[0],
        "giver": "Inspector",
        "taker": "Laboratory",
        "place": "Владивосток",
        "when": "2026-03-16 15:05+10:00",
    } | {part: value}
    with pytest.raises(Exception) as refused:
        hand_over(project, "Anna", given.pop("exhibit"), **given, clock=clock)
    refusal = as_refusal(refused.value)
    assert refusal is not None
    assert told in refusal.reason


def test_two_records_are_joined_parted_and_a_conflict_is_warned_of(records, clock):
    project, _ = records
    first, second, third = ids(project, "Person")
    joined = decide(project, "Anna", first, second, "same", why="one birth date", clock=clock)
    assert joined.together == (first, second)
    decide(project, "Anna", first, third, "different", why="another face", clock=clock)
    warned = decide(project, "Anna", second, third, "same", why="one phone", clock=clock)
    assert warned.conflicts
    assert any("judged different" in line for line in warned.sentences)
    parted = decide(project, "Anna", second, first, "different", why="namesake", clock=clock)
    assert parted.supersedes == joined.id


@pytest.mark.parametrize(
    ("pair", "verdict", "told"),
    [
        (("PER-0001", "PER-0001"), "same", "is one record"),
        (("PER-0001", "SZ-2026-001"), "same", "different kinds"),
        (("PER-0001", "PER-0999"), "same", "no PER-0999"),
        (("PER-0001", "PER-0002"), "perhaps", "is no decision"),
    ],
)
def test_what_cannot_be_one_is_refused(pair, verdict, told, records, clock):
    with pytest.raises(Refused, match=told):
        decide(records[0], "Anna", *pair, verdict, why="x", clock=clock)


def test_a_shared_phone_is_watched_until_somebody_dismisses_it(records, clock):
    project, _ = records
    watches = [one for one in run_watches(project, "Anna", clock=clock) if one.kind == "recurring"]
    assert watches
    dismiss(project, "Anna", watches[0].kind, watches[0].subject, why="a shop's phone", clock=clock)
    left = run_watches(project, "Anna", clock=clock)
    assert watches[0].subject not in [one.subject for one in left if one.kind == watches[0].kind]


def test_a_dismissal_ends_at_its_time(records, clock):
    project, _ = records
    [watch] = [one for one in run_watches(project, "Anna", clock=clock) if one.kind == "recurring"]
    dismiss(
        project,
        "Anna",
        watch.kind,
        watch.subject,
        why="look again tomorrow",
        until=clock.at + timedelta(days=1),
        clock=clock,
    )
    assert watch.kind not in [one.kind for one in run_watches(project, "Anna", clock=clock)]
    clock.at += timedelta(days=2)
    assert watch.kind in [one.kind for one in run_watches(project, "Anna", clock=clock)]


def test_nothing_was_known_before_it_was_recorded(records, clock):
    project, _ = records
    assert run_watches(project, "Anna", as_of="2025-12-31", clock=clock) == []
    found = run_findings(project, "Anna", as_of="2025-12-31", clock=clock)
    assert not [one for one in found if one.statements]


def test_a_day_counts_whole():
    assert moment_of("2026-03-01").isoformat() >= "2026-03-01T23:59"
    assert moment_of(None) is None


def test_records_are_read_as_who_asks(records):
    project, _ = records
    with pytest.raises(NotAllowed):
        run_watches(project, "Vera")
    assert acting(project, "Boris").clearance == 3


@pytest.mark.parametrize(
    ("note", "device", "kept", "read"),
    [
        ("taken with the owner's consent", "Nikon D5",
         "taken with the owner's consent; device: Nikon D5", "Nikon D5"),
        ("taken with gloves", "", "taken with gloves", ""),
        ("", "Nikon D5", "device: Nikon D5", "Nikon D5"),
    ],
)  # fmt: skip
def test_words_of_a_note_are_no_device(records, clock, note, device, kept, read):
    project, _ = records
    exhibit = ids(project, "Person")[0]
    step = {"giver": "A", "taker": "B", "place": "Vladivostok", "when": "2026-03-16"}
    hand_over(project, "Anna", exhibit, **step, note=note, device=device, clock=clock)
    (row,) = project.store.read(Reader.whole("a test looks")).cases.custody([exhibit])
    assert row.note == kept
    assert device_in(row.note) == read
    with pytest.raises(Refused, match="names a device"):
        hand_over(project, "Anna", exhibit, **step, note="x; device: y", clock=clock)


def rows_written(project):
    """How often anything was written to the project."""
    return project.store.read(Reader.whole("a test looks")).audit.head()[0]


@pytest.mark.parametrize(
    ("handling", "told"),
    [
        (Handling(3), "nobody opens a case above their own clearance"),
        (Handling(0, frozenset({"operation_amba"})), "operation_amba"),
    ],
)
def test_a_case_that_its_opener_may_not_read_is_not_opened_at_all(project, clock, handling, told):
    add_person(project, "Anna", "Galina", roles=["analyst"], clearance=1, clock=clock)
    before = rows_written(project)

    with pytest.raises(Refused, match=told):
        open_case(project, "Galina", "Nobody finds it", handling=handling, clock=clock)

    assert rows_written(project) == before
    first = open_case(project, "Galina", "The first", handling=Handling(1), clock=clock)
    assert first.id.endswith("-001")
    assert first in list_cases(project, "Galina")


@pytest.mark.parametrize("kind", ["handed_over", "finding", "nonsense", ""])
def test_a_note_says_of_no_case_that_it_was_handed_over(project, clock, kind):
    case = open_case(project, "Anna", "Two couriers", clock=clock)

    with pytest.raises(Refused, match="no kind of entry"):
        note(project, "Anna", case.id, "it went to the court", kind=kind, clock=clock)

    [seen] = list_cases(project, "Anna")
    assert seen.status == "open"


def test_a_case_is_closed_and_reopened_by_a_note(project, clock):
    case = open_case(project, "Anna", "Two couriers", clock=clock)
    told = []
    for kind in ("question", "closed", "note", "reopened"):
        note(project, "Anna", case.id, "why", kind=kind, clock=clock)
        told.append(list_cases(project, "Anna")[0].status)
    assert told == ["open", "closed", "closed", "open"]


@pytest.mark.parametrize(
    ("which", "why", "told"),
    [(0, " ", "it is not said why"), (1, "another matter", "is no member of"),
     (None, "another matter", "is no member of")],
)  # fmt: skip
def test_nobody_leaves_a_case_without_a_reason_or_without_being_in_it(
    records, clock, which, why, told
):
    project, _ = records
    seizures = ids(project, "Seizure")
    case = open_case(project, "Anna", "Two couriers", members=seizures[:1], clock=clock)
    before = rows_written(project)

    with pytest.raises(Refused, match=told):
        remove_member(
            project, "Anna", case.id, "SZ-1999-001" if which is None else seizures[which],
            why=why, clock=clock,
        )  # fmt: skip

    assert rows_written(project) == before
    assert list_cases(project, "Anna")[0].members == (seizures[0],)


def test_a_case_is_not_handed_to_somebody_who_has_left(project, clock):
    case = open_case(project, "Anna", "Two couriers", clock=clock)
    grant(
        project, "Anna", "Vera", roles=["prosecutor"], clearance=3, compartments=(), active=False,
        clock=clock,
    )  # fmt: skip
    before = rows_written(project)

    with pytest.raises(Refused, match="Vera's account is no longer active"):
        hand_case_over(
            project, "Anna", case.id, "Vera", purpose="charge", authority="order 18", clock=clock
        )

    assert rows_written(project) == before
    assert list_cases(project, "Anna")[0].status == "open"

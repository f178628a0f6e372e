"""The next batch of a table is read while one is written. All data is simulated."""

import csv
import threading
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest

from cases.formats import spreadsheet
from cases.formats.mapping import Mapping
from cases.statement import Claim, Locator, Ref
from workbench.project import Project
from workbench.services import intake, record_files
from workbench.services.batches import cut
from workbench.services.founding import found
from workbench.services.importing import import_records
from workbench.services.keeping import verify_audit
from workbench.services.reading_ahead import read_ahead
from workbench.services.refusal import Refused
from workbench.store import Reader

MAPPING = Mapping.parse(Path(__file__).with_name("office.toml").read_text("utf-8"))
ROWS = 40
# Some rows are refused, some cells are, some text is of other scripts.
BAD = {7: "31.02.2024", 23: "no date"}
CLAIMS_AT_ONCE = 50


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "office.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["No", "Date", "Country", "Courier", "Remark"])
        for row in range(ROWS):
            day = BAD.get(row, f"{row % 28 + 1:02d}.03.2024")
            number = "" if row == 11 else f"S-{row}"
            out.writerow([number, day, "NA", f"Пётр {row} (simulated)", f"豹 {row % 3}"])
    return path


def reading(table: Path):
    return partial(spreadsheet.read, table, MAPPING)


def rows(some) -> Iterator[Claim]:
    for row in some:
        where = Locator(file="long.csv", row=row + 2)
        yield Claim(Ref("Seizure", "test", f"S-{row}"), "Seizure", "note", "x", locator=where)


def readers() -> set[str]:
    return {one.name for one in threading.enumerate() if one.name.startswith("reader")}


def test_the_batches_are_those_of_reading_one_by_one_to_the_letter(table):
    one_by_one = list(cut(reading(table)(), claims=CLAIMS_AT_ONCE))
    with read_ahead(reading(table), claims=CLAIMS_AT_ONCE) as batches:
        ahead = list(batches)

    assert len(one_by_one) > 3
    assert ahead == one_by_one
    assert [batch.digest for batch in ahead] == [batch.digest for batch in one_by_one]
    assert sum(len(batch.rejects) for batch in ahead) == len(BAD) + 1


def test_the_second_batch_is_read_while_the_first_is_in_hand_and_the_third_is_not():
    reached = threading.Event()
    begun: list[int] = []

    def told() -> Iterator[Claim]:
        for number, claim in enumerate(rows(range(50))):
            begun.append(number)
            if number == 20:
                reached.set()
            yield claim

    with read_ahead(told, claims=10) as batches:
        first = next(batches)
        assert reached.wait(30), "nothing was read while the first batch was in hand"
        assert first.claims[0].locator.row == 2
        # A batch ends where the next subject begins, so one claim beyond it is looked at.
        assert max(begun) == 20
        assert [batch.claims[0].locator.row for batch in batches] == [12, 22, 32, 42]


def test_what_reading_raises_is_raised_after_the_batches_before_it():
    def breaks_off() -> Iterator[Claim]:
        yield from rows(range(30))
        raise OSError(5, "the disk does not answer")

    with read_ahead(breaks_off, claims=10) as batches:
        assert [next(batches).claims[0].locator.row for _ in range(2)] == [2, 12]
        with pytest.raises(OSError, match="the disk does not answer"):
            list(batches)
    assert readers() == set()


def test_a_refusal_keeps_its_two_sentences():
    def is_refused() -> Iterator[Claim]:
        raise Refused("this is no table of ours", "export it again")
        yield from rows(range(1))

    with read_ahead(is_refused) as batches, pytest.raises(Refused) as told:
        next(batches)

    assert told.value.reason == "this is no table of ours"
    assert told.value.remedy == "export it again"


def test_whoever_stops_early_leaves_no_thread_and_the_file_is_closed_by_the_one_that_read_it():
    opened, closed = [], []

    def without_end() -> Iterator[Claim]:
        opened.append(threading.current_thread().name)
        try:
            yield from rows(count())
        finally:
            closed.append(threading.current_thread().name)

    with read_ahead(without_end, claims=10) as batches:
        assert next(batches).number == 0
        assert readers() == set(opened)
        assert closed == []

    assert closed == opened
    assert readers() == set()


def kept(project) -> set[tuple[object, ...]]:
    """All that an import wrote, by its own digests; the instants of writing left out."""
    whole = project.store.read(Reader.whole("a test looks"))
    return {
        (one.id, one.subject, one.property, one.value, str(one.locator))
        for kind in ("Seizure", "Person")
        for one in whole.statements.saying(kind)
    }


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(intake, "read_ahead", partial(read_ahead, claims=CLAIMS_AT_ONCE))


def test_an_import_in_many_batches_keeps_what_one_batch_keeps(
    project, table, clock, tmp_path, request
):
    found(tmp_path / "other", person="Anna")
    other = Project.open(tmp_path / "other")
    at_once = import_records(other, "", table, MAPPING, clock=clock)
    request.getfixturevalue("small_batches")
    in_many = import_records(project, "Anna", table, MAPPING, clock=clock)

    assert in_many.batches > at_once.batches == 1
    assert (in_many.new, in_many.refused) == (at_once.new, at_once.refused)
    assert kept(project) == kept(other)
    assert verify_audit(project).intact
    again = import_records(project, "Anna", table, MAPPING, clock=clock)
    assert (again.new, again.known) == (0, in_many.new)
    other.close()


def test_a_stopped_import_is_taken_up_again(project, table, clock, small_batches):
    asked = iter([False, False, True])
    stopped = import_records(project, "Anna", table, MAPPING, clock=clock, stop=lambda: next(asked))
    assert stopped.stopped
    rest = import_records(project, "Anna", table, MAPPING, clock=clock)

    assert 0 < stopped.new < stopped.new + rest.new
    assert rest.known == stopped.new
    assert len(kept(project)) == stopped.new + rest.new


def test_after_reading_broke_off_the_same_import_brings_the_rest(
    project, table, clock, small_batches, monkeypatch
):
    whole = record_files.spreadsheet.read

    def breaks_off(*given, **more):
        yield from islice(whole(*given, **more), 3 * CLAIMS_AT_ONCE)
        raise OSError(5, "the disk does not answer")

    monkeypatch.setattr(record_files.spreadsheet, "read", breaks_off)
    with pytest.raises(OSError, match="the disk does not answer"):
        import_records(project, "Anna", table, MAPPING, clock=clock)
    before = kept(project)
    assert before
    monkeypatch.setattr(record_files.spreadsheet, "read", whole)
    rest = import_records(project, "Anna", table, MAPPING, clock=clock)

    assert rest.known == len(before)
    assert before < kept(project)
    assert verify_audit(project).intact

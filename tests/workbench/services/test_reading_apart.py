"""A long table is read by a process of its own. All data is simulated."""

import csv
import importlib
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from cases.formats import spreadsheet
from cases.formats.mapping import Mapping
from workbench.project import Project
from workbench.services import importing, intake, reading_apart
from workbench.services.batches import cut
from workbench.services.founding import found
from workbench.services.importing import import_records
from workbench.services.keeping import verify_audit
from workbench.services.reading_apart import read_apart, worth_it
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


# What is read by another process must be found by it: a module of its own.
ODD_READERS = """
import os, signal
from itertools import count, islice
from cases.statement import Claim, Locator, Ref
from workbench.services.refusal import Refused

def rows(some):
    for row in some:
        where = Locator(file="long.csv", row=row + 2)
        ref = Ref("Seizure", "test", f"S-{row}")
        yield Claim(ref, "Seizure", "pid", str(os.getpid()), locator=where)

def breaks_off():
    yield from rows(range(30))
    raise OSError(5, "the disk does not answer")

def is_refused():
    raise Refused("this is no table of ours", "export it again")
    yield

def dies():
    yield from rows(range(25))
    os.kill(os.getpid(), signal.SIGKILL)

def dies_after(items, number):
    yield from islice(items(), number)
    os.kill(os.getpid(), signal.SIGKILL)

def without_end():
    yield from rows(count())
"""


@pytest.fixture
def odd(tmp_path, monkeypatch):
    """Readers that do what a good one does not."""
    (tmp_path / "odd_readers.py").write_text(ODD_READERS, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    here = str(Path(__file__).parents[3])
    monkeypatch.setenv("PYTHONPATH", f"{here}{os.pathsep}{tmp_path}")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    yield importlib.import_module("odd_readers")
    del sys.modules["odd_readers"]


def test_another_process_gives_the_same_batches_to_the_letter(table):
    here = list(cut(reading(table)(), claims=CLAIMS_AT_ONCE))
    with read_apart(reading(table), table.name, claims=CLAIMS_AT_ONCE) as batches:
        there = list(batches)

    assert len(here) > 3
    assert there == here
    assert [batch.digest for batch in there] == [batch.digest for batch in here]
    assert sum(len(batch.rejects) for batch in there) == len(BAD) + 1


def test_no_module_that_lies_beside_the_evidence_is_run(table, tmp_path, monkeypatch):
    (tmp_path / "cases.py").write_text("raise SystemExit('run from the evidence')", "utf-8")
    monkeypatch.chdir(tmp_path)
    with read_apart(reading(table), table.name, claims=CLAIMS_AT_ONCE) as batches:
        assert len(list(batches)) > 3


def test_what_reading_raises_is_raised_here_after_the_batches_before_it(odd):
    with read_apart(odd.breaks_off, "long.csv", claims=10) as batches:
        first, second = next(batches), next(batches)
        with pytest.raises(OSError, match="the disk does not answer"):
            list(batches)

    assert [batch.claims[0].locator.row for batch in (first, second)] == [2, 12]


def test_a_refusal_of_the_reader_keeps_its_two_sentences(odd):
    with read_apart(odd.is_refused, "long.csv") as batches, pytest.raises(Refused) as told:
        next(batches)

    assert (told.value.reason, told.value.remedy) == (
        "this is no table of ours",
        "export it again",
    )


def test_a_reader_that_is_killed_is_told_with_the_file_and_the_last_row(odd):
    with (
        read_apart(odd.dies, "long.csv", claims=10) as batches,
        pytest.raises(Refused, match=r"long\.csv ended with -9, after row 21"),
    ):
        list(batches)


def test_whoever_stops_early_leaves_no_process_behind(odd):
    with read_apart(odd.without_end, "long.csv", claims=10) as batches:
        reader = int(str(next(batches).claims[0].value))
        assert reader != os.getpid()
        os.kill(reader, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)


ENDING = """
import os, signal
from odd_readers import without_end
from workbench.services.reading_apart import read_apart
with read_apart(without_end, "long.csv", claims=10) as batches:
    print(next(batches).claims[0].value, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_reader_ends_with_the_process_that_began_it(odd):
    died = subprocess.run(
        [sys.executable, "-c", ENDING], capture_output=True, text=True, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    reader = Path("/proc", died.stdout.strip())
    until = time.monotonic() + 60
    while reader.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not reader.exists()


@pytest.mark.parametrize(
    ("size", "processors", "load", "apart"),
    [
        (2_000_000, 2, 0.3, True),
        (2_000_000, 2, 1.9, True),
        (2_000_000, 2, 2.1, False),
        (2_000_000, 8, 2.1, True),
        (2_000_000, 1, 0.0, False),
        (20_000, 2, 0.3, False),
    ],
)
def test_small_files_and_busy_processors_are_read_here(
    size, processors, load, apart, tmp_path, monkeypatch
):
    monkeypatch.setattr(reading_apart, "cores", lambda: processors)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 9.0, 9.0))
    (tmp_path / "long.csv").write_bytes(b"x" * size)

    assert worth_it([tmp_path / "long.csv"]) is apart


def kept(project) -> set[tuple[object, ...]]:
    """All that an import wrote, by its own digests; the instants of writing left out."""
    whole = project.store.read(Reader.whole("a test looks"))
    return {
        (one.id, one.subject, one.property, one.value, str(one.locator))
        for kind in ("Seizure", "Person")
        for one in whole.statements.saying(kind)
    }


@pytest.fixture
def read_by_another(monkeypatch):
    """What would be read apart were it longer; in small batches."""
    monkeypatch.setattr(importing, "worth_it", lambda _files: True)
    monkeypatch.setattr(intake, "read_apart", partial(read_apart, claims=CLAIMS_AT_ONCE))


def test_an_import_keeps_the_same_whoever_reads(project, table, clock, tmp_path, request):
    found(tmp_path / "other", person="Anna")
    other = Project.open(tmp_path / "other")
    here = import_records(other, "", table, MAPPING, clock=clock)
    request.getfixturevalue("read_by_another")
    there = import_records(project, "Anna", table, MAPPING, clock=clock)

    assert (there.new, there.refused) == (here.new, here.refused)
    assert kept(project) == kept(other)
    assert verify_audit(project).intact
    again = import_records(project, "Anna", table, MAPPING, clock=clock)
    assert (again.new, again.known) == (0, there.new)
    other.close()


def test_a_stopped_import_is_taken_up_again(project, table, clock, read_by_another):
    asked = iter([False, False, True])
    stopped = import_records(project, "Anna", table, MAPPING, clock=clock, stop=lambda: next(asked))
    assert stopped.stopped
    rest = import_records(project, "Anna", table, MAPPING, clock=clock)

    assert 0 < stopped.new < stopped.new + rest.new
    assert rest.known == stopped.new
    assert len(kept(project)) == stopped.new + rest.new


def test_after_a_reader_was_killed_the_same_import_brings_the_rest(
    project, table, clock, read_by_another, odd, monkeypatch
):
    whole = intake.read_apart

    def dying(items, name):
        return whole(partial(odd.dies_after, items, 3 * CLAIMS_AT_ONCE), name)

    monkeypatch.setattr(intake, "read_apart", dying)
    with pytest.raises(Refused, match=r"office\.csv ended with -9, after row"):
        import_records(project, "Anna", table, MAPPING, clock=clock)
    before = kept(project)
    assert before
    monkeypatch.setattr(intake, "read_apart", whole)
    rest = import_records(project, "Anna", table, MAPPING, clock=clock)

    assert rest.known == len(before)
    assert before < kept(project)

"""What was acknowledged is there, what was not leaves nothing, and nothing is there twice."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from cases.dates import read_date
from cases.statement import Claim, Grade, Locator, Ref, Source
from workbench.store import Reader, Store, StoreRefused
from workbench.store.audit import verify
from workbench.store.engine import writing
from workbench.store.refusal import explained

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALL = Reader.whole("test")
SHEET = Source("", "file", "seizures.csv", "a" * 64)
GRADED = Source("", "report", "patrol", None, grade=Grade("4x4", "X", "4"))

DIES = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from cases.statement import Claim, Ref, Source
from workbench.store import Store

store = Store.open(sys.argv[1], Path(sys.argv[2]))
now = datetime(2026, 11, 21, tzinfo=UTC)
source = Source("", "file", "seizures.csv", "a" * 64)
claim = lambda row: Claim(Ref("Person", "t", str(row)), "Person", "name", f"N {row}")
with store.transaction("STAFF-0001", "import", now) as work:
    work.statements.add([claim(row) for row in range(100)], source)
print("acknowledged", flush=True)
with store.transaction("STAFF-0001", "import", now) as work:
    work.originals.add(b"half way", "half.txt", "text/plain")
    work.statements.add([claim(row) for row in range(100, 5000)], source)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def person(row: int) -> Claim:
    return Claim(Ref("Person", "t", str(row)), "Person", "name", f"N {row}")


def test_a_killed_import_keeps_what_was_acknowledged_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    process = _python(DIES, url, str(tmp_path / "originals"))
    assert (process.returncode, process.stdout) == (-signal.SIGKILL, "acknowledged\n")
    with store.read(ALL) as q:
        assert q.statements.count() == 100
    assert verify(store).intact
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        added = work.statements.add([person(row) for row in range(5000)], SHEET)
        work.originals.add(b"half way", "half.txt", "text/plain")
    assert (added.new, added.known) == (4900, 100)
    assert sorted(added.entities.values())[-1] == "PER-5000"
    assert verify(store).intact


def _write_some(url: str, folder: Path, first: int) -> None:
    store = Store.open(url, folder)
    for row in range(first, first + 5):
        with store.transaction(f"STAFF-{first}", "import", MOMENT) as work:
            # Half of each is what the other writes as well.
            work.statements.add([person(row), person(row % 100), person(10_000 + row)], SHEET)
    store.close()


def test_two_writers_at_once_lose_nothing_and_double_nothing(store: Store, tmp_path: Path) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    fork = multiprocessing.get_context("spawn")
    writers = [
        fork.Process(target=_write_some, args=(url, tmp_path / "originals", first))
        for first in (0, 100, 200)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with store.read(ALL) as q:
        assert q.statements.count() == 30
        assert len(q.entities.of_kind("Person")) == 30
        assert q.audit.head()[0] == 15
    assert verify(store).intact


def test_an_error_half_way_leaves_nothing(store: Store) -> None:
    def fails() -> None:
        with store.transaction("STAFF-0001", "import", MOMENT) as work:
            work.statements.add([person(1)], SHEET)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        fails()
    with store.read(ALL) as q:
        assert (q.statements.count(), q.audit.head()[0]) == (0, 0)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
REFS = st.builds(Ref, st.sampled_from(["Person", "Vehicle"]), TEXTS, TEXTS.filter(bool))
WHEN = st.sampled_from([None, read_date("2023"), read_date("2023-03-04T18:20+10:00")])
CLAIMS = st.builds(
    Claim, REFS, st.just("Person"), TEXTS.filter(bool), st.one_of(TEXTS, REFS), TEXTS, TEXTS,
    st.builds(Locator, file=st.none() | TEXTS, row=st.none() | st.integers(1, 9)), WHEN,
)  # fmt: skip


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(claims=st.lists(CLAIMS, max_size=12))
def test_whatever_is_said_twice_is_kept_once_and_comes_back_as_it_went_in(
    store: Store, claims: list[Claim]
) -> None:
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        first = work.statements.add(claims, GRADED)
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        again = work.statements.add(reversed(claims), GRADED)
    assert first.rejects == again.rejects == ()
    assert (again.new, again.known) == (0, len(claims))
    assert sorted(first.statements) == sorted(again.statements)
    with store.read(ALL) as q:
        kept = {s.id: s for s in q.statements.by_id(first.statements)}
    for known, claim in zip(first.statements, claims, strict=True):
        there = kept[known]
        assert there.subject == first.entities[claim.subject]  # type: ignore[index]
        value = claim.value if isinstance(claim.value, str) else first.entities[claim.value]
        assert (there.value, there.property, there.lang) == (value, claim.property, claim.lang)
        assert (there.locator, there.event_time) == (claim.locator, claim.event_time)
        assert there.grade == GRADED.grade
    assert verify(store).intact


def test_a_claim_that_cannot_be_kept_is_a_reject_and_stops_no_other(store: Store) -> None:
    claims = [
        person(1),
        Claim(Ref("Person", "t", "2"), "Person", "name", "a\x00b", locator=Locator("s.csv", row=3)),
        Claim(Ref("Person", "t", "3"), "Person", "name", "half \ud800 character"),
        Claim(Ref("Dragon", "t", "4"), "Dragon", "name", "Lóng"),
        Claim("PER-9999", "Person", "name", "nobody"),
        person(5),
    ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        added = work.statements.add(claims, SHEET)
        run = work.imports.begin("records", "s.csv", "k")
        work.rejects.add(run, added.rejects)
        work.rejects.add(run, added.rejects)
    assert added.new == 2
    assert [reject.reason for reject in added.rejects] == [
        "the text holds a zero byte",
        "the text holds half a character",
        "there is no kind 'Dragon'",
        "there is no PER-9999 in the project",
    ]
    with store.read(ALL) as q:
        kept = q.intake.rejects(run)
    assert (kept[0].file, kept[0].row) == ("s.csv", 3)
    assert len(kept) == 4


def test_a_full_disk_is_a_sentence_and_keeps_what_there_was(
    sqlite_url: str, tmp_path: Path
) -> None:
    store = Store.open(sqlite_url, tmp_path / "originals")
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        work.statements.add([person(1)], SHEET)
    with writing(store.engine) as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    # What SQLite says on a full disk is what it says when it may not grow.
    store.engine.dispose()
    event.listen(store.engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StoreRefused) as refused:
        _import_many(store)
    assert "disk is full" in refused.value.reason
    assert "run the same command again" in refused.value.remedy
    fresh = Store.open(sqlite_url, tmp_path / "originals")
    with fresh.read(ALL) as q:
        assert q.statements.count() == 1
    assert verify(fresh).intact


def _import_many(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        work.statements.add([person(row) for row in range(5000)], SHEET)


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from workbench.store.originals import Originals

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Originals(Path(sys.argv[1])).keep(b"x" * 100_000)
except OSError as error:
    print(error.errno)
"""


def test_a_file_that_finds_no_room_leaves_no_half_original(tmp_path: Path) -> None:
    done = _python(NO_ROOM, str(tmp_path))
    assert done.stdout.strip() == str(errno.EFBIG), done.stderr
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "can be read but not written"),
        (errno.EACCES, "may not write"),
        (errno.EDQUOT, "share of the disk is full"),
    ],
)
def test_what_a_disk_says_becomes_a_sentence_with_its_remedy(code: int, reason: str) -> None:
    with pytest.raises(StoreRefused, match=reason) as refused, explained():
        raise OSError(code, os.strerror(code))
    assert refused.value.remedy
    assert isinstance(refused.value.__cause__, OSError)


FORBIDDEN = """
import os, sys
from pathlib import Path
from workbench.project import Project
from workbench.store import StoreRefused

if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Project.create(Path(sys.argv[1]), name="x")
except StoreRefused as refused:
    print(refused.reason)
"""


def test_a_folder_that_may_not_be_written_is_a_sentence() -> None:
    """In a child of another user: who runs the tests as root may write everywhere."""
    # Not pytest's own folder, whose parents nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        done = _python(FORBIDDEN, f"{folder}/project")
        assert done.stdout.strip() == "you may not write into the project's folder", done.stderr
        assert list(Path(folder).iterdir()) == []


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python in a process of its own, from the root of the tree."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3], timeout=120,
    )  # fmt: skip

"""Which imports somebody still has to see to, however many came in well since."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.reject import Reject
from workbench.store import Reader, Store

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
BAD = Reject("a.csv", 3, "date", "31.02.2026", "February has 28 days", "write 2026-02")
ALL = Reader.whole("test")


class Office:
    """Runs one after the other: `run("a", "1", refused=True)` is file a imported in the way 1."""

    def __init__(self, store: Store) -> None:
        self.store, self.hours = store, 0

    def run(self, file: str, way: str, *, end: str = "finish", refused: bool = False,
            kind: str = "records") -> str:  # fmt: skip
        self.hours += 1
        with self.store.transaction("A", "import", NOW + timedelta(hours=self.hours)) as work:
            run = work.imports.begin(
                kind, f"{file}.csv", f"{file} {way} {kind}", detail={"digest": file * 64}
            )
            work.rejects.add(run, [BAD] if refused else [])
        self.hours += 1
        if end:
            with self.store.transaction("A", "import", NOW + timedelta(hours=self.hours)) as work:
                getattr(work.imports, end)(run)
        return run

    def open(self, reader: Reader = ALL) -> list[str]:
        with self.store.read(reader) as q:
            return [run.id for run in q.intake.unsettled()]


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def test_what_broke_stays_in_sight_after_any_number_of_good_imports(office: Office) -> None:
    """A table with rejects, one that was stopped, one that was killed; then a dozen good ones."""
    broken = [
        office.run("a", "1", refused=True),
        office.run("b", "1", end="stop"),
        office.run("c", "1", end=""),
    ]
    for number in range(12):
        office.run(f"good {number}", "1")
    assert office.open() == broken[::-1]


@pytest.mark.parametrize("how", [{"refused": True}, {"end": "stop"}, {"end": ""}])
def test_the_same_file_imported_well_since_settles_it_and_nothing_less_does(
    office: Office, how: dict[str, str | bool]
) -> None:
    office.run("a", "0")
    broken = office.run("a", "1", **how)  # type: ignore[arg-type]
    again = office.run("a", "2", refused=True)
    stopped = office.run("a", "3", end="stop")
    office.run("b", "1")
    office.run("a", "1", kind="photos")
    assert office.open() == [stopped, again, broken]
    office.run("a", "4")
    assert office.open() == []


def test_an_import_that_went_on_to_its_end_is_settled_whatever_is_stopped_later(
    office: Office,
) -> None:
    """All of it is in: whoever begins it again and stops has lost nothing."""
    for end in ("stop", "finish", "stop"):
        run = office.run("a", "1", end=end)
    assert office.open() == []
    with office.store.read(ALL) as q:
        assert [(one.id, one.state) for one in q.intake.history()] == [(run, "finished")]


def test_runs_of_a_project_from_before_settle_nothing_of_each_other(office: Office) -> None:
    """They do not say which file they read."""
    runs = []
    for key, refused in (("old 1", True), ("old 2", False)):
        with office.store.transaction("A", "import", NOW) as work:
            runs.append(work.imports.begin("records", "same.csv", key))
            work.rejects.add(runs[-1], [BAD] if refused else [])
            work.imports.finish(runs[-1])
    assert office.open() == runs[:1]


def test_the_newest_comes_first_also_after_the_ten_thousandth(office: Office) -> None:
    runs = [office.run(f"f{number}", "1", refused=True) for number in range(11)]
    assert office.open() == runs[::-1]


def test_whoever_does_not_import_is_told_of_none(office: Office) -> None:
    run = office.run("a", "1", refused=True)
    assert office.open(Reader("P", frozenset({"investigator"}), 3)) == []
    assert office.open(Reader("P", frozenset({"analyst"}), 0)) == [run]

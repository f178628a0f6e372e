"""An import of records that is killed, meets a full disk or another import. All data is simulated.

What was acknowledged stays, nothing comes twice, and who looks is told that it did not end.
"""

import csv
import os
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event

from cases.formats.mapping import Mapping
from workbench.services import intake
from workbench.services.importing import import_records
from workbench.services.keeping import verify_audit
from workbench.services.reading_ahead import read_ahead
from workbench.store import Reader, StoreRefused

MAPPING = Path(__file__).with_name("office.toml").read_text("utf-8")
ROWS = 60
# A row says: date, country, simulated, courier; the courier's name, simulated.
SAID_A_ROW = 6
A_BATCH = 60

DYING = """
import os, signal, sys
from functools import partial
from pathlib import Path
from cases.formats.mapping import Mapping
from workbench.project import Project
from workbench.services import importing, intake
from workbench.services.reading_ahead import read_ahead
from workbench.store.intake import ImportRows

folder, table, mapping, moment = sys.argv[1:]
intake.read_ahead = partial(read_ahead, claims=60)
kept_batch, seen = ImportRows.batch, []
def batch(self, *given, **more):
    seen.append(kept_batch(self, *given, **more))
    if moment == "within a batch" and len(seen) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
def finish(self, *given, **more):
    os.kill(os.getpid(), signal.SIGKILL)
ImportRows.batch, ImportRows.finish = batch, finish
importing.import_records(Project.open(Path(folder)), "Anna", Path(table), Mapping.parse(mapping))
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "office.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["No", "Date", "Country", "Courier"])
        for row in range(ROWS):
            out.writerow([f"S-{row}", f"{row % 28 + 1:02d}.03.2024", "NA", f"P {row} (simulated)"])
    return path


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(intake, "read_ahead", partial(read_ahead, claims=A_BATCH))


def said(project) -> Counter[tuple[str, str, str]]:
    """Every statement as (seizure or name, property, value), counted."""
    whole = project.store.read(Reader.whole("a test looks"))
    statements = [one for kind in ("Seizure", "Person") for one in whole.statements.saying(kind)]
    return Counter((one.subject, one.property, one.value) for one in statements)


def state(project) -> str:
    return project.store.read(Reader.whole("a test looks")).intake.history()[0].state


@pytest.mark.parametrize(
    ("moment", "acknowledged"),
    [("within a batch", 3 * A_BATCH), ("before its end is noted", ROWS * SAID_A_ROW)],
)
def test_a_killed_import_is_told_as_unfinished_and_the_same_again_brings_the_rest(
    moment, acknowledged, project, table, clock, small_batches
):
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(project.folder), str(table), MAPPING, moment],
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "OMP_NUM_THREADS": "1"},
        check=False,
    )
    assert died.returncode == -9
    assert state(project) == "begun"
    left = said(project)
    assert sum(left.values()) == acknowledged
    assert verify_audit(project).intact

    rest = import_records(project, "Anna", table, Mapping.parse(MAPPING), clock=clock)

    assert (rest.known, rest.new) == (acknowledged, ROWS * SAID_A_ROW - acknowledged)
    whole = said(project)
    assert left <= whole
    assert set(whole.values()) == {1}
    assert sum(whole.values()) == ROWS * SAID_A_ROW
    names = {value for _, name, value in whole if name == "name"}
    assert names == {f"P {row} (simulated)" for row in range(ROWS)}
    assert state(project) == "finished"
    head = verify_audit(project).head
    again = import_records(project, "Anna", table, Mapping.parse(MAPPING), clock=clock)
    assert "nothing new" in again.sentence
    assert verify_audit(project).head == head


def test_a_full_disk_is_a_sentence_and_what_was_acknowledged_stays(
    project, table, clock, small_batches
):
    import_records(project, "Anna", table, Mapping.parse(MAPPING), clock=clock)
    before = said(project)
    more = table.with_name("more.csv")
    rows = table.read_text("utf-8").replace("S-", "T-").replace("(simulated)", "x" * 4000)
    more.write_text(rows, "utf-8")

    engine = project.store.engine
    engine.dispose()
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()

    def small(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages + 120}")

    event.listen(engine, "connect", small)
    with pytest.raises(StoreRefused, match="the disk is full, and nothing of this batch was kept"):
        import_records(project, "Anna", more, Mapping.parse(MAPPING), clock=clock)
    event.remove(engine, "connect", small)
    engine.dispose()

    assert state(project) == "begun"
    kept = said(project)
    assert before < kept
    assert (sum(kept.values()) - sum(before.values())) % A_BATCH == 0
    assert verify_audit(project).intact
    import_records(project, "Anna", more, Mapping.parse(MAPPING), clock=clock)
    whole = said(project)
    assert sum(whole.values()) == 2 * ROWS * SAID_A_ROW
    assert state(project) == "finished"
    assert verify_audit(project).intact


def test_of_two_imports_at_once_the_second_is_told_whose_the_first_is_and_the_first_ends(
    project, table, clock, small_batches
):
    other = table.with_name("other.csv")
    other.write_bytes(table.read_bytes())
    told: list[str] = []

    def meanwhile(_step) -> None:
        with pytest.raises(StoreRefused) as refused:
            import_records(project, "Anna", other, Mapping.parse(MAPPING), clock=clock)
        told.append(f"{refused.value}")

    done = import_records(
        project, "Anna", table, Mapping.parse(MAPPING), clock=clock, progress=meanwhile
    )
    assert done.new == ROWS * SAID_A_ROW
    assert all("Anna has been importing for" in one and "office.csv" in one for one in told)
    assert all(str(os.getpid()) in one and "wait for it to end" in one for one in told)
    assert told
    assert state(project) == "finished"

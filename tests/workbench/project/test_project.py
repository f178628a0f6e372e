"""A project is a folder that is whole or not there, and one import at a time."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench.project import SETTINGS_FILE, Project
from workbench.store import Reader, StoreRefused

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Land of the Leopard", 'Земля «леопарда» "2"', "豹之乡 \\ x\ny"])
def test_a_project_opens_with_the_name_it_was_given(tmp_path: Path, name: str) -> None:
    Project.create(tmp_path / "p", name=name).close()
    opened = Project.open(tmp_path / "p")
    assert opened.settings.name == name
    assert (opened.originals.is_dir(), opened.derived.is_dir(), opened.store.ready()) == (True,) * 3


def test_neither_a_second_project_nor_one_that_is_not_there(tmp_path: Path) -> None:
    Project.create(tmp_path, name="x").close()
    with pytest.raises(StoreRefused, match="is a project already"):
        Project.create(tmp_path, name="y")
    with pytest.raises(StoreRefused, match="is not a project") as refused:
        Project.open(tmp_path / "elsewhere")
    assert "kedrovka init" in refused.value.remedy


def test_a_creation_that_fails_leaves_no_project(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be kept in"):
        Project.create(tmp_path / "p", name="x", database_url="mysql://host/db")
    with pytest.raises(StoreRefused, match="is not a project"):
        Project.open(tmp_path / "p")


def test_settings_that_cannot_be_read_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("name = ")
    with pytest.raises(StoreRefused, match="cannot be read"):
        Project.open(tmp_path)


def test_a_project_in_postgresql_keeps_only_files_in_its_folder(
    tmp_path: Path, postgresql_url: str
) -> None:
    Project.create(tmp_path, name="agency", database_url=postgresql_url).close()
    project = Project.open(tmp_path)
    with project.store.read(Reader.whole("test")) as q:
        assert q.statements.count() == 0
    assert list(tmp_path.glob("*.sqlite")) == []
    project.close()


def test_a_second_import_is_told_who_and_since_when(tmp_path: Path) -> None:
    project = Project.create(tmp_path, name="x")
    later = MOMENT + timedelta(minutes=7)
    with project.importing("STAFF-0001", "seizures.csv", MOMENT) as dead:
        assert dead is None
        with (
            pytest.raises(StoreRefused, match=r"STAFF-0001 .* 7 minutes \(seizures.csv"),
            project.importing("STAFF-0002", "photos", later),
        ):
            raise AssertionError("two imports at once")
    with project.importing("STAFF-0002", "photos", later) as dead:
        assert dead is None


def test_a_lock_left_by_a_dead_process_is_taken_over_and_its_owner_named(tmp_path: Path) -> None:
    project = Project.create(tmp_path, name="x")
    left = {
        "by": "STAFF-0001", "what": "photos", "since": "2026-11-20T00:00:00.000000Z",
        "process": 4711, "host": "laptop",
    }  # fmt: skip
    (tmp_path / "import.lock").write_text(json.dumps(left))
    with project.importing("STAFF-0002", "photos", MOMENT) as dead:
        assert dead is not None
        assert (dead.by, dead.process) == ("STAFF-0001", 4711)
        assert "STAFF-0001 (photos, process 4711 on laptop" in str(dead)
    with project.importing("STAFF-0002", "photos", MOMENT) as dead:
        assert dead is None


@pytest.mark.parametrize(
    ("line", "rate"), [("", 0.2), ("proficiency_rate = 0", 0.0), ("proficiency_rate = 0.5", 0.5)]
)
def test_the_share_of_known_truths_is_the_projects_or_a_fifth(
    tmp_path: Path, line: str, rate: float
) -> None:
    Project.create(tmp_path / "p", name="A project").close()
    with (tmp_path / "p" / SETTINGS_FILE).open("a", encoding="utf-8") as settings:
        settings.write(line + "\n")
    opened = Project.open(tmp_path / "p")
    assert opened.settings.proficiency_rate == rate
    opened.close()


@pytest.mark.parametrize("written", ["0.6", "-0.1", '"often"', "nan"])
def test_a_share_of_known_truths_that_is_none_is_refused(tmp_path: Path, written: str) -> None:
    Project.create(tmp_path / "p", name="A project").close()
    with (tmp_path / "p" / SETTINGS_FILE).open("a", encoding="utf-8") as settings:
        settings.write(f"proficiency_rate = {written}\n")
    with pytest.raises(StoreRefused, match="cannot be read"):
        Project.open(tmp_path / "p")

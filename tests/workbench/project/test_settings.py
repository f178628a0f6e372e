"""What `kedrovka.toml` says, and what becomes of a file that a person wrote by hand."""

import shutil
from pathlib import Path

import pytest

from workbench.project import Project, Settings
from workbench.store import StoreRefused


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without anything in it, to copy."""
    folder = tmp_path_factory.mktemp("made") / "project"
    Project.create(folder, name="Land of the Leopard").close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """An own project without anything in it."""
    return Path(shutil.copytree(made, tmp_path / "project"))


def settings(folder: Path) -> Settings:
    project = Project.open(folder)
    project.close()
    return project.settings


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('name = "x"', Settings("x")),
        ('name = "Земля леопарда"\nproficiency_rate = 0', Settings("Земля леопарда", "", 0.0)),
        ('name = "x"\nproficiency_rate = 0.5\nnetwork = "weights/own"',
         Settings("x", "", 0.5, "weights/own")),
        ('name = "x"\nsomething_of_a_later_version = 7', Settings("x")),
    ],
)  # fmt: skip
def test_what_is_written_by_hand_is_read(folder: Path, written: str, expected: Settings) -> None:
    (folder / "kedrovka.toml").write_text(written, "utf-8")
    assert settings(folder) == expected


@pytest.mark.parametrize(
    "written",
    [
        b"", b"name", b"name = ", b'nane = "x"', b'name = "x"\nproficiency_rate = 0.51',
        b'name = "x"\nproficiency_rate = -0.1', b'name = "x"\nproficiency_rate = nan',
        b'name = "x"\nproficiency_rate = "often"', b'name = "x"\nproficiency_rate = [1]',
        b'name = "\xff"', b'\xff\xfen\x00a\x00m\x00e\x00',
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_the_file_and_changes_nothing(
    folder: Path, written: bytes
) -> None:
    (folder / "kedrovka.toml").write_bytes(written)
    with pytest.raises(StoreRefused, match=r"kedrovka\.toml cannot be read") as refused:
        Project.open(folder)
    assert "Land of the Leopard" in refused.value.remedy
    assert (folder / "kedrovka.toml").read_bytes() == written


@pytest.mark.parametrize("name", ['a "quoted" \\ name', "Земля 名", "two\tparts", "x = 1 # y"])
def test_a_project_is_called_what_it_was_named_after_it_is_opened_again(
    tmp_path: Path, name: str
) -> None:
    Project.create(tmp_path / "project", name=f"  {name} ").close()
    assert settings(tmp_path / "project").name == name


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_a_project_needs_a_name_and_without_one_no_folder_is_made(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(StoreRefused, match="a project needs a name"):
        Project.create(tmp_path / "project", name=name)
    assert not (tmp_path / "project").exists()


def test_a_creation_that_broke_off_left_no_project_and_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings are written last: before them a folder is no project."""

    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.project._write", breaks)
    with pytest.raises(KeyboardInterrupt):
        Project.create(tmp_path / "project", name="x")
    with pytest.raises(StoreRefused, match="is not a project"):
        Project.open(tmp_path / "project")
    monkeypatch.undo()
    Project.create(tmp_path / "project", name="x").close()
    assert settings(tmp_path / "project").name == "x"

"""The command line: what is printed where, how it ends, and that it starts quickly."""

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.cli import command_line, main

ROOT = Path(__file__).parents[3]
HEAVY = ("torch", "streamlit", "faiss", "cv2", "onnxruntime", "pandas", "sqlalchemy", "networkx")
NUMBERS = ("scipy", "pandas", "networkx", "pypinyin", "cv2", "onnxruntime", "faiss", "streamlit")


@pytest.fixture
def run(capsys, monkeypatch):
    """run(*words): (exit status, standard output, standard error) of one command."""
    monkeypatch.delenv("KEDROVKA_PROJECT", raising=False)
    monkeypatch.delenv("KEDROVKA_PERSON", raising=False)

    def one(*words):
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out, told.err

    return one


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A project of Anna's, to copy."""
    path = tmp_path_factory.mktemp("made") / "p"
    assert main(["init", str(path), "--person", "Anna"]) == 0
    return path


@pytest.fixture
def folder(tmp_path, made):
    """An own project of Anna's."""
    shutil.copytree(made, tmp_path / "p")
    return tmp_path / "p"


def test_help_loads_nothing_heavy():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, workbench.cli as cli\n"
            "cli.main(['--help'])\n"
            f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stderr.strip() == "[]"
    assert "match" in told.stdout


@pytest.mark.parametrize(
    "room", ["workbench.project", "workbench.services.people", "workbench.services.checking_bags"]
)
def test_who_lists_people_or_checks_a_bag_waits_for_no_numbers(room):
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, {room}\nprint([one for one in {NUMBERS!r} if one in sys.modules])",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"


def test_every_command_is_in_the_manual():
    import typer

    manual = (ROOT / "docs" / "commands.md").read_text("utf-8")
    tree = typer.main.get_command(command_line())
    names = [
        f"{name} {inner}" if inner else name
        for name, command in tree.commands.items()
        for inner in (getattr(command, "commands", None) or [""])
    ]
    assert len(names) > 20
    assert [name for name in names if f"kedrovka {name}" not in manual] == []


def test_a_project_is_made_and_says_what_is_next(tmp_path, run):
    status, out, _ = run("init", tmp_path / "p", "--person", "Anna Petrova")
    assert status == 0
    assert "kedrovka people password" in out
    status, _, err = run("init", tmp_path / "p", "--person", "Anna")
    assert status == 1
    assert "Refused:" in err
    assert "Remedy:" in err


def test_a_project_without_a_person_points_to_the_dashboard(tmp_path, run):
    status, out, _ = run("init", tmp_path / "p")
    assert status == 0
    assert "kedrovka serve" in out


def test_a_misspelt_command_ends_with_2(run):
    assert run("mtach")[0] == 2
    assert run("case", "open")[0] == 2
    assert run("import", "records")[0] == 2


def test_where_there_is_no_project_it_is_said(tmp_path, run):
    status, out, err = run("case", "list", "--project", tmp_path)
    assert (status, out) == (1, "")
    assert "is not a project" in err


def test_json_is_one_document_on_standard_output(folder, run):
    status, out, _ = run("case", "open", "Шкура", "--project", folder, "--json")
    assert status == 0
    assert json.loads(out)["title"] == "Шкура"
    status, out, _ = run("people", "list", "--project", folder, "--json")
    assert json.loads(out)[0]["name"] == "Anna"


def test_a_refusal_as_json_has_reason_and_remedy(folder, run):
    status, out, err = run("match", "--skin", "SK-0001", "--project", folder, "--json")
    assert status == 1
    told = json.loads(out)
    assert told["refused"]
    assert told["remedy"]
    assert "Refused:" in err


def test_who_asks_comes_from_the_option_or_the_environment(folder, run, monkeypatch):
    from workbench.project import Project
    from workbench.services.people import add_person

    project = Project.open(folder)
    add_person(project, "Anna", "Vera", roles=["prosecutor"])
    project.close()
    assert run("case", "open", "x", "--project", folder)[0] == 1
    assert run("case", "open", "x", "--project", folder, "--as", "Anna")[0] == 0
    monkeypatch.setenv("KEDROVKA_PERSON", "Vera")
    status, _, err = run("case", "open", "x", "--project", folder)
    assert status == 1
    assert "Vera is prosecutor" in err
    monkeypatch.setenv("KEDROVKA_PERSON", "Anna")
    monkeypatch.setenv("KEDROVKA_PROJECT", str(folder))
    status, out, _ = run("case", "list")
    assert status == 0
    assert "CASE-" in out


def test_a_broken_program_gives_a_reference_and_keeps_the_trace(folder, run, monkeypatch):
    from workbench.services import casework

    def broken(*_given):
        raise KeyError("a bug")

    monkeypatch.setattr(casework, "list_cases", broken)
    status, out, err = run("case", "list", "--project", folder)
    assert (status, out) == (3, "")
    reference = re.search(r"Reference ([0-9A-F]{8})", err)
    assert reference is not None
    log = (folder / "kedrovka.log").read_text("utf-8")
    assert reference[1] in log
    assert "a bug" in log
    assert "a bug" not in err


def test_a_broken_program_outside_a_project_litters_nothing(tmp_path, run, monkeypatch):
    from workbench.services import checking_bags

    monkeypatch.setattr(checking_bags, "verify_bag", lambda _bag: 1 / 0)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("verify", tmp_path)[0] == 3
    assert not (tmp_path / "kedrovka.log").exists()
    assert "ZeroDivisionError" in (tmp_path / "temporary/kedrovka.log").read_text("utf-8")


def test_an_import_prints_rejects_and_writes_their_table(folder, tmp_path, run):
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "empty.jpg").write_bytes(b"")
    table = tmp_path / "rejects.csv"
    status, out, _ = run(
        "import", "photos", photos, "--project", folder, "--rejects", table, "--no-features"
    )
    assert status == 0
    assert "1 refused" in out
    assert "copy it again" in out
    assert "empty.jpg" in table.read_text("utf-8-sig")


def test_the_camera_trap_package_comes_in_whole(folder, run, shared_data):
    begun = time.monotonic()
    status, out, _ = run(
        "import", "camtrap-dp", shared_data / "camtrap_dp", "--project", folder, "--json"
    )
    assert status == 0
    report = json.loads(out)
    assert report["rejects"] == []
    from workbench.project import Project
    from workbench.store import Reader

    project = Project.open(folder)
    whole = project.store.read(Reader.whole("a test looks"))
    counts = whole.entities.counts()
    assert counts["Deployment"] == 4
    assert counts["Photo"] == 423
    rows = whole.statements.saying("Sighting", ["observation"])
    assert len({one.locator.row for one in rows}) == 549
    project.close()
    assert time.monotonic() - begun < 60


def test_the_audit_is_verified_and_anchored_from_the_command_line(folder, tmp_path, run):
    assert run("audit", "anchor", tmp_path / "anchor", "--project", folder)[0] == 0
    status, out, _ = run("audit", "verify", "--anchor", tmp_path / "anchor", "--project", folder)
    assert status == 0
    assert "Nothing was altered" in out


def test_a_backup_is_made_and_restored_from_the_command_line(folder, tmp_path, run):
    assert run("backup", tmp_path / "copy", "--project", folder)[0] == 0
    status, out, _ = run("restore", tmp_path / "copy", tmp_path / "back")
    assert status == 0
    assert "intact" in out
    assert run("case", "list", "--project", tmp_path / "back")[0] == 0


def test_a_password_is_asked_for_and_never_shown(folder, run, monkeypatch):
    asked = []

    def prompt(text, **how):
        asked.append((text, how["hide_input"]))
        return "a sentence is easy to keep"

    monkeypatch.setattr("typer.prompt", prompt)
    status, out, err = run("people", "password", "Anna", "--project", folder)
    assert status == 0
    assert asked == [("Password", True)]
    assert "sentence is easy" not in out + err


@pytest.mark.parametrize(
    "words",
    [
        ["judge", "SK-0001", "IND-0001", "same", "--why", "spots"],
        ["undo", "JDG-0001", "--why", "wrong"],
        ["examine", "open", "SK-0001"],
        ["examine", "lock", "SK-0001", "--mark", "hip"],
        ["same", "PER-0001", "PER-0002", "same", "--why", "one phone"],
        ["custody", "SK-0001", "--from", "A", "--to", "B", "--place", "C", "--when", "2026-01-01"],
        ["export", "CASE-2026-001", "bag"],
        ["case", "add", "CASE-2026-001", "SK-0001"],
        ["skin", "add", "nowhere.jpg"],
        ["match"],
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(words, folder, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*words, "--project", folder)
    assert (status, out) == (1, "")
    assert "Refused:" in err
    assert "Traceback" not in err


def test_nothing_stands_out_in_an_empty_project(folder, run):
    assert run("watch", "--project", folder)[1].strip() == "Nothing is overdue."
    assert run("findings", "--project", folder)[0] == 0


def test_a_file_of_a_known_format_is_not_read_as_a_table(folder, tmp_path, run):
    path = tmp_path / "network.json"
    line = '{"id": "%s", "schema": "Person", "properties": {"name": ["Ann"]}}\n'
    path.write_text(line % "a" + line % "b", "utf-8")
    status, _, err = run("import", "records", path, "--save-mapping", "mine", "--project", folder)
    assert status == 1
    assert "needs no mapping" in err
    assert run("import", "records", path, "--project", folder)[0] == 0

"""Dropped files wait under their digest and nowhere else."""

import pytest

from workbench.services.incoming import FOLDER, clear_incoming, incoming_file, keep_incoming
from workbench.services.refusal import Refused


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.csv", "a.csv"), ("../../../etc/passwd", "passwd"), ("C:\\x\\y.xlsx", "y.xlsx"),
        (".hidden", "hidden"), ("изъятия 2025.csv", "изъятия 2025.csv"), ("", "file"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
    ],
)  # fmt: skip
def test_a_name_never_leads_out_of_the_folder(name, kept, project):
    token = keep_incoming(project, "Anna", name, b"content")
    found = incoming_file(project, "Anna", token)
    assert found is not None
    assert found.name == kept
    assert found.parent.parent == project.folder / FOLDER
    assert found.read_bytes() == b"content"


def test_a_file_waits_until_it_is_let_go(project):
    token = keep_incoming(project, "Anna", "a.csv", b"x")
    clear_incoming(project, "Anna", token)
    assert incoming_file(project, "Anna", token) is None
    clear_incoming(project, "Anna", token)


@pytest.mark.parametrize("token", ["", "..", "../" * 20, "A" * 64, "0" * 64])
def test_a_token_of_nothing_finds_nothing(token, project):
    assert incoming_file(project, "Anna", token) is None


def test_an_empty_file_is_refused(project):
    with pytest.raises(Refused, match="is empty"):
        keep_incoming(project, "Anna", "a.csv", b"")

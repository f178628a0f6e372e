"""What was counted is not counted again until something is written, and never for another."""

from types import SimpleNamespace

import pytest

from cases.statement import Claim, Ref, Source
from workbench.dashboard import remembered as room
from workbench.dashboard.remembered import remembered
from workbench.store import Reader

NOBODY = Reader("STAFF-0001", frozenset({"analyst"}), 1)


class Counting:
    """A question that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


@pytest.fixture
def ask(project, monkeypatch):
    monkeypatch.setattr(room, "_answers", type(room._answers)())
    question = Counting()

    def answered(about="a", name="page", reader=NOBODY):
        return remembered(SimpleNamespace(project=project, reader=reader), name, about, question)

    return answered


def test_the_same_question_is_asked_once(ask):
    assert [ask(), ask(), ask()] == [1, 1, 1]


def test_another_question_is_another(ask):
    assert [ask("a"), ask("b"), ask("a", name="map"), ask("b")] == [1, 2, 3, 2]


@pytest.mark.parametrize(
    "other",
    [
        Reader("STAFF-0002", frozenset({"analyst"}), 1),
        Reader("STAFF-0001", frozenset({"analyst"}), 0),
        Reader("STAFF-0001", frozenset({"analyst"}), 1, frozenset({"LORD"})),
        Reader("STAFF-0001", frozenset({"prosecutor"}), 1, cases=frozenset({"CASE-2026-001"})),
    ],
)
def test_nobody_is_told_what_was_counted_for_other_rights(ask, other):
    assert [ask(), ask(reader=other), ask()] == [1, 2, 1]


def test_what_was_written_since_counts(ask, project, clock):
    before = ask()
    with project.store.transaction("STAFF-0001", "import", clock()) as work:
        said = Claim(Ref("Seizure", "t", "1"), "Seizure", "reference", "B-17")
        work.statements.add([said], Source("", "file", "t.csv"))
    assert (before, ask(), ask()) == (1, 2, 2)


def test_what_was_not_asked_for_longest_is_forgotten_first(ask, monkeypatch):
    monkeypatch.setattr(room, "MOST", 2)
    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == [1, 2, 1, 3, 1, 4]


def test_a_question_that_fails_is_asked_again(ask, project, monkeypatch):
    def broken():
        raise OSError("the disk is full")

    here = SimpleNamespace(project=project, reader=NOBODY)
    with pytest.raises(OSError, match="full"):
        remembered(here, "page", "a", broken)
    assert ask("a") == 1

"""Kept weights are known to be old as soon as anything but a decision was written since."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from workbench.project import Project
from workbench.store import Store
from workbench.views.weighed import since


@pytest.fixture
def written(sqlite_store: Store, now):
    """written(action, ...): a project in whose audit these transactions follow each other."""

    def write(actions: Sequence[str]) -> Project:
        for action in actions:
            with sqlite_store.transaction("STAFF-0001", action, now, always=True):
                pass
        return cast(Project, SimpleNamespace(store=sqlite_store))

    return write


@pytest.mark.parametrize(
    ("actions", "before", "now_at", "moved"),
    [
        (["import records"], 0, 1, 1),
        (["import records", "decide", "sign in", "take a decision back"], 1, 4, 0),
        (["import records", "decide", "import records", "retract"], 1, 4, 2),
        (["import records", "decide"], 2, 2, 0),
    ],
)
def test_a_decision_moves_no_weight_and_whatever_else_is_written_may(
    written, actions, before, now_at, moved
) -> None:
    assert since(written(actions), before, now_at) == moved


def test_what_others_write_meanwhile_does_not_hide_an_import(written) -> None:
    """Asked how many of row 2 may move a weight, when somebody has signed in since."""
    project = written(["decide", "import records", "sign in", "decide"])

    assert since(project, 1, 2) == 1
    assert since(project, 2, 3) == 0


def test_what_is_far_behind_is_counted_whole(written) -> None:
    assert since(written([]), 3, 900) == 897

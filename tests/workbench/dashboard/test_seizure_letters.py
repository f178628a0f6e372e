"""Who looks for letters among very many statements has their index begun, and is told so."""

import pytest

from workbench.dashboard import seizure_letters
from workbench.dashboard.running import running
from workbench.jobs import start
from workbench.services.lettering import KIND, index_project


@pytest.fixture
def begun(monkeypatch):
    """Statements are many from the first on; work is put into the queue and nobody does it."""
    monkeypatch.setattr("workbench.views.seizures.READ_AT_ONCE", 0)
    asked = []

    def queued(project, by, kind, arguments, *, clock):
        asked.append(kind)
        return start(project, by, kind, arguments, clock=clock, worker=False)

    monkeypatch.setattr(seizure_letters, "start", queued)
    return asked


def test_the_index_is_begun_once_and_the_answer_is_there_already(shown, words, known, begun):
    said = words(shown("seizures", "Anna", text="b-1"))
    assert "index of letters is being made in the background" in said
    assert known.seizure in said
    shown("seizures", "Anna", text="b-17")
    assert begun == [KIND]


def test_without_letters_nothing_is_begun(shown, words, known, begun):
    assert "index of letters" not in words(shown("seizures", "Anna", country="RU"))
    assert begun == []


def test_where_the_index_is_there_nothing_is_said_of_it(shown, words, known, begun):
    index_project(running().project, "Anna")
    said = words(shown("seizures", "Anna", text="b-17"))
    assert "index of letters" not in said
    assert known.seizure in said
    assert begun == []


def test_few_statements_need_no_index(shown, words, known):
    assert "index of letters" not in words(shown("seizures", "Anna", text="b-17"))

"""A bag says whether each skin is a coat at all, and what was found among the other skins."""

import pytest

from workbench.services.acting import acting
from workbench.services.authenticity import look
from workbench.services.casework import open_case
from workbench.services.exporting import contents_of
from workbench.services.skin_against_skin import match_among_skins
from workbench.services.skin_pairs import judge_skins
from workbench.services.skins import add_skin

LEOPARD = "Panthera pardus"


@pytest.fixture
def summary(project, tmp_path, clock):
    """summary(skin): what the summary of a case with this skin says, as one text."""

    def read(skin):
        case = open_case(project, "Anna", "a skin", members=[skin], clock=clock)
        scratch = tmp_path / case.id
        scratch.mkdir()
        said = contents_of(project, acting(project, "Anna"), case.id, scratch, clock=clock)
        return "\n".join(said.case.summary)

    return read


@pytest.fixture
def keep(project, draw, tmp_path, clock):
    """keep(view): a skin of one board in that view."""
    return lambda view: add_skin(
        project, "Anna", [draw(tmp_path / f"{view}.jpg", 5, view)], flank="left", species=LEOPARD,
        clock=clock,
    ).skin  # fmt: skip


def test_a_skin_that_nobody_looked_at_is_said_to_be_so(keep, summary):
    skin = keep(1)
    assert f"{skin}: nobody has put on record whether it is a genuine coat" in summary(skin)


def test_every_answer_stands_in_the_summary_with_its_reasons(project, keep, summary, clock):
    skin = keep(1)
    look(project, "Anna", skin, "genuine", speaks_for=["hair length"], clock=clock)
    look(project, "Boris", skin, "not", speaks_against=["dye on the cloth"], clock=clock)
    said = summary(skin)
    assert f"{skin}: no genuine coat of {LEOPARD}" in said
    assert "against: dye on the cloth" in said
    assert f"Before that: {skin}: a genuine coat of {LEOPARD}" in said


def test_the_search_among_skins_and_the_answers_stand_in_the_summary(project, keep, summary, clock):
    earlier, later = keep(1), keep(2)
    look(project, "Anna", later, "genuine", speaks_for=["hair length"], clock=clock)
    found = match_among_skins(project, "Anna", later, clock=clock)
    judged = judge_skins(project, "Anna", later, earlier, "same", why="a broken ring", clock=clock)
    said = summary(later)
    assert f"{later} among the other skins ({found.search}):" in said
    assert "No calibration for skin against skin exists" in said
    assert (
        f"{judged.judgement}: {later} and {earlier} are judged one skin, or pieces of one" in said
    )
    assert "a broken ring" in said

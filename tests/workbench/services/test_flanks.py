"""Left against right is refused by every path, with a sentence."""

import pytest

from workbench.services.authenticity import look
from workbench.services.correcting import correct_coat
from workbench.services.flanks import refuse_incomparable
from workbench.services.importing import import_photos
from workbench.services.matching import match_photos
from workbench.services.refusal import Refused
from workbench.services.resolving import decide
from workbench.services.skin_against_skin import match_among_skins
from workbench.services.skin_pairs import judge_skins
from workbench.services.skin_photos import coats_of_skin
from workbench.services.skins import add_skin
from workbench.store import Reader

LEOPARD = "Panthera pardus"
SENTENCE = "left and right share no pattern"
WHOLE = Reader.whole("a test looks")


@pytest.fixture
def keep(draw, tmp_path, clock):
    """keep(project, view, flank): a skin of animal 2 that shows this flank, looked at."""

    def kept(project, view, flank):
        photo = draw(tmp_path / f"{view}.jpg", 2, view)
        skin = add_skin(project, "Anna", [photo], flank=flank, species=LEOPARD, clock=clock).skin
        look(project, "Anna", skin, "genuine", speaks_for=["drawn as grown"], clock=clock)
        return skin

    return kept


def test_a_right_flank_is_searched_among_left_ones_and_the_answer_says_why_not(
    catalogue, skin_photo, clock
):
    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", species=LEOPARD, flank="right",
        clock=clock,
    )  # fmt: skip
    assert match.answer["candidates"] == []
    assert match.verdict == "cannot_tell"
    assert SENTENCE in match.answer["lead"]["sentence"]
    assert SENTENCE in match.sentences()[0]


def test_a_left_skin_is_no_candidate_for_a_right_one(project, keep, clock):
    keep(project, 7, "left")
    found = match_among_skins(project, "Anna", keep(project, 8, "right"), clock=clock)
    assert found.answer["candidates"] == []
    assert SENTENCE in found.sentences()[0]
    assert "Without a comparable flank: 1 skin." in found.sentences()[0]


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_nobody_judges_a_left_skin_against_a_right_one(project, keep, clock, verdict):
    left, right = keep(project, 7, "left"), keep(project, 8, "right")
    with pytest.raises(Refused, match=SENTENCE):
        judge_skins(project, "Anna", right, left, verdict, why="alike", clock=clock)
    assert project.store.read(WHOLE).examining.judgements() == []
    told = judge_skins(project, "Anna", right, left, "cannot-tell", why="two sides", clock=clock)
    assert told.statements == ()


def test_an_animal_known_by_its_left_flank_cannot_be_held_against_a_right_one(
    catalogue, keep, named, clock
):
    right, left = keep(catalogue, 7, "right"), keep(catalogue, 8, "left")
    with pytest.raises(Refused, match=SENTENCE) as told:
        refuse_incomparable(catalogue, right, named(catalogue, "L2"))
    assert "correct the flank before the search" in told.value.remedy
    refuse_incomparable(catalogue, left, named(catalogue, "L2"))


def test_an_animal_decided_to_be_another_lends_it_its_flanks(
    catalogue, keep, named, draw, tmp_path, clock
):
    (tmp_path / "more.csv").write_text(
        f"file,individual_id,encounter_id,flank,species\nr.jpg,L9,L9-0,right,{LEOPARD}\n", "utf-8"
    )
    draw(tmp_path / "r.jpg", 9, 0)
    import_photos(catalogue, "Anna", tmp_path / "more.csv", features=False, clock=clock)
    right, animal, other = keep(catalogue, 7, "right"), named(catalogue, "L2"), "L9"
    with pytest.raises(Refused, match=SENTENCE):
        refuse_incomparable(catalogue, right, animal)
    decide(catalogue, "Anna", animal, named(catalogue, other), "same", why="both sides seen once",
           clock=clock)  # fmt: skip
    refuse_incomparable(catalogue, right, animal)


@pytest.mark.parametrize("flank", ["both", "unknown"])
def test_a_flank_that_is_both_or_unknown_is_comparable(project, keep, clock, flank):
    left, other = keep(project, 7, "left"), keep(project, 8, flank)
    refuse_incomparable(project, other, left)
    [coat] = coats_of_skin(project, WHOLE, other)
    correct_coat(project, "Anna", coat.id, flank="right", clock=clock)
    with pytest.raises(Refused, match=SENTENCE):
        refuse_incomparable(project, other, left)


def test_what_has_no_coat_on_record_is_not_refused(project, keep):
    left, right = keep(project, 7, "left"), keep(project, 8, "right")
    refuse_incomparable(project, left, "IND-0404")
    with pytest.raises(Refused, match=SENTENCE):
        refuse_incomparable(project, left, right)

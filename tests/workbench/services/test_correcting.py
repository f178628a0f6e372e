"""What a coat says is corrected before the search and locked by it."""

import pytest

from cases.statement import Handling
from embeddings.coat import Region
from workbench.services.authenticity import look
from workbench.services.correcting import correct_coat, cut_flanks
from workbench.services.matching import match_skin
from workbench.services.people import add_person
from workbench.services.refusal import Refused
from workbench.services.skin_against_skin import match_among_skins
from workbench.services.skin_photos import coats_of_skin
from workbench.services.skins import add_skin
from workbench.store import Reader

LEOPARD = "Panthera pardus"
WHOLE = Reader.whole("a test looks")


@pytest.fixture
def skin(catalogue, skin_photo, clock):
    """A leopard's skin that somebody has looked at and nobody has searched."""
    known = add_skin(
        catalogue, "Anna", [skin_photo], flank="left", species=LEOPARD, clock=clock
    ).skin
    look(catalogue, "Anna", known, "genuine", speaks_for=["drawn as grown"], clock=clock)
    return known


def the_coat(project, skin):
    [coat] = coats_of_skin(project, WHOLE, skin)
    return coat


def test_what_is_corrected_back_counts_again(catalogue, skin, clock):
    for flank in ("right", "left", "right", "left"):
        correct_coat(catalogue, "Anna", the_coat(catalogue, skin).id, flank=flank, clock=clock)
        assert the_coat(catalogue, skin).flank.value == flank


def test_a_person_may_grade_a_photo_otherwise_and_says_why(catalogue, skin, clock):
    measured = the_coat(catalogue, skin).quality.grade.value
    told = correct_coat(
        catalogue, "Anna", the_coat(catalogue, skin).id, quality="not-suitable",
        why="a rug covers half of it", clock=clock,
    )  # fmt: skip
    coat = the_coat(catalogue, skin)
    assert (told.quality, coat.quality.grade.value) == ("not suitable", "not_suitable")
    assert "a rug covers half of it" in coat.quality.reasons[0]
    assert coat.quality.reasons[1] == f"measured: {measured.replace('_', ' ')}"
    assert coat.fixed_by["quality"].startswith("person:")
    match = match_skin(catalogue, "Anna", skin, clock=clock)
    assert match.verdict == "cannot_tell"
    assert "a rug covers half of it" in match.answer["lead"]["sentence"]


def test_a_corrected_quality_survives_a_corrected_flank(catalogue, skin, clock):
    correct_coat(
        catalogue, "Anna", the_coat(catalogue, skin).id, quality="limited", why="folded",
        clock=clock,
    )  # fmt: skip
    correct_coat(catalogue, "Anna", the_coat(catalogue, skin).id, flank="right", clock=clock)
    coat = the_coat(catalogue, skin)
    assert (coat.flank.value, coat.quality.grade.value) == ("right", "limited")


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"quality": "limited"}, "not corrected without a reason"),
        ({"quality": "splendid", "why": "x"}, "'splendid' is no quality"),
        ({"flank": "upper"}, "'upper' is no flank"),
        ({"box": Region(900, 900, 50, 50)}, "outside|photo"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(catalogue, skin, clock, given, refused):
    before = the_coat(catalogue, skin)
    with pytest.raises(Refused, match=refused):
        correct_coat(catalogue, "Anna", before.id, **given, clock=clock)
    assert the_coat(catalogue, skin) == before


@pytest.mark.parametrize(
    "given",
    [
        {"flank": "right"},
        {"species": "Panthera tigris"},
        {"quality": "sufficient", "why": "it looks fine"},
        {"box": Region(10, 10, 200, 200)},
    ],
)
@pytest.mark.parametrize("search", [match_skin, match_among_skins])
def test_after_either_search_everything_is_locked(catalogue, skin, clock, given, search):
    coat = the_coat(catalogue, skin)
    search(catalogue, "Anna", skin, clock=clock)
    with pytest.raises(Refused, match="is locked, SK-0001 has been searched with it"):
        correct_coat(catalogue, "Anna", coat.id, **given, clock=clock)
    with pytest.raises(Refused, match="is locked"):
        cut_flanks(catalogue, "Anna", skin, coat.photo, {"left": Region(0, 0, 99, 99)}, clock=clock)


def test_a_skin_that_another_was_held_against_is_locked_too(catalogue, skin, draw, tmp_path, clock):
    other = add_skin(
        catalogue, "Anna", [draw(tmp_path / "again.jpg", 2, 11)], flank="left", species=LEOPARD,
        clock=clock,
    ).skin  # fmt: skip
    look(catalogue, "Anna", other, "genuine", speaks_for=["drawn as grown"], clock=clock)
    match_among_skins(catalogue, "Anna", other, clock=clock)
    with pytest.raises(Refused, match=f"{other} has been held against it"):
        correct_coat(catalogue, "Anna", the_coat(catalogue, skin).id, flank="right", clock=clock)


def test_a_lock_by_a_skin_that_one_may_not_see_does_not_name_it(
    catalogue, skin, draw, tmp_path, clock
):
    add_person(catalogue, "Anna", "Galina", roles=["investigator"], clearance=0, clock=clock)
    secret = add_skin(
        catalogue, "Anna", [draw(tmp_path / "again.jpg", 2, 11)], flank="left", species=LEOPARD,
        handling=Handling(3), clock=clock,
    ).skin  # fmt: skip
    look(catalogue, "Anna", secret, "genuine", speaks_for=["drawn as grown"], clock=clock)
    match_among_skins(catalogue, "Anna", secret, clock=clock)
    with pytest.raises(Refused, match="another skin has been held against it") as told:
        correct_coat(catalogue, "Galina", the_coat(catalogue, skin).id, flank="right", clock=clock)
    assert secret not in str(told.value)


def test_both_flanks_of_one_photo_are_cut_apart(catalogue, skin, clock):
    old = the_coat(catalogue, skin)
    left, right = Region(0, 0, 240, 300), Region(240, 0, 240, 300)
    told = cut_flanks(
        catalogue, "Anna", skin, old.photo[:12], {"left": left, "right": right}, clock=clock
    )
    coats = {coat.flank.value: coat for coat in coats_of_skin(catalogue, WHOLE, skin)}
    assert {one.coat for one in told} == {coat.id for coat in coats.values()}
    assert old.id not in {coat.id for coat in coats.values()}
    assert (coats["left"].region, coats["right"].region) == (left, right)
    assert all(coat.species == LEOPARD for coat in coats.values())
    match = match_skin(catalogue, "Anna", skin, clock=clock)
    assert match.answer["searched"]["flanks"] == ["left", "right"]
    assert {one["query_coat"] for one in match.answer["candidates"]} == {coats["left"].id}


def test_a_flank_that_is_cut_again_replaces_only_itself(catalogue, skin, clock):
    photo = the_coat(catalogue, skin).photo
    boxes = {"left": Region(0, 0, 240, 300), "right": Region(240, 0, 240, 300)}
    cut_flanks(catalogue, "Anna", skin, photo, boxes, clock=clock)
    cut_flanks(catalogue, "Anna", skin, photo, {"right": Region(250, 10, 200, 200)}, clock=clock)
    coats = {coat.flank.value: coat.region for coat in coats_of_skin(catalogue, WHOLE, skin)}
    assert coats == {"left": boxes["left"], "right": Region(250, 10, 200, 200)}


@pytest.mark.parametrize(
    ("photo", "boxes", "refused"),
    [
        ("feed", {"left": Region(0, 0, 9, 9)}, "has no one photo 'feed'"),
        ("", {"left": Region(0, 0, 9, 9)}, "has no one photo ''"),
        (None, {}, "nothing is not one flank"),
        (None, {"both": Region(0, 0, 9, 9)}, "both is not one flank"),
        (None, {"left": Region(900, 900, 9, 9)}, "outside|photo"),
    ],
)
def test_a_cut_that_makes_no_sense_is_refused(catalogue, skin, clock, photo, boxes, refused):
    before = the_coat(catalogue, skin)
    asked = before.photo if photo is None else photo
    with pytest.raises(Refused, match=refused):
        cut_flanks(catalogue, "Anna", skin, asked, boxes, clock=clock)
    assert the_coat(catalogue, skin) == before

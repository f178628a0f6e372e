"""What a person says, what they had seen, and who may see it."""

import pytest

from workbench.services.authenticity import look
from workbench.services.examining import (
    MACHINE,
    close,
    judge,
    lock_marks,
    open_examination,
    see,
    undo,
)
from workbench.services.matching import match_photos, match_skin
from workbench.services.people import add_person
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.skin_photos import coats_of_skin
from workbench.services.skins import add_skin, correct_coat
from workbench.store import Reader, StoreRefused


@pytest.fixture
def skin(catalogue, skin_photo, clock):
    """A skin that nobody has searched yet."""
    added = add_skin(
        catalogue, "Anna", [skin_photo], flank="left", species="Panthera pardus", clock=clock
    )
    look(catalogue, "Anna", added.skin, "genuine", speaks_for=["drawn as grown"], clock=clock)
    return added.skin


@pytest.fixture
def animal(catalogue):
    """The animal that the skin is of."""
    whole = catalogue.store.read(Reader.whole("a test looks"))
    return whole.statements.saying("IndividualAnimal", ["catalogueNumber"], "L2")[0].subject


def said_of(project, skin, reader=None):
    """What stands about a skin: property and value of its links to animals."""
    queries = project.store.read(reader or Reader.whole("a test looks"))
    return [
        (one.property, one.value)
        for one in queries.statements.statements_of([skin])
        if one.property in ("individual", "notIndividual")
    ]


@pytest.mark.parametrize(
    ("verdict", "stands"),
    [("same", "individual"), ("different", "notIndividual"), ("cannot-tell", None)],
)
def test_a_judgement_becomes_a_statement_of_its_own_source(
    verdict, stands, catalogue, skin, animal, clock
):
    said = judge(catalogue, "Anna", skin, animal, verdict, why="nine spots", clock=clock)
    assert said_of(catalogue, skin) == ([(stands, animal)] if stands else [])
    whole = catalogue.store.read(Reader.whole("a test looks"))
    for one in whole.statements.by_id(said.statements):
        source = whole.sources.of([one.source_id])[one.source_id]
        assert one.judgement == said.judgement
        assert source.kind == "judgement"
        assert said.judgement in source.title
        assert one.locator.quote == "nine spots"


def test_whoever_saw_nothing_is_blind_and_whoever_searched_is_informed(
    catalogue, skin, animal, clock
):
    match_skin(catalogue, "Anna", skin, clock=clock)
    assert open_examination(catalogue, "Anna", skin, clock=clock).condition == "informed"
    assert open_examination(catalogue, "Boris", skin, clock=clock).condition == "blind"


def test_a_look_at_the_machines_result_between_opening_and_answer_makes_informed(
    catalogue, skin, animal, clock
):
    assert open_examination(catalogue, "Boris", skin, clock=clock).condition == "blind"
    see(catalogue, "Boris", skin, clock=clock)
    said = judge(catalogue, "Boris", skin, animal, "same", why="spots", clock=clock)
    assert said.condition == "informed"


@pytest.mark.parametrize(
    ("skin", "what", "told"),
    [
        ("SK-0999", MACHINE, "no skin SK-0999"),
        ("", MACHINE, "no skin"),
        ("an animal", MACHINE, "no skin"),
        ("the skin", "nonsense", "nothing that a person is shown"),
        ("the skin", "", "nothing that a person is shown"),
    ],
)
def test_nobody_is_shown_what_is_not_there(catalogue, request, clock, skin, what, told):
    there = {"the skin": "skin", "an animal": "animal"}
    known = request.getfixturevalue(there[skin]) if skin in there else skin
    whole = catalogue.store.read(Reader.whole("a test looks"))
    before = whole.audit.head()

    with pytest.raises(Refused, match=told):
        see(catalogue, "Boris", known, what, clock=clock)

    assert catalogue.store.read(Reader.whole("a test looks")).audit.head() == before


def test_the_first_answer_is_hidden_from_the_second_examiner_until_both_have_answered(
    catalogue, skin, animal, clock
):
    from workbench.services.acting import acting

    add_person(catalogue, "Anna", "Galina", roles=["investigator"], clearance=3, clock=clock)
    first = judge(catalogue, "Boris", skin, animal, "same", why="spots", clock=clock)
    galina = acting(catalogue, "Galina")
    assert catalogue.store.read(galina).examining.judgements(skin) == []
    assert said_of(catalogue, skin, galina) == []

    second = judge(catalogue, "Galina", skin, animal, "different", why="the tail", clock=clock)

    seen = catalogue.store.read(acting(catalogue, "Galina")).examining.judgements(skin)
    assert [one.id for one in seen] == [first.judgement, second.judgement]
    assert {one[0] for one in said_of(catalogue, skin)} == {"individual", "notIndividual"}


def test_the_catalogue_is_closed_to_whoever_holds_an_open_blind_examination(
    catalogue, skin, animal, clock
):
    open_examination(catalogue, "Boris", skin, clock=clock)
    with pytest.raises(Refused, match="open blind examination"):
        match_skin(catalogue, "Boris", skin, clock=clock)
    judge(catalogue, "Boris", skin, animal, "same", why="spots", clock=clock)
    close(catalogue, "Boris", skin, clock=clock)
    assert match_skin(catalogue, "Boris", skin, clock=clock).individual == animal


def test_a_change_of_mind_is_a_new_answer_and_the_old_statement_is_retracted(
    catalogue, skin, animal, clock
):
    first = judge(catalogue, "Anna", skin, animal, "same", why="spots", clock=clock)
    second = judge(catalogue, "Anna", skin, animal, "different", why="the tail", clock=clock)
    assert second.supersedes == first.judgement
    assert said_of(catalogue, skin) == [("notIndividual", animal)]
    whole = catalogue.store.read(Reader.whole("a test looks"))
    assert len(whole.examining.judgements(skin)) == 2
    assert [r.statement for r in whole.statements.retractions(first.statements)] == list(
        first.statements
    )


def test_undo_leaves_no_link_and_both_rows(catalogue, skin, animal, clock):
    first = judge(catalogue, "Anna", skin, animal, "same", why="spots", clock=clock)
    undone = undo(catalogue, "Anna", first.judgement, why="wrong photo", clock=clock)
    assert said_of(catalogue, skin) == []
    assert undone.supersedes == first.judgement
    with pytest.raises(Refused, match="replaced already"):
        undo(catalogue, "Anna", first.judgement, why="again", clock=clock)


def test_only_the_examiner_takes_an_answer_back(catalogue, skin, animal, clock):
    first = judge(catalogue, "Anna", skin, animal, "same", why="spots", clock=clock)
    with pytest.raises(NotAllowed, match="STAFF-0001"):
        undo(catalogue, "Boris", first.judgement, why="I disagree", clock=clock)


def test_a_prosecutor_may_not_judge(catalogue, skin, animal, clock):
    with pytest.raises(NotAllowed, match="investigator or analyst"):
        judge(catalogue, "Vera", skin, animal, "same", why="spots", clock=clock)


@pytest.mark.parametrize(
    ("skin_id", "animal_id", "verdict", "why", "told"),
    [
        ("SK-0999", None, "same", "spots", "no skin SK-0999"),
        (None, "IND-0999", "same", "spots", "no animal IND-0999"),
        (None, None, "perhaps", "spots", "is no answer"),
        (None, None, "same", "  ", "needs a reason"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    skin_id, animal_id, verdict, why, told, catalogue, skin, animal, clock
):
    with pytest.raises((Refused, StoreRefused), match=told):
        judge(
            catalogue, "Anna", skin_id or skin, animal_id or animal, verdict, why=why, clock=clock
        )
    assert said_of(catalogue, skin) == []


def test_what_is_marked_before_the_candidates_is_locked_once(catalogue, skin, clock):
    locked = lock_marks(catalogue, "Boris", skin, ["rosette at the hip"], clock=clock)
    assert (locked.condition, locked.locked) == ("blind", True)
    with pytest.raises(StoreRefused, match="already locked"):
        lock_marks(catalogue, "Boris", skin, ["another"], clock=clock)
    with pytest.raises(Refused, match="nothing is marked"):
        lock_marks(catalogue, "Boris", skin, ["  "], clock=clock)


def test_a_coat_can_be_corrected_until_the_skin_is_searched(catalogue, skin, clock):
    whole = Reader.whole("a test looks")
    [coat] = coats_of_skin(catalogue, whole, skin)
    corrected = correct_coat(catalogue, "Anna", coat.id, flank="right", clock=clock)
    [now_known] = coats_of_skin(catalogue, whole, skin)
    assert (now_known.id, now_known.flank.value) == (corrected.coat, "right")
    assert now_known.fixed_by["flank"].startswith("person:")
    match_skin(catalogue, "Anna", skin, clock=clock)
    with pytest.raises(Refused, match="is locked"):
        correct_coat(catalogue, "Anna", corrected.coat, flank="left", clock=clock)


def test_the_same_photo_again_is_the_same_skin_and_no_second_custody(
    catalogue, skin, skin_photo, clock
):
    again = add_skin(
        catalogue, "Anna", [skin_photo], flank="left", species="Panthera pardus", clock=clock
    )
    whole = catalogue.store.read(Reader.whole("a test looks"))
    assert again.skin == skin
    assert len(whole.cases.custody([skin])) == 1


def test_a_photo_that_cannot_be_read_is_told_and_the_good_one_is_kept(
    catalogue, skin_photo, tmp_path, clock
):
    (tmp_path / "bad.jpg").write_bytes(b"")
    added = add_skin(catalogue, "Anna", [tmp_path / "bad.jpg", skin_photo], clock=clock)
    assert len(added.coats) == 1
    assert [reject.file for reject in added.rejects] == ["bad.jpg"]
    with pytest.raises(Refused, match="no photo could be read"):
        match_photos(
            catalogue, "Anna", [tmp_path / "bad.jpg"], genuine="drawn as grown", clock=clock
        )

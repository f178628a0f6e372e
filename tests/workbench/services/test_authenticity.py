"""Before any search a person says whether it is a coat of that species at all."""

import pytest

from workbench.services.acting import acting
from workbench.services.authenticity import FEATURES, look, standing_look
from workbench.services.correcting import correct_coat
from workbench.services.keeping import verify_audit
from workbench.services.matching import match_photos, match_skin
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.skin_against_skin import match_among_skins
from workbench.services.skins import add_skin
from workbench.store import Reader

LEOPARD = "Panthera pardus"


@pytest.fixture
def skin(catalogue, skin_photo, clock):
    """A leopard's skin, left flank, that nobody has looked at."""
    added = add_skin(catalogue, "Anna", [skin_photo], flank="left", species=LEOPARD, clock=clock)
    return added.skin


def searches_of(project, skin):
    whole = project.store.read(Reader.whole("a test looks"))
    return whole.matching.searches(skin), whole.skins.searches(skin)


@pytest.mark.parametrize("search", [match_skin, match_among_skins])
def test_nothing_is_searched_before_somebody_has_looked(catalogue, skin, clock, search):
    with pytest.raises(Refused, match="nobody has said whether SK-0001 is a genuine coat") as told:
        search(catalogue, "Anna", skin, clock=clock)
    assert f"kedrovka skin look {skin}" in told.value.remedy
    assert searches_of(catalogue, skin) == ([], [])


def test_a_dyed_dog_ends_the_search_with_its_reason(catalogue, skin, clock):
    look(
        catalogue, "Boris", skin, "not", speaks_against=["hair-length", "smells of dye"],
        basis="skin", clock=clock,
    )  # fmt: skip
    for search in (match_skin, match_among_skins):
        with pytest.raises(Refused, match="the search of SK-0001 ends here") as told:
            search(catalogue, "Anna", skin, clock=clock)
        assert "hair length: the hair is of one length all over; smells of dye" in told.value.reason
        assert "from the skin in hand" in told.value.reason
    assert searches_of(catalogue, skin) == ([], [])


@pytest.mark.parametrize("answer", ["genuine", "cannot-tell"])
def test_the_answer_stands_in_what_the_search_tells_and_stores(catalogue, skin, clock, answer):
    said = look(
        catalogue, "Boris", skin, answer, speaks_for=["marks grown"],
        speaks_against=["the photo is dark"], note="only a phone photo", clock=clock,
    )  # fmt: skip
    match = match_skin(catalogue, "Anna", skin, clock=clock)
    [stored], _ = searches_of(catalogue, skin)
    assert stored.answer["authenticity"]["id"] == said.id
    assert stored.answer["authenticity"]["by"] == acting(catalogue, "Boris").person
    assert f"Looked at first: {said.sentence}" in match.sentences()
    assert "marks grown: the marks follow the hair down to its root" in said.sentence
    assert "the photo is dark; only a phone photo" in said.sentence
    whole = catalogue.store.read(Reader.whole("a test looks"))
    assert whole.skins.authenticity(skin)[0].at < stored.at


def test_a_second_look_stands_and_the_first_stays_on_record(catalogue, skin, clock):
    first = look(catalogue, "Anna", skin, "genuine", speaks_for=["seams"], clock=clock)
    second = look(catalogue, "Boris", skin, "not", speaks_against=["underside"], clock=clock)
    records = catalogue.store.read(acting(catalogue, "Anna")).skins.authenticity(skin)
    assert [one.id for one in records] == [second.id, first.id]
    with pytest.raises(Refused, match="ends here"):
        standing_look(catalogue, acting(catalogue, "Anna"), skin, LEOPARD)
    third = look(catalogue, "Anna", skin, "genuine", speaks_for=["a second lab"], clock=clock)
    assert standing_look(catalogue, acting(catalogue, "Anna"), skin, LEOPARD) == third
    assert verify_audit(catalogue).intact


def test_a_look_at_a_leopard_does_not_serve_a_tiger(catalogue, skin, clock):
    look(catalogue, "Anna", skin, "genuine", speaks_for=["seams"], clock=clock)
    whole = catalogue.store.read(Reader.whole("a test looks"))
    [photo] = {one.value for one in whole.statements.saying("Photo", ["digest"])} & {
        coat.photo for coat in whole.matching.coats(_digests(whole, skin))
    }
    [coat] = whole.matching.coats([photo])
    correct_coat(catalogue, "Anna", coat.id, species="Panthera tigris", clock=clock)
    with pytest.raises(Refused, match="was looked at as Panthera pardus"):
        match_skin(catalogue, "Anna", skin, clock=clock)


def _digests(queries, skin):
    photos = [one.target for one in queries.statements.statements_of([skin]) if one.target]
    said = queries.statements.statements_of(photos)
    return [one.value for one in said if one.property == "digest"]


@pytest.mark.parametrize(
    ("answer", "given", "missing"),
    [
        ("genuine", {"speaks_against": ["seams"]}, "nothing is named that speaks for it"),
        ("not", {"speaks_for": ["seams"]}, "nothing is named that speaks against it"),
        ("cannot-tell", {"speaks_for": ["  "]}, "no reason is named"),
        ("perhaps", {"speaks_for": ["seams"]}, "'perhaps' is no answer"),
        ("genuine", {"speaks_for": ["seams"], "basis": "hearsay"}, "nothing to look at"),
    ],
)
def test_an_answer_without_its_reason_is_not_kept(catalogue, skin, clock, answer, given, missing):
    with pytest.raises(Refused, match=missing):
        look(catalogue, "Anna", skin, answer, **given, clock=clock)
    assert catalogue.store.read(acting(catalogue, "Anna")).skins.authenticity(skin) == []


def test_who_may_not_search_may_not_look(catalogue, skin, clock):
    with pytest.raises(NotAllowed):
        look(catalogue, "Vera", skin, "genuine", speaks_for=["seams"], clock=clock)
    with pytest.raises(Refused, match="there is no skin SK-0404"):
        look(catalogue, "Anna", "SK-0404", "genuine", speaks_for=["seams"], clock=clock)


def test_every_feature_has_words_for_and_against():
    assert len({one.name for one in FEATURES}) == len(FEATURES) >= 8
    assert all(one.speaks_for != one.speaks_against for one in FEATURES)


def test_a_photo_may_be_matched_with_its_look_in_one_go(catalogue, skin_photo, clock):
    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="the hair turns at the limbs", species=LEOPARD,
        flank="left", clock=clock,
    )  # fmt: skip
    assert match.answer["authenticity"]["speaks_for"] == ["the hair turns at the limbs"]

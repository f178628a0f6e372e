"""From the queue to the last answer: who is asked, among what, and what follows from it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from workbench.services.acting import acting
from workbench.services.answering import (
    add_reason,
    amend,
    answer,
    finish,
    mark,
    write_pictures,
)
from workbench.services.examining import judge
from workbench.services.gallery import Catalogued
from workbench.services.keeping import verify_audit
from workbench.services.lining_up import Offer, choose, known_others
from workbench.services.marked import Feature, Marked, read_feature
from workbench.services.people import add_person
from workbench.services.proficiency import examiners_measured, is_drawn
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.waiting import disputed, queue, take
from workbench.store import Reader, StoreRefused
from workbench.views.examinations import examination, of_skin

TWO = (Feature(20, 30, "hip"), Feature(60, 40, "tail"))
GOOD = Marked("sufficient", TWO, outline=((1, 1), (9, 1), (9, 9)))


@pytest.fixture
def examined(matched, clock):
    """SK-0001 searched; Boris, Galina and Dmitri have seen nothing; no case of known truth."""
    for name in ("Galina", "Dmitri"):
        add_person(matched, "Anna", name, roles=["investigator"], clearance=3, clock=clock)
    matched.settings = replace(matched.settings, proficiency_rate=0.0)
    return matched


def whole(project):
    return project.store.read(Reader.whole("a test looks"))


def taken(project, person, clock, marked=GOOD):
    known = take(project, person, clock=clock).examination
    mark(project, person, known, marked, seed=5, clock=clock)
    return known


def through(project, person, clock, say):
    """The whole examination; say(place) gives the verdict of each place."""
    known = taken(project, person, clock)
    for place, _ in whole(project).line_ups.revealed(known):
        answer(project, person, known, place.number, say(place), why="spots", clock=clock)
    return finish(project, person, known, clock=clock)


def test_only_who_has_seen_nothing_is_asked_until_two_have_answered(examined, named, clock):
    animal = named(examined, "L2")
    people = ("Anna", "Boris", "Galina", "Dmitri")
    assert [len(queue(examined, one)) for one in people] == [0, 1, 1, 1]
    for person in ("Boris", "Galina"):
        through(
            examined, person, clock, lambda p: "same" if p.individual == animal else "different"
        )
    assert [len(queue(examined, one)) for one in people] == [0, 0, 0, 0]


def test_where_two_differ_a_third_is_asked_and_is_informed(examined, named, clock):
    animal = named(examined, "L2")
    through(examined, "Boris", clock, lambda p: "same" if p.individual == animal else "different")
    through(examined, "Galina", clock, lambda p: "different")
    assert disputed(examined, "Dmitri") == ("SK-0001",)
    assert disputed(examined, "Boris") == ()
    assert take(examined, "Dmitri", clock=clock).condition == "informed"


def test_the_line_up_holds_the_best_among_others_of_which_it_is_said_why(examined, named, clock):
    known = taken(examined, "Boris", clock)
    places = [place for place, _ in whole(examined).line_ups.revealed(known)]
    roles = {place.individual: place.role for place in places}
    assert roles.pop(named(examined, "L2")) == "candidate"
    assert len(roles) >= 2
    assert set(roles.values()) == {"known_different"}
    assert all(place.basis for place in places)
    assert [place.number for place in places] == [*range(1, len(places) + 1)]
    search, seed, rule = whole(examined).line_ups.drawn(known)
    assert (search, seed) == ("SR-0001", 5)
    assert "line-up 1" in rule


def test_the_same_seed_lays_out_the_same_and_another_another(examined, clock):
    def order(person, seed):
        known = take(examined, person, clock=clock).examination
        mark(examined, person, known, GOOD, seed=seed, clock=clock)
        return [place.individual for place, _ in whole(examined).line_ups.revealed(known)]

    first, second, third = order("Boris", 5), order("Galina", 5), order("Dmitri", 6)
    assert first == second
    assert sorted(first) == sorted(third)
    assert first != third


def test_what_follows_is_a_judgement_of_the_candidate_and_of_any_other_called_the_same(
    examined, named, clock
):
    animal, other = named(examined, "L2"), named(examined, "L0")
    ended = through(
        examined, "Boris", clock, lambda p: "same" if p.individual == other else "different"
    )
    assert {(one.individual, one.verdict, one.condition) for one in ended.judgements} == {
        (animal, "different", "blind"),
        (other, "same", "blind"),
    }
    after = judge(examined, "Boris", "SK-0001", animal, "same", why="I was wrong", clock=clock)
    assert after.condition == "informed"
    assert after.supersedes in {one.judgement for one in ended.judgements}
    assert verify_audit(examined).intact


def test_nobody_but_the_examiner_sees_an_open_examination_and_they_see_no_name(
    examined, named, clock
):
    known = taken(examined, "Boris", clock)
    boris = acting(examined, "Boris")
    page = examination(examined, boris, known)
    assert (page.skin, page.search, page.revealed) == ("", "", ())
    assert examination(examined, acting(examined, "Galina"), known) is None
    assert of_skin(examined, acting(examined, "Anna"), "SK-0001") == ()
    told = repr(page)
    for number in range(4):
        assert named(examined, f"L{number}") not in told


def test_pictures_are_written_cut_and_say_nothing_in_their_names(examined, tmp_path, clock):
    known = taken(examined, "Boris", clock)
    written = write_pictures(examined, "Boris", known, tmp_path / "look")
    assert [path.name for path in written] == [
        f"{known}-{which}.png" for which in ("q0", *(f"p{n}" for n in range(1, len(written))))
    ]
    assert cv2.imread(str(written[0])).shape == (300, 480, 3)
    with pytest.raises(Refused, match="no examination"):
        write_pictures(examined, "Galina", known, tmp_path / "other")


def test_a_photo_that_is_no_good_closes_and_no_judgement_follows(examined, clock):
    known = taken(examined, "Boris", clock, Marked("not_suitable", why="folded"))
    page = examination(examined, acting(examined, "Boris"), known)
    assert page.closed
    assert page.revealed == ()
    assert whole(examined).examining.judgements("SK-0001") == []
    assert queue(examined, "Boris") == ()


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        (Marked("splendid", TWO), "'splendid' does not say"),
        (Marked("sufficient", TWO[:1]), "1 features are marked"),
        (Marked("limited", TWO * 7), "14 features are marked"),
        (Marked("not_suitable", TWO, why=" "), "not said why"),
    ],
)
def test_marks_that_are_not_whole_are_refused_and_nothing_is_locked(examined, marked, told, clock):
    known = take(examined, "Boris", clock=clock).examination
    with pytest.raises(Refused, match=told):
        mark(examined, "Boris", known, marked, clock=clock)
    assert not examination(examined, acting(examined, "Boris"), known).locked


def test_later_edits_keep_time_and_reason_beside_what_was_locked(examined, clock):
    known = taken(examined, "Boris", clock)
    amend(
        examined, "Boris", known, [Feature(1, 2, "ear")], why="seen on a second look", clock=clock
    )
    page = examination(examined, acting(examined, "Boris"), known)
    assert [one["what"] for one in page.marked["features"]] == ["hip", "tail"]
    [added] = page.amendments
    assert (added.why, added.detail["features"][0]["what"]) == ("seen on a second look", "ear")
    with pytest.raises(Refused, match="is locked"):
        mark(examined, "Boris", known, GOOD, clock=clock)


def test_names_come_after_the_last_answer_and_reasons_may_then_be_added(examined, clock):
    known = taken(examined, "Boris", clock)
    with pytest.raises(Refused, match="place 1, 2"):
        finish(examined, "Boris", known, clock=clock)
    with pytest.raises(Refused, match="is not closed"):
        add_reason(examined, "Boris", known, "later", clock=clock)
    with pytest.raises(Refused, match="has no place 9"):
        answer(examined, "Boris", known, 9, "same", why="x", clock=clock)
    with pytest.raises(Refused, match="is no answer"):
        answer(examined, "Boris", known, 1, "maybe", why="x", clock=clock)
    for place in examination(examined, acting(examined, "Boris"), known).spots:
        answer(examined, "Boris", known, place.number, "cannot-tell", why="x", clock=clock)
    finish(examined, "Boris", known, clock=clock)
    add_reason(examined, "Boris", known, "also the ear", clock=clock)
    page = examination(examined, acting(examined, "Boris"), known)
    assert page.amendments[-1].why == "also the ear"
    assert page.skin == "SK-0001"
    with pytest.raises(StoreRefused, match="is closed"):
        answer(examined, "Boris", known, 1, "same", why="x", clock=clock)


def test_a_case_of_known_truth_is_like_any_other_until_the_end(examined, clock):
    examined.settings = replace(examined.settings, proficiency_rate=0.5)
    first, second = queue(examined, "Boris")
    proof = None
    for entry in (first, second):
        known = take(examined, "Boris", entry.code, clock=clock).examination
        page = examination(examined, acting(examined, "Boris"), known)
        assert (page.proof, page.truth, page.condition) == ("", "", "blind")
        assert repr(page).count("PRF") == 0
        mark(examined, "Boris", known, GOOD, seed=1, clock=clock)
        told = whole(examined).line_ups.revealed(known)
        for place, _ in told:
            answer(examined, "Boris", known, place.number, "same", why="spots", clock=clock)
        ended = finish(examined, "Boris", known, clock=clock)
        page = examination(examined, acting(examined, "Boris"), known)
        if page.proof:
            proof = (page, ended, told)
    page, ended, told = proof
    assert ended.judgements == ()
    assert page.truth
    assert {p.role for p, _ in told} <= {"known_same", "known_different"}
    assert all((p.role == "known_same") == (p.individual == page.truth) for p, _ in told)
    wrong = sum(p.role == "known_different" for p, _ in told)
    [boris] = [acting(examined, "Boris").person]
    [sentence] = examiners_measured(examined, [boris])
    assert f'wrong "same" {wrong} of {wrong}' in sentence
    assert queue(examined, "Boris") == ()
    [unmeasured] = examiners_measured(examined, [acting(examined, "Galina").person])
    assert "not measured" in unmeasured


def test_the_picture_of_a_known_truth_is_kept_and_is_of_another_encounter(examined, clock):
    examined.settings = replace(examined.settings, proficiency_rate=0.5)
    for entry in queue(examined, "Boris"):
        take(examined, "Boris", entry.code, clock=clock)
    case = whole(examined).line_ups.proficiency("PRF-0001")
    shown = {place["photo"] for place in case.detail["places"]}
    assert case.source_photo not in shown
    picture = cv2.imdecode(
        np.frombuffer(examined.store.originals.read(case.photo), np.uint8), cv2.IMREAD_COLOR
    )
    assert picture.shape[:2] == (case.detail["height"], case.detail["width"])
    assert [one.code for one in queue(examined, "Boris")] == [
        one.code for one in queue(examined, "Boris")
    ]


def test_an_unknown_code_an_empty_queue_and_a_prosecutor_are_refused(examined, clock):
    with pytest.raises(Refused, match="nothing waits for you under"):
        take(examined, "Boris", "ABCDEF", clock=clock)
    with pytest.raises(Refused, match="nothing waits for you"):
        take(examined, "Anna", clock=clock)
    with pytest.raises(NotAllowed):
        queue(examined, "Vera")


def test_how_many_are_mixed_in_follows_the_rate():
    skins = [f"SK-{number:04d}" for number in range(1, 2001)]
    for rate in (0.0, 0.1, 0.2, 0.5):
        mixed = sum(is_drawn("STAFF-0002", skin, rate) for skin in skins)
        assert mixed / (mixed + len(skins)) == pytest.approx(rate, abs=0.02)


def coat(name: str, *, flank=Flank.LEFT, px=50_000, grade=QualityGrade.SUFFICIENT) -> Coat:
    quality = Quality(grade, px, 0.5, 0.0, 0.8)
    region = Region(0, 0, 100, 50)
    return Coat((name * 64)[:64], region, flank, "Panthera pardus", Kind.CAMERA, quality)


def test_others_are_drawn_from_those_most_alike_in_quality_each_animal_once():
    best = [Offer("A", coat("a"), "candidate", "")]
    others = [
        Offer(name, coat(name, px=px, grade=grade), "known_different", "")
        for name, px, grade in (
            ("b", 50_000, QualityGrade.SUFFICIENT),
            ("b", 49_000, QualityGrade.SUFFICIENT),
            ("c", 45_000, QualityGrade.SUFFICIENT),
            *((letter, 44_000 - n, QualityGrade.SUFFICIENT) for n, letter in enumerate("defghijk")),
            ("z", 50_000, QualityGrade.LIMITED),
        )
    ]
    drawn = choose(np.random.default_rng(1), best, others, like=best[0].coat)
    names = [one.individual for one in drawn]
    assert names[0] == "A"
    assert len(names) == len(set(names)) == 6
    assert "z" not in names


def test_a_known_other_was_seen_alive_or_is_spoken_against():
    entries = [Catalogued(coat(name), name, "e") for name in "abcd"]
    weighed = {"a": 2.0, "b": -1.5, "c": 0.4, "d": -0.1}
    found = known_others(entries, weighed, {"c": "2026-05-02"}, excluded=-1.0, besides={"a"})
    told = {one.individual: one.basis for one in found}
    assert set(told) == {"b", "c", "d"}
    assert "alive on 2026-05-02" in told["c"]
    assert "excludes it: log10 LR -1.50" in told["b"]
    assert "speaks against it: log10 LR -0.10" in told["d"]


@pytest.mark.parametrize(
    ("written", "read"),
    [("1,2,ear", Feature(1, 2, "ear")), ("1.5,2", Feature(1.5, 2, "")), ("a,2", None), ("", None)],
)
def test_a_feature_is_written_as_its_place_and_words(written, read):
    if read is None:
        with pytest.raises(Refused, match="is no feature"):
            read_feature(written)
    else:
        assert read_feature(written) == read

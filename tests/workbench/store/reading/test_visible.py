"""Who reads what: whom a case's papers name, and what an open blind examination keeps closed.

STAFF-0002 has examined SK-0001 among one place (see `fill`); a case that holds the skin was handed
to the prosecutor STAFF-0004.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Locator, Ref, Source
from workbench.store import Place, Reader, Store

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Fill = Callable[[Store], dict[str, str]]
Examiner = Callable[..., Reader]
SEIZURE, BYSTANDER = Ref("Seizure", "t", "post 7"), Ref("Person", "t", "bystander")
ANIMAL, PHOTO = Ref("IndividualAnimal", "cat", "L7"), Ref("Photo", "cat", "7")


def prosecutor(ids: dict[str, str]) -> Reader:
    cleared = frozenset({"LORD"})
    return Reader("STAFF-0004", frozenset({"prosecutor"}), 3, cleared, frozenset({ids["case"]}))


def named_in_the_case(store: Store, ids: dict[str, str]) -> tuple[str, str]:
    """A seizure of the case that names a man; (the man, the statement that names him)."""
    claims = [
        Claim(SEIZURE, "Seizure", "name", "post 7"),
        Claim(SEIZURE, "Seizure", "person", BYSTANDER),
        Claim(BYSTANDER, "Person", "name", "Ivan Petrov"),
        Claim(BYSTANDER, "Person", "address", "Lenin street 7"),
    ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        added = work.statements.add(claims, Source("", "file", "post7.csv", "c" * 64))
        work.cases.add_member(ids["case"], added.entities[SEIZURE])
    return added.entities[BYSTANDER], added.statements[1]


def told(store: Store, reader: Reader, entity: str) -> set[str]:
    with store.read(reader) as q:
        return {one.value for one in q.statements.statements_of([entity])}


def test_a_man_who_was_named_by_mistake_is_no_longer_in_the_papers_handed_over(
    store: Store, fill: Fill
) -> None:
    ids = fill(store)
    man, link = named_in_the_case(store, ids)
    assert told(store, prosecutor(ids), man) == {"Ivan Petrov", "Lenin street 7"}
    with store.transaction("STAFF-0001", "retract", MOMENT) as work:
        work.statements.retract(link, "another Petrov was meant")
    assert told(store, prosecutor(ids), man) == set()
    with store.read(prosecutor(ids)) as q:
        assert q.entities.find("Petrov") == []
        # That it was said and taken back stays in the papers.
        assert link in [one.id for one in q.retracted.of()]


def test_a_photo_that_was_put_to_the_wrong_skin_is_no_longer_handed_over(
    store: Store, fill: Fill
) -> None:
    ids = fill(store)
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        digest = work.originals.add(b"somebody else's evidence", "x.jpg", "image/jpeg")
        claims = [
            Claim(ids["skin"], "Specimen", "photo", PHOTO),
            Claim(PHOTO, "Photo", "digest", digest),
        ]
        link = work.statements.add(claims, Source("", "file", "y.csv", "d" * 64)).statements[0]
    with store.read(prosecutor(ids)) as q:
        assert q.original(digest) == (b"somebody else's evidence", "image/jpeg")
    with store.transaction("STAFF-0001", "retract", MOMENT) as work:
        work.statements.retract(link, "photo of another case")
    with store.read(prosecutor(ids)) as q:
        assert q.original(digest) is None


def catalogued(store: Store) -> dict[Ref, str]:
    """An animal whose number is in its photo's path and in its encounter's name, as agencies
    have them."""
    row = Locator("photos.csv", row=7)
    claims = [
        Claim(ANIMAL, "IndividualAnimal", "catalogueNumber", "L7", locator=row),
        Claim(ANIMAL, "IndividualAnimal", "sex", "male", locator=row),
        Claim(PHOTO, "Photo", "address", "catalogue/L7/IMG_0007.JPG", locator=row),
        Claim(PHOTO, "Photo", "encounter", "L7-autumn", locator=row),
        Claim(PHOTO, "Photo", "flank", "left", locator=row),
        Claim(PHOTO, "Photo", "individual", ANIMAL, locator=row),
        Claim(Ref("Person", "t", "L7"), "Person", "address", "house L7, Slavyanka"),
    ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        return work.statements.add(claims, Source("", "photos", "photos.csv", "e" * 64)).entities


def test_no_word_of_the_catalogue_tells_a_blind_examiner_which_animal_is_which(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids, made = fill(store), catalogued(store)
    reader = examiner("STAFF-0003")
    assert told(store, reader, made[ANIMAL]) == {"L7", "male"}
    with store.transaction("STAFF-0003", "examine", MOMENT) as work:
        work.examinations.open(ids["skin"], "STAFF-0003")
    with store.read(reader) as q:
        said = [
            f"{one.value} {one.original_value}"
            for one in q.statements.statements_of([made[ANIMAL], made[PHOTO]])
        ]
        assert sorted(said) == ["left ", "male "]
        assert q.entities.captions([made[ANIMAL]]) == {made[ANIMAL]: made[ANIMAL]}
        assert q.entities.find("L7-autumn") == []
        # What is said of people is no name of an animal, and their work goes on.
        assert [value for *_, value in q.entities.find("L7")] == ["house L7, Slavyanka"]


def examined(store: Store, ids: dict[str, str], person: str, *, finish: bool) -> str:
    with store.transaction(person, "examine", MOMENT) as work:
        known = work.examinations.open(ids["skin"], person).id
        work.examinations.lock(known, {"features": ["a ring on the hip"]})
        place = Place(1, ids["pamela"], ids["digest"], {}, "known_different", "seen alive in May")
        line_up = work.line_ups.add(known, [place], search="SR-0001", seed=3, rule="r")
        if finish:
            work.line_ups.answer(f"{line_up}-1", "different", "the ring is missing", {})
            work.examinations.close(known)
    return known


@pytest.mark.parametrize("finish", [False, True])
def test_who_is_still_examining_blind_reads_nothing_of_the_two_who_are_through(
    store: Store, fill: Fill, examiner: Examiner, finish: bool
) -> None:
    ids = fill(store)
    second = examined(store, ids, "STAFF-0003", finish=True)
    third = examined(store, ids, "STAFF-0005", finish=finish)
    with store.read(examiner("STAFF-0005")) as q:
        closed = [one.id for one in q.line_ups.finished(ids["skin"])]
        seen = [
            bool(q.line_ups.revealed(second)),
            bool(q.line_ups.amendments(second)),
            q.line_ups.drawn(second) is not None,
        ]
    assert closed == (["EXM-0001", second, third] if finish else [])
    assert seen == [finish] * 3


def test_who_was_not_asked_to_examine_reads_two_that_are_through(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    with store.read(examiner("STAFF-0006")) as q:
        assert q.line_ups.finished(ids["skin"]) == []
    second = examined(store, ids, "STAFF-0003", finish=True)
    with store.read(examiner("STAFF-0006")) as q:
        assert [one.id for one in q.line_ups.finished(ids["skin"])] == ["EXM-0001", second]
        assert len(q.line_ups.revealed(second)) == 1

"""Examinations and answers: whose they are, blind or informed, replaced and never changed."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.statement import Ref
from workbench.store import Reader, Store, StoreRefused
from workbench.store.examining import VERDICTS

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALL = Reader.whole("a test")
ANNA, BORIS = "STAFF-0001", "STAFF-0002"


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """SQLite with two skins and two animals in it."""
    refs = [Ref("Specimen", "t", key) for key in "ab"]
    refs += [Ref("IndividualAnimal", "t", key) for key in "ab"]
    with sqlite_store.transaction(ANNA, "import", NOW) as work:
        assert sorted(work.ids(refs).values()) == ["IND-0001", "IND-0002", "SK-0001", "SK-0002"]
    return sqlite_store


def opened(store: Store, by: str = ANNA, skin: str = "SK-0001", at: datetime = NOW) -> str:
    with store.transaction(by, "open", at) as work:
        return work.examinations.open(skin, by).id


def answer(
    store: Store, examination: str, verdict: str = "same", by: str = ANNA, **more: str
) -> str:
    given = {"skin": "SK-0001", "individual": "IND-0001", "why": "the rosettes agree"} | more
    supersedes = given.pop("supersedes", None)
    with store.transaction(by, "answer", NOW) as work:
        return work.judgements.add(
            given["skin"], given["individual"], verdict, by, given["why"], examination,
            supersedes=supersedes,
        )  # fmt: skip


def see(store: Store, person: str, what: str, skin: str = "SK-0001") -> None:
    with store.transaction(person, "look", NOW) as work:
        work.exposures.add(person, skin, what)


def test_opening_again_goes_on_with_what_is_open_and_after_the_end_begins_anew(
    store: Store,
) -> None:
    first = opened(store)
    assert opened(store) == first
    assert (opened(store, BORIS), opened(store, skin="SK-0002")) == ("EXM-0002", "EXM-0003")
    with store.transaction(ANNA, "close", NOW) as work:
        work.examinations.close(first)
    assert opened(store) == "EXM-0004"
    assert opened(store) == "EXM-0004"


def test_what_is_locked_says_so_when_it_is_taken_up_again(store: Store) -> None:
    known = opened(store)
    with store.transaction(ANNA, "lock", NOW + timedelta(hours=1)) as work:
        assert work.examinations.open("SK-0001", ANNA).locked is False
        work.examinations.lock(known, {"usable": True})
    with store.transaction(ANNA, "go on", NOW - timedelta(days=9)) as work:
        again = work.examinations.open("SK-0001", ANNA)
    assert (again.id, again.locked, again.closed, again.opened_at) == (known, True, False, NOW)


@pytest.mark.parametrize("act", ["lock", "close"])
def test_an_examination_is_locked_and_closed_once_and_by_its_own_examiner(
    store: Store, act: str
) -> None:
    known = opened(store)

    def do(by: str, which: str) -> None:
        with store.transaction(by, act, NOW) as work:
            if act == "lock":
                work.examinations.lock(which, {})
            else:
                work.examinations.close(which)

    with pytest.raises(StoreRefused, match=f"{known} is the examination of {ANNA}"):
        do(BORIS, known)
    with pytest.raises(StoreRefused, match="there is no examination EXM-0099"):
        do(ANNA, "EXM-0099")
    do(ANNA, known)
    with pytest.raises(StoreRefused, match=f"{known} is already {act.removesuffix('e')}ed"):
        do(ANNA, known)


def test_whoever_has_seen_the_machines_result_examines_informed(store: Store) -> None:
    with store.transaction(ANNA, "open", NOW) as work:
        assert work.examinations.open("SK-0001", ANNA).condition == "blind"
    see(store, BORIS, "machine result")
    with store.transaction(BORIS, "open", NOW) as work:
        assert work.examinations.open("SK-0001", BORIS).condition == "informed"
        # Of another skin nothing was seen.
        assert work.examinations.open("SK-0002", BORIS).condition == "blind"


def test_an_answer_is_of_the_condition_in_which_it_was_given(store: Store) -> None:
    known = opened(store)
    answer(store, known)
    see(store, ANNA, "catalogue names")
    answer(store, known, "different", individual="IND-0002")
    with store.read(ALL) as q:
        kept = {one.individual: one.condition for one in q.examining.judgements("SK-0001")}
    assert kept == {"IND-0001": "blind", "IND-0002": "informed"}


def test_what_was_seen_is_noted_once(store: Store) -> None:
    for what in ("machine result", "machine result", "catalogue names", "machine result"):
        see(store, ANNA, what)
    with store.transaction(ANNA, "look", NOW) as work:
        assert work.exposures.condition(ANNA, "SK-0001") == "informed"
        assert work.exposures.condition(ANNA, "SK-0002") == "blind"
        assert work.exposures.condition(BORIS, "SK-0001") == "blind"
    with store.read(ALL) as q:
        # The import, and the two lines that were new.
        assert q.audit.head()[0] == 3


@pytest.mark.parametrize("verdict", ["", "Same", "yes", "withdrawn"])
def test_an_answer_is_one_of_three(store: Store, verdict: str) -> None:
    known = opened(store)
    with pytest.raises(StoreRefused, match="is no answer"):
        answer(store, known, verdict)
    assert set(VERDICTS) == {"same", "different", "cannot_tell"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"why": " \n"}, "an answer needs a reason"),
        ({"skin": "SK-0002"}, "is no examination of SK-0002"),
        ({"by": BORIS}, f"is no examination of SK-0001 by {BORIS}"),
        ({"supersedes": "JDG-0099"}, "JDG-0099 is no answer"),
    ],
)
def test_an_answer_is_its_examiners_of_this_skin_and_has_a_reason(
    store: Store, change: dict[str, str], told: str
) -> None:
    known = opened(store)
    with pytest.raises(StoreRefused, match=told):
        answer(store, known, **change)  # type: ignore[arg-type]
    with store.read(ALL) as q:
        assert q.examining.judgements("SK-0001") == []


def test_nobody_answers_in_the_name_of_another(store: Store) -> None:
    known = opened(store)
    for by in (BORIS, "program"):
        with (
            pytest.raises(StoreRefused, match=f"{by} cannot answer for {ANNA}"),
            store.transaction(by, "answer", NOW) as work,
        ):
            work.judgements.add("SK-0001", "IND-0001", "same", ANNA, "the rosettes agree", known)


def test_only_the_newest_answer_of_ones_own_on_this_pair_is_replaced(store: Store) -> None:
    mine, theirs = opened(store), opened(store, BORIS)
    first = answer(store, mine)
    other = answer(store, mine, individual="IND-0002")
    foreign = answer(store, theirs, by=BORIS)
    for wrong in (other, foreign):
        with pytest.raises(StoreRefused, match=f"{wrong} is no answer of {ANNA} about this pair"):
            answer(store, mine, "different", supersedes=wrong)
    second = answer(store, mine, "different", supersedes=first)
    with pytest.raises(StoreRefused, match=f"{first} has already been replaced by {second}"):
        answer(store, mine, "cannot_tell", supersedes=first)
    with store.read(ALL) as q:
        kept = [(one.id, one.superseded) for one in q.examining.judgements("SK-0001")]
    assert kept == [(first, True), (other, False), (foreign, False), (second, False)]


def test_an_answer_is_undone_by_whoever_gave_it_and_with_a_reason(store: Store) -> None:
    given = answer(store, opened(store))

    def undo(by: str, which: str, why: str = "wrong flank") -> str:
        with store.transaction(by, "undo", NOW) as work:
            return work.judgements.withdraw(which, why)

    for by, which, why, told in (
        (BORIS, given, "wrong flank", f"{given} is no answer of {BORIS}"),
        (ANNA, "JDG-0099", "wrong flank", "JDG-0099 is no answer"),
        (ANNA, given, "  ", "an undo needs a reason"),
    ):
        with pytest.raises(StoreRefused, match=told):
            undo(by, which, why)
    undone = undo(ANNA, given)
    with pytest.raises(StoreRefused, match=f"has already been replaced by {undone}"):
        undo(ANNA, given)
    with store.read(ALL) as q:
        assert [one.verdict for one in q.examining.judgements("SK-0001")] == ["same", "withdrawn"]

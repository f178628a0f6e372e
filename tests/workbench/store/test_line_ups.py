"""What is shown before the last answer, to whom, and what the store refuses whoever asks.

STAFF-0002 has examined SK-0001 among one place (see `fill`); STAFF-0003 and STAFF-0004 come next.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from workbench.store import Place, ProficiencyCase, Reader, Store, StoreRefused
from workbench.store.work import Work

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Fill = Callable[[Store], dict[str, str]]
Examiner = Callable[..., Reader]


def begin(store: Store, ids: dict[str, str], person: str, *, lock: bool = True) -> str:
    with store.transaction(person, "examine", MOMENT) as work:
        known = work.examinations.open(ids["skin"], person).id
        if lock:
            work.examinations.lock(known, {"features": ["hip"]})
        return known


def two_places(ids: dict[str, str]) -> list[Place]:
    return [
        Place(1, ids["pamela"], ids["digest"], {}, "known_different", "seen alive in May"),
        Place(2, ids["lord"], ids["digest"], {}, "candidate", "log10 LR +3.50"),
    ]


def draw(store: Store, ids: dict[str, str], person: str) -> tuple[str, str]:
    known = begin(store, ids, person)
    with store.transaction(person, "line up", MOMENT) as work:
        return known, work.line_ups.add(known, two_places(ids), search="SR-0001", seed=3, rule="r")


def say(store: Store, person: str, place: str, verdict: str, why: str = "spots") -> str:
    with store.transaction(person, "answer", MOMENT) as work:
        return work.line_ups.answer(place, verdict, why, {"1": [5.0, 6.0]})


def end(store: Store, person: str, examination: str) -> None:
    with store.transaction(person, "close", MOMENT) as work:
        work.examinations.close(examination)


def test_an_examiner_is_given_places_without_animals_until_all_are_answered(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    known, line_up = draw(store, ids, "STAFF-0003")
    reader = examiner("STAFF-0003")
    with store.read(reader) as q:
        shown = q.line_ups.shown(known)
        assert [place.number for place in shown] == [1, 2]
        assert not [n for n in ("individual", "role", "basis") if hasattr(shown[0], n)]
        assert q.line_ups.revealed(known) == []
    say(store, "STAFF-0003", f"{line_up}-1", "different")
    with pytest.raises(StoreRefused, match=f"place 2 of {known} is not answered"):
        end(store, "STAFF-0003", known)
    say(store, "STAFF-0003", f"{line_up}-2", "same")
    end(store, "STAFF-0003", known)
    with store.read(reader) as q:
        told = [(p.individual, p.role, a and a.verdict) for p, a in q.line_ups.revealed(known)]
    assert told == [
        (ids["pamela"], "known_different", "different"),
        (ids["lord"], "candidate", "same"),
    ]


def test_the_second_examiner_reads_nothing_of_the_firsts_examination_before_their_own_is_closed(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    known, line_up = draw(store, ids, "STAFF-0003")
    reader = examiner("STAFF-0003")
    with store.read(Reader.whole("test")) as q:
        [first] = [one.id for one in q.line_ups.finished(ids["skin"])]
    with store.read(reader) as q:
        assert q.line_ups.finished(ids["skin"]) == []
        assert (q.line_ups.amendments(first), q.line_ups.revealed(first)) == ([], [])
        assert (q.line_ups.shown(first), q.line_ups.drawn(first)) == ([], None)
    for place in (1, 2):
        say(store, "STAFF-0003", f"{line_up}-{place}", "different")
    end(store, "STAFF-0003", known)
    with store.read(reader) as q:
        assert [one.id for one in q.line_ups.finished(ids["skin"])] == [first, known]
        assert [a.why for a in q.line_ups.amendments(first)] == ["", "seen only now"]
        assert len(q.line_ups.revealed(first)) == 1


def test_who_does_not_examine_reads_a_finished_examination_but_no_open_line_up(
    store: Store, fill: Fill, analyst: Reader
) -> None:
    ids = fill(store)
    known, _ = draw(store, ids, "STAFF-0003")
    with store.read(analyst) as q:
        [first] = [one.id for one in q.line_ups.finished(ids["skin"])]
        assert first != known
        assert len(q.line_ups.revealed(first)) == 1
        assert (q.line_ups.revealed(known), q.line_ups.shown(known)) == ([], [])


def test_an_open_blind_examination_hides_the_answers_of_two_others(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    known, line_up = draw(store, ids, "STAFF-0004")
    with store.transaction("STAFF-0003", "judge", MOMENT) as work:
        other = work.examinations.open(ids["skin"], "STAFF-0003")
        work.judgements.add(ids["skin"], ids["lord"], "different", "STAFF-0003", "no", other.id)
    with store.read(examiner("STAFF-0004")) as q:
        assert q.examining.judgements(ids["skin"]) == []
    for place in (1, 2):
        say(store, "STAFF-0004", f"{line_up}-{place}", "different")
    end(store, "STAFF-0004", known)
    with store.read(examiner("STAFF-0004")) as q:
        assert len(q.examining.judgements(ids["skin"])) == 2


def test_a_second_thought_before_the_end_stays_beside_the_first(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    known, line_up = draw(store, ids, "STAFF-0003")
    say(store, "STAFF-0003", f"{line_up}-1", "same")
    say(store, "STAFF-0003", f"{line_up}-1", "different", "the tail differs")
    with store.read(examiner("STAFF-0003")) as q:
        answer = q.line_ups.shown(known)[0].answer
    assert answer is not None
    assert (answer.verdict, answer.why, answer.changes) == ("different", "the tail differs", 1)
    assert answer.marks == {"1": [5.0, 6.0]}


def test_an_answer_after_a_look_at_the_machine_is_informed(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    known, line_up = draw(store, ids, "STAFF-0003")
    say(store, "STAFF-0003", f"{line_up}-1", "different")
    with store.transaction("STAFF-0003", "see", MOMENT) as work:
        work.exposures.add("STAFF-0003", ids["skin"], "machine result")
    say(store, "STAFF-0003", f"{line_up}-2", "same")
    with store.read(examiner("STAFF-0003")) as q:
        conditions = [p.answer and p.answer.condition for p in q.line_ups.shown(known)]
    assert conditions == ["blind", "informed"]


def not_locked(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    open_one = work.examinations.open(ids["digest"], "STAFF-0003")
    work.line_ups.add(open_one.id, two_places(ids), search="", seed=1, rule="r")


def twice(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.line_ups.add(mine, two_places(ids), search="", seed=1, rule="r")


def anothers(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.line_ups.answer("LU-0001-1", "same", "spots", {})


def nowhere(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.line_ups.answer("LU-0009-1", "same", "spots", {})


def no_word(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.line_ups.answer(f"{line_up}-1", "perhaps", "spots", {})


def no_reason(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.line_ups.answer(f"{line_up}-1", "same", "  ", {})


def after_the_end(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    for place in (1, 2):
        work.line_ups.answer(f"{line_up}-{place}", "different", "spots", {})
    work.examinations.close(mine)
    work.line_ups.answer(f"{line_up}-1", "same", "spots", {})


def amend_without_reason(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.amendments.add(mine, "marks", {}, " ")


def amend_unlocked(work: Work, ids: dict[str, str], mine: str, line_up: str) -> None:
    work.amendments.add(work.examinations.open(ids["digest"], "STAFF-0003").id, "marks", {}, "x")


@pytest.mark.parametrize(
    ("attempt", "told"),
    [
        (not_locked, "lock what you look for before"),
        (twice, "has its line-up already"),
        (anothers, "is the examination of STAFF-0002"),
        (nowhere, "no place LU-0009-1"),
        (no_word, "'perhaps' is no answer"),
        (no_reason, "an answer needs a reason"),
        (after_the_end, "is closed and its names were shown"),
        (amend_without_reason, "a later edit needs a reason"),
        (amend_unlocked, "is not locked yet"),
    ],
)
def test_what_the_store_refuses_whoever_asks(
    store: Store, fill: Fill, attempt: Callable[..., None], told: str
) -> None:
    ids = fill(store)
    mine, line_up = draw(store, ids, "STAFF-0003")
    with (
        pytest.raises(StoreRefused, match=told),
        store.transaction("STAFF-0003", "try", MOMENT) as work,
    ):
        attempt(work, ids, mine, line_up)


def test_a_skin_waits_for_two_who_saw_nothing_and_for_a_third_where_they_differ(
    store: Store, fill: Fill
) -> None:
    ids = fill(store)
    whole = Reader.whole("test")

    def wanted() -> list[str]:
        people = ("STAFF-0001", "STAFF-0002", "STAFF-0003", "STAFF-0004")
        [standing] = store.read(whole).waiting.standings()
        return [one for one in people if standing.waits_for(one)]

    # STAFF-0001 searched and is informed; STAFF-0002 has answered.
    assert wanted() == ["STAFF-0003", "STAFF-0004"]
    with store.transaction("STAFF-0003", "judge", MOMENT) as work:
        opened = work.examinations.open(ids["skin"], "STAFF-0003")
        first = work.judgements.add(
            ids["skin"], ids["lord"], "same", "STAFF-0003", "yes", opened.id
        )
    assert wanted() == []
    with store.transaction("STAFF-0003", "judge", MOMENT) as work:
        work.judgements.add(
            ids["skin"], ids["lord"], "different", "STAFF-0003", "no", opened.id, supersedes=first
        )
    assert wanted() == ["STAFF-0001", "STAFF-0004"]
    with store.transaction("STAFF-0004", "judge", MOMENT) as work:
        third = work.examinations.open(ids["skin"], "STAFF-0004")
        work.judgements.add(ids["skin"], ids["lord"], "same", "STAFF-0004", "yes", third.id)
    assert wanted() == []


def test_an_examination_that_was_opened_for_another_answer_is_no_examination_of_the_skin(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    end(store, "STAFF-0003", begin(store, ids, "STAFF-0003", lock=False))
    [standing] = store.read(Reader.whole("test")).waiting.standings()
    assert standing.waits_for("STAFF-0003")
    with store.read(examiner("STAFF-0003")) as q:
        assert q.line_ups.finished(ids["skin"]) == []


def prove(store: Store, ids: dict[str, str], person: str, verdicts: tuple[str, str]) -> str:
    """One case of known truth answered and closed: Pamela first (different), then Lord (same)."""
    with store.transaction(person, "examine", MOMENT) as work:
        case = work.proficiency.add(
            ProficiencyCase(person, "SK-x", ids["digest"], ids["lord"], ids["digest"], "e", {})
        )
        known = work.examinations.open(case, person).id
        work.examinations.lock(known, {})
        places = two_places(ids)
        truths = [places[0], Place(2, ids["lord"], ids["digest"], {}, "known_same", "its own")]
        line_up = work.line_ups.add(known, truths, search="", seed=1, rule="r")
        for number, verdict in enumerate(verdicts, 1):
            work.line_ups.answer(f"{line_up}-{number}", verdict, "spots", {})
    return known


def test_known_truths_count_once_the_examination_is_closed_and_are_ones_own(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    known = prove(store, ids, "STAFF-0003", ("same", "same"))
    reader, other = examiner("STAFF-0003"), examiner("STAFF-0004")
    with store.read(reader) as q:
        [case] = [one.skin for one in q.line_ups.mine()]
        assert (q.line_ups.trials(), q.line_ups.proficiency(case)) == ([], None)
        assert q.examining.holds_blind() == [known]
    end(store, "STAFF-0003", known)
    with store.read(reader) as q:
        assert [(t.same, t.verdict) for t in q.line_ups.trials()] == [
            (False, "same"),
            (True, "same"),
        ]
        told = q.line_ups.proficiency(case)
        assert told is not None
        assert told.individual == ids["lord"]
    with store.read(other) as q:
        assert (q.line_ups.trials(), q.line_ups.proficiency(case)) == ([], None)
        assert q.line_ups.finished(case) == []
    with store.read(examiner("STAFF-0009", "administrator")) as q:
        assert {t.examiner for t in q.line_ups.trials()} == {"STAFF-0003"}


def test_a_case_of_known_truth_stands_in_no_list_of_skins_or_answers(
    store: Store, fill: Fill, analyst: Reader
) -> None:
    ids = fill(store)
    with store.read(analyst) as q:
        skins = q.entities.of_kind("Specimen")
    prove(store, ids, "STAFF-0003", ("different", "same"))
    with store.read(analyst) as q:
        assert [one.examiner for one in q.examining.examinations()] == ["STAFF-0002"]
        assert [one.examiner for one in q.examining.judgements()] == ["STAFF-0002"]
        assert q.entities.of_kind("Specimen") == skins
        assert q.line_ups.beside("STAFF-0003") == {}
    with store.read(Reader.whole("test")) as q:
        assert q.line_ups.beside("STAFF-0003") == {"SK-x": "PRF-0002"}

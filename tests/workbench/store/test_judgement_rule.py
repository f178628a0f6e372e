"""The first examiner's answer is hidden from the second until both have answered, everywhere.

STAFF-0002 has answered about SK-0001 and Lord (see `fill`); the answer became a statement, and a
conclusion was derived from that. STAFF-0003 is to examine next.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cases.graph import expand
from cases.statement import Claim, Source
from workbench.store import Reader, Store, StoreRefused
from workbench.store.reading.seizures import SeizureFilter

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Fill = Callable[[Store], dict[str, str]]
Examiner = Callable[..., Reader]


def answer(
    store: Store,
    ids: dict[str, str],
    person: str,
    verdict: str = "different",
    why: str = "the spots differ",
) -> str:
    with store.transaction(person, "examine", MOMENT) as work:
        examination = work.examinations.open(ids["skin"], person)
        given = work.judgements.add(ids["skin"], ids["lord"], verdict, person, why, examination.id)
        work.examinations.close(examination.id)
        return given


def what_is_seen(store: Store, reader: Reader, ids: dict[str, str]) -> dict[str, object]:
    """Every way in which the first answer might show."""
    with store.read(reader) as q:
        around = expand(q.statements, [ids["skin"]], steps=2)
        return {
            "answers": [j.id for j in q.examining.judgements(ids["skin"])],
            "statement": [s.id for s in q.statements.by_id([ids["joined"]])],
            "conclusion": [s.id for s in q.statements.by_id([ids["conclusion"]])],
            "steps": ids["lord"] in around.entities,
            "back": [s.id for s in q.statements.statements_to([ids["lord"]])],
            "degree": q.statements.degrees([ids["skin"]])[ids["skin"]],
            "found": q.entities.find("leopard of the border"),
            "of kind": [s.id for s in q.statements.saying("Specimen", ["individual"])],
            "of source": [
                s.id for source in ("SRC-0002", "SRC-0003") for s in q.statements.of_source(source)
            ],
            "count": q.statements.count(),
            "retraction": q.statements.retractions([ids["joined"]]),
            "members": q.cases.members(ids["case"]),
        }


def test_the_second_examiner_sees_nothing_of_the_first_answer(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    second = what_is_seen(store, examiner("STAFF-0003"), ids)
    first = what_is_seen(store, examiner("STAFF-0002"), ids)
    nothing = {"answers", "statement", "conclusion", "back", "found", "of kind", "of source"}
    assert {name: second[name] for name in nothing} == {key: [] for key in nothing}
    assert second["steps"] is False
    assert first["answers"] == [ids["judgement"]]
    assert (first["statement"], first["conclusion"]) == ([ids["joined"]], [ids["conclusion"]])
    # The joined statement and the conclusion, and the animal at the end of the first.
    assert (first["count"], first["degree"]) == (second["count"] + 2, second["degree"] + 1)  # type: ignore[operator]


def test_both_see_both_once_both_have_answered(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    other = answer(store, ids, "STAFF-0003")
    for person in ("STAFF-0002", "STAFF-0003"):
        seen = what_is_seen(store, examiner(person), ids)
        assert seen["answers"] == [ids["judgement"], other]
        assert seen["conclusion"] == [ids["conclusion"]]


def test_a_third_sees_them_when_two_have_answered_and_not_before(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    assert what_is_seen(store, examiner("STAFF-0004"), ids)["answers"] == []
    other = answer(store, ids, "STAFF-0003")
    assert what_is_seen(store, examiner("STAFF-0004"), ids)["answers"] == [ids["judgement"], other]


def test_one_examiner_answering_twice_is_still_one(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    with store.transaction("STAFF-0002", "undo", MOMENT) as work:
        work.judgements.withdraw(ids["judgement"], "wrong flank")
    assert what_is_seen(store, examiner("STAFF-0003"), ids)["answers"] == []


def test_who_does_not_examine_sees_the_answer_and_who_is_both_does_not(
    store: Store, fill: Fill, examiner: Examiner, analyst: Reader
) -> None:
    ids = fill(store)
    assert what_is_seen(store, analyst, ids)["answers"] == [ids["judgement"]]
    both = examiner("STAFF-0005", "analyst", "investigator")
    assert what_is_seen(store, both, ids)["answers"] == []


def test_a_conclusion_from_two_judgements_waits_for_both(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    with store.transaction("STAFF-0002", "examine", MOMENT) as work:
        examination = work.examinations.open(ids["skin"], "STAFF-0002")
        work.examinations.close(examination.id)
        about_pamela = work.judgements.add(
            ids["skin"], ids["pamela"], "different", "STAFF-0002", "no", examination.id
        )
        apart = work.statements.add(
            [Claim(ids["skin"], "Specimen", "notIndividual", ids["pamela"])],
            Source("", "judgement", about_pamela),
            judgement=about_pamela,
        ).statements[0]
        both = work.statements.add(
            [Claim(ids["skin"], "Specimen", "description", "Lord and not Pamela",
                   derived_from=(ids["joined"], apart))],
            Source("", "derivation", "both"),
        ).statements[0]  # fmt: skip
    answer(store, ids, "STAFF-0003")
    with store.read(examiner("STAFF-0003")) as q:
        assert [s.id for s in q.statements.by_id([ids["joined"], apart, both])] == [ids["joined"]]


def test_an_administrator_who_examines_does_not_read_the_answer_in_the_audit(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    with store.transaction("STAFF-0002", "judge", MOMENT, {"verdict": "same"}) as work:
        work.judgements.withdraw(ids["judgement"], "wrong flank")
    with store.read(examiner("STAFF-0003", "administrator", "investigator")) as q:
        assert q.audit.rows(last=1)[0].detail == {}
    with store.read(examiner("STAFF-0001", "administrator")) as q:
        assert q.audit.rows(last=1)[0].detail == {"verdict": "same"}


def test_the_condition_is_what_was_seen_and_not_what_is_said(store: Store, fill: Fill) -> None:
    ids = fill(store)
    with store.transaction("STAFF-0003", "examine", MOMENT) as work:
        examination = work.examinations.open(ids["skin"], "STAFF-0003")
        first = work.judgements.add(
            ids["skin"], ids["pamela"], "different", "STAFF-0003", "no", examination.id
        )
        work.exposures.add("STAFF-0003", ids["skin"], "machine result")
        second = work.judgements.add(
            ids["skin"], ids["lord"], "same", "STAFF-0003", "yes", examination.id
        )
    with store.transaction("STAFF-0001", "examine", MOMENT) as work:
        ran_the_search = work.examinations.open(ids["skin"], "STAFF-0001")
    with store.read(Reader.whole("test")) as q:
        conditions = {j.id: j.condition for j in q.examining.judgements(ids["skin"])}
    assert examination.condition == "blind"
    assert (conditions[first], conditions[second]) == ("blind", "informed")
    assert ran_the_search.condition == "informed"


def test_an_open_blind_examination_closes_the_catalogue_and_the_machines_answer(
    store: Store, fill: Fill, examiner: Examiner
) -> None:
    ids = fill(store)
    reader = examiner("STAFF-0003")
    with store.transaction("STAFF-0003", "examine", MOMENT) as work:
        examination = work.examinations.open(ids["skin"], "STAFF-0003")
    with store.read(reader) as q:
        assert q.entities.captions([ids["lord"]]) == {ids["lord"]: ids["lord"]}
        assert (q.matching.catalogue(), q.matching.searches(ids["skin"])) == ([], [])
        assert q.matching.comparisons(ids["skin"]) == []
        assert q.entities.find("Lord") == []
        assert q.matching.line_up(ids["skin"]) == [(ids["lord"], "CT-gallery")]
    with store.transaction("STAFF-0003", "examine", MOMENT) as work:
        work.examinations.close(examination.id)
        work.exposures.add("STAFF-0003", ids["skin"], "machine result")
    with store.read(reader) as q:
        assert q.entities.captions([ids["lord"]]) == {ids["lord"]: "Lord"}
        assert [s.answer["lead"]["sentence"] for s in q.matching.searches(ids["skin"])] == ["Lord."]  # type: ignore[index]


@pytest.mark.parametrize(
    ("verdict", "why", "refusal"),
    [
        ("maybe", "x", "is no answer"),
        ("same", "  ", "needs a reason"),
    ],
)
def test_an_answer_is_one_of_three_and_has_a_reason(
    store: Store, fill: Fill, verdict: str, why: str, refusal: str
) -> None:
    ids = fill(store)
    with pytest.raises(StoreRefused, match=refusal):
        answer(store, ids, "STAFF-0003", verdict, why)
    with store.read(Reader.whole("test")) as q:
        assert len(q.examining.judgements()) == 1


def test_nobody_replaces_anothers_answer_and_none_is_replaced_twice(
    store: Store, fill: Fill
) -> None:
    ids = fill(store)
    with (
        pytest.raises(StoreRefused, match="no answer of"),
        store.transaction("STAFF-0003", "undo", MOMENT) as work,
    ):
        work.judgements.withdraw(ids["judgement"], "I know better")
    with store.transaction("STAFF-0002", "undo", MOMENT) as work:
        work.judgements.withdraw(ids["judgement"], "wrong flank")
    with (
        pytest.raises(StoreRefused, match="already been replaced"),
        store.transaction("STAFF-0002", "undo", MOMENT) as work,
    ):
        work.judgements.withdraw(ids["judgement"], "again")
    with store.read(Reader.whole("test")) as q:
        assert [j.verdict for j in q.examining.judgements()] == ["same", "withdrawn"]
        assert q.seizures.total(SeizureFilter()) == 0

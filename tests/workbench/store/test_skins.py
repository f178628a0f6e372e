"""What is said and found of skins in the store: who sees it, and what is refused."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Handling, Ref, Source
from workbench.store import AuthenticityRecord, Reader, Store, StoreRefused

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Fill = Callable[[Store], dict[str, str]]
WHOLE = Reader.whole("a test looks")


def said(skin: str, answer: str, *, reason: str = "hair grows") -> AuthenticityRecord:
    return AuthenticityRecord(skin, answer, "Panthera pardus", "photos", (reason,), ())


def test_the_newest_answer_stands_and_the_older_ones_stay(store: Store, fill: Fill) -> None:
    skin = fill(store)["skin"]
    with store.transaction("STAFF-0002", "look", MOMENT) as work:
        known = [work.authenticity.add(said(skin, one)) for one in ("cannot_tell", "not_genuine")]
    records = store.read(WHOLE).skins.authenticity(skin)
    assert [one.id for one in records] == [*reversed(known), "AU-0001"]
    assert (records[0].answer, records[0].by, records[0].at) == (
        "not_genuine",
        "STAFF-0002",
        MOMENT,
    )
    assert store.read(WHOLE).skins.not_genuine() == {skin}
    with store.transaction("STAFF-0002", "look", MOMENT) as work:
        work.authenticity.add(said(skin, "genuine"))
    assert store.read(WHOLE).skins.not_genuine() == frozenset()


@pytest.mark.parametrize(
    ("answer", "reason", "refused"),
    [("perhaps", "x", "is no answer"), ("genuine", "  ", "needs a reason")],
)
def test_an_answer_needs_a_word_and_a_reason(
    store: Store, fill: Fill, answer: str, reason: str, refused: str
) -> None:
    skin = fill(store)["skin"]
    with (
        pytest.raises(StoreRefused, match=refused),
        store.transaction("STAFF-0002", "look", MOMENT) as work,
    ):
        work.authenticity.add(said(skin, answer, reason=reason))
    assert len(store.read(WHOLE).skins.authenticity(skin)) == 1


def test_an_examiner_sees_no_search_among_skins_before_looking_is_on_record(
    store: Store, fill: Fill, examiner: Callable[..., Reader], analyst: Reader
) -> None:
    ids = fill(store)
    third = examiner("STAFF-0003")
    assert store.read(third).skins.searches(ids["skin"]) == []
    assert store.read(third).skins.comparisons(ids["skin"]) == []
    assert store.read(third).skins.searched(ids["skin"])
    assert len(store.read(analyst).skins.searches(ids["skin"])) == 1
    with store.transaction("STAFF-0003", "see", MOMENT) as work:
        work.exposures.add("STAFF-0003", ids["skin"], "machine result")
    [search] = store.read(third).skins.searches(ids["skin"])
    [compared] = store.read(third).skins.comparisons(ids["skin"], ids["second skin"])
    assert compared.search == search.id
    assert compared.individual == ids["second skin"]


def test_whoever_searched_among_skins_has_seen_the_result(store: Store, fill: Fill) -> None:
    ids = fill(store)
    assert ("STAFF-0001", "machine result") in store.read(WHOLE).examining.exposures(ids["skin"])


def test_a_hidden_skin_is_in_no_answer_and_names_no_lead(store: Store, fill: Fill) -> None:
    ids = fill(store)
    hidden = Ref("Specimen", "t", "hidden")
    with store.transaction("STAFF-0001", "test", MOMENT) as work:
        source = Source("", "report", "secret", handling=Handling(3))
        secret = work.statements.add([Claim(hidden, "Specimen", "name", "of an agent")], source)
        known = secret.entities[hidden]
        old = store.read(WHOLE).skins.searches(ids["skin"])[0]
        listed = [{"skin": ids["second skin"]}, {"skin": known}]
        for lead in (ids["second skin"], known):
            answer = {
                "lead": {"skin": lead}, "candidates": listed,
                "same_photos": [{"photo": "a", "skin": known}],
            }  # fmt: skip
            work.skin_searches.add(type(old)(old.skin, old.coats, "f", answer, "g", "n", ""))
    reader = Reader("STAFF-0009", frozenset({"analyst"}), 1, frozenset())
    shown = store.read(reader).skins.searches(ids["skin"])
    assert [one.id for one in shown] == ["SS-0002", "SS-0001"]
    assert shown[0].answer["candidates"] == [{"skin": ids["second skin"]}]
    assert shown[0].answer["same_photos"] == []
    assert len(store.read(WHOLE).skins.searches(ids["skin"])) == 3


def test_a_coat_knows_whose_search_it_was_a_candidate_of(store: Store, fill: Fill) -> None:
    ids = fill(store)
    queries = store.read(WHOLE).skins
    assert queries.held_against("CT-gallery") == [ids["skin"]]
    assert queries.held_against("CT-query") == []

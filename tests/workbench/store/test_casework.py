"""Cases, custody, decisions, releases and dismissals: what a person does is kept with a reason."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.dates import read_date
from cases.statement import Handling, Ref
from workbench.store import CustodyRecord, DecisionRecord, Reader, Store, StoreRefused
from workbench.store.audit import verify

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALL = Reader.whole("a test")


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """SQLite alone: what is asked here is asked before any database."""
    return sqlite_store


@pytest.fixture
def known(store: Store) -> list[str]:
    """Ids of a skin, an exhibit and two people."""
    refs = [Ref("Specimen", "t", "s"), Ref("Exhibit", "t", "e"),
            Ref("Person", "t", "1"), Ref("Person", "t", "2")]  # fmt: skip
    with store.transaction("STAFF-0001", "import", NOW) as work:
        ids = work.ids(refs)
    return [ids[ref] for ref in refs]


@pytest.fixture
def case(store: Store, known: list[str]) -> str:
    """An open case of nothing yet."""
    with store.transaction("STAFF-0001", "case", NOW) as work:
        return work.cases.open("The second skin", "asked by the border post", Handling(1))


def members(store: Store, case: str) -> list[str]:
    with store.read(ALL) as q:
        return q.cases.members(case)


def test_cases_are_numbered_by_the_year_in_which_they_were_opened(store: Store) -> None:
    opened = []
    for years, title in ((0, "a"), (0, "b"), (1, "c"), (-3, "d"), (0, "e")):
        at = NOW.replace(year=NOW.year + years)
        with store.transaction("STAFF-0001", "case", at) as work:
            opened.append(work.cases.open(title))
    assert opened == [
        "CASE-2026-001", "CASE-2026-002", "CASE-2027-001", "CASE-2023-001", "CASE-2026-003",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["", "  ", "\n\t"])
def test_a_case_without_a_title_is_not_opened(store: Store, title: str) -> None:
    with (
        pytest.raises(StoreRefused, match="a case needs a title"),
        store.transaction("STAFF-0001", "case", NOW) as work,
    ):
        work.cases.open(title)
    with store.read(ALL) as q:
        assert q.cases.all() == []


def test_a_member_comes_and_goes_and_each_step_is_a_row(
    store: Store, known: list[str], case: str
) -> None:
    skin = known[0]
    steps = [("add", [skin]), ("add", [skin]), ("remove", []), ("remove", []), ("add", [skin])]
    for day, (step, expected) in enumerate(steps):
        # Backwards through the calendar: the last row decides, whatever the clock said.
        with store.transaction("STAFF-0001", step, NOW - timedelta(days=day)) as work:
            if step == "add":
                work.cases.add_member(case, skin)
            else:
                work.cases.remove_member(case, skin, "of another case")
        assert members(store, case) == expected
    assert verify(store).intact


def test_a_member_changed_more_often_than_nine_times_is_still_in_order(
    store: Store, known: list[str], case: str
) -> None:
    """Rows are numbered: as text, 10 would come before 9."""
    for turn in range(11):
        with store.transaction("STAFF-0001", "change", NOW) as work:
            if turn % 2 == 0:
                work.cases.add_member(case, known[0])
            else:
                work.cases.remove_member(case, known[0], "not of it")
        assert members(store, case) == ([known[0]] if turn % 2 == 0 else [])


@pytest.mark.parametrize(("case_id", "member"), [("CASE-2026-999", ""), ("", "SK-9999")])
def test_what_is_not_there_is_no_member_and_no_case(
    store: Store, known: list[str], case: str, case_id: str, member: str
) -> None:
    told = case_id or member
    with (
        pytest.raises(StoreRefused, match=f"there is no (case )?{told}"),
        store.transaction("STAFF-0001", "change", NOW) as work,
    ):
        work.cases.add_member(case_id or case, member or known[0])
    assert members(store, case) == []


def test_the_status_of_a_case_is_that_of_its_last_event(store: Store, case: str) -> None:
    seen = []
    for kind in ("note", "closed", "note", "reopened", "handed_over"):
        with store.transaction("STAFF-0001", kind, NOW) as work:
            work.cases.note(case, kind, f"said {kind}", {"kind": kind})
        with store.read(ALL) as q:
            seen.append(q.cases.all()[0].status)
    assert [one.replace("_", " ") for one in seen] == [
        "open", "closed", "closed", "open", "handed over",
    ]  # fmt: skip


def test_nobody_notes_anything_on_a_case_that_is_not_there(store: Store) -> None:
    for act in ("note", "release"):

        def do(act: str = act) -> None:
            with store.transaction("STAFF-0001", act, NOW) as work:
                if act == "note":
                    work.cases.note("CASE-1", "note", "x")
                else:
                    work.cases.release("CASE-1", purpose="trial", authority="7", person="STAFF-2")

        with pytest.raises(StoreRefused, match="there is no case CASE-1"):
            do()


@pytest.mark.parametrize(
    ("person", "recipient", "purpose", "goes"),
    [
        ("STAFF-0004", "", "trial", True),
        ("", "Court of Khabarovsk", "trial", True),
        ("", "", "trial", False),
        ("STAFF-0004", "", "  ", False),
        ("STAFF-0004", "", "", False),
    ],
)
def test_a_case_goes_to_somebody_and_for_something(
    store: Store, case: str, person: str, recipient: str, purpose: str, goes: bool
) -> None:
    def hand_over() -> None:
        with store.transaction("STAFF-0001", "release", NOW) as work:
            work.cases.release(
                case, purpose=purpose, authority="order 7", person=person, recipient=recipient
            )

    if goes:
        hand_over()
    else:
        with pytest.raises(StoreRefused, match="a release needs a recipient and a purpose"):
            hand_over()
    with store.read(ALL) as q:
        assert q.audit.head()[0] == (3 if goes else 2)


def test_a_step_of_custody_comes_back_as_it_was_told(store: Store, known: list[str]) -> None:
    step = CustodyRecord(
        known[1], "handed over", "border post", "laboratory", "Хабаровск",
        read_date("2026-03-04T18:20+10:00"), "seal 0417", "d" * 64, "copy", "in a paper bag",
        Handling(2, frozenset({"LORD"})),
    )  # fmt: skip
    with store.transaction("STAFF-0001", "custody", NOW) as work:
        assert [work.custody.add(step), work.custody.add(step)] == ["CUS-0001", "CUS-0002"]
    with store.read(ALL) as q:
        kept = q.cases.custody([known[1]])
    assert len(kept) == 2
    for name in ("exhibit", "action", "from_whom", "to_whom", "place", "when", "seal", "digest",
                 "form", "note", "handling"):  # fmt: skip
        assert getattr(kept[0], name) == getattr(step, name), name
    assert (kept[0].by, kept[0].at) == ("STAFF-0001", NOW)


def decide(store: Store, decision: DecisionRecord, by: str = "STAFF-0001") -> str:
    with store.transaction(by, "decide", NOW) as work:
        return work.decisions.add(decision)


@pytest.mark.parametrize("verdict", ["", "Same", "perhaps", "same "])
def test_a_decision_is_same_different_or_cannot_tell(
    store: Store, known: list[str], verdict: str
) -> None:
    with pytest.raises(StoreRefused, match="is no decision"):
        decide(store, DecisionRecord(known[2], known[3], verdict, "one phone"))


def test_a_decision_needs_a_reason_and_stands_in_one_order(store: Store, known: list[str]) -> None:
    with pytest.raises(StoreRefused, match="a decision needs a reason"):
        decide(store, DecisionRecord(known[2], known[3], "same", "  "))
    turned = DecisionRecord(
        known[3], known[2], "same", "one phone", 7.25, ("phone", "имя"), Handling(1)
    )
    assert decide(store, turned) == "DEC-0001"
    with store.read(ALL) as q:
        (kept,) = q.cases.decisions()
    assert (kept.left, kept.right) == (known[2], known[3])
    assert (kept.verdict, kept.why, kept.weight_bits, kept.reasons, kept.handling) == (
        "same", "one phone", 7.25, ("phone", "имя"), Handling(1),
    )  # fmt: skip


def test_a_decision_is_taken_back_once_with_a_reason(store: Store, known: list[str]) -> None:
    made = decide(store, DecisionRecord(known[2], known[3], "same", "one phone"))

    def take_back(which: str, why: str) -> None:
        with store.transaction("STAFF-0002", "take back", NOW + timedelta(hours=1)) as work:
            work.decisions.withdraw(which, why)

    for which, why, told in (
        (made, " ", "needs a reason"),
        ("DEC-0099", "wrong", "there is no decision DEC-0099"),
    ):
        with pytest.raises(StoreRefused, match=told):
            take_back(which, why)
    take_back(made, "it was his brother's phone")
    with pytest.raises(StoreRefused, match="was taken back already"):
        take_back(made, "again")
    with store.read(ALL) as q:
        (kept,) = q.cases.decisions()
    assert (kept.until, kept.withdrawn_by, kept.withdrawn_why) == (
        NOW + timedelta(hours=1), "STAFF-0002", "it was his brother's phone",
    )  # fmt: skip


def test_a_dismissal_needs_a_reason(store: Store) -> None:
    with (
        pytest.raises(StoreRefused, match="a dismissal needs a reason"),
        store.transaction("STAFF-0001", "dismiss", NOW) as work,
    ):
        work.dismissals.add("watch", "IND-0001 overdue", "\t")
    with store.transaction("STAFF-0001", "dismiss", NOW) as work:
        assert work.dismissals.add("watch", "IND-0001 overdue", "seen by rangers") == "DSM-0001"


def test_what_fails_half_way_through_a_case_leaves_no_half_case(
    store: Store, known: list[str]
) -> None:
    def half() -> None:
        with store.transaction("STAFF-0001", "case", NOW) as work:
            case = work.cases.open("half a case")
            work.cases.add_member(case, known[0])
            work.cases.add_member(case, "SK-9999")

    with pytest.raises(StoreRefused, match="there is no SK-9999"):
        half()
    with store.read(ALL) as q:
        assert q.cases.all() == []
    # The number was given back with the rest.
    with store.transaction("STAFF-0001", "case", NOW) as work:
        assert work.cases.open("a whole one") == "CASE-2026-001"
    assert verify(store).intact

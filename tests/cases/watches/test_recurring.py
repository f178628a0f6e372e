"""Numbers and names that stand in several events, and shop phones told apart from them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.resolution import Verdict, decide
from cases.watches import State
from cases.watches.recurring import find as numbers
from cases.watches.recurring_name import find as names

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("occupation", "state"),
    [
        ("shop assistant", State.SHARED),
        ("держит магазин", State.SHARED),
        ("酒店经理", State.SHARED),
        ("hunter", State.RECURS),
        ("bishop", State.RECURS),
    ],
)
def test_a_shops_phone_is_told_apart(two_groups: Any, occupation: str, state: State) -> None:
    two_groups.say("PER-5", "Person", occupation=occupation)

    (watch,) = numbers(two_groups.world())

    assert watch.state is state


def test_a_number_that_an_organisation_or_many_people_hold_is_shared(records: Any) -> None:
    for number in (1, 2):
        records.say(f"PHN-{number}", "Phone", number=f"+7914000000{number}")
        for seizure in ("SZ-2026-001", "SZ-2026-002"):
            records.say(seizure, "Seizure", name=seizure, phone=f"PHN-{number}")
    records.say("ORG-1", "Organization", name="Taxi", phone="PHN-1")
    for person in range(4):
        records.say(f"PER-{person}", "Person", name=f"P{person}", phone="PHN-2")

    assert [watch.state for watch in numbers(records.world())] == [State.SHARED, State.SHARED]


def test_two_records_of_one_day_and_country_may_be_one_event(records: Any) -> None:
    records.say("PHN-1", "Phone", number="+79140000001")
    for number, by in (("001", "SRC-1"), ("002", "SRC-2")):
        records.say(f"SZ-2026-{number}", "Seizure", date="2026-02-10", country="RU",
                    phone="PHN-1", by=by)  # fmt: skip

    (watch,) = numbers(records.world())

    assert any("reported twice" in one for one in watch.missing)


@pytest.mark.parametrize("kind", ["Vehicle", "UserAccount", "BankAccount"])
def test_plates_and_accounts_recur_as_phones_do(records: Any, kind: str) -> None:
    link = {"Vehicle": "vehicle", "UserAccount": "userAccount", "BankAccount": "vehicle"}[kind]
    event = "Offer" if kind == "UserAccount" else "Seizure"
    prefix = "OFR" if event == "Offer" else "SZ"
    name = {"Vehicle": "registrationNumber", "UserAccount": "username",
            "BankAccount": "accountNumber"}[kind]  # fmt: skip
    records.say("X-1", kind, **{name: "К318ЕМ125"})
    for number in (1, 2):
        records.say(f"{prefix}-{number}", event, **{link: "X-1"})

    (watch,) = numbers(records.world())

    assert (watch.subject, watch.state) == ("X-1", State.RECURS)


def two_writings(records: Any, first: str, second: str) -> Any:
    records.say("PER-1", "Person", name=first)
    records.say("PER-2", "Person", name=second)
    for n in range(3, 20):
        records.say(f"PER-{n}", "Person", name=f"Officer Number{n}ov")
        records.say(f"SZ-2025-{n:03}", "Seizure", courier=f"PER-{n}")
    records.say("SZ-2026-001", "Seizure", date="2026-02-10", courier="PER-1")
    records.say("SZ-2026-002", "Seizure", date="2026-04-02", seller="PER-2")
    return records


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Дьячук Степан", "Dyachuk Stepan"),
        ("Чжан Вэй", "张伟"),
        ("Мохов Геннадий", "Мохов Геннадий"),
    ],
)
def test_one_name_in_two_events_is_told_across_scripts(
    records: Any, first: str, second: str
) -> None:
    found = [w for w in names(two_writings(records, first, second).world())
             if w.subject == "PER-1"]  # fmt: skip

    assert [watch.related[0] for watch in found] == ["PER-2"]
    assert found[0].chance is not None
    assert "by chance" in found[0].sentence


def test_a_common_name_is_told_as_one_that_chance_makes(records: Any) -> None:
    rare = names(two_writings(records, "Дьячук Степан", "Дьячук Степан").world())[0]
    common = names(two_writings(type(records)(), "Nguyễn Văn Minh", "Nguyễn Văn Minh").world())[0]

    assert rare.chance is not None
    assert common.chance is not None
    assert common.chance > rare.chance


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT])
def test_a_decision_about_two_records_ends_the_question(records: Any, verdict: Verdict) -> None:
    said = decide("PER-1", "PER-2", verdict, by="ann", at=NOW, why="seen both")
    told = two_writings(records, "Дьячук Степан", "Dyachuk Stepan").world(decisions=[said])

    assert [w for w in names(told) if "PER-2" in (w.subject, *w.related)] == []


def test_an_officer_of_two_seizures_is_nobodys_recurring_name(records: Any) -> None:
    records.say("PER-1", "Person", name="Major Orlov")
    records.say("PER-2", "Person", name="Major Orlov")
    records.say("SZ-2026-001", "Seizure", officer="PER-1")
    records.say("SZ-2026-002", "Seizure", officer="PER-2")

    assert names(records.world()) == []


@pytest.mark.parametrize(
    ("first", "second", "since"),
    [
        ("2025-02-10", "2025-04-02", "2025-04-02"),
        # By the end of a month or a year it stood in both; nobody wrote their first day.
        ("2025-02-10", "2025-04", "2025-04-30"),
        ("2025", "2025-04-02", "2025-12-31"),
        ("2025-02", "2025-02", "2025-02-28"),
        # A year that is not over: today at the latest.
        ("2025-02-10", "2026", "2026-06-01"),
    ],
)
def test_a_number_recurs_since_the_day_by_which_both_events_were(
    first: str, second: str, since: str, records: Any
) -> None:
    records.say("PHN-1", "Phone", number="+79140000001")
    for number, (day, name) in enumerate(((first, "Иван Соболев"), (second, "Ivan Sobolev"))):
        records.say(f"PER-{number}", "Person", name=name)
        records.say(f"SZ-{number}", "Seizure", phone="PHN-1", date=day, courier=f"PER-{number}")
    world = records.world()

    for watch in (*numbers(world), *names(world)):
        assert str(watch.since) == since
    assert len(numbers(world)) == len(names(world)) == 1

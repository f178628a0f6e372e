"""What it is worth that two records hold one thing: by how many hold it, when, and whose it is."""

from dataclasses import replace
from typing import Any

import pytest

from cases.dates import read_date
from cases.entities import group
from cases.resolution.holdings import holdings_of, shared_reasons
from cases.resolution.reason import Reason

PHONE = "+7 914 000-00-01"


def shared(records: Any, *, holders: int = 2, names_differ: bool = False) -> list[Reason]:
    """The reasons for PER-1 and PER-2, where so many records hold everything that they hold."""
    entities = group(records.statements)
    mine, yours = (holdings_of(entities[one], entities) for one in ("PER-1", "PER-2"))
    each = {held.key: holders for own in mine.values() for held in own}
    return shared_reasons(mine, yours, each, names_differ=names_differ)


def one_phone(records: Any) -> Any:
    records.say("PHN-1", "Phone", number=PHONE)
    records.say("PER-1", "Person", phone="PHN-1")
    records.say("PER-2", "Person", phone="PHN-1")
    return records


@pytest.mark.parametrize(
    ("holders", "bits"), [(2, 20.0), (3, 20.0), (6, 16.0), (12, 12.0), (3 * 2**10, 1.0)]
)
def test_a_number_that_twice_as_many_hold_is_worth_four_bits_less(
    records: Any, holders: int, bits: float
) -> None:
    (reason,) = shared(one_phone(records), holders=holders)

    assert reason.bits == pytest.approx(bits)
    assert PHONE in reason.text
    assert (f"which {holders} records hold" in reason.text) is (holders > 3)


def test_people_of_two_names_share_a_phone_as_a_household_does(records: Any) -> None:
    (reason,) = shared(one_phone(records), names_differ=True)

    assert reason.bits == 4.0
    assert "as a household shares one" in reason.text


@pytest.mark.parametrize(
    ("link", "kind", "said", "bits", "of_a_household"),
    [
        ("identification", "Identification", {"number": "4510 123456"}, 23.0, 23.0),
        ("bankAccount", "BankAccount", {"accountNumber": "40817810"}, 20.0, 4.0),
        ("userAccount", "UserAccount", {"service": "WeChat", "username": "tg"}, 16.0, 16.0),
        ("vehicle", "Vehicle", {"registrationNumber": "А123ВС"}, 8.0, 4.0),
        ("residence", "Address", {}, 6.0, 4.0),
    ],
)
def test_what_a_household_shares_says_who_lives_together_and_not_who_is_who(
    records: Any, link: str, kind: str, said: dict[str, str], bits: float, of_a_household: float
) -> None:
    records.say("X-1", kind, **said)
    records.say("PER-1", "Person", **{link: "X-1"})
    records.say("PER-2", "Person", **{link: "X-1"})

    assert [one.bits for one in shared(records)] == [bits]
    assert [one.bits for one in shared(records, names_differ=True)] == [of_a_household]


@pytest.mark.parametrize(
    ("kind", "link", "mine", "yours", "one"),
    [
        ("Phone", "phone", {"number": "+7 (914) 000 00 01"}, {"number": "+79140000001"}, True),
        ("Phone", "phone", {"number": "+79140000001"}, {"number": "+79140000002"}, False),
        # The same digits of two countries' papers are two papers.
        ("Identification", "identification", {"number": "77", "country": "RU"},
         {"number": "77", "country": "CN"}, False),
        ("Vehicle", "vehicle", {"registrationNumber": "а123вс", "country": "RU"},
         {"registrationNumber": "А 123 ВС", "country": "RU"}, True),
        # Without a number only the entry itself is one thing: two blanks are not.
        ("Phone", "phone", {"number": ""}, {"number": ""}, False),
        ("Phone", "phone", {"number": "---"}, {"number": "- -"}, False),
    ],
)  # fmt: skip
def test_one_number_in_two_entries(
    records: Any, kind: str, link: str, mine: dict[str, str], yours: dict[str, str], one: bool
) -> None:
    records.say("PER-1", "Person", **{link: "X-1"})
    records.say("PER-2", "Person", **{link: "X-2"})
    records.say("X-1", kind, **mine)
    records.say("X-2", kind, **yours)

    assert bool(shared(records)) is one


@pytest.mark.parametrize(
    ("ended", "began", "bits"),
    [("2015", "2017", 0.0), ("2015-06", "2015-06-20", 20.0), ("2020", "2016", 20.0)],
)
@pytest.mark.parametrize("first", ["PER-1", "PER-2"])
def test_a_number_given_to_somebody_else_later_joins_nobody(
    records: Any, first: str, ended: str, began: str, bits: float
) -> None:
    records.say("PHN-1", "Phone", number=PHONE, validTo=ended)
    records.say("PHN-2", "Phone", number=PHONE, validFrom=began)
    second = "PER-2" if first == "PER-1" else "PER-1"
    records.say(first, "Person", phone="PHN-1")
    records.say(second, "Person", phone="PHN-2")

    (reason,) = shared(records)

    assert reason.bits == bits
    assert ("at different times" in reason.text) is (bits == 0.0)


@pytest.mark.parametrize(
    ("later", "bits"), [("2014-12-01", 20.0), ("2015-03-01", 12.0), ("", 20.0)]
)
def test_years_without_a_word_take_eight_bits(records: Any, later: str, bits: float) -> None:
    """A number that nobody named for five years may have changed hands."""
    one_phone(records)
    for place, told in ((-2, "2010-01-01"), (-1, later)):
        records.statements[place] = replace(
            records.statements[place], event_time=read_date(told) if told else None
        )

    (reason,) = shared(records)

    assert reason.bits == bits
    assert ("years apart" in reason.text) is (bits < 20.0)


def test_whoever_holds_nothing_shares_nothing(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван Соболев")
    records.say("PER-2", "Person", name="Иван Соболев")

    assert shared(records) == []


def test_whoever_held_a_number_twice_is_compared_by_both_times(records: Any) -> None:
    for person, numbered in (("PER-1", ("PHN-1", "PHN-2")), ("PER-2", ("PHN-3",))):
        records.say(person, "Person", phone=list(numbered))
    for phone, since, until in (
        ("PHN-1", "2010", "2012"), ("PHN-2", "2020-05", ""), ("PHN-3", "2021", ""),
    ):  # fmt: skip
        spans = {"validFrom": since} | ({"validTo": until} if until else {})
        records.say(phone, "Phone", number=PHONE, **spans)
    entities = group(records.statements)
    mine, yours = (holdings_of(entities[one], entities) for one in ("PER-1", "PER-2"))

    there = shared_reasons(mine, yours, {}, names_differ=False)
    back = shared_reasons(yours, mine, {}, names_differ=False)

    assert [one.bits for one in there] == [one.bits for one in back] == [20.0]

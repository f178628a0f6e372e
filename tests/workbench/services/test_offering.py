"""An offer entered by a person: with its source, as statements, once."""

from dataclasses import replace

import pytest

from workbench.services.acting import acting
from workbench.services.offering import NewOffer, NewRate, add_offer, add_rate
from workbench.services.refusal import NotAllowed, Refused
from workbench.store import Reader
from workbench.views.market import MarketFilter, market, said

SKIN = NewOffer(
    product="skin", amount=1500, currency="usd", source="Patrol report 7", kind="asked",
    date="2026-03", species="Panthera tigris", verified="Bos taurus", market="Mong La",
    country="Myanmar", channel="physical", where="page 3", grade="b2", level=1,
)  # fmt: skip


def page(project, by="Anna", **asked):
    return market(project, acting(project, by), MarketFilter(**asked))


def test_what_was_entered_stands_on_the_page_and_leads_to_its_source(project, clock):
    made = add_offer(project, "Anna", SKIN, clock=clock)
    [row] = page(project).rows

    assert (row.record, row.kind, row.amount, row.currency) == (made.id, "asked", 1500.0, "USD")
    assert (row.species, row.verified) == ("Panthera tigris", "Bos taurus")
    assert (row.date, row.market, row.country, row.channel) == (
        "2026-03", "Mong La", "MM", "physical",
    )  # fmt: skip
    [behind] = said(project, acting(project, "Anna"), row.statements)
    assert (behind.source, behind.grade, behind.handling) == (
        "Patrol report 7", "B2 (admiralty)", "restricted",
    )  # fmt: skip
    assert "page 3" in behind.where


def test_the_same_again_is_not_entered_twice(project, clock):
    first = add_offer(project, "Anna", SKIN, clock=clock)
    again = add_offer(project, "Anna", SKIN, clock=clock)

    assert (again.id, again.new) == (first.id, 0)
    assert "already" in again.sentence
    assert page(project).total == 1


def test_a_second_source_makes_a_second_offer_and_the_market_stays_one(project, clock):
    add_offer(project, "Anna", SKIN, clock=clock)
    add_offer(project, "Anna", replace(SKIN, source="A colleague"), clock=clock)

    found = page(project)
    assert found.total == 2
    assert len(found.markets) == 1
    known = next(iter(found.markets))
    add_offer(project, "Anna", replace(SKIN, market=known, amount=9), clock=clock)
    assert len(page(project).markets) == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"source": " "}, "needs its source"),
        ({"product": ""}, "of something"),
        ({"amount": 0}, "no price"),
        ({"amount": float("nan")}, "no price"),
        ({"currency": "BTC"}, "no currency"),
        ({"kind": "guessed"}, "no kind of price"),
        ({"channel": "by post"}, "no channel"),
        ({"date": "31.02.2026"}, "29|28 days|no date|not a date"),
        ({"date": "2199"}, "in the future"),
        ({"country": "Atlantis"}, "no country"),
        ({"quantity": "many"}, "no quantity"),
        ({"grade": "Z9"}, "grade"),
        ({"seizure": "SZ-1999-001"}, "there is no SZ-1999-001"),
        ({"market": "MKT-0099"}, "there is no MKT-0099"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(wrong, why, project, clock):
    with pytest.raises(Refused, match=why):
        add_offer(project, "Anna", replace(SKIN, **wrong), clock=clock)
    assert project.store.read(Reader.whole("a test looks")).statements.saying("Offer") == []


def test_only_who_reads_records_enters_one(project, clock):
    with pytest.raises(NotAllowed):
        add_offer(project, "Vera", SKIN, clock=clock)


def test_prices_are_converted_by_a_rate_of_their_time_and_by_no_other(project, clock):
    add_offer(project, "Anna", SKIN, clock=clock)
    add_offer(project, "Anna", replace(SKIN, date="2019", amount=7), clock=clock)
    assert page(project, currency_to="CNY").rows == ()

    add_rate(project, "Anna", NewRate("usd", "cny", 7.0, "2026", "Central bank"), clock=clock)
    found = page(project, currency_to="CNY")

    assert [(row.amount, row.currency) for row in found.rows] == [(10_500.0, "CNY")]
    assert found.not_converted == (("no rate of USD to CNY is stated for 2019", 1),)
    assert "Central bank" in {
        row.source for row in said(project, acting(project, "Anna"), found.rows[0].statements)
    }


@pytest.mark.parametrize(
    ("rate", "why"),
    [
        (NewRate("USD", "USD", 1.0, "2026", "bank"), "between two"),
        (NewRate("USD", "CNY", 0.0, "2026", "bank"), "converts nothing"),
        (NewRate("USD", "CNY", 7.0, "", "bank"), "needs its time"),
        (NewRate("USD", "CNY", 7.0, "2026", ""), "needs its source"),
    ],
)
def test_a_rate_that_is_none_is_refused(rate, why, project, clock):
    with pytest.raises(Refused, match=why):
        add_rate(project, "Anna", rate, clock=clock)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (1e12, "1000000000000 VND"), (1_234_567_890_123.0, "1234567890123 VND"),
        (2e15, "2000000000000000 VND"), (0.00002, "0.00002 VND"), (1500.5, "1500.5 VND"),
    ],
)  # fmt: skip
def test_a_large_amount_is_kept_in_digits_to_the_last(project, clock, amount, written):
    made = add_offer(project, "Anna", replace(SKIN, amount=amount, currency="VND"), clock=clock)
    kept = project.store.read(Reader.whole("a test looks")).statements.statements_of([made.id])
    assert written in {one.value for one in kept}
    assert page(project).rows[0].amount == amount


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"level": 9}, "no level 9"), ({"level": -1}, "no level -1"),
        ({"market": "SZ-2026-001"}, "is no market"), ({"seizure": "PHN-0001"}, "is no seizure"),
        ({"seizure": "MKT-0001"}, "is no seizure"),
    ],
)  # fmt: skip
def test_a_thing_of_another_kind_is_neither_market_nor_seizure(project, clock, said, told):
    with pytest.raises(Refused, match=told):
        add_offer(project, "Anna", replace(SKIN, **said), clock=clock)


@pytest.mark.parametrize(
    "quantity", ["1_000", "٣", "３", "nan", "inf", "1e400", "0", "-2", "1,5", "0x10", "3 kg"]
)
def test_a_quantity_is_a_number_as_people_write_one(project, clock, quantity):
    with pytest.raises(Refused, match="is no quantity"):
        add_offer(project, "Anna", replace(SKIN, quantity=quantity), clock=clock)


@pytest.mark.parametrize("quantity", ["3", " 12 ", "1.5", ".5"])
def test_a_quantity_is_kept_as_it_was_written(project, clock, quantity):
    made = add_offer(project, "Anna", replace(SKIN, quantity=quantity), clock=clock)
    kept = project.store.read(Reader.whole("a test looks")).statements.statements_of([made.id])
    assert [one.value for one in kept if one.property == "quantity"] == [quantity.strip()]

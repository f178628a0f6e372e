"""What prices are made of is read by a few columns: it gives the prices that whole statements give.

The oracle is the slow way: every statement whole, of everything, grouped.
"""

from datetime import UTC, datetime

import pytest

from cases.dates import read_date
from cases.entities import group
from cases.markets import prices, rates, regions
from cases.statement import Claim, Grade, Handling, Locator, Ref, Source
from workbench.store import Reader, Role, Store
from workbench.store.reading.pricing import PROPERTIES

NOW = datetime(2026, 11, 21, tzinfo=UTC)
KINDS = ("Offer", "Market", "ExchangeRate")
EVERYBODY = Reader("PER", frozenset({Role.ANALYST}), clearance=3)


def offer(key, **said):
    """Claims of one offer as one row of a table says them."""
    row = Locator(file="o.csv", row=int(key))
    return [
        Claim(
            Ref("Offer", "t", key), "Offer", name, value, locator=row,
            event_time=read_date(str(value)) if name == "date" else None,
        )
        for name, value in said.items()
    ]  # fmt: skip


MARKET = Ref("Market", "t", "M")
CLAIMS = [
    *offer("1", product="skin", amount="1500", currency="USD", kind="asked", date="2026-03"),
    *offer("2", product="skin", price="CNY 80000", market=MARKET, date="2025-12-30/2026-01-02"),
    *offer("3", paid="900 USD", agreed="1,200 USD", quantity="3", unit="piece", country="vn"),
    *offer("4", product="claws", amount="5", currency="USD", description="seen by a patrol"),
    *offer("5", description="nothing was asked"),
    Claim(Ref("Offer", "t", "4"), "Offer", "amount", "7", locator=Locator(row=9)),
    Claim(Ref("Offer", "t", "4"), "Offer", "currency", "VND", locator=Locator(row=9)),
    # No date is stated; that of the remark is all that is known of the time.
    Claim(Ref("Offer", "t", "3"), "Offer", "description", "x", event_time=read_date("2024")),
    Claim(MARKET, "Market", "name", "A stall"),
    Claim(MARKET, "Market", "country", "CN"),
    Claim(MARKET, "Market", "kind", "online"),
    Claim(Ref("ExchangeRate", "t", "r"), "ExchangeRate", "currency", "USD"),
    Claim(Ref("ExchangeRate", "t", "r"), "ExchangeRate", "toCurrency", "CNY"),
    Claim(Ref("ExchangeRate", "t", "r"), "ExchangeRate", "rate", "7.1"),
    Claim(Ref("ExchangeRate", "t", "r"), "ExchangeRate", "date", "2026"),
    Claim(Ref("Person", "t", "P"), "Person", "name", "Nobody"),
]
SECRET = Handling(3)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.transaction("test", "fill", NOW) as work:
        work.statements.add(CLAIMS, Source("", "file", "o.csv", grade=Grade("admiralty", "B", "2")))
        work.statements.add(
            [Claim(Ref("Offer", "t", "6"), "Offer", "price", "9 USD", handling=SECRET)],
            Source("", "file", "secret.csv"),
        )
    return store


def both(store: Store, reader: Reader):
    """Entities of the few columns, and of everything."""
    with store.read(reader) as q:
        few = group(q.pricing.of_kinds(KINDS))
        whole = group([one for one in q.statements.all() if one.schema in KINDS])
    return few, whole


@pytest.mark.parametrize("reader", [EVERYBODY, Reader("PER", frozenset({Role.ANALYST}))])
@pytest.mark.parametrize("made", [prices, rates, regions])
def test_a_few_columns_give_what_everything_gives(made, reader, filled):
    few, whole = both(filled, reader)
    assert made(few) == made(whole)
    assert made(few), "there is something to compare"


def test_what_a_reader_is_not_cleared_for_makes_no_price(filled):
    few, _ = both(filled, Reader("PER", frozenset({Role.ANALYST}), clearance=1))
    assert {price.amount for price in prices(few)} == {1500.0, 80000.0, 900.0, 1200.0, 5.0, 7.0}
    assert 9.0 in {price.amount for price in prices(both(filled, EVERYBODY)[0])}


def test_an_amount_keeps_the_currency_of_its_own_row_where_two_are_stated(filled):
    few, _ = both(filled, EVERYBODY)
    claws = {(p.amount, p.currency) for p in prices(few) if p.product == "claws"}
    assert claws == {(5.0, "USD"), (7.0, "VND")}


def test_a_time_that_only_a_remark_knows_dates_the_price(filled):
    few, _ = both(filled, EVERYBODY)
    assert {p.written_on for p in prices(few) if p.amount in (900.0, 1200.0)} == {"2024"}


def test_a_retracted_price_is_none(filled):
    with filled.read(EVERYBODY) as q:
        price = next(one for one in q.statements.saying("Offer", ["price"], "CNY 80000"))
    with filled.transaction("test", "retract", NOW) as work:
        work.statements.retract(price.id, "a joke")
    few, whole = both(filled, EVERYBODY)
    assert 80000.0 not in {one.amount for one in prices(few)}
    assert prices(few) == prices(whole)


def test_what_is_asked_of_some_is_told_of_them_alone(filled):
    with filled.read(EVERYBODY) as q:
        one, *_ = q.entities.of_kind("Offer")
        told = q.pricing.of([one, one])
    assert {statement.subject for statement in told} == {one}
    assert len({statement.id for statement in told}) == len(told)


def test_words_that_make_no_price_are_left_where_they_are(filled):
    with filled.read(EVERYBODY) as q:
        told = q.pricing.of_kinds(KINDS)
    assert {one.property for one in told} - set(PROPERTIES) == {"description"}
    assert not [one for one in told if one.property == "description" and one.event_time is None]


def test_a_market_that_every_row_names_again_is_read_once_a_source_and_stays_what_it_was(filled):
    again = [
        Claim(MARKET, "Market", name, value, locator=Locator(file="p.csv", row=row))
        for row in range(2, 40)
        for name, value in (("name", "A stall"), ("country", "LA"))
    ]
    with filled.transaction("test", "again", datetime(2026, 11, 22, tzinfo=UTC)) as work:
        work.statements.add(again, Source("", "file", "p.csv", grade=Grade("admiralty", "B", "2")))
    few, whole = both(filled, EVERYBODY)
    (stall,) = (one for one in few.values() if one.schema == "Market")
    assert len(stall.statements) == 5, "three of the first source, two of the second"
    assert len({one.source_id for one in stall.statements}) == 2
    assert stall.first("country") == "CN", "what was known first"
    assert prices(few) == prices(whole)
    assert regions(few) == regions(whole)


def test_a_market_whose_name_was_taken_back_once_keeps_it_from_another_row(filled):
    again = Claim(MARKET, "Market", "name", "A stall", locator=Locator(file="o.csv", row=99))
    with filled.transaction("test", "again", NOW) as work:
        work.statements.add(
            [again], Source("", "file", "o.csv", grade=Grade("admiralty", "B", "2"))
        )
    with filled.read(EVERYBODY) as q:
        first = min(q.statements.saying("Market", ["name"]), key=lambda one: one.id)
    with filled.transaction("test", "retract", NOW) as work:
        work.statements.retract(first.id, "a slip")
    few, _ = both(filled, EVERYBODY)
    named = [s for one in few.values() for s in one.statements if s.property == "name"]
    assert [one.value for one in named] == ["A stall"]
    assert first.id not in {one.id for one in named}

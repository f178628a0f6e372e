"""Prices are gathered like with like, and few of them make no middle."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats import cell
from cases.markets import levels, money, prices


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12000 USD", (12000.0, "USD")),
        ("USD 12,000", (12000.0, "USD")),
        ("80 000 cny", (80000.0, "CNY")),
        ("1.234.567", (1234567.0, "")),
        ("1234.567 USD", (1234.567, "USD")),
        ("1.125 USD", (1.125, "USD")),
        ("99,50 EUR", (99.5, "EUR")),
        ("1'000 CHF", (1000.0, "CHF")),
        ("a lot", None),
        ("", None),
    ],
)
def test_an_amount_keeps_its_currency(written: str, read: tuple[float, str] | None) -> None:
    assert money(written) == read


def offers(records: Any, *amounts: int, kind: str = "asked", currency: str = "USD") -> Any:
    for n, amount in enumerate(amounts):
        records.say(f"OFR-{kind}{currency}{n}", "Offer", kind=kind, product="skin",
                    amount=str(amount), currency=currency, date=f"2026-0{n % 5 + 1}")  # fmt: skip
    return records


def test_four_prices_are_shown_without_a_middle(records: Any) -> None:
    level, = levels(prices(offers(records, 900, 1000, 1500, 4000).world().entities))  # fmt: skip

    assert (level.n, level.median, level.lowest, level.highest) == (4, None, 900.0, 4000.0)
    assert "n = 4, too few for a middle" in level.sentence


def test_five_prices_have_a_median_with_an_interval(records: Any) -> None:
    known = prices(offers(records, 900, 1000, 1500, 4000, 1200).world().entities)
    (level,) = levels(known)

    assert level.median == 1200.0
    assert level.low is not None
    assert level.high is not None
    assert 900 <= level.low <= 1200 <= level.high <= 4000


def test_asked_and_paid_dollars_and_yuan_are_not_mixed(records: Any) -> None:
    offers(records, 900)
    offers(records, 700, kind="paid")
    offers(records, 6000, currency="CNY")

    found = levels(prices(records.world().entities))

    assert [(one.kind, one.currency, one.n) for one in found] == [
        ("asked", "CNY", 1), ("asked", "USD", 1), ("paid", "USD", 1),
    ]  # fmt: skip


def test_a_price_keeps_the_precision_of_its_date_and_its_statement(records: Any) -> None:
    said = records.say("SZ-2026-001", "Seizure", product="skin", price="1000 USD", date="1999")

    (price,) = prices(records.world().entities)

    assert (price.kind, price.written_on, price.amount) == ("officer-valued", "1999", 1000.0)
    assert price.statements == (next(s.id for s in said if s.property == "price"),)


def test_nothing_offered_has_no_prices(records: Any) -> None:
    assert levels(prices(records.world().entities)) == ()


@given(
    st.one_of(st.decimals(0, 10**9, places=2), st.decimals(1000, 10**9, places=3)),
    st.sampled_from(["USD", "CNY", "RUB", "EUR"]),
)
def test_a_price_is_worth_on_the_page_what_the_import_kept(amount: Decimal, code: str) -> None:
    """What the reader of tables writes, the market reads: no thousandth becomes a thousand."""
    kept = cell.money(f"{amount} {code}")
    assert money(kept) == (pytest.approx(float(amount)), code)

"""No price is converted by a rate of which two sources tell different things."""

from typing import Any

import pytest

from cases.markets import convert, prices, rates


def rate(records: Any, written: str, by: str = "SRC-1", **more: str) -> None:
    said = {"currency": "USD", "toCurrency": "CNY", "date": "2025"} | more
    records.say("XR-1", "ExchangeRate", by=by, rate=written, **said)


@pytest.fixture
def offered(records: Any) -> Any:
    """One offer of 100 USD in March 2025."""
    records.say("OFR-1", "Offer", price="100 USD", product="skin", date="2025-03-01")
    return records


def test_two_sources_that_give_one_rate_differently_convert_nothing(offered: Any) -> None:
    rate(offered, "7.1")
    rate(offered, "9.9", by="SRC-2")
    entities = offered.world().entities

    made = convert(prices(entities), "CNY", rates(entities))

    assert made.prices == ()
    assert [why for _, why in made.left_out] == [
        "rates of USD to CNY for 2025-03-01 contradict each other"
    ]


@pytest.mark.parametrize("again", ["7.1", "7.10", "about seven"])
def test_two_sources_that_give_it_alike_or_of_which_one_says_nothing_convert(
    offered: Any, again: str
) -> None:
    rate(offered, "7.1")
    rate(offered, again, by="SRC-2")
    entities = offered.world().entities

    (price,) = convert(prices(entities), "CNY", rates(entities)).prices

    assert (price.amount, price.currency) == (710.0, "CNY")


def test_a_converted_price_leads_back_to_the_rate_and_to_no_other_word_of_it(offered: Any) -> None:
    rate(offered, "7.1")
    rate(offered, "about seven", by="SRC-2")
    entities = offered.world().entities
    vague = next(s.id for s in entities["XR-1"].statements if s.value == "about seven")

    (price,) = convert(prices(entities), "CNY", rates(entities)).prices

    used = {s.value for s in entities["XR-1"].statements if s.id in price.statements}
    assert {"7.1", "USD", "CNY"} <= used
    assert vague not in price.statements

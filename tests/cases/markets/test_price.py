"""Four kinds of price are four things; two sources that disagree make no price twice over."""

from typing import Any

import numpy as np
import pytest

from cases.markets import PriceKind, convert, in_digits, levels, prices, rates, series
from cases.markets.series import _interval


def test_one_offer_may_have_all_four_kinds_and_they_never_meet(records: Any) -> None:
    records.say("OFR-1", "Offer", product="Skin", asked="900 USD", agreed="800 USD",
                paid="700 USD", officerValued="5000 USD", date="2026-03")  # fmt: skip

    found = prices(records.world().entities)

    assert {(one.kind, one.amount) for one in found} == {
        ("asked", 900.0), ("agreed", 800.0), ("paid", 700.0), ("officer-valued", 5000.0),
    }  # fmt: skip
    assert len(levels(found)) == 4
    assert {one.product for one in found} == {"skin"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (["asked"], PriceKind.ASKED),
        (["Officer valued"], PriceKind.VALUED),
        (["officer-valued"], PriceKind.VALUED),
        (["valued"], PriceKind.VALUED),
        ([], PriceKind.UNSTATED),
        (["a good one"], PriceKind.UNSTATED),
        (["asked", "paid"], PriceKind.UNSTATED),
    ],
)
def test_a_kind_that_nobody_says_or_two_disagree_about_is_unstated(
    written: list[str], kind: PriceKind, records: Any
) -> None:
    records.say("OFR-1", "Offer", price="900 USD", kind=written)

    assert [one.kind for one in prices(records.world().entities)] == [kind]


def test_two_sources_that_agree_are_one_price_and_that_disagree_are_shown_uncounted(
    records: Any,
) -> None:
    for source in ("SRC-1", "SRC-2"):
        records.say("OFR-1", "Offer", price="900 USD", kind="asked", by=source)
    records.say("OFR-2", "Offer", price="100 USD", kind="asked")
    records.say("OFR-2", "Offer", price="9000 USD", by="SRC-2")

    agreed, *apart = prices(records.world().entities)
    [level] = levels((agreed, *apart))

    assert (agreed.amount, len(agreed.statements), agreed.contradicted) == (900.0, 2, False)
    assert [one.contradicted for one in apart] == [True, True]
    assert (level.n, level.lowest, level.highest, level.contradicted) == (1, 900.0, 900.0, 2)
    assert "2 contradicted, not counted" in level.sentence


def test_an_amount_takes_the_currency_of_its_own_row(records: Any) -> None:
    first = records.say("OFR-1", "Offer", kind="asked", amount="6000")
    for value, source in (("CNY", "SRC-1"), ("USD", "SRC-2")):
        records.say("OFR-1", "Offer", currency=value, by=source)

    assert [one.currency for one in prices(records.world().entities)] == [""]
    assert first


def test_claimed_and_verified_species_stand_beside_each_other(records: Any) -> None:
    records.say("OFR-1", "Offer", price="1 USD", species="Panthera tigris",
                verifiedSpecies="Bos taurus")  # fmt: skip

    [price] = prices(records.world().entities)

    assert (price.species, price.verified) == ("Panthera tigris", "Bos taurus")


def test_a_lot_is_not_the_price_of_one_and_a_species_not_another(records: Any) -> None:
    records.say("OFR-1", "Offer", price="900 USD", quantity="1", product="skin")
    records.say("OFR-2", "Offer", price="2500 USD", quantity="3", unit="piece", product="skin")
    records.say("OFR-3", "Offer", price="30 USD", priceUnit="kg", quantity="40", product="bone")
    records.say("OFR-4", "Offer", price="900 USD", product="skin", species="Panthera tigris")

    assert [(one.unit, one.species) for one in prices(records.world().entities)] == [
        ("", ""), ("lot of 3 piece", ""), ("kg", ""), ("", "Panthera tigris"),
    ]  # fmt: skip
    assert len(levels(prices(records.world().entities))) == 4


def test_place_channel_and_country_come_from_the_market(records: Any) -> None:
    records.say("MKT-1", "Market", name="Mong La", kind="physical", country="mm")
    records.say("OFR-1", "Offer", price="900 USD", market="MKT-1")

    [price] = prices(records.world().entities)

    assert (price.market, price.country, price.channel) == ("MKT-1", "MM", "physical")


def test_a_series_goes_by_year_with_single_points_as_points(records: Any) -> None:
    for n, date in enumerate(["2024", "2024-05", "2025-01-03"] + ["2026"] * 5 + ["2014/2015", ""]):
        more = {"date": date} if date else {}
        records.say(
            f"OFR-{n}", "Offer", price=f"{100 + n} USD", kind="asked", product="skin", **more
        )

    [one] = series(prices(records.world().entities))

    assert [(level.year, level.n, level.median) for level in one.years] == [
        (2024, 2, None), (2025, 1, None), (2026, 5, 105.0),
    ]  # fmt: skip
    assert (one.undated, one.whole.n, len(one.points)) == (2, 10, 10)


def test_no_price_is_converted_without_a_rate_of_its_own_time(records: Any) -> None:
    records.say("OFR-1", "Offer", price="7000 CNY", kind="asked", date="2026-03-04")
    records.say("OFR-2", "Offer", price="7000 CNY", kind="asked", date="2025")
    records.say("OFR-3", "Offer", price="7000 CNY", kind="asked")
    records.say("OFR-4", "Offer", price="1000 USD", kind="asked")
    records.say("OFR-5", "Offer", amount="5", kind="asked", date="2026")
    records.say(
        "FX-1", "ExchangeRate", currency="CNY", toCurrency="USD", rate="0.14", date="2026-03"
    )
    records.say("FX-2", "ExchangeRate", currency="CNY", toCurrency="USD", rate="0.13", date="2026")
    records.say("FX-3", "ExchangeRate", currency="CNY", toCurrency="USD", rate="0.15",
                date="2025-06-01")  # fmt: skip
    entities = records.world().entities

    made = convert(prices(entities), "USD", rates(entities))

    assert [(one.entity, round(one.amount, 6)) for one in made.prices] == [
        ("OFR-1", 980.0), ("OFR-4", 1000.0),
    ]  # fmt: skip
    assert [why for _, why in made.left_out] == [
        "no rate of CNY to USD is stated for 2025",
        "its currency is not stated",
        "its date is not stated",
    ]
    assert len(made.prices[0].statements) == 1 + 4


def test_a_rate_serves_both_ways_and_two_that_disagree_serve_none(records: Any) -> None:
    records.say("OFR-1", "Offer", price="100 USD", kind="asked", date="2026-03")
    records.say("FX-1", "ExchangeRate", currency="CNY", toCurrency="USD", rate="0.125", date="2026")
    entities = records.world().entities
    assert convert(prices(entities), "CNY", rates(entities)).prices[0].amount == 800.0

    records.say("FX-2", "ExchangeRate", currency="CNY", toCurrency="USD", rate="0.2", date="2026")
    entities = records.world().entities
    [(_, why)] = convert(prices(entities), "CNY", rates(entities)).left_out
    assert "contradict each other" in why


@pytest.mark.parametrize("bad", ["0", "-1", "many", "nan", "inf"])
def test_a_rate_that_is_none_is_no_rate(bad: str, records: Any) -> None:
    records.say("FX-1", "ExchangeRate", currency="CNY", toCurrency="USD", rate=bad, date="2026")

    assert rates(records.world().entities) == ()


def test_the_interval_covers_the_middle_as_often_as_it_claims() -> None:
    """Markets of 5 to 40 prices around a known middle: 90 % claimed, at least 89 % seen."""
    draw = np.random.default_rng(5)
    for n in (5, 8, 9, 20, 40):
        sets = np.exp(draw.normal(7.0, 0.8, (600, n)))
        held = [low <= np.exp(7.0) <= high for low, high in map(_interval, sets)]
        assert sum(held) / 600 >= 0.89, n


@pytest.mark.parametrize("n", [5, 7, 9, 20, 21])
def test_the_interval_holds_that_of_very_many_draws(n: int) -> None:
    draw = np.random.default_rng(n)
    amounts = draw.lognormal(7, 1, n)
    medians = np.median(draw.choice(amounts, (40_000, n)), axis=1)

    low, high = _interval(amounts)

    # The share of draws beyond each bound, not the bound: two neighbours may be far apart.
    assert np.mean(medians < low) <= 0.05 + 0.005
    assert np.mean(medians <= high) >= 0.95 - 0.005


def test_the_interval_of_nine_prices_is_the_second_to_the_eighth() -> None:
    assert _interval(np.arange(1.0, 10.0)) == (2.0, 8.0)
    assert _interval(np.arange(1.0, 6.0)) == (1.0, 5.0)


@pytest.mark.parametrize(
    ("number", "digits"),
    [(1e12, "1000000000000"), (1_500_000.0, "1500000"), (0.1, "0.1"), (1e-7, "0.0000001")],
)
def test_no_amount_is_written_with_an_exponent(number: float, digits: str) -> None:
    assert in_digits(number) == digits

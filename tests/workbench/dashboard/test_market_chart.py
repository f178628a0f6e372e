"""Prices as a picture: which years a line may join, and where a single price stands in time."""

import pandas as pd
import pytest

from cases.dates import read_date
from cases.markets import Price, PriceKind, Series, series
from workbench.dashboard.market_chart import (
    COLOURS,
    MOST_SERIES,
    SHAPES,
    _at,
    _price_scale,
    _runs,
    _single,
    series_name,
)
from workbench.dashboard.words import speak

EN, ZH = speak("en"), speak("zh")


def price(amount: float, written: str, **more: object) -> Price:
    parts = {
        "entity": f"OFR-{written}-{amount:g}", "kind": PriceKind.ASKED, "product": "skin",
        "species": "Panthera pardus", "amount": amount, "currency": "USD", "unit": "",
        "when": read_date(written) if written else None, "place": "", "statements": ("s",),
    }  # fmt: skip
    return Price(**(parts | more))


def of_years(counts: dict[int, int]) -> Series:
    """A series with so many prices in each year."""
    (made,) = series([
        price(100.0 + n, f"{year}-{n % 12 + 1:02}-03") for year, count in counts.items()
        for n in range(count)
    ])  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("counts", "runs"),
    [
        ({2020: 5, 2021: 6, 2022: 5}, [(0, 2020), (0, 2021), (0, 2022)]),
        # A year of four prices has no middle: no line leads over it.
        ({2020: 5, 2021: 4, 2022: 5}, [(0, 2020), (1, 2022)]),
        ({2015: 5, 2020: 5, 2021: 5}, [(0, 2015), (1, 2020), (1, 2021)]),
        ({2020: 4, 2021: 4}, []),
    ],
)
def test_a_line_joins_only_years_of_five_prices_that_follow_each_other(counts, runs) -> None:
    assert [(run, level.year) for run, level in _runs(of_years(counts))] == runs


def test_prices_of_a_year_without_a_middle_stand_as_points_and_no_other() -> None:
    shown = _single(of_years({2020: 5, 2021: 3}))

    assert sorted({one.year for one in shown}) == [2021]
    assert len(shown) == 3


@pytest.mark.parametrize(
    ("written", "year", "month"),
    [
        ("2024", 2024, 7.0),
        ("2024-01", 2024, 1.5),
        ("2024-07", 2024, 7.5),
        ("2024-07-16", 2024, 7.5),
    ],
)
def test_a_price_stands_in_the_middle_of_what_is_known_of_its_time(written, year, month) -> None:
    """2024 alone is the middle of the year, March the middle of March, a day its day."""
    assert _at(price(1.0, written)) == pytest.approx(year + (month - 1) / 12, abs=0.6 / 31)


def test_points_come_in_the_order_of_their_days() -> None:
    days = ["2023-12-30", "2024-01-02", "2024-01-31", "2024-02-01", "2024-06-30", "2024-11-05"]
    placed = [_at(price(1.0, day)) for day in days]

    assert placed == sorted(placed)
    assert len(set(placed)) == len(placed)


@pytest.mark.parametrize(
    ("amounts", "kind"),
    [((90.0, 110.0), "linear"), ((10.0, 1000.0), "log"), ((0.0, 500.0), "linear")],
)
def test_claws_beside_skins_are_seen_on_a_logarithmic_axis_and_nought_forbids_it(
    amounts, kind
) -> None:
    levels = pd.DataFrame({"low": [], "high": []})
    points = pd.DataFrame({"price": list(amounts)})

    assert _price_scale(levels, points)["type"] == kind


def test_a_series_is_called_by_goods_kind_currency_and_unit_in_the_readers_language() -> None:
    (bare,) = series([price(5.0, "2024", product="", species="", currency="", unit="kg")])
    (whole,) = series([price(5.0, "2024", unit="kg")])

    assert series_name(EN, whole).startswith("skin (Panthera pardus), ")
    assert series_name(EN, whole).endswith(", USD, kg")
    assert series_name(EN, bare) != series_name(ZH, bare)
    assert not series_name(EN, bare).startswith(",")


def test_colour_and_shape_tell_every_series_apart() -> None:
    assert len(set(COLOURS)) == len(set(SHAPES)) == MOST_SERIES

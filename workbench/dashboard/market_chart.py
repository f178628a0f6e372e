"""Prices by year as a picture: medians with their interval, and single prices as points.

A line joins years of five prices and more that follow each other; fewer stand as points, because a
line through two of them would say what nobody knows. Colour and shape say the same, for whoever
does not see the colours (palette of Okabe and Ito).
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from cases.dates import Precision
from cases.markets import FEWEST, Price, Series
from workbench.dashboard.here import Here
from workbench.dashboard.words import Say, known

__all__ = ["MOST_SERIES", "draw_series", "level_rows", "picked_in", "series_name"]

MOST_SERIES = 6
MOST_POINTS = 1500
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_HEIGHT_PX = 340
# Grouped, without an exponent: 330,000,000 as well as 0.4 of a gram.
PRICE = ",.9~r"
_LEGEND_PX = 24
_LEGEND_COLUMNS = 2
# From this ratio of highest to lowest on, the axis is logarithmic: claws beside skins are seen.
_WIDE = 30.0


def series_name(say: Say, one: Series) -> str:
    """What it is a series of, in the reader's language."""
    level = one.whole
    goods = level.product or say("market.goods")
    parts = [
        f"{goods} ({level.species})" if level.species else goods,
        known(say, "price_kind", str(level.kind).replace("-", "_")),
        level.currency or say("market.no_currency"),
        level.unit,
    ]
    return ", ".join(part for part in parts if part)


def draw_series(here: Here, found: Sequence[Series], key: str) -> None:
    """The picture of the series with most prices; the others are in the table."""
    say = here.say
    shown = list(found[:MOST_SERIES])
    names = [series_name(say, one) for one in shown]
    levels = pd.DataFrame(
        [
            {"series": name, "year": level.year, "median": level.median, "low": level.low,
             "high": level.high, "n": level.n, "run": f"{name} {run}"}
            for name, one in zip(names, shown, strict=True)
            for run, level in _runs(one)
        ],
        columns=["series", "year", "median", "low", "high", "n", "run"],
    )  # fmt: skip
    points = pd.DataFrame(
        [
            {"series": name, "at": _at(price), "price": price.amount, "record": price.entity,
             "date": price.written_on}
            for name, one in zip(names, shown, strict=True)
            for price in _single(one)
        ][:MOST_POINTS],
        columns=["series", "at", "price", "record", "date"],
    )  # fmt: skip
    if levels.empty and points.empty:
        st.caption(say("market.no_dates"))
        return
    height = _HEIGHT_PX + _LEGEND_PX * -(-len(names) // _LEGEND_COLUMNS)
    chart = alt.layer(*_layers(say, names, levels, points)).properties(height=height)
    st.altair_chart(chart, width="stretch", on_select="rerun", selection_mode="picked", key=key)
    st.caption(say("market.chart_says", fewest=FEWEST))
    if len(found) > MOST_SERIES:
        st.caption(say("market.more_series", shown=MOST_SERIES, count=len(found)))


def picked_in(key: str) -> str:
    """The record whose point was clicked in a chart, empty for none."""
    state: Any = st.session_state.get(key)
    picked = (state or {}).get("selection", {}).get("picked", [])
    return str(picked[0].get("record", "")) if picked else ""


def level_rows(here: Here, found: Sequence[Series]) -> list[dict[str, object]]:
    """Every level of every series as a row: years first, then all years together."""
    say = here.say
    return [
        {
            say("market.series"): series_name(say, one),
            say("market.year"): str(level.year) if level.year else say("market.all_years"),
            "n": level.n,
            say("market.median"): level.median,
            say("market.low"): level.low,
            say("market.high"): level.high,
            say("market.lowest"): level.lowest,
            say("market.highest"): level.highest,
            say("market.contradicted"): level.contradicted,
        }
        for one in found
        for level in (*one.years, one.whole)
    ]


def _runs(one: Series) -> list[tuple[int, Any]]:
    """Levels with a median, numbered by the unbroken run of years that they stand in."""
    found, run, before = [], 0, None
    for level in one.years:
        if level.median is None or level.year is None:
            continue
        if before is not None and level.year != before + 1:
            run += 1
        before = level.year
        found.append((run, level))
    return found


def _single(one: Series) -> list[Price]:
    """Prices of years that have too few for a middle, and contradicted ones."""
    enough = {level.year for level in one.years if level.median is not None}
    return [
        price
        for price in one.points
        if price.year is not None and (price.year not in enough or price.contradicted)
    ]


def _at(price: Price) -> float:
    """Where in time a point stands: a year's in its middle, a day's on its day."""
    when = price.when
    if when is None or price.year is None:
        return 0.0
    if when.precision is Precision.YEAR:
        return price.year + 0.5
    day = when.day
    passed = 15 if when.precision is Precision.MONTH else day.day - 1
    return price.year + (day.month - 1 + passed / 31) / 12


def _layers(
    say: Say, names: list[str], levels: pd.DataFrame, points: pd.DataFrame
) -> list[alt.Chart]:
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])),
        legend=alt.Legend(orient="bottom", columns=_LEGEND_COLUMNS, labelLimit=480, title=None),
    )
    shape = alt.Shape(
        "series:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=None
    )
    price, scale = say("market.price"), _price_scale(levels, points)
    years = alt.Chart(levels).transform_calculate(at="datum.year + 0.5")
    x = _years_axis(say, levels, points)
    told = [
        alt.Tooltip("series:N", title=say("market.series")),
        alt.Tooltip("year:Q", title=say("market.year")),
        alt.Tooltip("median:Q", title=say("market.median"), format=PRICE),
        alt.Tooltip("low:Q", title=say("market.low"), format=PRICE),
        alt.Tooltip("high:Q", title=say("market.high"), format=PRICE),
        alt.Tooltip("n:Q", title="n"),
    ]
    single = [
        alt.Tooltip("series:N", title=say("market.series")),
        alt.Tooltip("date:N", title=say("market.date")),
        alt.Tooltip("price:Q", title=price, format=PRICE),
        alt.Tooltip("record:N", title="id"),
    ]
    picked = alt.selection_point("picked", fields=["record"], on="click")
    return [
        years.mark_line(strokeWidth=2).encode(
            x=x, y=alt.Y("median:Q", title=price, scale=scale), color=colour, detail="run:N"
        ),
        years.mark_rule(strokeWidth=2).encode(x=x, y="low:Q", y2="high:Q", color=colour),
        years.mark_point(size=90, filled=True).encode(
            x=x, y="median:Q", color=colour, shape=shape, tooltip=told
        ),
        alt.Chart(points)
        .mark_point(size=60, opacity=0.75)
        .encode(x=x, y="price:Q", color=colour, shape=shape, tooltip=single)
        .add_params(picked),
    ]


def _years_axis(say: Say, levels: pd.DataFrame, points: pd.DataFrame) -> alt.X:
    """A year's name stands in its middle, where its median stands."""
    seen = [*levels["year"].astype(int), *points["at"].astype(int)]
    first, last = min(seen), max(seen)
    step = max(1, (last - first) // 20)
    middles = [year + 0.5 for year in range(first, last + 1, step)]
    return alt.X(
        "at:Q",
        title=say("market.year"),
        axis=alt.Axis(values=middles, labelExpr="floor(datum.value)", grid=False),
        scale=alt.Scale(domain=[first, last + 1], nice=False),
    )


def _price_scale(levels: pd.DataFrame, points: pd.DataFrame) -> alt.Scale:
    shown = [*levels["low"], *levels["high"], *points["price"]]
    lowest, highest = min(shown), max(shown)
    wide = lowest > 0 and highest / lowest > _WIDE
    return alt.Scale(type="log" if wide else "linear")

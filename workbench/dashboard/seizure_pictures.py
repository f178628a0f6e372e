"""The three pictures of seizures: where they lie, when they were, by which countries they went."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.land import Leg, Point, draw_map, picked_on_map
from workbench.dashboard.parts.middles import middle_of
from workbench.dashboard.remembered import remembered
from workbench.dashboard.rows import entity_link
from workbench.dashboard.seizure_filter import country_in
from workbench.views import seizure_map, seizures

MAP, ROUTES = "seizure_map", "seizure_routes"
MOST_AT_A_PLACE, MOST_LINES, MOST_FLOWS, MOST_COUNTRIES = 12, 60, 150, 60
STATUSES = ("confirmed", "unconfirmed", "unstated")
PRECISIONS = ("day", "month", "year")


def map_of(here: Here, wanted: seizures.SeizureFilter, total: int) -> None:
    """The map with one point a place or cell; a click lists what lies there."""
    say = here.say
    found = remembered(
        here,
        "points",
        wanted,
        lambda: seizure_map.points(here.project, here.reader, wanted, total=total),
    )
    if not found:
        st.caption(say("seizures.no_places"))
        return
    picked = picked_on_map(MAP)
    points = [
        Point(
            seizure_map.near(point.area),
            point.latitude,
            point.longitude,
            point.count,
            point.seizure
            if point.count == 1
            else say("seizures.point", count=point.count, first=point.seizure),
        )
        for point in found
    ]
    draw_map(points, (), picked=picked, say=say, key=MAP, height_px=400)
    placed = sum(point.count for point in found)
    st.caption(say("seizures.placed", placed=placed, total=total) + " " + say("map.source"))
    there = next((point for point in found if seizure_map.near(point.area) == picked), None)
    if there is not None:
        _there(here, wanted, there)


def _there(here: Here, wanted: seizures.SeizureFilter, point: seizure_map.Point) -> None:
    say = here.say
    within = replace(wanted, area=point.area)
    listed = seizures.page(here.project, here.reader, within, limit=MOST_AT_A_PLACE)
    sentence, only = st.columns([4, 2], vertical_alignment="center")
    sentence.markdown(say("seizures.there", count=listed.total))
    if listed.total > 1 and only.button(say("seizures.only_these"), icon=":material/zoom_in:"):
        here.stay(area=seizure_map.near(point.area), **{"from": None})
        st.rerun()
    for row in listed.rows:
        entity_link(here, row.id, " · ".join(part for part in _told(here, row) if part))


def _told(here: Here, row: seizures.SeizureRow) -> Sequence[str]:
    return (row.id, row.date, country_in(here, row.country), row.place, row.product, row.species)


def time_of(here: Here, wanted: seizures.SeizureFilter) -> None:
    """Columns by year, or by month where the filter spans few years."""
    say = here.say
    years = int(wanted.last_day[:4] or 9999) - int(wanted.first_day[:4] or 0)
    by_month = years <= 1
    found = remembered(
        here,
        "periods",
        (wanted, by_month),
        lambda: seizure_map.periods(here.project, here.reader, wanted, by_month=by_month),
    )
    if not found:
        st.caption(say("seizures.no_dates"))
        return
    st.html(columns(here, found))
    st.caption(say("seizures.time_legend"))
    names = sorted({period.name[:4] for period in found})
    if not by_month:
        _years(here, names)
    undated = sum(period.count for period in found)
    st.caption(say("seizures.dated", count=undated))


def _years(here: Here, names: Sequence[str]) -> None:
    chosen = st.pills(here.say("seizures.by_month"), names, key="seizure_year")
    if chosen:
        here.go(
            "seizures",
            **{
                **here.address,
                "view": "time",
                "first": f"{chosen}-01-01",
                "last": f"{chosen}-12-31",
            },
        )


def columns(here: Here, periods: Sequence[seizure_map.Period]) -> str:
    """Periods as columns of HTML, each with its number: how finely dated shows as the filling."""
    most = max(period.count for period in periods)
    drawn = []
    for period in periods:
        told = ", ".join(
            f"{getattr(period, name)} {here.say(f'seizures.to_the_{name}')}"
            for name in PRECISIONS
            if getattr(period, name)
        )
        parts = "".join(
            f'<i class="{name}" style="height:{9 * getattr(period, name) / most:.3f}rem"></i>'
            for name in reversed(PRECISIONS)
            if getattr(period, name)
        )
        drawn.append(
            f'<div title="{escape(f"{period.name}: {told}")}"><b>{period.count}</b>{parts}'
            f"<span>{escape(period.name)}</span></div>"
        )
    label = escape(here.say("seizures.time_label"))
    return f'<div class="kedrovka-time" role="img" aria-label="{label}">{"".join(drawn)}</div>'


def routes_of(here: Here, wanted: seizures.SeizureFilter) -> None:
    """Flows between countries on the map, and what each country had to do with the loads."""
    say = here.say
    found = remembered(
        here, "routes", wanted, lambda: seizure_map.routes(here.project, here.reader, wanted)
    )
    if not found.told:
        st.caption(say("seizures.no_routes"))
        return
    legs, elsewhere = flows_on_the_map(here, found.flows)
    draw_map(
        _seized(here, found.countries),
        legs,
        picked=picked_on_map(ROUTES),
        say=say,
        key=ROUTES,
        height_px=480,
    )
    st.caption(
        " ".join(
            (
                say("seizures.told", count=found.told),
                say("seizures.lines"),
                say("seizures.middle"),
                say("map.source"),
            )
        )
    )
    if len(found.flows) > MOST_LINES or elsewhere:
        st.caption(
            say(
                "seizures.not_drawn",
                drawn=len(legs),
                count=len(found.flows),
                places=", ".join(elsewhere) or "–",
            )
        )
    went, became = st.columns(2, gap="large")
    with went:
        st.markdown(f"**{say('seizures.flows')}**")
        _frame(
            [
                {
                    say("seizures.start"): country_in(here, flow.start),
                    say("seizures.goal"): country_in(here, flow.goal),
                    say("seizures.loads"): flow.count,
                    say("seizures.status"): say(f"seizures.{_status(flow.status)}"),
                }
                for flow in found.flows[:MOST_FLOWS]
            ]
        )
    with became:
        st.markdown(f"**{say('seizures.chances')}**")
        _frame(
            [
                {
                    say("seizures.country"): country_in(here, row.country),
                    say("seizures.seized"): row.seized,
                    say("seizures.missed"): row.missed,
                    say("seizures.no_opportunity"): row.no_opportunity,
                }
                for row in found.countries[:MOST_COUNTRIES]
            ]
        )
        st.caption(say("seizures.chances_mean"))


def _seized(here: Here, countries: Sequence[seizure_map.Stopped]) -> list[Point]:
    """A point for each country where loads of a told route were seized."""
    points = []
    for row in countries:
        middle = middle_of(row.country)
        if row.seized and middle is not None:
            title = f"{country_in(here, row.country)}: {here.say('seizures.seized')} {row.seized}"
            points.append(Point(row.country, *middle, row.seized, title))
    return points


def flows_on_the_map(
    here: Here, flows: Sequence[seizure_map.Flow]
) -> tuple[list[Leg], tuple[str, ...]]:
    """The most frequent flows between places that have a middle; the places that have none."""
    legs, elsewhere = [], dict[str, None]()
    for flow in flows[:MOST_LINES]:
        ends = [middle_of(flow.start), middle_of(flow.goal)]
        elsewhere |= {
            name: None
            for name, end in zip((flow.start, flow.goal), ends, strict=True)
            if end is None
        }
        if ends[0] is None or ends[1] is None:
            continue
        status = _status(flow.status)
        names = " → ".join(country_in(here, end) for end in (flow.start, flow.goal))
        title = f"{names}: {flow.count} ({here.say(f'seizures.{status}')})"
        legs.append(Leg(f"{names} {status}", *ends[0], *ends[1], flow.count, status, title))
    return legs, tuple(elsewhere)


def _status(written: str) -> str:
    return written if written in STATUSES else STATUSES[-1]


def _frame(rows: Sequence[dict[str, object]]) -> None:
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height=380)

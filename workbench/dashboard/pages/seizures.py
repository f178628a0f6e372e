"""Seizures as a table, on a map and as routes; filtered in the store, never in the page."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.explained import explain_node
from workbench.dashboard.here import Here
from workbench.dashboard.parts.land import Leg, Point, draw_map, picked_on_map
from workbench.dashboard.parts.middles import middle_of
from workbench.dashboard.states import empty, simulated, standing
from workbench.views import seizures

AT_ONCE = 100
MOST_AT_A_PLACE = 30
MAP = "seizure_map"
STATUSES = ("confirmed", "unconfirmed", "unstated")


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("seizures.title"))
    wanted = _filter(here)
    place = picked_on_map(MAP)
    first = int(here.address.get("from", "0")) if here.address.get("from", "0").isdigit() else 0
    page = seizures.page(here.project, here.reader, wanted, offset=first, limit=AT_ONCE)
    if not page.total:
        empty(say, "seizures.empty" if wanted == seizures.SeizureFilter() else "seizures.no_match")
        return
    if any(row.simulated for row in page.rows):
        simulated(say)
    at_place = _map(here, wanted, place)
    picked = _table(here, page)
    if at_place:
        st.markdown(say("seizures.there"))
        for one in at_place[:MOST_AT_A_PLACE]:
            here.link("seizures", one, icon=":material/gavel:", **{**here.address, "id": one})
    if picked:
        st.divider()
        explain_node(here, picked, {"focus": picked})


def _filter(here: Here) -> seizures.SeizureFilter:
    """What the address and the fields ask for; the fields write into the address."""
    say, address = here.say, here.address
    text, country, product, first, last = st.columns([4, 3, 3, 2, 2])
    countries = [value for value, _ in seizures.choices(here.project, here.reader, "country")]
    products = [value for value, _ in seizures.choices(here.project, here.reader, "product")]
    sought = text.text_input(say("seizures.text"), value=address.get("text", ""))
    where = country.multiselect(
        say("seizures.country"), countries, default=_among(address.get("country", ""), countries)
    )
    what = product.multiselect(
        say("seizures.product"), products, default=_among(address.get("product", ""), products)
    )
    begin = first.date_input(
        say("seizures.first"), value=_day(address.get("first", "")), format="YYYY-MM-DD"
    )
    end = last.date_input(
        say("seizures.last"), value=_day(address.get("last", "")), format="YYYY-MM-DD"
    )
    days = [day.isoformat() if isinstance(day, date) else "" for day in (begin, end)]
    asked = {
        "text": sought,
        "country": "|".join(where),
        "product": "|".join(what),
        "first": days[0],
        "last": days[1],
    }
    if any(address.get(name, "") != value for name, value in asked.items()):
        here.stay(**asked, **{"from": None})
    return seizures.SeizureFilter(
        text=sought,
        countries=tuple(where),
        products=tuple(what),
        first_day=days[0],
        last_day=days[1],
    )


def _among(written: str, known: Sequence[str]) -> list[str]:
    return [one for one in written.split("|") if one in known]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _map(here: Here, wanted: seizures.SeizureFilter, place: str | None) -> tuple[str, ...]:
    """The map; the ids of the seizures where it was clicked."""
    say = here.say
    found = seizures.points(here.project, here.reader, wanted)
    points = [
        Point(
            f"{point.latitude}:{point.longitude}",
            point.latitude,
            point.longitude,
            point.count,
            say("seizures.point", count=point.count, ids=", ".join(point.ids[:6])),
        )
        for point in found
    ]
    legs = gathered(seizures.routes(here.project, here.reader, wanted), say("seizures.middle"))
    if points or legs:
        draw_map(points, legs, picked=place, say=say, key=MAP, height_px=380)
        st.caption(f"{say('seizures.lines')} {say('map.source')}")
    else:
        st.caption(say("seizures.no_places"))
    clicked = (p.ids for p in found if f"{p.latitude}:{p.longitude}" == place)
    return next(clicked, ())


def gathered(legs: Sequence[seizures.Leg], middle: str = "") -> list[Leg]:
    """Legs with both ends on the map, the same ones together with their number.

    middle: the words for an end that names a country only and is drawn at its middle.
    """
    counted: Counter[tuple[float, float, float, float, str, str]] = Counter()
    for leg in legs:
        ends = [
            _end(leg.from_place, leg.from_latitude, leg.from_longitude, middle),
            _end(leg.to_place, leg.to_latitude, leg.to_longitude, middle),
        ]
        if ends[0] is None or ends[1] is None:
            continue
        (lat1, lon1, here), (lat2, lon2, there) = ends[0], ends[1]
        status = leg.status if leg.status in STATUSES else "unstated"
        counted[lat1, lon1, lat2, lon2, status, f"{here} → {there}, {status}"] += 1
    return [
        Leg(f"leg:{title}", a, b, c, d, count, status, f"{title} ({count})")
        for (a, b, c, d, status, title), count in sorted(counted.items())
        if (a, b) != (c, d)
    ]


def _end(
    place: str, latitude: float | None, longitude: float | None, middle: str
) -> tuple[float, float, str] | None:
    if latitude is not None and longitude is not None:
        return latitude, longitude, place
    found = middle_of(place)
    return None if found is None else (*found, f"{place} ({middle})" if middle else place)


def _table(here: Here, page: seizures.SeizurePage) -> str | None:
    say = here.say
    last = min(page.offset + AT_ONCE, page.total)
    count, before, after = st.columns([4, 1, 1], vertical_alignment="center")
    count.caption(say("rows.shown", first=page.offset + 1, last=last, count=page.total))
    if page.offset and before.button(say("rows.before")):
        here.stay(**{"from": str(max(0, page.offset - AT_ONCE))})
        st.rerun()
    if last < page.total and after.button(say("rows.after")):
        here.stay(**{"from": str(last)})
        st.rerun()
    frame = pd.DataFrame(
        [
            {
                "id": row.id,
                say("seizures.date"): row.date,
                say("seizures.country"): row.country,
                say("seizures.place"): row.place,
                say("seizures.product"): row.product,
                say("seizures.species"): row.species,
                say("seizures.quantity"): row.quantity,
                say("seizures.agency"): row.agency,
                say("seizures.skins"): ", ".join(row.skins),
                say("rows.source"): row.source,
            }
            for row in page.rows
        ]
    )
    chosen = st.dataframe(
        frame, hide_index=True, width="stretch", on_select="rerun", selection_mode="single-row"
    )
    rows = chosen["selection"]["rows"]
    if rows:
        return str(frame["id"].iloc[rows[0]])
    standing(say("seizures.standing"))
    return here.address.get("id") or None


PAGE = Page("seizures", "map", draw, place=5, menu=frozenset({"analyst"}))

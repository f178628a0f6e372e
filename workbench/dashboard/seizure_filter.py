"""Which seizures are asked for: fields that write into the address, so that it can be sent on."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cases.countries import country, country_name
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import fields_in_a_row
from workbench.dashboard.parts.in_step import in_step
from workbench.dashboard.remembered import remembered
from workbench.views import seizures
from workbench.views.seizure_map import near

# Letters that no value holds, between the values of one parameter of the address.
BETWEEN = "|"


def asked_for(here: Here) -> seizures.SeizureFilter:
    """The filter of the address and the fields."""
    say, address = here.say, here.address
    text, where, what, which, first, last = fields_in_a_row("seizures", 6)
    asked = {
        "text": text.text_input(
            say("seizures.text"),
            key=in_step(here, "seizures", "text", address.get("text", ""), str),
        ),
        **{
            name: BETWEEN.join(_chosen(here, column, name))
            for name, column in (("country", where), ("product", what), ("species", which))
        },
        "first": _day(here, first, "first"),
        "last": _day(here, last, "last"),
    }
    if any(address.get(name, "") != value for name, value in asked.items()):
        here.stay(**asked, **{"from": None, "id": None})
    area = area_of(address.get("area", ""))
    if area is not None:
        _only_here(here, area)
    return seizures.SeizureFilter(
        text=asked["text"],
        countries=_several(asked["country"]),
        products=_several(asked["product"]),
        species=_several(asked["species"]),
        first_day=asked["first"],
        last_day=asked["last"],
        area=area,
    )


def area_of(written: str) -> seizures.Area | None:
    """The area of an address (south,west,north,east in degrees); None where it is none."""
    try:
        south, west, north, east = (float(side) for side in written.split(","))
        return seizures.Area(south, west, north, east)
    except ValueError:
        return None


def country_in(here: Here, code: str) -> str:
    """A country in the language of the page; what is no country stays as it was written."""
    known = country(code)
    return code if known is None else country_name(known.code, here.say("frame.code"))


def _only_here(here: Here, area: seizures.Area) -> None:
    sentence, undo = st.columns([5, 1], vertical_alignment="center")
    sentence.caption(here.say("seizures.only_there", area=near(area)))
    if undo.button(here.say("seizures.everywhere"), icon=":material/public:"):
        here.stay(area=None, **{"from": None})
        st.rerun()


def _chosen(here: Here, column: "st.delta_generator.DeltaGenerator", name: str) -> Sequence[str]:
    counted = dict(
        remembered(here, "choices", name, lambda: seizures.choices(here.project, here.reader, name))
    )
    begins = [one for one in _several(here.address.get(name, "")) if one in counted]
    chosen: Sequence[str] = column.multiselect(
        here.say(f"seizures.{name}"),
        list(counted),
        key=in_step(here, "seizures", name, begins, BETWEEN.join, counted),
        format_func=lambda one: (
            f"{country_in(here, one) if name == 'country' else one} ({counted[one]:,})"
        ),
        placeholder=here.say("seizures.any"),
    )
    return chosen


def _day(here: Here, column: "st.delta_generator.DeltaGenerator", name: str) -> str:
    try:
        before = date.fromisoformat(here.address.get(name, ""))
    except ValueError:
        before = None
    if before is not None and not 1800 <= before.year < 3000:
        before = None  # the field takes no such day, and would not be drawn
    day = column.date_input(
        here.say(f"seizures.{name}"),
        value=None,
        key=in_step(here, "seizures", name, before, _written),
        min_value=date(1800, 1, 1),
        format="YYYY-MM-DD",
    )
    return _written(day)


def _written(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else ""


def _several(written: str) -> tuple[str, ...]:
    return tuple(one for one in written.split(BETWEEN) if one)

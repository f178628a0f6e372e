"""Every animal with its flanks, when it was last seen and how it is; how many; who crosses.

Counts that count different things stand in tables of their own and are never drawn as one line.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from cases.catalogue import Crossing, shared
from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import Filter, fields_in_a_row, letters_in, page_of
from workbench.dashboard.pictures import source
from workbench.dashboard.rows import escaped
from workbench.dashboard.states import empty, simulated, standing, told
from workbench.dashboard.words import Say, known
from workbench.services.cataloguing import Catalogue, Line, catalogue, is_kept
from workbench.views.catalogue import FlankPhoto, closed, flank_photos

AT_ONCE = 20
PARTS = ("animals", "population", "crosswalk")
SIDE_PX = 320


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("catalogue.title"))
    if closed(here.project, here.reader):
        empty(say, "catalogue.closed")
        return
    found = _found(here)
    if found is None:
        return
    if not found.lines:
        empty(say, "catalogue.empty")
        return
    if any(line.simulated for line in found.lines):
        simulated(say)
    given = here.address.get("part", "")
    part = st.radio(
        say("catalogue.part"),
        PARTS,
        index=PARTS.index(given) if given in PARTS else 0,
        format_func=lambda one: say(f"catalogue.part_{one}"),
        horizontal=True,
        label_visibility="collapsed",
    )
    if part != (given or PARTS[0]):
        here.stay(part=part if part != PARTS[0] else "")
    if part == "population":
        _population(here, found)
    elif part == "crosswalk":
        _crosswalk(here, found.crossings)
    else:
        _animals(here, found.lines)


def _found(here: Here) -> Catalogue | None:
    found: Catalogue | None = None
    with told():
        if is_kept(here.project, here.reader.person, clock=here.clock):
            found = catalogue(here.project, here.reader.person, clock=here.clock)
        else:
            with st.spinner(here.say("catalogue.working"), show_time=True):
                found = catalogue(here.project, here.reader.person, clock=here.clock)
    return found


def _animals(here: Here, lines: Sequence[Line]) -> None:
    wanted = _filtered(here, lines)
    if not wanted:
        empty(here.say, "catalogue.no_match")
        return
    page = page_of(here, wanted, AT_ONCE)
    photos = flank_photos(here.project, here.reader, {line.animal.id for line in page})
    for line in page:
        _animal(here, line, photos.get(line.animal.id, ()))


def _filtered(here: Here, lines: Sequence[Line]) -> list[Line]:
    """What the address and the fields ask for; the fields write into the address."""
    say, fields = here.say, Filter(here, "catalogue")
    text, status, flank, order = fields_in_a_row("catalogue", 4)
    letters = fields.letters(text, "text", say("catalogue.text"))
    in_state = fields.some(
        status,
        "status",
        say("catalogue.status"),
        sorted({_state(line) for line in lines}),
        lambda one: known(say, "watch_state", one),
    )
    with_flank = fields.some(
        flank,
        "flank",
        say("catalogue.flanks"),
        sorted({line.animal.comparable_flank for line in lines}),
        lambda one: say(f"catalogue.flank_{one}"),
    )
    by = fields.one(
        order,
        "order",
        say("catalogue.order"),
        ("name", "seen"),
        lambda one: say(f"catalogue.order_{one}"),
    )
    fields.keep()
    kept = [
        line
        for line in lines
        if letters_in(letters, line.animal.name, line.number, line.animal.id)
        and (not in_state or _state(line) in in_state)
        and (not with_flank or line.animal.comparable_flank in with_flank)
    ]
    if by == "seen":
        return sorted(kept, key=lambda line: line.animal.last or date.min, reverse=True)
    return sorted(kept, key=lambda line: (line.animal.name.casefold(), line.animal.id))


def _state(line: Line) -> str:
    return str(line.watch.state) if line.watch else "unknown"


def _animal(here: Here, line: Line, photos: Sequence[FlankPhoto]) -> None:
    say, animal = here.say, line.animal
    with st.container(border=True):
        left, right, who, seen, kin = st.columns([2, 2, 3, 4, 3], vertical_alignment="center")
        for column, side in ((left, "left"), (right, "right")):
            with column:
                flank_picture(here, photos, side)
        with who:
            here.link("animal", f"**{animal.name}**", icon=":material/pets:", id=animal.id)
            parts = (line.number or animal.id, animal.species, *sex_and_age(say, line))
            st.caption(" · ".join(escaped(part) for part in parts if part))
        state = known(say, "watch_state", _state(line))
        last = animal.last_told or say("catalogue.never")
        seen.markdown(f"**{state}** · {say('catalogue.last', day=last)}")
        seen.caption(say("catalogue.sightings", count=animal.sightings, at=len(animal.stations)))
        told_kin = [
            known(say, "origin", animal.origin.replace("-", "_")) if animal.origin else "",
            say("catalogue.cubs", count=len(line.cubs)) if line.cubs else "",
            say("catalogue.inbred", value=f"{line.inbred:.3g}") if line.inbred else "",
            say("catalogue.provisional") if animal.provisional else "",
        ]
        kin.caption(" · ".join(part for part in told_kin if part))


def sex_and_age(say: Say, line: Line) -> tuple[str, str]:
    """Sex and age of an animal in words; what is not known stays empty."""
    sex, age = line.animal.sex, line.animal.life_stage
    return known(say, "sex", sex) if sex else "", known(say, "life_stage", age) if age else ""


def flank_picture(here: Here, photos: Sequence[FlankPhoto], side: str, px: int = SIDE_PX) -> None:
    """The best photo of a side, with how good it is; in words where there is none."""
    say = here.say
    found = next((p for p in photos if p.flank in (side, "both")), None)
    name = say(f"catalogue.flank_{side}")
    if found is None:
        st.caption(say("catalogue.no_flank", flank=name))
        return
    quality = say(f"quality.{found.quality}") if found.quality else say("catalogue.no_quality")
    st.html(
        f'<img class="kedrovka-flank" src="{source(found.digest, px)}" alt="{name}" '
        f'loading="lazy" style="width:100%;height:auto;border-radius:.3rem">'
    )
    st.caption(f"{name} · {quality} · {say('catalogue.photos', count=found.photos)}")


def _population(here: Here, found: Catalogue) -> None:
    say = here.say
    standing(say("catalogue.never_one_series"))
    st.subheader(say("catalogue.by_year"))
    st.caption(say("catalogue.by_year_is"))
    of_years = ("year", "at_least", "adults", "cubs", "released", "left_only", "right_only",
               "effort", "stations", "area", "estimated")  # fmt: skip
    rows = [
        (
            one.year, one.at_least, one.adults, one.cubs, one.captive_born, one.left_only,
            one.right_only, one.camera_nights, one.stations,
            None if one.area_km2 is None else round(one.area_km2),
            _range(one.estimate.estimated, one.estimate.low, one.estimate.high),
        )
        for one in found.years
    ]  # fmt: skip
    _frame(here, of_years, rows)
    st.subheader(say("catalogue.estimates"))
    st.caption(say("catalogue.estimates_are"))
    of_estimates = ("since", "until", "flank", "method", "met", "again", "estimated")
    _frame(
        here,
        of_estimates,
        [
            (str(e.since), str(e.until), say(f"catalogue.flank_{e.flank}"), e.method, e.met,
             e.again, _range(e.value, e.low, e.high))
            for e in found.estimates
        ],
    )  # fmt: skip
    st.subheader(say("catalogue.published"))
    if not found.counts:
        st.caption(say("catalogue.no_published"))
    for one in found.counts:
        head = (one.species, one.area, one.age_class, one.method)
        st.markdown("**" + " · ".join(escaped(p or say("catalogue.unsaid")) for p in head) + "**")
        of_counts = ("when", "count", "effort", "id")
        _frame(
            here,
            of_counts,
            [(str(c.when or ""), _range(c.value, c.low, c.high), c.effort, c.id)
             for c in one.counts],
        )  # fmt: skip
        for count in one.counts:
            here.link("network", count.id, icon=":material/open_in_new:", focus=count.id)


def _frame(here: Here, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if not rows:
        st.caption(here.say("rows.none"))
        return
    names = [here.say(f"catalogue.col_{name}") for name in columns]
    st.dataframe(pd.DataFrame(rows, columns=names), hide_index=True, width="stretch")


def _range(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "–"
    ends = [f"{end:.0f}" if end is not None and end != float("inf") else "∞" for end in (low, high)]
    return f"{value:.0f}" + (f" ({ends[0]}–{ends[1]})" if low is not None else "")


def _crosswalk(here: Here, crossings: Sequence[Crossing]) -> None:
    say = here.say
    st.markdown(say("catalogue.crosswalk_is"))
    if not crossings:
        empty(say, "catalogue.no_crossings")
        return
    table = shared(crossings)
    names: Mapping[str, str] = {name: say(f"catalogue.col_{name}") for name in table[0]}
    st.dataframe(
        pd.DataFrame([{names[k]: v for k, v in row.items()} for row in table]),
        hide_index=True,
        width="stretch",
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    st.download_button(
        say("catalogue.crosswalk_take"),
        out.getvalue(),
        "crosswalk.csv",
        "text/csv",
        icon=":material/download:",
    )


PAGE = Page(
    "catalogue",
    "pets",
    draw,
    place=7,
    roles=frozenset({"analyst", "investigator"}),
)

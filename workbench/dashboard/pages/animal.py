"""One animal: its flanks, where and when it was met, whose cub it is; named, joined, parted.

Places stand as grid cells on the map for everybody; the station's name is told only to whoever may
know exact places.
"""

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.pages.catalogue import flank_picture, sex_and_age
from workbench.dashboard.parts.filtering import page_of
from workbench.dashboard.parts.land import Point, draw_map
from workbench.dashboard.parts.spoken import ended
from workbench.dashboard.parts.watched import chance_line
from workbench.dashboard.rows import escaped, moment, statements_table
from workbench.dashboard.states import empty, simulated, told
from workbench.dashboard.words import known
from workbench.services.acting import CASEWORK
from workbench.services.animal_changes import change
from workbench.services.cataloguing import AnimalFile, file_of, is_kept
from workbench.services.resolving import decide
from workbench.store.reading.places import coarse
from workbench.views.catalogue import animal as said_of
from workbench.views.catalogue import closed, flank_photos
from workbench.views.watches import evidence

MAP = "animal_map"
SIDE_PX = 900
AT_ONCE = 100
DOING = ("name", "dead", "moved", "same", "different")


def draw(here: Here) -> None:
    """Draw the animal of the address."""
    say, asked = here.say, here.address.get("id", "")
    here.link("catalogue", say("animal.back"), icon=":material/arrow_back:")
    if closed(here.project, here.reader):
        empty(say, "catalogue.closed")
        return
    found = _found(here, asked)
    if found is None:
        empty(say, "animal.unknown")
        return
    line = found.line
    st.title(escaped(line.animal.name))
    origin = line.animal.origin.replace("-", "_")
    parts = (line.number, line.animal.id, line.animal.species, *sex_and_age(say, line),
             known(say, "origin", origin) if origin else "")  # fmt: skip
    st.caption(" · ".join(escaped(part) for part in parts if part))
    if line.simulated:
        simulated(say)
    _status(here, found)
    _flanks(here, found)
    _where_and_when(here, found)
    family, kin = st.columns(2, gap="large")
    with family:
        _family(here, found)
    with kin:
        _kin(here, found)
    if here.reader.roles & set(CASEWORK):
        _change(here, found)
    st.subheader(say("animal.statements"))
    told_of = said_of(here.project, here.reader, line.animal.id)
    statements_table(here, told_of.statements if told_of else ())


def _found(here: Here, asked: str) -> AnimalFile | None:
    found: AnimalFile | None = None
    with told():
        if is_kept(here.project, here.reader.person, clock=here.clock):
            found = file_of(here.project, here.reader.person, asked, clock=here.clock)
        else:
            with st.spinner(here.say("catalogue.working"), show_time=True):
                found = file_of(here.project, here.reader.person, asked, clock=here.clock)
    return found


def _status(here: Here, found: AnimalFile) -> None:
    watch, say = found.line.watch, here.say
    if watch is None:
        st.markdown(say("animal.no_sightings"))
        return
    st.markdown(
        f"**{known(say, 'watch_state', watch.state)}.** {escaped(ended(say, watch.sentence))}"
    )
    chance_line(here, watch)
    here.link(
        "watches",
        say("animal.watch"),
        icon=":material/notifications_active:",
        at=f"{watch.kind} {watch.key}",
        show="all",
    )


def _flanks(here: Here, found: AnimalFile) -> None:
    st.subheader(here.say("animal.flanks"))
    ids = {found.line.animal.id, *found.known_as}
    photos = flank_photos(here.project, here.reader, ids)
    every = [photo for own in photos.values() for photo in own]
    for column, side in zip(st.columns(2), ("left", "right"), strict=True):
        with column:
            flank_picture(here, every, side, SIDE_PX)
            shown = next((p for p in every if p.flank in (side, "both")), None)
            if shown is not None and shown.reasons:
                st.caption(escaped("; ".join(shown.reasons)))


def _where_and_when(here: Here, found: AnimalFile) -> None:
    say = here.say
    if not found.sightings:
        return
    when, where = st.columns(2, gap="large")
    with when:
        st.subheader(say("animal.axis"))
        frame = pd.DataFrame(
            {
                say("animal.night"): [one.night for one in found.sightings],
                say("animal.where"): [
                    _station(here, found, one.station) for one in found.sightings
                ],
            }
        )
        # Months as numbers, which read the same in each language.
        st.altair_chart(
            alt.Chart(frame, height=380)
            .mark_circle(size=70, clip=False)
            .encode(
                x=alt.X(say("animal.night"), type="temporal", axis=alt.Axis(format="%Y-%m")),
                y=alt.Y(say("animal.where"), type="nominal", axis=alt.Axis(grid=True)),
            ),
            width="stretch",
        )
    with where:
        st.subheader(say("animal.range"))
        points = [
            Point(
                f"{cell.latitude}:{cell.longitude}",
                cell.latitude,
                cell.longitude,
                cell.sightings,
                say("animal.cell", count=cell.sightings, first=cell.first, last=cell.last),
            )
            for cell in found.cells
        ]
        if points:
            draw_map(points, (), picked=None, say=say, key=MAP, height_px=380)
            st.caption(say("map.source"))
        else:
            st.caption(say("animal.no_places"))
    _sightings(here, found)


def _station(here: Here, found: AnimalFile, station: str) -> str:
    """The station's name; for whoever may not know exact places only that it is in some cell."""
    if coarse(here.reader):
        return here.say("animal.cell_only")
    return found.stations.get(station, station)


def _sightings(here: Here, found: AnimalFile) -> None:
    """The sightings, newest first, and the statements behind the one that is chosen."""
    say, newest = here.say, tuple(reversed(found.sightings))
    shown = page_of(here, newest, AT_ONCE, say("animal.sources"))
    frame = pd.DataFrame(
        [
            {
                say("animal.when"): moment(str(one.when)),
                say("animal.where"): _station(here, found, one.station),
                say("animal.side"): ", ".join(
                    say(f"catalogue.flank_{flank}") for flank in sorted(one.flanks)
                ),
                say("animal.records"): ", ".join(one.records),
            }
            for one in shown
        ]
    )
    chosen = st.dataframe(
        frame, hide_index=True, width="stretch", on_select="rerun", selection_mode="single-row",
        height=260,
    )  # fmt: skip
    picked = chosen["selection"]["rows"]
    if picked:
        own = shown[picked[0]].statements
        statements_table(here, evidence(here.project, here.reader, own), subject=True)


def _family(here: Here, found: AnimalFile) -> None:
    say = here.say
    st.subheader(say("animal.family"))
    if not found.bonds:
        st.caption(say("animal.no_family"))
    for bond in found.bonds:
        other, role = (
            (bond.cub, say("animal.cub"))
            if bond.mother == found.line.animal.id
            else (bond.mother, say("animal.mother"))
        )
        name = found.names.get(other, other)
        here.link("animal", f"{role}: {name}", icon=":material/pets:", id=other)
        if bond.first is None:
            st.caption(say("animal.bond_unseen"))
            continue
        text = say("animal.bond", nights=bond.together, first=bond.first, last=bond.last)
        if bond.apart_since is not None:
            text += " · " + say("animal.apart", day=bond.apart_since)
        st.caption(text)
    if found.known_as:
        st.markdown(say("animal.known_as", who=", ".join(found.known_as)))
    for crossing in found.crossings:
        ours = {found.line.animal.id, *found.known_as}
        other_number = crossing.second if crossing.first.id in ours else crossing.first
        st.markdown(
            escaped(
                say(
                    "animal.crossing",
                    number=other_number.number or other_number.id,
                    verdict=known(say, "verdict", crossing.verdict),
                    day=crossing.day,
                )
            )
        )


def _kin(here: Here, found: AnimalFile) -> None:
    say, kin = here.say, found.inbreeding
    text = say("animal.inbred", value=f"{kin.at_least:.4g}", known=kin.known)
    if kin.common:
        who = ", ".join(found.names.get(one, one) for one in kin.common)
        text += " " + say("animal.through", who=escaped(who))
    st.markdown(text)
    if found.parents_refused:
        st.warning(say("animal.refused", why=found.parents_refused))
    if found.relatives:
        st.markdown(f"**{say('animal.relatives')}**")
        frame = pd.DataFrame(
            [(f"{name} · {one}", f"{value:.4g}") for one, name, value in found.relatives],
            columns=[say("animal.who"), say("animal.at_least")],
        )
        st.dataframe(frame, hide_index=True, width="stretch")
    if kin.statements:
        with st.expander(say("rows.source"), icon=":material/format_quote:"):
            statements_table(
                here, evidence(here.project, here.reader, kin.statements), subject=True
            )


def _change(here: Here, found: AnimalFile) -> None:
    say, animal = here.say, found.line.animal.id
    with st.expander(say("animal.change"), icon=":material/edit:"):
        with st.form(f"change_{animal}", border=False):
            what = st.selectbox(
                say("animal.what"), DOING, format_func=lambda one: say(f"animal.do_{one}")
            )
            value = st.text_input(say("animal.value"))
            why = st.text_input(say("animal.why"))
            asked = st.form_submit_button(say("animal.keep"))
        if asked:
            with told():
                _keep(here, animal, what, value, why)
                st.success(say("animal.kept"))


def _keep(here: Here, animal: str, what: str, value: str, why: str) -> None:
    who = (here.project, here.reader.person, animal)
    if what in ("same", "different"):
        decided = decide(*who, value.strip(), what, why=why, clock=here.clock)
        sentences: Sequence[str] = decided.sentences
        for sentence in sentences:
            st.markdown(escaped(sentence))
    else:
        change(*who, what, value, why=why, clock=here.clock)


PAGE = Page("animal", "pets", draw, roles=frozenset({"analyst", "investigator"}))

"""Prices by product and year with n and interval, offers with their sources, and who wanted it."""

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.market_chart import draw_series, level_rows, picked_in
from workbench.dashboard.market_demand import demand
from workbench.dashboard.market_entering import entering
from workbench.dashboard.market_filter import asked_for, compared, fields
from workbench.dashboard.market_offers import AT_ONCE, offers_table, sources_of
from workbench.dashboard.parts.filtering import number_in
from workbench.dashboard.rows import chosen_view
from workbench.dashboard.states import empty, simulated, standing
from workbench.views.market import MarketFilter, MarketPage, market

VIEWS = ("prices", "demand", "add")
CHART, SECOND = "market_chart", "market_second"


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("market.title"))
    written = here.address.get("from", "0")
    first = number_in(written, 0)
    wanted = asked_for(here)
    with st.spinner(say("market.gathering")):
        page = market(here.project, here.reader, wanted, offset=first, limit=AT_ONCE)
    if page.simulated:
        simulated(say)
    view = chosen_view(here, "market", VIEWS)
    if view == "add":
        entering(here, page)
    elif view == "demand":
        demand(here, page)
    elif not page.any:
        empty(say, "market.empty")
    else:
        fields(here, page)
        _prices(here, page, wanted, first)
    standing(say("market.standing"))


def _prices(here: Here, page: MarketPage, wanted: MarketFilter, first: int) -> None:
    say = here.say
    for why, count in page.not_converted:
        st.warning(say("market.not_converted", count=count, why=why), icon=":material/block:")
    if not page.total:
        empty(say, "market.no_match")
        here.link("market", say("market.all"), icon=":material/filter_alt_off:")
        return
    second = None
    with st.expander(say("market.compare"), expanded=_compares(here), icon=":material/compare:"):
        other = compared(here, page, wanted)
        if other is not None:
            second = market(here.project, here.reader, other, limit=1)
    if second is None:
        draw_series(here, page.series, CHART)
    else:
        left, right = st.columns(2)
        with left:
            draw_series(here, page.series, CHART)
        with right:
            if second.series:
                draw_series(here, second.series, SECOND)
            else:
                st.caption(say("market.no_match"))
    for key in (CHART, SECOND):
        if record := picked_in(key):
            sources_of(here, record, page.rows)
    found = [*page.series, *(second.series if second else ())]
    with st.expander(say("market.figures"), expanded=len(found) <= 3):
        st.dataframe(level_rows(here, found), hide_index=True, width="stretch")
    offers_table(here, page, first)


def _compares(here: Here) -> bool:
    return bool(here.address.get("with_product") or here.address.get("with_market"))


PAGE = Page(
    "market",
    "storefront",
    draw,
    place=6,
    roles=frozenset({"analyst", "investigator"}),
    menu=frozenset({"analyst"}),
)

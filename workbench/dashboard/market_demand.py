"""The side that wants goods: regions by mentions, and where one skin may have been bound for."""

import pandas as pd
import streamlit as st

from cases.markets import Bound
from workbench.dashboard.here import Here
from workbench.dashboard.market_offers import sources_of
from workbench.dashboard.rows import escaped, statements_list
from workbench.dashboard.states import empty, failed, standing
from workbench.dashboard.words import known
from workbench.views import market
from workbench.views.market import MarketPage

__all__ = ["demand"]

_SHOWN = 8


def demand(here: Here, page: MarketPage) -> None:
    """Regions as a table, then the skin that the address names."""
    say = here.say
    st.subheader(say("market.regions"))
    if page.regions:
        rows = [
            {
                say("market.country"): one.country,
                say("market.region_offers"): one.offers,
                say("market.region_destinations"): one.destinations,
                say("market.region_confirmed"): one.confirmed,
                say("market.records"): ", ".join(one.records[:_SHOWN]),
            }
            for one in page.regions
        ]
        chosen = st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            width="stretch",
            on_select="rerun",
            selection_mode="single-row",
            key="market_regions",
        )
        for place in chosen["selection"]["rows"]:
            for record in page.regions[place].records[:_SHOWN]:
                sources_of(here, record, ())
    else:
        st.caption(say("market.no_regions"))
    standing(say("market.mentions"))
    _skin(here)


def _skin(here: Here) -> None:
    say = here.say
    st.subheader(say("market.bound"))
    skins = dict(market.skins(here.project, here.reader))
    if not skins:
        st.caption(say("market.no_skins"))
        return
    given = here.address.get("skin", "")
    options = ["", *skins]
    chosen = st.selectbox(
        say("market.which_skin"),
        options,
        index=options.index(given) if given in options else 0,
        format_func=lambda one: f"{one} · {skins[one]}" if one else say("market.choose"),
    )
    if (chosen or "") != given:
        here.stay(skin=chosen or None)
        st.rerun()
    if not chosen:
        return
    found = market.bound(here.project, here.reader, chosen)
    if found is None:
        failed(say("market.skin_gone"), say("market.skin_gone_next"))
    elif not found:
        empty(say, "market.unbound")
    for number, one in enumerate(found or ()):
        _bound(here, one, number)


def _bound(here: Here, one: Bound, number: int) -> None:
    say = here.say
    where = ", ".join(dict.fromkeys(part for part in (one.place, one.country) if part))
    with st.container(border=True):
        st.markdown(f"**{escaped(where) or say('market.somewhere')}**")
        for mention in one.mentions:
            how = known(say, "market_how", mention.how.replace(" ", "_"))
            status = (
                known(say, "market_leg", mention.status) if mention.status != "unstated" else ""
            )
            when = str(mention.when) if mention.when else ""
            told = " · ".join(part for part in (how, mention.said_by, when, status) if part)
            st.markdown(f"- {escaped(told)}")
        st.markdown(f"*{say('market.or_else')}*")
        st.markdown(
            "\n".join(f"- {say(f'market.else_{why}', places=one.places)}" for why in one.or_else)
        )
        st.markdown(f"*{say('market.settled_by')}*")
        st.markdown("\n".join(f"- {say(f'market.settle_{what}')}" for what in one.settled_by))
        with st.expander(say("market.sources"), key=f"market_bound_{number}"):
            said = [s for mention in one.mentions for s in mention.statements]
            statements_list(here, market.said(here.project, here.reader, said), subject=True)

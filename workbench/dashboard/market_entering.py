"""Forms for an offer and a rate of exchange: the source is asked for, nothing is overwritten."""

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.dashboard.words import known
from workbench.services.offering import (
    CHANNELS,
    KINDS,
    Entered,
    NewOffer,
    NewRate,
    add_offer,
    add_rate,
)
from workbench.views.market import MarketPage

__all__ = ["entering"]

_ENTERED = "market_entered"


def entering(here: Here, page: MarketPage) -> None:
    """Both forms; what was entered last is named above them."""
    if (last := st.session_state.pop(_ENTERED, "")) and isinstance(last, str):
        st.success(last, icon=":material/check:")
    _offer(here, page)
    _rate(here)


def _offer(here: Here, page: MarketPage) -> None:
    say = here.say
    st.subheader(say("market.add_offer"))
    with st.form("market_offer", border=True):
        what, species, verified = st.columns(3)
        product = what.text_input(say("market.product"))
        claimed = species.text_input(say("market.species"))
        found = verified.text_input(say("market.verified"))
        kind_at, amount_at, currency_at, quantity_at, unit_at = st.columns([2, 2, 1, 1, 1])
        kind = kind_at.selectbox(
            say("market.kind"),
            ["", *KINDS],
            format_func=lambda one: known(say, "price_kind", (one or "unstated").replace("-", "_")),
        )
        amount = amount_at.number_input(say("market.price"), min_value=0.0, step=100.0)
        currency = currency_at.text_input(say("market.currency"), max_chars=3)
        quantity = quantity_at.text_input(say("market.quantity"))
        unit = unit_at.text_input(say("market.unit"))
        date_at, market_at, country_at, channel_at = st.columns(4)
        date = date_at.text_input(say("market.date"), placeholder="2026-03")
        options = ["", *sorted(page.markets)]
        market = market_at.selectbox(
            say("market.market"),
            options,
            format_func=lambda one: page.markets.get(one, one),
            accept_new_options=True,
        )
        country = country_at.text_input(say("market.country"))
        channel = channel_at.selectbox(
            say("market.channel"),
            ["", *CHANNELS],
            format_func=lambda one: known(say, "market_channel", one) if one else "",
        )
        source_at, where_at, grade_at, level_at = st.columns([3, 3, 1, 1])
        source = source_at.text_input(say("market.source"), help=say("market.source_help"))
        where = where_at.text_input(say("market.where"))
        grade = grade_at.text_input(say("market.grade"), max_chars=2, placeholder="B2")
        level = level_at.number_input(say("market.level"), 0, here.reader.clearance, 0)
        seizure = st.text_input(say("market.seizure"), placeholder="SZ-2026-001")
        if st.form_submit_button(say("market.enter"), type="primary"):
            offer = NewOffer(
                product, float(amount), currency, source, kind or "", date, claimed, found,
                quantity, unit, market or "", country, channel or "", seizure, where, grade,
                int(level),
            )  # fmt: skip
            with told():
                _entered(here, add_offer(here.project, here.reader.person, offer, clock=here.clock))


def _rate(here: Here) -> None:
    say = here.say
    with (
        st.expander(say("market.add_rate"), icon=":material/currency_exchange:"),
        st.form("market_rate", border=False),
    ):
        one, value, other, date_at = st.columns(4)
        currency = one.text_input(say("market.rate_of"), max_chars=3)
        rate = value.number_input(say("market.rate"), min_value=0.0, format="%.6f")
        to = other.text_input(say("market.rate_in"), max_chars=3)
        date = date_at.text_input(say("market.rate_time"), placeholder="2026-03")
        source = st.text_input(say("market.source"), help=say("market.source_help"))
        if st.form_submit_button(say("market.enter")):
            new = NewRate(currency, to, float(rate), date, source)
            with told():
                _entered(here, add_rate(here.project, here.reader.person, new, clock=here.clock))


def _entered(here: Here, made: Entered) -> None:
    key = "market.entered" if made.new else "market.was_there"
    st.session_state[_ENTERED] = here.say(key, record=made.id)
    st.rerun()

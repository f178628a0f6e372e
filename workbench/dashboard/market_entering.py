"""Forms for an offer and a rate of exchange: the source is asked for, nothing is overwritten."""

from collections.abc import Callable, Sequence
from math import inf

import streamlit as st

from workbench.dashboard.drafts import Draft, begun, drafted
from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.dashboard.words import Say, known
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

OFFER, RATE = "market-offer", "market-rate"
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
    with drafted(here, OFFER) as draft, st.form("market_offer", border=True):
        what, species, verified = st.columns(3)
        product = what.text_input(say("market.product"), key=draft.text("product"))
        claimed = species.text_input(say("market.species"), key=draft.text("species"))
        found = verified.text_input(say("market.verified"), key=draft.text("verified"))
        kind_at, amount_at, currency_at, quantity_at, unit_at = st.columns([2, 2, 1, 1, 1])
        kind = _choice(kind_at, draft, "kind", KINDS, lambda one: _kind(say, one))
        amount = amount_at.number_input(
            say("market.price"), min_value=0.0, step=100.0,
            key=draft.number("amount", 0.0, inf, 0.0),
        )  # fmt: skip
        currency = currency_at.text_input(
            say("market.currency"), max_chars=3, key=draft.text("currency")
        )
        quantity = quantity_at.text_input(say("market.quantity"), key=draft.text("quantity"))
        unit = unit_at.text_input(say("market.unit"), key=draft.text("unit"))
        date_at, market_at, country_at, channel_at = st.columns(4)
        date = date_at.text_input(say("market.date"), placeholder="2026-03", key=draft.text("date"))
        market = _choice(
            market_at, draft, "market", sorted(page.markets),
            lambda one: page.markets.get(one, one), free=True,
        )  # fmt: skip
        country = country_at.text_input(say("market.country"), key=draft.text("country"))
        channel = _choice(
            channel_at, draft, "channel", CHANNELS,
            lambda one: known(say, "market_channel", one) if one else "",
        )  # fmt: skip
        source_at, where_at, grade_at, level_at = st.columns([3, 3, 1, 1])
        source = source_at.text_input(
            say("market.source"), help=say("market.source_help"), key=draft.text("source")
        )
        where = where_at.text_input(say("market.where"), key=draft.text("where"))
        grade = grade_at.text_input(
            say("market.grade"), max_chars=2, placeholder="B2", key=draft.text("grade")
        )
        cleared = here.reader.clearance
        level = level_at.number_input(
            say("market.level"), 0, cleared, key=draft.number("level", 0, cleared, 0)
        )
        seizure = st.text_input(
            say("market.seizure"), placeholder="SZ-2026-001", key=draft.text("seizure")
        )
        if st.form_submit_button(say("market.enter"), type="primary"):
            offer = NewOffer(
                product, float(amount), currency, source, kind, date, claimed, found, quantity,
                unit, market, country, channel, seizure, where, grade, int(level),
            )  # fmt: skip
            with told():
                made = add_offer(here.project, here.reader.person, offer, clock=here.clock)
                _entered(here, made, draft)


def _kind(say: Say, one: str) -> str:
    return known(say, "price_kind", (one or "unstated").replace("-", "_"))


def _choice(
    column: "st.delta_generator.DeltaGenerator",
    draft: Draft,
    name: str,
    options: Sequence[str],
    called: Callable[[str], str],
    *,
    free: bool = False,
) -> str:
    """One of the options or none; free: or a word of one's own."""
    there = ["", *options]
    chosen = column.selectbox(
        draft.here.say(f"market.{name}"),
        there,
        format_func=called,
        accept_new_options=free,
        key=draft.choice(name, there, called, "", free=free),
    )
    return str(chosen or "")


def _rate(here: Here) -> None:
    say = here.say
    with (
        st.expander(
            say("market.add_rate"), icon=":material/currency_exchange:", expanded=begun(here, RATE)
        ),
        drafted(here, RATE) as draft,
        st.form("market_rate", border=False),
    ):
        one, value, other, date_at = st.columns(4)
        currency = one.text_input(say("market.rate_of"), max_chars=3, key=draft.text("currency"))
        rate = value.number_input(
            say("market.rate"), min_value=0.0, format="%.6f",
            key=draft.number("rate", 0.0, inf, 0.0),
        )  # fmt: skip
        to = other.text_input(say("market.rate_in"), max_chars=3, key=draft.text("to"))
        date = date_at.text_input(
            say("market.rate_time"), placeholder="2026-03", key=draft.text("date")
        )
        source = st.text_input(
            say("market.source"), help=say("market.source_help"), key=draft.text("source")
        )
        if st.form_submit_button(say("market.enter")):
            new = NewRate(currency, to, float(rate), date, source)
            with told():
                made = add_rate(here.project, here.reader.person, new, clock=here.clock)
                _entered(here, made, draft)


def _entered(here: Here, made: Entered, draft: Draft) -> None:
    draft.close()
    key = "market.entered" if made.new else "market.was_there"
    st.session_state[_ENTERED] = here.say(key, record=made.id)
    st.rerun()

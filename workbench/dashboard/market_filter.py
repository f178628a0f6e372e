"""What the Market page is asked for: the fields write into the address, the address fills them."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import fields_in_a_row
from workbench.dashboard.parts.in_step import in_step
from workbench.dashboard.seizure_filter import country_in
from workbench.dashboard.words import known
from workbench.views.market import MarketFilter, MarketPage

__all__ = ["asked_for", "compared", "fields"]

_NAMES = ("product", "species", "kind", "currency", "market", "country")


def asked_for(here: Here) -> MarketFilter:
    """The filter as the address has it; words it does not know filter everything out."""
    given = here.address
    return MarketFilter(
        **{name: given.get(name, "") for name in _NAMES},
        first=_year(given.get("first", "")),
        last=_year(given.get("last", "")),
        text=given.get("text", ""),
        currency_to=given.get("to", ""),
    )


def fields(here: Here, page: MarketPage) -> None:
    """The fields, filled from the address; a change is written there and draws the page anew."""
    say, given = here.say, here.address
    markets = {"": "", **page.markets}
    rows = fields_in_a_row("market", 10)
    asked: dict[str, str] = {}
    for column, name in zip(rows, ("product", "species", "kind", "currency"), strict=False):
        asked[name] = _one_of(here, column, name, page.choices[name])
    asked["market"] = _one_of(here, rows[4], "market", sorted(page.markets), markets)
    asked["country"] = _one_of(here, rows[5], "country", page.choices["country"])
    asked["first"] = _one_of(here, rows[6], "first", page.choices["year"])
    asked["last"] = _one_of(here, rows[7], "last", page.choices["year"])
    asked["text"] = rows[8].text_input(
        say("market.text"), key=in_step(here, "market", "text", given.get("text", ""), str)
    )
    asked["to"] = _one_of(here, rows[9], "to", page.choices["to"])
    if any(given.get(name, "") != value for name, value in asked.items()):
        here.stay(**asked, **{"from": None, "id": None})
        st.rerun()


def compared(here: Here, page: MarketPage, wanted: MarketFilter) -> MarketFilter | None:
    """The same filter with another product or market, if the address or a field names one."""
    say, given = here.say, here.address
    product, market = fields_in_a_row("compared", 2)
    asked = {
        "with_product": _one_of(here, product, "with_product", page.choices["product"]),
        "with_market": _one_of(here, market, "with_market", sorted(page.markets), page.markets),
    }
    if any(given.get(name, "") != value for name, value in asked.items()):
        here.stay(**asked)
        st.rerun()
    if not any(asked.values()):
        st.caption(say("market.compare_hint"))
        return None
    return replace(
        wanted,
        product=asked["with_product"] or wanted.product,
        market=asked["with_market"] or wanted.market,
    )


def _one_of(
    here: Here,
    column: "st.delta_generator.DeltaGenerator",
    name: str,
    choices: Sequence[str],
    called: "dict[str, str] | object" = None,
) -> str:
    say, given = here.say, here.address.get(name, "")
    options = list(dict.fromkeys(["", *([given] if given else []), *choices]))
    names = called if isinstance(called, dict) else {}

    def told(one: str) -> str:
        if not one:
            return say("market.any")
        if name == "kind":
            return known(say, "price_kind", one.replace("-", "_"))
        if name == "country":
            return country_in(here, one)
        return str(names.get(one, one))

    chosen = column.selectbox(
        say(f"market.{name}"),
        options,
        key=in_step(here, "market", name, given, str, options),
        format_func=told,
    )
    return str(chosen or "")


def _year(written: str) -> int | None:
    return int(written) if len(written) == 4 and written.isascii() and written.isdigit() else None

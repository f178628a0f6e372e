"""The offers as a table, a page at a time, each with its statements one click away."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import leaf_through
from workbench.dashboard.rows import entity_link, statements_list
from workbench.dashboard.seizure_filter import country_in
from workbench.dashboard.tables import fitted
from workbench.dashboard.words import known
from workbench.views import market
from workbench.views.market import MarketPage, OfferRow

__all__ = ["AT_ONCE", "offers_table", "sources_of"]

AT_ONCE = 100
# Id, date, product, species said and found, kind, price, currency, unit, market, country, channel,
# whether contradicted, source: those that say something fit a window of 1,024.
LEAST_PX = (92, 86, 76, 90, 90, 84, 92, 58, 60, 92, 72, 72, 40, 92)


def offers_table(here: Here, page: MarketPage, first: int) -> None:
    """The table with its pages; the chosen row's id goes into the address."""
    say = here.say
    st.subheader(say("market.offers"))
    leaf_through(here, first, AT_ONCE, page.total, chosen="id")
    frame = pd.DataFrame([_told(here, row) for row in page.rows])
    shown = frame.loc[:, [name for name in frame.columns if frame[name].astype(bool).any()]]
    chosen = st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        **fitted(shown, list(frame.columns), LEAST_PX),
        on_select="rerun",
        selection_mode="single-row",
        key=f"market_offers_{first}",
    )
    rows = chosen["selection"]["rows"]
    if rows:
        here.stay(id=page.rows[rows[0]].record)
        sources_of(here, page.rows[rows[0]].record, page.rows)
    elif wanted := here.address.get("id", ""):
        sources_of(here, wanted, page.rows)


def sources_of(here: Here, record: str, rows: Sequence[OfferRow]) -> None:
    """Who says so: the statements behind the prices of one record."""
    say = here.say
    statements = [one for row in rows if row.record == record for one in row.statements]
    with st.container(border=True):
        st.markdown(f"**{say('market.who_says', record=record)}**")
        statements_list(
            here, market.said(here.project, here.reader, statements or _all(here, record))
        )
        entity_link(here, record, say("market.open_record", record=record))


def _all(here: Here, record: str) -> list[str]:
    """All that is said of a record that is not on this page of the table."""
    return market.statements_about(here.project, here.reader, record)


def _told(here: Here, row: OfferRow) -> dict[str, object]:
    say = here.say
    return {
        say("rows.id"): row.record,
        say("market.date"): row.date,
        say("market.product"): row.product,
        say("market.species"): row.species,
        say("market.verified"): row.verified,
        say("market.kind"): known(say, "price_kind", row.kind.replace("-", "_")),
        say("market.price"): f"{row.amount:,.12g}",
        say("market.currency"): row.currency,
        say("market.unit"): row.unit,
        say("market.market"): row.market,
        say("market.country"): country_in(here, row.country),
        say("market.channel"): known(say, "market_channel", row.channel) if row.channel else "",
        say("market.contradicted"): "≠" if row.contradicted else "",
        say("rows.source"): row.source,
    }

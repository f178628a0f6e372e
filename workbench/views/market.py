"""Prices, offers and demand as the Market page and its commands read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.entities import Entity, group
from cases.markets import (
    Bound,
    Price,
    Region,
    Series,
    bound_for,
    convert,
    series,
)
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.store.folding import folded
from workbench.views.market_known import Known, known_to
from workbench.views.telling import StatementRow, statement_rows

__all__ = [
    "MarketFilter",
    "MarketPage",
    "OfferRow",
    "bound",
    "market",
    "said",
    "skins",
    "statements_about",
]


@dataclass(frozen=True, slots=True)
class MarketFilter:
    """Which prices. Empty: no limit. first, last: years. currency_to: convert where a rate is.

    text: letters that stand in product, species, market, country or the id of a record.
    """

    product: str = ""
    species: str = ""
    kind: str = ""
    currency: str = ""
    market: str = ""
    country: str = ""
    first: int | None = None
    last: int | None = None
    text: str = ""
    currency_to: str = ""


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One price as a row. record: the offer or seizure that states it."""

    record: str
    kind: str
    product: str
    species: str
    verified: str
    amount: float
    currency: str
    unit: str
    date: str
    market: str
    country: str
    channel: str
    source: str
    contradicted: bool
    simulated: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarketPage:
    """What the page shows. total: rows in all for this filter; any: prices without a filter.

    not_converted: (why, how many) of prices left out for want of a rate.
    """

    rows: tuple[OfferRow, ...]
    total: int
    any: int
    series: tuple[Series, ...]
    not_converted: tuple[tuple[str, int], ...]
    choices: Mapping[str, tuple[str, ...]]
    markets: Mapping[str, str]
    regions: tuple[Region, ...]
    simulated: bool


def market(
    project: Project,
    reader: Reader,
    wanted: MarketFilter | None = None,
    *,
    offset: int = 0,
    limit: int = 100,
) -> MarketPage:
    """One page of offers, newest first, with the price series and demand of the whole filter."""
    asked = wanted or MarketFilter()
    known = known_to(project, reader)
    found = [price for price in known.prices if _fits(price, asked, known.names)]
    left: tuple[tuple[Price, str], ...] = ()
    if asked.currency_to:
        made = convert(found, asked.currency_to, known.rates)
        found, left = list(made.prices), made.left_out
    whys: dict[str, int] = {}
    for _, why in left:
        whys[why] = whys.get(why, 0) + 1
    newest = sorted(found, key=lambda p: (p.written_on, p.entity), reverse=True)
    rows = tuple(_row(price, known) for price in newest[offset : offset + limit])
    return MarketPage(
        rows,
        len(found),
        len(known.prices),
        series(found),
        tuple(sorted(whys.items(), key=lambda one: -one[1])),
        dict(known.choices),
        {one: known.names.get(one, one) for one in {p.market for p in known.prices} if one},
        known.regions,
        any(source.simulated for source in known.sources.values()),
    )


def bound(project: Project, reader: Reader, skin: str) -> tuple[Bound, ...] | None:
    """Where a skin may have been bound for; None where there is no such skin for this reader."""
    with project.store.read(reader) as q:
        entities = _around(q, skin)
    if skin not in entities or entities[skin].schema != "Specimen":
        return None
    return bound_for(entities, skin)


def said(project: Project, reader: Reader, statements: Sequence[str]) -> tuple[StatementRow, ...]:
    """The statements behind a row, a point or a mention, each with its source."""
    with project.store.read(reader) as q:
        found = q.statements.by_id(statements)
        sources = q.sources.of({one.source_id for one in found})
        captions = q.entities.captions({one.target for one in found if one.target})
    return statement_rows(found, sources, captions)


def statements_about(project: Project, reader: Reader, record: str) -> list[str]:
    """Ids of the live statements about one record."""
    with project.store.read(reader) as q:
        return [one.id for one in q.statements.statements_of([record])]


def skins(project: Project, reader: Reader) -> tuple[tuple[str, str], ...]:
    """(id, caption) of every skin that the reader may see, in order."""
    with project.store.read(reader) as q:
        ids = q.entities.of_kind("Specimen")
        captions = q.entities.captions(ids)
    return tuple((one, captions[one]) for one in ids)


def _around(q: Queries, skin: str) -> dict[str, Entity]:
    """The skin, its seizures, and what is said to these: routes, journeys, offers, other skins."""
    known = {skin}
    for _ in range(2):
        near = [*q.statements.statements_of(known), *q.statements.statements_to(known)]
        known |= {one.subject for one in near} | {one.target for one in near if one.target}
        known = {one for one in known if not one.startswith(("PER-", "ORG-", "PHO-", "PHN-"))}
    statements = q.statements.statements_of(known)
    places = {one.target for one in statements if one.target} - known
    return group([*statements, *q.statements.statements_of(places)])


def _fits(price: Price, asked: MarketFilter, names: Mapping[str, str]) -> bool:
    exact = (
        (asked.product, price.product),
        (asked.species, price.species),
        (asked.kind, str(price.kind)),
        (asked.currency, price.currency),
        (asked.market, price.market),
        (asked.country, price.country),
    )
    if any(want and want != have for want, have in exact):
        return False
    if asked.first is not None and (price.year is None or price.year < asked.first):
        return False
    if asked.last is not None and (price.year is None or price.year > asked.last):
        return False
    words = (
        price.product, price.species, price.verified, price.country, price.entity,
        names.get(price.market, ""),
    )  # fmt: skip
    return folded(asked.text) in folded(" ".join(words))


def _row(price: Price, known: Known) -> OfferRow:
    sources = [
        known.sources[one]
        for one in dict.fromkeys(known.source_of.get(s, "") for s in price.statements)
        if one in known.sources
    ]
    return OfferRow(
        price.entity,
        str(price.kind),
        price.product,
        price.species,
        price.verified,
        price.amount,
        price.currency,
        price.unit,
        price.written_on,
        known.names.get(price.market or price.place, ""),
        price.country,
        price.channel,
        ", ".join(source.title for source in sources),
        price.contradicted,
        any(source.simulated for source in sources),
        price.statements,
    )

"""Prices, offers and demand as the Market page and its commands read them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from cases.entities import Entity, group
from cases.markets import (
    Bound,
    Price,
    Rate,
    Region,
    Series,
    bound_for,
    convert,
    prices,
    rates,
    regions,
    series,
)
from cases.statement import Source
from workbench.project import Project
from workbench.store import Queries, Reader
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

_KINDS = ("Offer", "Market", "ExchangeRate")
# The last few views of the records; a reader's own, and of this very state of the project.
_KEPT = 8


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


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything about markets that one reader may see at one moment."""

    prices: tuple[Price, ...]
    rates: tuple[Rate, ...]
    regions: tuple[Region, ...]
    names: Mapping[str, str]
    source_of: Mapping[str, str]
    sources: Mapping[str, Source]


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
    known = _known(project, reader)
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
        _choices(known),
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


def _known(project: Project, reader: Reader) -> _Known:
    """The same until somebody writes something: the head of the audit says whether."""
    with project.store.read(reader) as q:
        head = q.audit.head()
    return _read(_Asking(project), reader, head)


class _Asking:
    """A project as a key: one folder is one project."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def __hash__(self) -> int:
        return hash(str(self.project.folder))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asking) and self.project.folder == other.project.folder


@lru_cache(_KEPT)
def _read(asking: _Asking, reader: Reader, _head: tuple[int, str]) -> _Known:
    with asking.project.store.read(reader) as q:
        statements = q.pricing.of_kinds(_KINDS)
        priced = {one.subject for one in q.statements.saying("Seizure", ["price"])}
        ends = q.statements.saying("RouteLeg", ["role"], "destination")
        statements += q.pricing.of(priced | {one.subject for one in ends})
        sources = q.sources.of({one.source_id for one in statements})
        places = {one.target for one in statements if one.target and one.property == "place"}
        names = q.entities.captions(
            {*places, *(s.subject for s in statements if s.schema == "Market")}
        )
    entities = group(statements)
    return _Known(
        prices(entities),
        rates(entities),
        regions(entities),
        MappingProxyType(names),
        MappingProxyType({one.id: one.source_id for one in statements}),
        MappingProxyType(sources),
    )


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
    return asked.text.casefold() in " ".join(words).casefold()


def _row(price: Price, known: _Known) -> OfferRow:
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


def _choices(known: _Known) -> Mapping[str, tuple[str, ...]]:
    def of(get: Callable[[Price], str], among: Iterable[Price] = known.prices) -> tuple[str, ...]:
        return tuple(sorted({get(price) for price in among} - {""}))

    return {
        "product": of(lambda p: p.product),
        "species": of(lambda p: p.species),
        "kind": of(lambda p: str(p.kind)),
        "currency": of(lambda p: p.currency),
        "country": of(lambda p: p.country),
        "to": tuple(sorted({c for rate in known.rates for c in (rate.currency, rate.to)})),
        "year": tuple(sorted({str(p.year) for p in known.prices if p.year is not None})),
    }

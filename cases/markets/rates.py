"""Rates of exchange as statements with a source, and what may be converted by them.

No price is converted without a rate whose time contains the time of the price: a rate of one day
says nothing of a year, and today's nothing of 1999. Rates that contradict each other convert
nothing; nothing is converted by way of a third currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from cases.dates import When
from cases.entities import Entities
from cases.markets.price import Price

__all__ = ["Converted", "Rate", "convert", "rates"]


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` was `rate` units of `to` in the time `when`."""

    entity: str
    currency: str
    to: str
    rate: float
    when: When
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """Prices in one currency, with the rates in their statements; and those left out, with why."""

    prices: tuple[Price, ...]
    left_out: tuple[tuple[Price, str], ...]


def rates(entities: Entities) -> tuple[Rate, ...]:
    """All stated rates that are above nothing, dated, and between two currencies, by id."""
    found = []
    for entity in entities.values():
        # Asked first: there are a few rates among ten thousand offers.
        if entity.schema != "ExchangeRate":
            continue
        when = entity.when
        currency, to = (entity.first(name).upper() for name in ("currency", "toCurrency"))
        if when is None or not currency or not to or currency == to:
            continue
        for written in entity.values("rate"):
            # Two sources may give one rate differently: neither is taken for the other.
            own = [s for s in entity.statements if s.property != "rate" or s.value == written]
            rate = replace(entity, statements=tuple(own)).number("rate")
            if rate is not None and 0 < rate < inf:
                said = tuple(sorted(s.id for s in own))
                found.append(Rate(entity.id, currency, to, rate, when, said))
    return tuple(sorted(found, key=lambda one: one.entity))


def convert(known: Sequence[Price], to: str, at: Sequence[Rate]) -> Converted:
    """Each price in the currency `to`, by the narrowest rate whose time contains its own."""
    done, left = [], []
    for price in known:
        if price.currency == to:
            done.append(price)
            continue
        found = _rate_for(price, to, at)
        if isinstance(found, str):
            left.append((price, found))
        else:
            factor, rate = found
            done.append(
                replace(
                    price,
                    amount=price.amount * factor,
                    currency=to,
                    statements=(*price.statements, *rate.statements),
                )
            )
    return Converted(tuple(done), tuple(left))


def _rate_for(price: Price, to: str, at: Sequence[Rate]) -> tuple[float, Rate] | str:
    if not price.currency:
        return "its currency is not stated"
    if price.when is None:
        return "its date is not stated"
    fitting = [
        (rate.rate if rate.currency == price.currency else 1 / rate.rate, rate)
        for rate in at
        if {rate.currency, rate.to} == {price.currency, to} and _contains(rate.when, price.when)
    ]
    if not fitting:
        return f"no rate of {price.currency} to {to} is stated for {price.written_on}"
    narrowest = min(rate.when.end - rate.when.start for _, rate in fitting)
    best = [one for one in fitting if one[1].when.end - one[1].when.start == narrowest]
    factors = {round(factor, 12) for factor, _ in best}
    if len(factors) > 1:
        return f"rates of {price.currency} to {to} for {price.written_on} contradict each other"
    return best[0]


def _contains(outer: When, inner: When) -> bool:
    """By the calendar as written: a rate of a day is of that day wherever the price was asked."""
    plain = [
        (one.start.replace(tzinfo=None), one.end.replace(tzinfo=None)) for one in (outer, inner)
    ]
    return plain[0][0] <= plain[1][0] and plain[1][1] <= plain[0][1]

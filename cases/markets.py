"""What a skin was asked, agreed, paid or valued for; medians only where there are enough.

Kinds of price are not mixed, nor currencies: without a dated rate there is no conversion. Below
five prices the prices themselves are shown and no middle is claimed. Demand is where something
was offered, not where it went.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from cases.entities import Entities, Entity

FEWEST = 5
_DRAWS = 1000
_MONEY = re.compile(
    r"^\s*(?P<before>[A-Za-z]{3})?\s*(?P<amount>\d[\d\s\u00a0',.]*)\s*(?P<after>[A-Za-z]{3})?\s*$"
)


@dataclass(frozen=True, slots=True)
class Price:
    """One price as stated. kind: asked, agreed, paid, valued or empty; on: its day or None."""

    entity: str
    kind: str
    product: str
    species: str
    amount: float
    currency: str
    unit: str
    on: date | None
    written_on: str
    place: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Prices of one product, kind, currency and unit. median and interval only from five on."""

    product: str
    kind: str
    currency: str
    unit: str
    n: int
    median: float | None
    low: float | None
    high: float | None
    lowest: float
    highest: float
    sentence: str
    statements: tuple[str, ...]


def money(written: str) -> tuple[float, str] | None:
    """Amount and currency of a text such as "12,000 USD" or "CNY 80000"; None if unreadable.

    A comma or point before exactly three digits separates thousands; currency may be empty.
    """
    match = _MONEY.match(written)
    if match is None:
        return None
    digits = re.sub(r"[\s\u00a0']", "", match["amount"]).rstrip(".,")
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        amount = float(digits)
    except ValueError:
        return None
    return amount, (match["before"] or match["after"] or "").upper()


def prices(entities: Entities) -> tuple[Price, ...]:
    """All stated prices of offers and seizures, by day and id; unknown days last."""
    found = [
        price
        for entity in entities.values()
        if entity.schema in ("Offer", "Seizure")
        for price in _of(entity)
    ]
    return tuple(sorted(found, key=lambda p: (p.on is None, p.on or date.min, p.entity, p.amount)))


def levels(known: Iterable[Price], rng: np.random.Generator) -> tuple[Level, ...]:
    """Prices gathered by product, kind, currency and unit, with a bootstrap interval (90 %)."""
    groups: dict[tuple[str, str, str, str], list[Price]] = {}
    for price in known:
        key = (price.product, price.kind, price.currency, price.unit)
        groups.setdefault(key, []).append(price)
    return tuple(_level(key, own, rng) for key, own in sorted(groups.items()))


def _of(entity: Entity) -> list[Price]:
    when = entity.when
    found = [
        (read, statement.id)
        for statement in entity.said("price")
        if (read := money(statement.value)) is not None
    ]
    amount = entity.number("amount")
    if amount is not None:
        said = tuple(s.id for s in entity.said("amount"))
        found.append(((amount, entity.first("currency").upper()), said[0]))
    kind = entity.first("kind") if entity.schema == "Offer" else "valued"
    return [
        Price(
            entity.id,
            kind,
            entity.first("product"),
            entity.first("species"),
            value,
            currency,
            entity.first("unit"),
            when.day if when else None,
            str(when) if when else "",
            next(iter(entity.targets("place") or entity.targets("market")), ""),
            (statement,),
        )
        for (value, currency), statement in found
    ]


def _level(key: tuple[str, str, str, str], own: list[Price], rng: np.random.Generator) -> Level:
    product, kind, currency, unit = key
    amounts = np.array([price.amount for price in own])
    of = f"{product or 'goods'}, {kind or 'price of unstated kind'}, {currency or 'no currency'}"
    statements = tuple(sorted({s for price in own for s in price.statements}))
    lowest, highest = float(amounts.min()), float(amounts.max())
    if len(own) < FEWEST:
        span = f"{lowest:,.0f}" if lowest == highest else f"{lowest:,.0f} to {highest:,.0f}"
        text = f"{of}: {span} (n = {len(own)}, too few for a middle)"
        return Level(
            product, kind, currency, unit, len(own), None, None, None, lowest, highest, text,
            statements,
        )  # fmt: skip
    draws = np.median(rng.choice(amounts, (_DRAWS, len(own))), axis=1)
    low, high = (float(np.percentile(draws, part)) for part in (5, 95))
    median = float(np.median(amounts))
    text = f"{of}: median {median:,.0f} ({low:,.0f} to {high:,.0f}, n = {len(own)})"
    return Level(
        product, kind, currency, unit, len(own), median, low, high, lowest, highest, text,
        statements,
    )  # fmt: skip

"""One price as it was stated, and of which of four kinds it is.

What a seller asks, what both agree on, what is paid and what an officer writes into a file are four
different things and never stand in one series. Two sources that contradict each other about one
price are both shown, marked as contradicting, and counted in no median.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from cases.dates import When
from cases.entities import Entities, Entity
from cases.statement import Statement

__all__ = ["Price", "PriceKind", "in_digits", "money", "prices"]

_MONEY = re.compile(
    r"^\s*(?P<before>[A-Za-z]{3})?\s*(?P<amount>\d[\d\s\u00a0',.]*)\s*(?P<after>[A-Za-z]{3})?\s*$"
)


class PriceKind(StrEnum):
    """Which of four different things an amount is; unstated where nobody says, or two disagree."""

    ASKED = "asked"
    AGREED = "agreed"
    PAID = "paid"
    VALUED = "officer-valued"
    UNSTATED = "unstated"


_OWN_PROPERTY = {
    "asked": PriceKind.ASKED,
    "agreed": PriceKind.AGREED,
    "paid": PriceKind.PAID,
    "officerValued": PriceKind.VALUED,
}
_SPELT = {
    **{kind.value: kind for kind in PriceKind},
    "valued": PriceKind.VALUED,
    "officer valued": PriceKind.VALUED,
    "officer_valued": PriceKind.VALUED,
    "offered": PriceKind.ASKED,
}


@dataclass(frozen=True, slots=True)
class Price:
    """One price as stated. when: with the precision it came with; None for an unknown day.

    species: as claimed; verified: as somebody found it, empty where nobody did. unit: what the
    price is for, empty for the one thing offered, `lot of 3` where several went together. market:
    id of the market, country: its or the offer's code. contradicted: another source states another
    amount in the same currency for the same thing.
    """

    entity: str
    kind: PriceKind
    product: str
    species: str
    amount: float
    currency: str
    unit: str
    when: When | None
    place: str
    statements: tuple[str, ...]
    verified: str = ""
    market: str = ""
    country: str = ""
    channel: str = ""
    contradicted: bool = False

    @property
    def on(self) -> date | None:
        """The day on which its time begins, for ordering; None for an unknown one."""
        return self.when.day if self.when else None

    @property
    def written_on(self) -> str:
        """Its time as precisely as it is known: `2026-03`; empty for none."""
        return str(self.when) if self.when else ""

    @property
    def year(self) -> int | None:
        """The year in which it certainly was stated; None where its time spans two."""
        if self.when is None:
            return None
        if self.when.zone_known:
            first, last = (int(part[:4]) for part in (self.written_on.split("/") * 2)[:2])
        else:
            first = self.when.start.year
            last = (self.when.end - timedelta(microseconds=1)).year
        return first if first == last else None


@lru_cache(4096)
def money(written: str) -> tuple[float, str] | None:
    """Amount and currency of a text such as "12,000 USD" or "CNY 80000"; None if unreadable.

    A comma before exactly three digits separates thousands, and so do several points; one point is
    that of decimals, as every import writes it: 1234.567 is no million. Currency may be empty.
    """
    match = _MONEY.match(written)
    if match is None:
        return None
    digits = re.sub(r"[\s\u00a0']", "", match["amount"]).rstrip(".,")
    if "," in digits or digits.count(".") > 1:
        digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        amount = float(digits)
    except ValueError:
        return None
    return amount, (match["before"] or match["after"] or "").upper()


def prices(entities: Entities) -> tuple[Price, ...]:
    """All stated prices of offers and seizures, by day and id; unknown days last.

    What an amount at a seizure is, nobody but an officer wrote: it is officer-valued.
    """
    found = [
        price
        for entity in entities.values()
        if entity.schema in ("Offer", "Seizure")
        for price in _of(entity, entities)
    ]
    return tuple(
        sorted(found, key=lambda p: (p.on is None, p.on or date.min, p.entity, p.kind, p.amount))
    )


class _Said:
    """What is said of one offer, by property: thousands of them are asked for twenty each."""

    def __init__(self, entity: Entity) -> None:
        self.by: dict[str, list[Statement]] = {}
        for statement in entity.statements:
            self.by.setdefault(statement.property, []).append(statement)

    def of(self, name: str) -> Sequence[Statement]:
        return self.by.get(name, ())

    def first(self, name: str) -> str:
        return self.by[name][0].value if name in self.by else ""

    def target(self, name: str) -> str:
        return next((one.target for one in self.of(name) if one.target), "")


def _of(entity: Entity, entities: Entities) -> list[Price]:
    said = _Said(entity)
    stated: dict[tuple[PriceKind, float, str], list[str]] = {}
    for kind, (amount, currency), statement in _stated(entity.schema, said):
        stated.setdefault((kind, amount, currency), []).append(statement.id)
    if not stated:
        return []
    amounts: dict[tuple[PriceKind, str], int] = {}
    for kind, _, currency in stated:
        amounts[kind, currency] = amounts.get((kind, currency), 0) + 1
    market = said.target("market")
    known = entities.get(market)
    pattern = Price(
        entity.id,
        PriceKind.UNSTATED,
        _word(said.first("product")),
        said.first("species"),
        0.0,
        "",
        _unit(entity, said),
        entity.when,
        said.target("place") or market,
        (),
        verified=said.first("verifiedSpecies"),
        market=market,
        country=(said.first("country") or (known.first("country") if known else "")).upper(),
        channel=said.first("channel") or (known.first("kind") if known else ""),
    )
    return [
        replace(
            pattern,
            kind=kind,
            amount=amount,
            currency=currency,
            statements=tuple(dict.fromkeys(ids)),
            contradicted=amounts[kind, currency] > 1,
        )
        for (kind, amount, currency), ids in stated.items()
    ]


def _stated(schema: str, said: _Said) -> Iterator[tuple[PriceKind, tuple[float, str], Statement]]:
    for name, kind in _OWN_PROPERTY.items():
        for statement in said.of(name):
            if (read := money(statement.value)) is not None:
                yield kind, read, statement
    kind = _kind_of(schema, said)
    for statement in said.of("price"):
        if (read := money(statement.value)) is not None:
            yield kind, read, statement
    currencies = said.of("currency")
    for statement in said.of("amount"):
        if (read := money(statement.value)) is not None:
            yield kind, (read[0], read[1] or _currency_beside(statement, currencies)), statement


def _kind_of(schema: str, said: _Said) -> PriceKind:
    if schema == "Seizure":
        return PriceKind.VALUED
    kinds = {_SPELT.get(_word(one.value), PriceKind.UNSTATED) for one in said.of("kind")}
    return next(iter(kinds)) if len(kinds) == 1 else PriceKind.UNSTATED


def _currency_beside(amount: Statement, currencies: Sequence[Statement]) -> str:
    """The currency of the same row of the same source, else the only one stated, else none."""
    own = {
        one.value.upper()
        for one in currencies
        if (one.source_id, one.locator.row) == (amount.source_id, amount.locator.row)
    }
    found = own or {one.value.upper() for one in currencies}
    return next(iter(found)) if len(found) == 1 else ""


def _unit(entity: Entity, said: _Said) -> str:
    if stated := said.first("priceUnit"):
        return _word(stated)
    quantity = entity.number("quantity") if said.of("quantity") else None
    if entity.schema == "Seizure" or quantity is None or quantity == 1:
        return "" if entity.schema == "Seizure" else _word(said.first("unit"))
    return f"lot of {in_digits(quantity)} {_word(said.first('unit'))}".strip()


def in_digits(number: float) -> str:
    """A number as people write money: `1500000000000`, `0.00002`, never `1.5e+12`."""
    return f"{Decimal(f'{number:.15g}'):f}"


@lru_cache(4096)
def _word(text: str) -> str:
    return " ".join(text.split()).casefold()

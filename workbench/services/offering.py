"""An offer or a rate of exchange that a person enters: with its source, as new statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING

from babel.numbers import list_currencies

from cases.dates import DateRefused, When, read_date
from cases.formats.cell import CellRefused, country_code
from cases.markets import PriceKind, in_digits
from cases.statement import LEVELS, Claim, Grade, Handling, Locator, Ref, Source, framed_digest
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["CHANNELS", "KINDS", "Entered", "NewOffer", "NewRate", "add_offer", "add_rate"]

KINDS = tuple(kind.value for kind in PriceKind if kind is not PriceKind.UNSTATED)
CHANNELS = ("physical", "online")
NAMESPACE = "entered"

# float() reads more than people write as a number: 1_000, digits of other scripts.
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What a person knows of an offer. source: who or what says so; where: place in it.

    kind: one of KINDS, empty where nobody says. market: id of one that is there, or a new name.
    grade: Admiralty, such as B2; level: of handling, 0 open to 3 secret.
    """

    product: str
    amount: float
    currency: str
    source: str
    kind: str = ""
    date: str = ""
    species: str = ""
    verified: str = ""
    quantity: str = ""
    unit: str = ""
    market: str = ""
    country: str = ""
    channel: str = ""
    seizure: str = ""
    where: str = ""
    grade: str = ""
    level: int = 0
    note: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class NewRate:
    """One unit of `currency` was `rate` units of `to` in the time `date`, by `source`."""

    currency: str
    to: str
    rate: float
    date: str
    source: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered: its id, and how many statements are new (none: it was there already)."""

    id: str
    new: int

    @property
    def sentence(self) -> str:
        """The result in plain words."""
        if not self.new:
            return f"{self.id} was there already; nothing was entered twice."
        return f"{self.id} is entered: {self.new} statements."


def add_offer(project: "Project", by: str, offer: NewOffer, *, clock: Clock = utc_now) -> Entered:
    """Enter an offer. Raises Refused with what is wrong and how to mend it; nothing is written."""
    reader = acting(project, by, *READING_RECORDS)
    now = clock()
    when = _checked(offer, now)
    country = _country(offer.country)
    source = Source(
        "",
        "entry",
        offer.source.strip(),
        grade=_grade(offer.grade),
        handling=Handling(offer.level),
        simulated=offer.simulated,
    )
    said = {
        "date": offer.date.strip(),
        "product": offer.product.strip(),
        "species": offer.species.strip(),
        "verifiedSpecies": offer.verified.strip(),
        "quantity": offer.quantity.strip(),
        "priceUnit": offer.unit.strip(),
        "channel": offer.channel,
        "country": country,
        "note": offer.note.strip(),
        _PROPERTY[offer.kind]: f"{in_digits(offer.amount)} {offer.currency.upper()}",
    }
    ref = Ref("Offer", NAMESPACE, framed_digest([*said.values(), *map(str, (
        offer.market, offer.seizure, offer.source, offer.where))]))  # fmt: skip
    claims = [
        Claim(ref, "Offer", name, value, locator=_place(offer.where), event_time=when)
        for name, value in said.items()
        if value
    ]
    claims += _links(offer, ref, country, when)
    known = project.store.read(reader).entities.refs_of(
        [one for one in (offer.market, offer.seizure) if _is_id(one)]
    )
    missing = [one for one in (offer.market, offer.seizure) if _is_id(one) and one not in known]
    if missing:
        raise Refused(f"there is no {missing[0]}", "check the id")
    with project.store.transaction(reader.person, "enter offer", now) as work:
        added = work.statements.add(claims, source)
    return Entered(added.entities[ref], added.new)


def add_rate(project: "Project", by: str, rate: NewRate, *, clock: Clock = utc_now) -> Entered:
    """Enter a rate of exchange. Raises Refused with what is wrong; nothing is written."""
    reader = acting(project, by, *READING_RECORDS)
    now = clock()
    _must_say(rate.source, "a rate needs its source", "say which bank or table states it")
    currencies = [_currency(one) for one in (rate.currency, rate.to)]
    if currencies[0] == currencies[1]:
        raise Refused("a rate is between two currencies", "name another one")
    if not (isfinite(rate.rate) and rate.rate > 0):
        raise Refused(f"a rate of {rate.rate:g} converts nothing", "write one above nothing")
    when = _when(rate.date, now)
    if when is None:
        raise Refused("a rate needs its time", "write a day, a month or a year")
    source = Source("", "entry", rate.source.strip())
    said = {
        "name": f"{currencies[0]} to {currencies[1]}, {when}",
        "date": rate.date.strip(),
        "currency": currencies[0],
        "toCurrency": currencies[1],
        "rate": in_digits(rate.rate),
    }
    ref = Ref("ExchangeRate", NAMESPACE, framed_digest([*said.values(), rate.source, rate.where]))
    claims = [
        Claim(ref, "ExchangeRate", name, value, locator=_place(rate.where), event_time=when)
        for name, value in said.items()
    ]
    with project.store.transaction(reader.person, "enter rate", now) as work:
        added = work.statements.add(claims, source)
    return Entered(added.entities[ref], added.new)


_PROPERTY = {
    "": "price",
    PriceKind.ASKED.value: "asked",
    PriceKind.AGREED.value: "agreed",
    PriceKind.PAID.value: "paid",
    PriceKind.VALUED.value: "officerValued",
}


def _checked(offer: NewOffer, now: datetime) -> When | None:
    _must_say(offer.source, "an offer needs its source", "say who or what says so")
    _must_say(offer.product, "an offer is of something", "name the product: skin, bone, claw ...")
    if offer.kind not in _PROPERTY:
        raise Refused(f"there is no kind of price {offer.kind!r}", f"use one of {', '.join(KINDS)}")
    if offer.level not in range(len(LEVELS)):
        raise Refused(f"there is no level {offer.level}", "say 0 (open) to 3 (secret)")
    for what, said, prefix in (("market", offer.market, "MKT"), ("seizure", offer.seizure, "SZ")):
        kind = said.strip().partition("-")[0]
        if said.strip() and kind != prefix and (_is_id(said) or what == "seizure"):
            raise Refused(f"{said.strip()} is no {what}", f"name one by its id, {prefix}-...")
    if offer.channel and offer.channel not in CHANNELS:
        raise Refused(f"there is no channel {offer.channel!r}", f"use {' or '.join(CHANNELS)}")
    if not (isfinite(offer.amount) and offer.amount > 0):
        raise Refused(f"{in_digits(offer.amount)} is no price", "write an amount above nothing")
    _currency(offer.currency)
    if offer.quantity.strip():
        written = offer.quantity.strip()
        counted = float(written) if _NUMBER.fullmatch(written) else 0.0
        if not counted > 0:
            raise Refused(f"{offer.quantity!r} is no quantity", "write a number above nothing")
    return _when(offer.date, now)


def _links(offer: NewOffer, ref: Ref, country: str, when: When | None) -> Iterator[Claim]:
    place = _place(offer.where)
    if name := offer.market.strip():
        market: Ref | str = name
        if not _is_id(name):
            named = Ref("Market", NAMESPACE, f"{name.casefold()}|{country}")
            yield Claim(named, "Market", "name", name, locator=place)
            for what, value in (("country", country), ("kind", offer.channel)):
                if value:
                    yield Claim(named, "Market", what, value, locator=place)
            market = named
        yield Claim(ref, "Offer", "market", market, locator=place, event_time=when)
    if offer.seizure.strip():
        yield Claim(ref, "Offer", "seizure", offer.seizure.strip(), locator=place, event_time=when)


def _is_id(text: str) -> bool:
    prefix, dash, rest = text.strip().partition("-")
    return prefix in ("MKT", "SZ") and bool(dash) and rest.replace("-", "").isdigit()


def _must_say(text: str, reason: str, remedy: str) -> None:
    if not text.strip():
        raise Refused(reason, remedy)


def _currency(written: str) -> str:
    code = written.strip().upper()
    if code not in list_currencies():
        raise Refused(f"there is no currency {written!r}", "write its code: USD, CNY, RUB, VND")
    return code


def _country(written: str) -> str:
    if not written.strip():
        return ""
    try:
        return country_code(written)
    except CellRefused as refused:
        raise Refused(refused.reason, refused.remedy) from refused


def _when(written: str, now: datetime) -> When | None:
    if not written.strip():
        return None
    try:
        when = read_date(written.strip(), order="YMD")
    except DateRefused as refused:
        raise Refused(refused.reason, refused.remedy) from refused
    if when.utc_bounds()[0] > now:
        raise Refused(f"{written} is in the future", "write the day on which it was stated")
    return replace(when, written=written.strip())


def _grade(written: str) -> Grade:
    tidy = written.strip().upper()
    if not tidy:
        return Grade()
    try:
        return Grade("admiralty", tidy[:1], tidy[1:].strip())
    except ValueError as wrong:
        raise Refused(str(wrong), "write an Admiralty grade such as B2") from wrong


def _place(where: str) -> Locator:
    return Locator(quote=where.strip() or None)

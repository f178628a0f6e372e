"""Everything about prices, offers and markets that one reader may see, read once a moment.

Each page, filter and comparison is made from it. It stays until somebody writes something: the head
of the audit says whether.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from types import MappingProxyType

from cases.entities import group
from cases.markets import Price, Rate, Region, prices, rates, regions
from cases.statement import Source
from workbench.project import Project
from workbench.store import Reader

__all__ = ["Known", "known_to"]

_KINDS = ("Offer", "Market", "ExchangeRate")
# The last few views of the records; a reader's own, and of this very state of the project.
_KEPT = 8
_MADE_BEFORE_COLLECTING = 1_000_000
_ALONE = Lock()


@dataclass(frozen=True, slots=True)
class Known:
    """What one reader may see at one moment.

    names: of markets and places. source_of: statement -> source. choices: the different values of
    each field to filter by.
    """

    prices: tuple[Price, ...]
    rates: tuple[Rate, ...]
    regions: tuple[Region, ...]
    names: Mapping[str, str]
    source_of: Mapping[str, str]
    sources: Mapping[str, Source]
    choices: Mapping[str, tuple[str, ...]]


def known_to(project: Project, reader: Reader) -> Known:
    """The same object as before where nothing was written since."""
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


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Statements by the hundred thousand hold no cycles: looking for some took a third of a look.

    One at a time, for the interpreter has one setting, and it must be what it was.
    """
    with _ALONE:
        usual = gc.get_threshold()
        gc.set_threshold(_MADE_BEFORE_COLLECTING, *usual[1:])
        try:
            yield
        finally:
            gc.set_threshold(*usual)


@lru_cache(_KEPT)
def _read(asking: _Asking, reader: Reader, _head: tuple[int, str]) -> Known:
    with _rarely_collecting(), asking.project.store.read(reader) as q:
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
        priced_at, known_rates = prices(entities), rates(entities)
        return Known(
            priced_at,
            known_rates,
            regions(entities),
            MappingProxyType(names),
            MappingProxyType({one.id: one.source_id for one in statements}),
            MappingProxyType(sources),
            _choices(priced_at, known_rates),
        )


def _choices(known: Sequence[Price], stated: Sequence[Rate]) -> Mapping[str, tuple[str, ...]]:
    def of(get: Callable[[Price], str]) -> tuple[str, ...]:
        return tuple(sorted({get(price) for price in known} - {""}))

    return MappingProxyType(
        {
            "product": of(lambda p: p.product),
            "species": of(lambda p: p.species),
            "kind": of(lambda p: str(p.kind)),
            "currency": of(lambda p: p.currency),
            "country": of(lambda p: p.country),
            "to": tuple(sorted({c for rate in stated for c in (rate.currency, rate.to)})),
            "year": tuple(sorted({str(p.year) for p in known if p.year is not None})),
        }
    )

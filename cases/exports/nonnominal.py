"""A share without names: counts and prices in closed words, no row of fewer than five records.

No person, phone, plate, account, text, date finer than a year or place finer than a fixed cell can
get in, because only words of a list, years, codes and numbers are written. How many groups were too
small is not told outside: whoever knows all totals but one can subtract.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from babel.numbers import list_currencies

from cases.countries import country
from cases.entities import Entities, Entity
from cases.exports.geojson import cell_middle
from cases.exports.loss import Loss, LossList
from cases.markets import prices, series
from cases.routes import legs

__all__ = ["FILES", "Words", "tables", "words", "write"]

OTHER = "other"
FILES: Mapping[str, tuple[str, ...]] = {
    "seizures.csv": ("year", "country", "species", "product", "seizures"),
    "places.csv": ("cell_latitude", "cell_longitude", "species", "seizures"),
    "routes.csv": ("from_country", "to_country", "seizures"),
    "prices.csv": (
        "product", "species", "kind", "currency", "unit", "year", "offers", "median", "low", "high",
    ),
}  # fmt: skip
_Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The closed lists, the grid in degrees and the fewest records behind a row."""

    species: frozenset[str]
    products: Mapping[str, str]
    units: frozenset[str]
    grid_degrees: float
    k: int


@cache
def words() -> Words:
    """What `nonnominal.toml` allows."""
    table = tomllib.loads(files("cases.exports").joinpath("nonnominal.toml").read_text("utf-8"))
    return Words(
        frozenset(table["species"]),
        {one.casefold(): one for one in table["products"]},
        frozenset(table["units"]),
        float(table["grid_degrees"]),
        int(table["k"]),
    )


def write(entities: Entities, folder: Path) -> tuple[Loss, ...]:
    """The tables of `FILES` as CSV in `folder`; what was left out, for the house alone.

    Raises OSError where the folder cannot be written.
    """
    losses = LossList()
    for name, rows in tables(entities, losses).items():
        with (folder / name).open("w", encoding="utf-8", newline="") as sink:
            writer = csv.writer(sink)
            writer.writerow(FILES[name])
            writer.writerows(rows)
    return tuple(losses)


def tables(entities: Entities, losses: LossList) -> dict[str, list[_Row]]:
    """Rows by file name, in a fixed order; every row rests on k records or more."""
    seizures = [entity for entity in entities.values() if entity.schema == "Seizure"]
    counted: dict[_Row, set[str]] = {}
    placed: dict[_Row, set[str]] = {}
    for seizure in seizures:
        species = _species(seizure)
        year = _year(seizure)
        if year:
            for product in _products(seizure):
                key = (year, _country(seizure.first("country")), species, product)
                counted.setdefault(key, set()).add(seizure.id)
        else:
            losses.add("seizure without a year", "a row is of one year", seizure.id)
        if (cell := _cell(seizure, entities)) is not None:
            placed.setdefault((*cell, species), set()).add(seizure.id)
    return {
        "seizures.csv": _enough(counted, losses),
        "places.csv": _enough(placed, losses),
        "routes.csv": _enough(_steps(entities), losses),
        "prices.csv": _prices(entities, losses),
    }


def _enough(groups: Mapping[_Row, set[str]], losses: LossList) -> list[_Row]:
    rows = []
    for key, members in sorted(groups.items()):
        if len(members) >= words().k:
            rows.append((*key, str(len(members))))
        else:
            why = f"a row of fewer than {words().k} may show a single case"
            losses.add("group too small", why, " ".join(key))
    return rows


def _steps(entities: Entities) -> dict[_Row, set[str]]:
    """Country to country along each route, in the order as stated."""
    stops: dict[str, list[str]] = {}
    for leg in legs(entities):
        stops.setdefault(leg.seizure, []).append(_country(leg.country))
    found: dict[_Row, set[str]] = {}
    for seizure, route in stops.items():
        named = [one for one in route if one]
        for here, there in pairwise(named):
            if here != there:
                found.setdefault((here, there), set()).add(seizure)
    return found


def _prices(entities: Entities, losses: LossList) -> list[_Row]:
    rows: list[_Row] = []
    for one in series(prices(entities)):
        for level in one.years:
            offers = {p.entity for p in one.points if p.year == level.year and not p.contradicted}
            closed = level.unit in words().units and level.currency in list_currencies()
            if level.median is None or len(offers) < words().k or not closed:
                why = f"fewer than {words().k} offers, or a unit or currency of no list"
                losses.add("price level", why, level.sentence)
                continue
            figures = (level.median, level.low or 0.0, level.high or 0.0)
            rows.append(
                (
                    words().products.get(level.product, OTHER),
                    _known_species(level.species),
                    str(level.kind),
                    level.currency,
                    level.unit,
                    str(level.year),
                    str(len(offers)),
                    *(f"{figure:.0f}" for figure in figures),
                )
            )
    # Two products that are both "other" would stand as two rows of one name: they are left out.
    names = [row[:6] for row in rows]
    return sorted(row for row in rows if names.count(row[:6]) == 1)


def _year(seizure: Entity) -> str:
    when = seizure.when
    if when is not None:
        first, last = str(when).split("/")[0][:4], str(when).split("/")[-1][:4]
        return first if first == last else ""
    years = [year for year in seizure.values("year") if len(year) == 4 and year.isascii()]
    return years[0] if len(years) == 1 and years[0].isdigit() else ""


def _country(written: str) -> str:
    found = country(written) if written else None
    return found.code if found else ""


def _species(seizure: Entity) -> str:
    found = {_known_species(name) for name in seizure.values("species")}
    return next(iter(found)) if len(found) == 1 else OTHER


def _known_species(name: str) -> str:
    """A species of the list; a subspecies is its species."""
    plain = " ".join(name.split()[:2]).capitalize()
    return plain if plain in words().species else OTHER


def _products(seizure: Entity) -> Sequence[str]:
    known = words().products
    return sorted({known.get(name.strip().casefold(), OTHER) for name in seizure.values("product")}
                  or {OTHER})  # fmt: skip


def _cell(seizure: Entity, entities: Entities) -> tuple[str, str] | None:
    places: Iterable[Entity] = (
        seizure, *(entities[one] for one in seizure.targets("place") if one in entities)
    )  # fmt: skip
    for place in places:
        latitude, longitude = place.number("latitude"), place.number("longitude")
        if latitude is None or longitude is None:
            continue
        if -90 <= latitude <= 90 and -180 <= longitude <= 180:
            grid = words().grid_degrees
            return f"{cell_middle(latitude, grid):g}", f"{cell_middle(longitude, grid):g}"
    return None

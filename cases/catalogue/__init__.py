"""The catalogue of animals: who was seen where, how hard one looked, who was missed."""

from cases.catalogue.animals import Animal, Family, animals, families
from cases.catalogue.area import area_km2
from cases.catalogue.counts import Series, StatedCount, series, stated_counts, why_apart
from cases.catalogue.coverage import Coverage, coverage
from cases.catalogue.crosswalk import Crossing, Number, crosswalk, shared
from cases.catalogue.detection import ASSUMPTIONS, RESIDENT_DAYS, Detection, detection
from cases.catalogue.effort import (
    Deployment,
    Effort,
    Gap,
    Uncountable,
    deployments,
    effort,
    uncountable,
)
from cases.catalogue.estimators import (
    Estimate,
    Occasion,
    chapman,
    estimates,
    exact_limits,
    occasions_of,
    schnabel,
    span_of,
    winter_of,
)
from cases.catalogue.family import Bond, bonds
from cases.catalogue.grid import GRID_DEGREES, Cell, cells, middle_of
from cases.catalogue.kinship import Inbreeding, Pedigree, coancestry, inbreeding, pedigree
from cases.catalogue.population import YearCount, population
from cases.catalogue.rate import (
    Pooled,
    PooledRates,
    Rate,
    home_stations,
    nights_between,
    rate_of,
    station_nights,
)
from cases.catalogue.sightings import Sighting, dated, last_seen, night_of, sightings

__all__ = [
    "ASSUMPTIONS",
    "GRID_DEGREES",
    "RESIDENT_DAYS",
    "Animal",
    "Bond",
    "Cell",
    "Coverage",
    "Crossing",
    "Deployment",
    "Detection",
    "Effort",
    "Estimate",
    "Family",
    "Gap",
    "Inbreeding",
    "Number",
    "Occasion",
    "Pedigree",
    "Pooled",
    "PooledRates",
    "Rate",
    "Series",
    "Sighting",
    "StatedCount",
    "Uncountable",
    "YearCount",
    "animals",
    "area_km2",
    "bonds",
    "cells",
    "chapman",
    "coancestry",
    "coverage",
    "crosswalk",
    "dated",
    "deployments",
    "detection",
    "effort",
    "estimates",
    "exact_limits",
    "families",
    "home_stations",
    "inbreeding",
    "last_seen",
    "middle_of",
    "night_of",
    "nights_between",
    "occasions_of",
    "pedigree",
    "population",
    "rate_of",
    "schnabel",
    "series",
    "shared",
    "sightings",
    "span_of",
    "stated_counts",
    "station_nights",
    "uncountable",
    "why_apart",
    "winter_of",
]

"""The catalogue of animals: who was seen where, how hard one looked, who was missed."""

from cases.catalogue.animals import Animal, Family, animals, families
from cases.catalogue.area import area_km2
from cases.catalogue.coverage import Coverage, coverage
from cases.catalogue.detection import ASSUMPTIONS, RESIDENT_DAYS, Detection, detection
from cases.catalogue.effort import Deployment, Effort, Gap, deployments, effort
from cases.catalogue.population import YearCount, chapman, population
from cases.catalogue.rate import (
    Pooled,
    PooledRates,
    Rate,
    home_stations,
    nights_between,
    rate_of,
    station_nights,
)
from cases.catalogue.sightings import Sighting, last_seen, night_of, sightings

__all__ = [
    "ASSUMPTIONS",
    "RESIDENT_DAYS",
    "Animal",
    "Coverage",
    "Deployment",
    "Detection",
    "Effort",
    "Family",
    "Gap",
    "Pooled",
    "PooledRates",
    "Rate",
    "Sighting",
    "YearCount",
    "animals",
    "area_km2",
    "chapman",
    "coverage",
    "deployments",
    "detection",
    "effort",
    "families",
    "home_stations",
    "last_seen",
    "night_of",
    "nights_between",
    "population",
    "rate_of",
    "sightings",
    "station_nights",
]

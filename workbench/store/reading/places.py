"""Where living animals are, shown coarsely to whoever is not cleared for it.

Each coordinate is put into the middle of a fixed cell, always the same one: asking again, or for
many photos of one station, tells no more. A random blur would be averaged away.
"""

from dataclasses import replace
from math import floor

from cases.statement import Locator, Statement
from workbench.store.reader import Reader

__all__ = ["COORDINATES", "EXACT_FROM_LEVEL", "GRID_DEGREES", "coarse", "coarsely"]

# Confidential: who may know where a leopard's camera stands.
EXACT_FROM_LEVEL = 2
GRID_DEGREES = 0.25
_ANIMAL_PLACES = frozenset({"Station", "Deployment", "Sighting", "Encounter"})
COORDINATES = ("latitude", "longitude")
# Half a cell's diagonal at the equator, in metres: what the middle of a cell may be off.
_UNCERTAINTY_M = "20000"


def coarse(reader: Reader) -> bool:
    """Whether this reader sees animals' places on the grid only."""
    return not reader.unfiltered and reader.clearance < EXACT_FROM_LEVEL


def coarsely(statement: Statement) -> Statement:
    """The statement as a reader who is not cleared for animals' places may see it."""
    if statement.schema not in _ANIMAL_PLACES:
        return statement
    if statement.property == "uncertainty":
        return replace(statement, value=_UNCERTAINTY_M, original_value="")
    if statement.property not in COORDINATES:
        return statement
    try:
        cell = floor(float(statement.value) / GRID_DEGREES)
    except ValueError:
        # Something that is no number may still say where it is.
        return replace(statement, value="", original_value="", locator=_bare(statement))
    middle = f"{(cell + 0.5) * GRID_DEGREES:.3f}"
    return replace(statement, value=middle, original_value="", locator=_bare(statement))


def _bare(statement: Statement) -> Locator:
    # A quotation of the source would hold the coordinate.
    return replace(statement.locator, quote=None)

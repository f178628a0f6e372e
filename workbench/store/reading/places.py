"""Where living animals are, shown coarsely to whoever is not cleared for it.

Each coordinate is put into the middle of a fixed cell, always the same one: asking again, or for
many photos of one station, tells no more. A random blur would be averaged away. A station's name
says where it is as its coordinates do, and so may any remark about it: of what is told of stations,
cameras and meetings only what cannot say a place is shown.
"""

from dataclasses import replace
from math import floor

from sqlalchemy import ColumnElement, FromClause, and_, not_, or_, true

from cases.statement import Locator, Statement
from workbench.store.reader import Reader

__all__ = [
    "CELL_DOUBT_KM",
    "COORDINATES",
    "EXACT_FROM_LEVEL",
    "GRID_DEGREES",
    "coarse",
    "coarsely",
    "told_to",
]

# Confidential: who may know where a leopard's camera stands.
EXACT_FROM_LEVEL = 2
GRID_DEGREES = 0.25
_ANIMAL_PLACES = frozenset({"Station", "Deployment", "Sighting", "Encounter"})
COORDINATES = ("latitude", "longitude")
# Of such records these say no place; a name, a remark, a column that nobody foresaw may.
_NO_PLACE = frozenset({
    "country", "zone", "station", "deployment", "individual", "photo", "start", "end", "date",
    "gap", "cameraModel", "observationType", "observationLevel", "species", "count", "flank",
    "sex", "lifeStage", "behavior", "classificationMethod", "classificationProbability",
})  # fmt: skip
# A camera's photos lie in a folder of its station's name.
_PATHS = frozenset({"fileName", "address"})
# Half a cell's diagonal at the equator: what the middle of a cell may be off.
CELL_DOUBT_KM = 20.0
_UNCERTAINTY_M = f"{CELL_DOUBT_KM * 1000.0:.0f}"


def coarse(reader: Reader) -> bool:
    """Whether this reader sees animals' places on the grid only."""
    return not reader.unfiltered and reader.clearance < EXACT_FROM_LEVEL


def coarsely(statement: Statement) -> Statement:
    """The statement as a reader who is not cleared for animals' places may see it.

    What may say a place is empty; a coordinate is the middle of its cell.
    """
    name, schema = statement.property, statement.schema
    if schema == "Photo":
        bare = replace(statement, original_value="", locator=_bare(statement))
        if name in _PATHS:
            return replace(bare, value=_without_folders(statement.value))
        return bare if statement.target else statement
    if schema not in _ANIMAL_PLACES:
        return statement
    bare = replace(statement, original_value="", locator=_bare(statement))
    if name == "uncertainty":
        return replace(bare, value=_UNCERTAINTY_M)
    if name in COORDINATES:
        return replace(bare, value=_middle(statement.value))
    return bare if name in _NO_PLACE else replace(bare, value="")


def told_to(reader: Reader, table: FromClause) -> ColumnElement[bool]:
    """The statements whose words this reader may search and read as they are written."""
    if not coarse(reader):
        return true()
    says, name = table.c.schema, table.c.property
    return not_(
        or_(
            and_(says.in_(sorted(_ANIMAL_PLACES)), name.not_in(sorted(_NO_PLACE))),
            and_(says == "Photo", name.in_(sorted(_PATHS))),
        )
    )


def _middle(written: str) -> str:
    try:
        cell = floor(float(written) / GRID_DEGREES)
    except ValueError:
        # Something that is no number may still say where it is.
        return ""
    return f"{(cell + 0.5) * GRID_DEGREES:.3f}"


def _without_folders(written: str) -> str:
    return written.replace("\\", "/").rpartition("/")[2]


def _bare(statement: Statement) -> Locator:
    # A quotation of the source would hold what is left out.
    return replace(statement.locator, quote=None)

"""Places on a map as GeoJSON (RFC 7946), with their uncertainty, coarse where they must be.

The places of living animals kill them if they leak: for readers below the level everything is
moved to the middle of one fixed grid cell, always the same one, so that nothing can be averaged.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from cases.entities import Entities, Entity
from cases.exports.loss import Loss, LossList
from cases.exports.stamp import Stamp


def write(
    entities: Entities,
    path: Path,
    *,
    grid_degrees: float | None = None,
    stamp: Stamp | None = None,
) -> tuple[Loss, ...]:
    """One point feature an entity with coordinates, by id; those without are listed as lost.

    grid_degrees: cell size of the coarse grid; None writes places as stated. Raises ValueError for
    a size that is not positive.
    """
    if grid_degrees is not None and grid_degrees <= 0:
        raise ValueError(f"a grid of {grid_degrees} degrees has no cells")
    losses = LossList()
    features = []
    for entity in entities.values():
        feature = _feature(entity, grid_degrees, losses)
        if feature is not None:
            features.append(feature)
    collection: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if stamp is not None:
        # A foreign member, RFC 7946 section 6.1: readers pass over what they do not know.
        collection["kedrovka"] = list(stamp.lines)
    text = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    path.write_bytes(text.encode("utf-8", "replace"))
    return tuple(losses)


def cell_middle(value: float, size: float) -> float:
    """The middle of the grid cell of `size` degrees in which a coordinate lies."""
    return round((math.floor(value / size) + 0.5) * size, 6)


def _feature(entity: Entity, grid: float | None, losses: LossList) -> dict[str, object] | None:
    latitude, longitude = entity.number("latitude"), entity.number("longitude")
    if latitude is None or longitude is None:
        if entity.values("latitude") or entity.schema in ("Place", "Station", "Deployment"):
            losses.add(f"{entity.schema} without a place", "no coordinates stated", entity.id)
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        losses.add(
            f"{entity.schema} off the globe", "latitude or longitude out of range", entity.id
        )
        return None
    properties: dict[str, object] = {
        "id": entity.id,
        "kind": entity.schema,
        "label": entity.caption,
        "date": str(entity.when) if entity.is_event and entity.when else "",
        "statements": sorted(s.id for s in entity.statements),
    }
    uncertainty = entity.number("uncertainty")
    if uncertainty is not None:
        properties["uncertainty_m"] = uncertainty
    if grid is not None:
        # The meridian of 180 degrees is that of -180; no cell lies beyond it, nor beyond a pole.
        latitude = cell_middle(min(latitude, 90 - grid / 2), grid)
        longitude = cell_middle(-180.0 if longitude == 180 else longitude, grid)
        properties["grid_degrees"] = grid
        losses.add("exact place", f"moved to the middle of a cell of {grid} degrees", entity.id)
    return {
        "type": "Feature",
        "id": entity.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": properties,
    }

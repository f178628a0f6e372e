"""What a subject of EarthRanger is: an animal with a collar, a person with a radio, a vehicle."""

from collections.abc import Mapping
from typing import Any

from cases.statement import Ref

__all__ = ["subject_ref"]

_PEOPLE = ("person", "ranger", "staff", "team", "patrol", "scout", "driver")
_VEHICLES = (
    "vehicle",
    "car",
    "truck",
    "motorcycle",
    "boat",
    "plane",
    "aircraft",
    "helicopter",
    "uav",
)


def subject_ref(namespace: str, known: Mapping[str, Any]) -> Ref:
    """The entity of a subject by its type and subtype, which are the site's own words.

    What is neither a person nor a vehicle is taken for an animal, of which most collars are.
    """
    said = f"{known.get('subject_type') or ''} {known.get('subject_subtype') or ''}".casefold()
    key = str(known.get("id") or known.get("name"))
    if any(word in said.split() or f"{word}_" in said for word in _PEOPLE):
        return Ref("Person", namespace, key)
    if any(word in said for word in _VEHICLES):
        return Ref("Vehicle", namespace, key)
    return Ref("IndividualAnimal", namespace, key)

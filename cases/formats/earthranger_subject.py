"""What a subject of EarthRanger is: an animal with a collar, a person with a radio, a vehicle, or
a thing that stands somewhere."""

import re
from collections.abc import Mapping
from typing import Any

from cases.statement import Ref

__all__ = ["LINKS", "subject_ref"]

# Kind of subject -> the property by which an event or a position points to it.
LINKS = {
    "IndividualAnimal": "individual",
    "Person": "person",
    "Station": "station",
    "Vehicle": "vehicle",
}

_PEOPLE = frozenset({"person", "ranger", "staff", "team", "patrol", "scout", "driver", "people"})
_VEHICLES = frozenset({
    "vehicle", "car", "truck", "motorcycle", "motorbike", "boat", "ship", "plane", "airplane",
    "aeroplane", "aircraft", "helicopter", "uav", "drone",
})  # fmt: skip
# EarthRanger's subject type "stationary-object": gates, weather stations, camera traps.
_STANDING = frozenset({"stationary", "station", "camtrap", "camera"})


def subject_ref(namespace: str, known: Mapping[str, Any]) -> Ref:
    """The entity of a subject by its type and subtype, which are the site's own words.

    By whole words: a caracal is no car. What is neither a person, a vehicle nor a thing that
    stands is taken for an animal, of which most collars are.
    """
    said = f"{known.get('subject_type') or ''} {known.get('subject_subtype') or ''}".casefold()
    found = re.split(r"[\W_]+", said)
    words = {*found, *(word.removesuffix("s") for word in found)}
    key = str(known.get("id") or known.get("name"))
    for kind, names in (("Person", _PEOPLE), ("Vehicle", _VEHICLES), ("Station", _STANDING)):
        if words & names:
            return Ref(kind, namespace, key)
    return Ref("IndividualAnimal", namespace, key)

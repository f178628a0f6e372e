"""An entry as a row of JSON, without its numbers, and back."""

from dataclasses import asdict
from typing import Any

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.gallery.entry import Entry


def row_of(entry: Entry, place: int, counts: dict[str, int]) -> dict[str, Any]:
    """What is kept of an entry besides its numbers.

    place: the row of its embedding among those kept; counts: how many marks of each kind it has.
    """
    return {
        "coat": asdict(entry.features.coat),
        "fingerprint": entry.features.fingerprint,
        "individual": entry.individual,
        "encounter": entry.encounter,
        "marks": counts,
        "place": place,
    }


def coat_of(held: dict[str, Any]) -> Coat:
    """The coat of a row. Raises LookupError, TypeError or ValueError where a part is amiss."""
    region, quality = dict(held["region"]), dict(held["quality"])
    corners = region.pop("polygon")
    quality["grade"] = QualityGrade(quality["grade"])
    quality["reasons"] = tuple(quality["reasons"])
    return Coat(
        photo=held["photo"],
        region=Region(**region, polygon=corners and tuple((x, y) for x, y in corners)),
        flank=Flank(held["flank"]),
        species=held["species"],
        kind=Kind(held["kind"]),
        quality=Quality(**quality),
        fixed_by=held["fixed_by"],
    )

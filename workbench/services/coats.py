"""A coat as the store keeps it and as the embeddings compute with it: the same value, both ways."""

from typing import Any, cast

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from workbench.store import CoatRecord


def coat_of(record: CoatRecord) -> Coat:
    """The coat that a record holds; raises ValueError where its parts no longer give its id.

    The check matters: a coat's id goes into fingerprints, and a record that lost a digit on the way
    through a database would be described under a wrong one.
    """
    region = cast("dict[str, Any]", dict(record.region))
    corners = region.pop("polygon", None)
    quality = cast("dict[str, Any]", dict(record.quality))
    coat = Coat(
        photo=record.photo,
        region=Region(
            **region, polygon=tuple((float(x), float(y)) for x, y in corners) if corners else None
        ),
        flank=Flank(record.flank),
        species=record.species,
        kind=Kind(record.kind),
        quality=Quality(
            grade=QualityGrade(quality.pop("grade")),
            reasons=tuple(quality.pop("reasons", ())),
            **quality,
        ),
        fixed_by=dict(record.fixed_by),
    )
    if coat.id != record.id:
        raise ValueError(f"the record {record.id} holds the parts of {coat.id}")
    return coat


def record_of(coat: Coat, *, supersedes: str | None = None) -> CoatRecord:
    """The record of a coat; supersedes: the coat that it corrects."""
    region, quality = coat.region, coat.quality
    return CoatRecord(
        id=coat.id,
        photo=coat.photo,
        region={
            "x": region.x,
            "y": region.y,
            "width": region.width,
            "height": region.height,
            "polygon": region.polygon,
        },
        flank=coat.flank.value,
        species=coat.species,
        kind=coat.kind.value,
        quality={
            "grade": quality.grade.value,
            "usable_px": quality.usable_px,
            "sharpness": quality.sharpness,
            "glare": quality.glare,
            "coverage": quality.coverage,
            "reasons": list(quality.reasons),
        },
        fixed_by=coat.fixed_by,
        supersedes=supersedes,
    )

"""Camtrap DP 1.0.2: a package of deployments, media and observations, read into claims.

An animal that passes once is one sighting, however many rows tell of it: the standard gives an
event row, a row a photo, or both, and adding them up counts it twice. A sighting here is one
(deployment, event, type, species, individual); event rows give its count where there are any, else
the photo that shows most. Every observation row leaves its `observation` claim with its place, so
nothing is lost and all can be traced.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.dates import When
from cases.formats.camtrap_individuals import read_individuals
from cases.formats.camtrap_observations import (
    Observation,
    Package,
    photo_claims,
    read_observation,
    sighting_claims,
)
from cases.formats.camtrap_places import read_deployment
from cases.formats.camtrap_rows import Record, read_table
from cases.formats.camtrap_schema import DEPLOYMENTS, MEDIA, OBSERVATIONS
from cases.formats.inside import OutsidePackage, inside, is_web_address
from cases.formats.photo_file import Item, PhotoFile
from cases.formats.photo_header import pixel_box, upright_size
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["DESCRIPTOR", "descriptor_of", "read"]

DESCRIPTOR = "datapackage.json"


@dataclass(slots=True)
class _Known:
    """What has been read so far, to refuse rows that name what is not there or name it twice."""

    deployments: set[str] = field(default_factory=set)
    observations: set[str] = field(default_factory=set)
    media: set[str] = field(default_factory=set)
    animals: set[str] = field(default_factory=set)
    by_media: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    rows: list[Observation] = field(default_factory=list)


def descriptor_of(folder: Path) -> dict[str, Any] | Reject:
    """The package's `datapackage.json`, or why there is none."""
    path = folder / DESCRIPTOR
    try:
        read_as = json.loads(path.read_bytes())
    except OSError:
        return Reject(
            DESCRIPTOR,
            None,
            "",
            str(folder),
            "there is no datapackage.json in this folder",
            "name the folder into which the package was unpacked",
        )
    except (ValueError, RecursionError) as broken:
        return Reject(
            DESCRIPTOR, None, "", "", f"it is not JSON ({broken})", "export the package again"
        )
    if not isinstance(read_as, dict) or not isinstance(read_as.get("resources"), list):
        return Reject(
            DESCRIPTOR,
            None,
            "resources",
            "",
            "it describes no tables",
            "export the package again as Camtrap DP 1.0",
        )
    return read_as


def read(path: Path, *, namespace: str = "", individuals: str = "") -> Iterator[Item]:
    """Read the package in the folder `path` (or its datapackage.json).

    namespace: of deployments, photos and sightings, by default the package's name; individuals: of
    animals, the same for packages of one catalogue. Yields claims, rejects and photos; a photo
    comes right before its claims. Nothing is fetched.
    """
    folder = path.parent if path.name == DESCRIPTOR else path
    descriptor = descriptor_of(folder)
    if isinstance(descriptor, Reject):
        yield descriptor
        return
    name = namespace or str(descriptor.get("name") or descriptor.get("id") or folder.name)
    package = Package(name, individuals or name)
    known = _Known()
    yield from _deployments(folder, descriptor, package, known)
    for item in read_individuals(folder, descriptor, package):
        if isinstance(item, Claim) and isinstance(item.subject, Ref):
            known.animals.add(item.subject.key)
        yield item
    yield from _observations(folder, descriptor, known)
    yield from _media(folder, descriptor, package, known)
    yield from _sightings(package, known)


def _deployments(
    folder: Path, descriptor: dict[str, Any], package: Package, known: _Known
) -> Iterator[Item]:
    for record in read_table(folder, descriptor, DEPLOYMENTS):
        if isinstance(record, Reject):
            yield record
        elif (key := record.get("deploymentID")) in known.deployments:
            yield record.reject("deploymentID", "it stands twice in the table", "remove one row")
        else:
            items = list(read_deployment(record, package.namespace))
            # A refused deployment takes its photos with it: their place and effort are unknown.
            if any(not isinstance(item, Reject) for item in items):
                known.deployments.add(key)
            yield from items


def _observations(folder: Path, descriptor: dict[str, Any], known: _Known) -> Iterator[Reject]:
    for record in read_table(folder, descriptor, OBSERVATIONS):
        if isinstance(record, Reject):
            yield record
            continue
        if (refused := _unknown(record, "observationID", known.observations, known)) is not None:
            yield refused
            continue
        row, rejects = read_observation(record)
        yield from rejects
        if row is not None:
            known.observations.add(record.get("observationID"))
            known.rows.append(row)
            if row.media:
                known.by_media[row.media].append(row)


def _unknown(record: Record, key: str, seen: set[str], known: _Known) -> Reject | None:
    """Why a row cannot be taken: its key stands twice, or its deployment is not there."""
    if record.get(key) in seen:
        return record.reject(key, "it stands twice in the table", "remove one row")
    if record.get("deploymentID") not in known.deployments:
        return record.reject(
            "deploymentID", "there is no such deployment", "add it to the table of deployments"
        )
    return None


def _media(
    folder: Path, descriptor: dict[str, Any], package: Package, known: _Known
) -> Iterator[Item]:
    for record in read_table(folder, descriptor, MEDIA):
        if isinstance(record, Reject):
            yield record
        elif (refused := _unknown(record, "mediaID", known.media, known)) is not None:
            yield refused
        else:
            known.media.add(record.get("mediaID"))
            yield from _photo(folder, package, record, known.by_media[record.get("mediaID")])


def _photo(
    folder: Path, package: Package, record: Record, seen: list[Observation]
) -> Iterator[Item]:
    """A photo and its claims; where it shows several animals, one entity an animal.

    One photo with two boxes and two names could not be told apart as properties of one thing.
    """
    taken = record.when("timestamp")
    if not isinstance(taken, When):
        yield taken or record.reject("timestamp", "there is no time", "fill it in")
        return
    path, refused = _file_of(folder, record)
    if refused is not None:
        yield refused
    size = upright_size(path) if path else None
    regions = [row for row in seen if row.kind == "animal" and (row.relative_box or row.individual)]
    shown: list[Observation | None] = [*regions] or [*seen[:1]] or [None]
    media = {
        "address": record.get("filePath"),
        "mediaType": record.get("fileMediatype"),
        "public": record.get("filePublic"),
    }
    name = record.get("fileName") or record.get("filePath").rpartition("/")[2]
    for number, row in enumerate(shown, 1):
        key = record.get("mediaID") if number == 1 else f"{record.get('mediaID')}#{number}"
        photo = package.ref("Photo", key)
        yield PhotoFile(path, photo, name, media)
        told = Telling(photo, record.locator, taken)
        yield told.say("fileName", name, column="fileName")
        yield told.say("capturedAt", str(taken), column="timestamp")
        yield told.say("deployment", package.ref("Deployment", record.get("deploymentID")))
        yield told.say("kind", "camera")
        yield told.say("available", "yes" if path else "no", column="filePath")
        yield told.say("public", record.get("filePublic"), column="filePublic")
        if is_web_address(record.get("filePath")):
            yield told.say("address", record.get("filePath"), column="filePath")
        box = pixel_box(row.relative_box, size) if row and row.relative_box and size else ""
        yield from photo_claims(package, photo, row, box)


def _file_of(folder: Path, record: Record) -> tuple[Path | None, Reject | None]:
    """The photo's file if the package holds it, and a reject only for a path that leads out.

    A photo may be absent, private or not: packages are passed on without their photos. That it is
    absent is said by its claim `available`.
    """
    written = record.get("filePath")
    if is_web_address(written):
        return None, None
    try:
        path = inside(folder, written)
    except OutsidePackage as outside:
        return None, record.reject("filePath", outside.reason, outside.remedy)
    return (path if path.is_file() else None), None


def _sightings(package: Package, known: _Known) -> Iterator[Item]:
    """Sightings of all rows whose photo is in the table; the others are refused, each with why."""
    kept = []
    for row in known.rows:
        if row.media and row.media not in known.media:
            yield row.record.reject(
                "mediaID", "there is no such photo in the table of media", "add it there"
            )
        else:
            kept.append(row)
            yield from _animal(package, row, known)
    yield from sighting_claims(package, kept)


def _animal(package: Package, row: Observation, known: _Known) -> Iterator[Item]:
    """What the first observation says of an animal that no table of individuals describes."""
    if not row.individual or row.individual in known.animals:
        return
    known.animals.add(row.individual)
    told = Telling(package.animal(row.individual), row.record.locator)
    yield told.say("catalogueNumber", row.individual, column="individualID")
    if row.species:
        yield told.say("species", row.species, column="scientificName")

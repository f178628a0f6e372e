"""Observations of a Camtrap DP package: what a photo shows, and sightings counted once.

Which rows tell of one animal's one passage is decided here; see `sighting_key`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cases.dates import When
from cases.formats.camtrap_places import tags_of
from cases.formats.camtrap_rows import Record
from cases.formats.camtrap_schema import OBSERVATIONS
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["Observation", "Package", "photo_claims", "read_observation", "sighting_claims"]

_FLANKS = {"left", "right", "both"}
# Not the name of an animal, whatever language the package's people write.
_NOBODY = {"unknown", "unidentified", "unid", "?", "неизвестно", "неизв.", "未知", "không rõ"}
_ON_SIGHTING = ("sex", "lifeStage", "behavior", "classifiedBy", "classificationMethod")


@dataclass(frozen=True, slots=True)
class Package:
    """What all refs of one package share: its namespace, and the one in which animals are named."""

    namespace: str
    individuals: str

    def ref(self, schema: str, key: str) -> Ref:
        """An entity of this package."""
        return Ref(schema, self.namespace, key)

    def animal(self, key: str) -> Ref:
        """A catalogued animal; packages of one catalogue share the namespace."""
        return Ref("IndividualAnimal", self.individuals, key)


@dataclass(frozen=True, slots=True)
class Observation:
    """One checked row. relative_box: x, y, width, height in parts of the upright photo."""

    record: Record
    deployment: str
    media: str
    event: str
    kind: str
    species: str
    individual: str
    flank: str
    count: int | None
    relative_box: tuple[float, float, float, float] | None
    start: When
    end: When

    @property
    def of_event(self) -> bool:
        """Whether the row tells of a whole event and not of one photo."""
        return self.record.get("observationLevel") == "event"

    @property
    def encounter(self) -> str:
        """The event, or the station's day where none is given: the coarser reading is the safe one.

        Photos of one encounter must never count as two meetings of an animal.
        """
        return self.event or f"{self.deployment} {self.start.day}"

    @property
    def sighting_key(self) -> str:
        """Rows with one key tell of the same animals' same passage.

        A stroke within a part is escaped: station HS, event 1/2 is not station HS/1, event 2.
        """
        parts = (self.deployment, self.encounter, self.kind, self.species, self.individual)
        return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)


def read_observation(record: Record) -> tuple[Observation | None, list[Reject]]:
    """The row as a value, or None where it is refused; bad cells beside it are rejects."""
    rejects: list[Reject] = []
    for column, allowed in OBSERVATIONS.allowed.items():
        if (value := record.get(column)) and value not in allowed:
            rejects.append(
                record.reject(
                    column,
                    f"{column} has no value {value!r}",
                    f"write one of {', '.join(sorted(allowed))}",
                )
            )
            if column in OBSERVATIONS.required:
                return None, rejects
    if record.get("observationLevel") == "media" and not record.get("mediaID"):
        return None, [record.reject("mediaID", "a row about a photo names none", "fill it in")]
    start, end = record.when("eventStart"), record.when("eventEnd")
    if not isinstance(start, When) or not isinstance(end, When):
        return None, [part for part in (start, end) if isinstance(part, Reject)]
    count = record.number_of("count", 0, 1_000_000)
    if isinstance(count, float) and not count.is_integer():
        count = record.reject("count", "animals are counted whole", "write a whole number")
    box, wrong_box = _box(record)
    rejects += [*wrong_box, *([count] if isinstance(count, Reject) else [])]
    individual = record.get("individualID")
    return (
        Observation(
            record=record,
            deployment=record.get("deploymentID"),
            media=record.get("mediaID"),
            event=record.get("eventID"),
            kind=record.get("observationType"),
            species=record.get("scientificName"),
            individual="" if individual.casefold() in _NOBODY else individual,
            flank=_flank(record),
            count=int(count) if isinstance(count, float) else None,
            relative_box=box,
            start=start,
            end=end,
        ),
        rejects,
    )


def photo_claims(
    package: Package, photo: Ref, seen: Observation | None, box: str
) -> Iterator[Claim]:
    """What one row says of one photo. box: in pixels, empty where the photo is absent."""
    if seen is None:
        return
    told = Telling(photo, seen.record.locator)
    yield told.say("sighting", package.ref("Sighting", seen.sighting_key), column="eventID")
    yield told.say("encounter", f"{package.namespace}:{seen.encounter}", column="eventID")
    yield told.say("observationType", seen.kind, column="observationType")
    if seen.individual:
        yield told.say("individual", package.animal(seen.individual), column="individualID")
    if seen.flank:
        yield told.say("flank", seen.flank, column="observationTags")
    if seen.species:
        yield told.say("species", seen.species, column="scientificName")
    if seen.relative_box is not None:
        relative = ",".join(f"{side:g}" for side in seen.relative_box)
        yield told.say("relativeBox", relative, column="bboxX")
        if box:
            yield told.say("box", box, column="bboxX", original=relative)
            by = seen.record.get("classifiedBy") or seen.record.get("classificationMethod")
            yield told.say("boxSource", by or "package", column="classifiedBy")


def sighting_claims(package: Package, rows: Iterable[Observation]) -> Iterator[Claim]:
    """All sightings of a package's observations, each with the rows and photos it stands on."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        groups[row.sighting_key].append(row)
    for key, group in groups.items():
        yield from _one_sighting(package, package.ref("Sighting", key), group)


def counted(group: list[Observation]) -> int | None:
    """How many animals: what the event rows add up to, else the photo that shows most."""
    of_event = [row.count for row in group if row.of_event and row.count is not None]
    if of_event:
        return sum(of_event)
    by_photo: dict[str, int] = defaultdict(int)
    for row in group:
        if row.count is not None:
            by_photo[row.media] += row.count
    return max(by_photo.values(), default=None)


def _one_sighting(package: Package, sighting: Ref, group: list[Observation]) -> Iterator[Claim]:
    when = _hull(group)
    first = group[0]
    told = Telling(sighting, first.record.locator, when)
    yield told.say("date", str(when), column="eventStart")
    yield told.say("deployment", package.ref("Deployment", first.deployment))
    yield told.say("observationType", first.kind, column="observationType")
    yield told.say("encounter", f"{package.namespace}:{first.encounter}", column="eventID")
    if first.species:
        yield told.say("species", first.species, column="scientificName")
    if first.individual:
        yield told.say("individual", package.animal(first.individual), column="individualID")
    if (count := counted(group)) is not None:
        yield told.say("count", str(count), column="count")
    said: set[tuple[str, str]] = set()
    for row in group:
        here = Telling(sighting, row.record.locator, when)
        yield here.say("observation", row.record.get("observationID"), column="observationID")
        if row.media:
            yield here.say("photo", package.ref("Photo", row.media), column="mediaID")
        for property_, column, value in _details(row):
            if (property_, value) not in said:
                said.add((property_, value))
                yield here.say(property_, value, column=column)


def _details(row: Observation) -> Iterator[tuple[str, str, str]]:
    if row.flank:
        yield "flank", "observationTags", row.flank
    for column in _ON_SIGHTING:
        if value := row.record.get(column):
            yield column, column, value
    if comment := row.record.get("observationComments"):
        yield "comments", "observationComments", comment
    for key, value in tags_of(row.record.get("observationTags")):
        if key != "flank":
            yield "tags", "observationTags", f"{key}:{value}" if key else value


def _hull(group: list[Observation]) -> When:
    """From the first start to the last end, in the offset of the first."""
    earliest = min((row.start for row in group), key=lambda when: when.utc_bounds()[0])
    latest = max((row.end for row in group), key=lambda when: when.utc_bounds()[1])
    if earliest.zone_known != latest.zone_known or latest.end <= earliest.start:
        return earliest
    return replace(earliest, end=latest.end)


def _flank(record: Record) -> str:
    for key, value in tags_of(record.get("observationTags")):
        if key.casefold() == "flank" and value.casefold() in _FLANKS:
            return value.casefold()
    return ""


def _box(
    record: Record,
) -> tuple[tuple[float, float, float, float] | None, list[Reject]]:
    sides = [record.number_of(f"bbox{side}", 0, 1) for side in ("X", "Y", "Width", "Height")]
    wrong = [side for side in sides if isinstance(side, Reject)]
    if wrong or any(side is None for side in sides):
        return None, wrong
    x, y, w, h = (float(side) for side in sides if isinstance(side, float))
    if w <= 0 or h <= 0 or x + w > 1.001 or y + h > 1.001:
        return None, [
            record.reject(
                "bboxWidth", "the box leaves the photo", "write parts of the photo's side"
            )
        ]
    return (x, y, w, h), []

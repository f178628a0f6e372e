"""The passages of one reserve as a Camtrap DP package: the files that a park would send.

A rendered photo has a media row and a row of its own; a passage without photos here has an event
row only. The package calls itself simulated in its title, description and keywords.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from workbench.demo.cast import Cast, Cat
from workbench.demo.land import Camera
from workbench.demo.passages import Passage
from workbench.demo.shots import Taken

__all__ = ["RESERVES", "Reserve", "written"]


@dataclass(frozen=True, slots=True)
class Reserve:
    """One side of the border: folder and name of its package, its hours from UTC, its country."""

    key: str
    folder: str
    name: str
    title: str
    offset_hours: int
    zone: str
    country: str

    def local(self, at: datetime) -> datetime:
        """A local time of the story with its offset."""
        return at.replace(tzinfo=timezone(timedelta(hours=self.offset_hours)))


RESERVES = {
    "ru": Reserve("ru", "camera_traps_ru", "land-of-the-leopard", "Land of the Leopard (SIMULATED)",
                  10, "Asia/Vladivostok", "RU"),
    "cn": Reserve("cn", "camera_traps_cn", "hunchun-reserve", "Hunchun reserve (SIMULATED)",
                  8, "Asia/Shanghai", "CN"),
}  # fmt: skip

_DEPLOYMENTS = [
    "deploymentID",
    "locationID",
    "locationName",
    "latitude",
    "longitude",
    "coordinateUncertainty",
    "deploymentStart",
    "deploymentEnd",
    "cameraID",
    "cameraModel",
    "timestampIssues",
    "featureType",
    "deploymentTags",
    "deploymentComments",
]
_MEDIA = [
    "mediaID",
    "deploymentID",
    "captureMethod",
    "timestamp",
    "filePath",
    "filePublic",
    "fileMediatype",
]
_OBSERVATIONS = [
    "observationID",
    "deploymentID",
    "mediaID",
    "eventID",
    "eventStart",
    "eventEnd",
    "observationLevel",
    "observationType",
    "scientificName",
    "count",
    "lifeStage",
    "sex",
    "individualID",
    "bboxX",
    "bboxY",
    "bboxWidth",
    "bboxHeight",
    "classificationMethod",
    "classifiedBy",
    "observationTags",
    "observationComments",
]
_INDIVIDUALS = [
    "individualID",
    "individualName",
    "scientificName",
    "sex",
    "lifeStage",
    "birthDate",
    "origin",
    "motherID",
    "comments",
]

Row = Mapping[str, object]


def written(
    folder: Path,
    reserve: Reserve,
    cast: Cast,
    cameras: Sequence[Camera],
    passages: Sequence[Passage],
    taken: Sequence[Taken],
) -> None:
    """Write the tables and the descriptor; the photos are in the folder already."""
    folder.mkdir(parents=True, exist_ok=True)
    own = [p for p in passages if p.camera.station.reserve == reserve.key]
    photos: dict[str, list[Taken]] = {}
    for one in taken:
        photos.setdefault(one.passage, []).append(one)
    here = [c for c in cameras if c.station.reserve == reserve.key]
    _table(folder / "deployments.csv", _DEPLOYMENTS, (_deployment(c, reserve) for c in here))
    _table(folder / "media.csv", _MEDIA, _media(own, photos, reserve))
    _table(folder / "observations.csv", _OBSERVATIONS, _observations(own, photos, reserve))
    cats = [c for c in cast.cats if c.reserve == reserve.key]
    _table(folder / "individuals.csv", _INDIVIDUALS, (_individual(c) for c in cats))
    (folder / "datapackage.json").write_text(
        json.dumps(_descriptor(reserve), ensure_ascii=False, indent=2) + "\n", "utf-8"
    )


def _descriptor(reserve: Reserve) -> dict[str, object]:
    tables = ("deployments", "media", "observations", "individuals")
    base = "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2"
    return {
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                **({} if name == "individuals" else {"schema": f"{base}/{name}-table-schema.json"}),
            }
            for name in tables
        ],
        "profile": f"{base}/camtrap-dp-profile.json",
        "name": reserve.name,
        "title": reserve.title,
        "description": "SIMULATED. Rendered animals and invented places of the Kedrovka demo.",
        "keywords": ["simulated", "camera traps", "Panthera pardus"],
        "created": "2026-05-01T00:00:00Z",
        "version": "1",
    }


def _table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _deployment(camera: Camera, reserve: Reserve) -> Row:
    tags = [f"country:{reserve.country}", f"zone:{reserve.zone}"]
    tags += [f"gap:{gap.since}/{gap.until}:{gap.reason}" for gap in camera.gaps]
    off = camera.clock_off_days
    noon = datetime.min.time().replace(hour=12)
    return {
        "deploymentID": camera.key,
        "locationID": camera.station.key,
        "locationName": camera.station.name,
        "latitude": camera.station.latitude,
        "longitude": camera.station.longitude,
        "coordinateUncertainty": 100,
        "deploymentStart": reserve.local(datetime.combine(camera.first, noon)).isoformat(),
        "deploymentEnd": reserve.local(datetime.combine(camera.last, noon)).isoformat(),
        "cameraID": camera.key.rpartition("-W")[0],
        "cameraModel": "simulated",
        "timestampIssues": "true" if off else "false",
        "featureType": "trailGame",
        "deploymentTags": " | ".join(tags),
        "deploymentComments": f"clock {off} day behind; times as the camera wrote" if off else "",
    }


def _individual(cat: Cat) -> Row:
    return {
        "individualID": cat.key,
        "individualName": cat.name,
        "scientificName": cat.species,
        "sex": cat.sex,
        "lifeStage": "adult",
        "birthDate": cat.born,
        "origin": cat.origin,
        "motherID": cat.mother,
        "comments": "simulated",
    }


def _media(
    passages: Sequence[Passage], photos: Mapping[str, list[Taken]], reserve: Reserve
) -> Iterable[Row]:
    for passage in passages:
        for one in photos.get(passage.key, []):
            yield {
                "mediaID": f"{passage.key}-{one.frame}",
                "deploymentID": passage.camera.key,
                "captureMethod": "activityDetection",
                "timestamp": _time(passage, one.frame, reserve),
                "filePath": one.file,
                "filePublic": "true",
                "fileMediatype": "image/jpeg",
            }


def _observations(
    passages: Sequence[Passage], photos: Mapping[str, list[Taken]], reserve: Reserve
) -> Iterable[Row]:
    for passage in passages:
        event = {
            "deploymentID": passage.camera.key,
            "eventID": passage.key,
            "eventStart": _time(passage, 1, reserve),
            "eventEnd": _time(passage, passage.frames, reserve),
            "observationType": "animal",
            "scientificName": passage.cat.species,
            "count": 1,
            "sex": passage.cat.sex,
            "individualID": passage.cat.key,
            "classificationMethod": "human",
            "classifiedBy": "reserve staff (simulated)",
            "observationTags": f"flank:{passage.camera.side}",
        }
        yield event | {
            "observationID": passage.key,
            "observationLevel": "event",
            "observationComments": f"{passage.frames} frames, not all of them in this package",
        }
        for one in photos.get(passage.key, []):
            box = dict(
                zip(("bboxX", "bboxY", "bboxWidth", "bboxHeight"), one.box or (), strict=False)
            )
            yield (
                event
                | box
                | {
                    "observationID": f"{passage.key}-{one.frame}",
                    "mediaID": f"{passage.key}-{one.frame}",
                    "observationLevel": "media",
                    "observationComments": one.fault,
                }
            )


def _time(passage: Passage, frame: int, reserve: Reserve) -> str:
    at = passage.at - timedelta(days=passage.camera.clock_off_days) + timedelta(seconds=frame - 1)
    return reserve.local(at).isoformat()

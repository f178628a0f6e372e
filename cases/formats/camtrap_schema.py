"""What Camtrap DP 1.0.2 says of its three tables, bundled: nothing is fetched to check a package.

Source: tdwg/camtrap-dp 1.0.2, deployments-, media- and observations-table-schema.json; required
columns and closed lists of values only, as far as a reader has to rely on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DEPLOYMENTS", "MEDIA", "MISSING", "OBSERVATIONS", "TABLES", "TableFacts"]

# The missing values that the standard's own packages use.
MISSING = frozenset({"", "NA", "NaN", "nan"})


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table: its name, the columns that must have a value, the columns with closed lists."""

    name: str
    required: tuple[str, ...]
    allowed: Mapping[str, frozenset[str]] = field(hash=False)


_BOOLEAN = frozenset({"true", "false"})

DEPLOYMENTS = TableFacts(
    "deployments",
    ("deploymentID", "latitude", "longitude", "deploymentStart", "deploymentEnd"),
    {
        "timestampIssues": _BOOLEAN,
        "baitUse": _BOOLEAN,
        "featureType": frozenset(
            [
                "roadPaved",
                "roadDirt",
                "trailHiking",
                "trailGame",
                "roadUnderpass",
                "roadOverpass",
                "roadBridge",
                "culvert",
                "burrow",
                "nestSite",
                "carcass",
                "waterSource",
                "fruitingTree",
            ]
        ),
    },
)
MEDIA = TableFacts(
    "media",
    ("mediaID", "deploymentID", "timestamp", "filePath", "filePublic", "fileMediatype"),
    {
        "captureMethod": frozenset({"activityDetection", "timeLapse"}),
        "filePublic": _BOOLEAN,
        "favorite": _BOOLEAN,
    },
)
OBSERVATIONS = TableFacts(
    "observations",
    (
        "observationID",
        "deploymentID",
        "eventStart",
        "eventEnd",
        "observationLevel",
        "observationType",
    ),
    {
        "observationLevel": frozenset({"media", "event"}),
        "observationType": frozenset(
            [
                "animal",
                "human",
                "vehicle",
                "blank",
                "unknown",
                "unclassified",
            ]
        ),
        "cameraSetupType": frozenset({"setup", "calibration"}),
        "lifeStage": frozenset({"adult", "subadult", "juvenile"}),
        "sex": frozenset({"female", "male"}),
        "classificationMethod": frozenset({"human", "machine"}),
    },
)
TABLES = (DEPLOYMENTS, MEDIA, OBSERVATIONS)

"""Boxes that MegaDetector found, from its JSON (format 1.x): the best animal of each photo.

A photo with a `failure` was not processed. That is not the same as blank, and is said so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.reject import Reject

__all__ = ["Detections", "read_detections"]

# Below this MegaDetector's authors advise against trusting a box.
LEAST_CONFIDENCE = 0.2


@dataclass(frozen=True, slots=True)
class Detections:
    """Animal boxes (x, y, width, height in parts of the photo) by file, best first."""

    boxes: Mapping[str, tuple[tuple[float, float, float, float], ...]]
    rejects: tuple[Reject, ...]

    def best(self, file: str) -> tuple[float, float, float, float] | None:
        """The most confident animal of a photo, looked up by its path as written."""
        found = self.boxes.get(file.replace("\\", "/"), ())
        return found[0] if found else None


def read_detections(path: Path, *, least: float = LEAST_CONFIDENCE) -> Detections:
    """Read a MegaDetector file. A file that is none gives no boxes and one reject."""
    try:
        told = json.loads(path.read_bytes())
        images, categories = list(told["images"]), dict(told["detection_categories"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as wrong:
        reason = f"this is no MegaDetector output ({type(wrong).__name__})"
        return Detections({}, (Reject(path.name, None, "", "", reason, "run the detector again"),))
    animals = {key for key, name in categories.items() if name == "animal"}
    boxes: dict[str, tuple[tuple[float, float, float, float], ...]] = {}
    rejects: list[Reject] = []
    for number, image in enumerate(images, 1):
        if not isinstance(image, dict):
            wanted = "run the detector again"
            what = "this is no entry of a photo"
            rejects.append(Reject(path.name, number, "images", str(image)[:80], what, wanted))
            continue
        file = str(image.get("file", "")).replace("\\", "/")
        if failure := image.get("failure"):
            rejects.append(
                Reject(
                    path.name,
                    number,
                    "failure",
                    file,
                    f"the detector did not process this photo ({failure}); it is not blank",
                    "run the detector on it again or draw the box",
                )
            )
            continue
        found = _animals(image.get("detections") or [], animals, least)
        if isinstance(found, str):
            rejects.append(Reject(path.name, number, "bbox", file, found, "run the detector again"))
        else:
            boxes[file] = found
    return Detections(boxes, tuple(rejects))


def _animals(
    detections: list[Any], animals: set[str], least: float
) -> tuple[tuple[float, float, float, float], ...] | str:
    """The boxes of one photo, best first, or what is wrong with them."""
    found = []
    try:
        for detection in detections:
            if detection["category"] in animals and detection["conf"] >= least:
                x, y, w, h = (float(side) for side in detection["bbox"])
                # Asked this way round, a side that is no number (NaN) leaves the photo as well.
                if not (min(x, y) >= 0 and min(w, h) > 0 and x + w <= 1.001 and y + h <= 1.001):
                    return f"the box {detection['bbox']} leaves the photo"
                found.append((float(detection["conf"]), (x, y, w, h)))
    except (KeyError, TypeError, ValueError):
        return "a detection has no category, confidence or box of four numbers"
    found.sort(key=lambda pair: -pair[0])
    return tuple(box for _, box in found)

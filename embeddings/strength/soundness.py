"""A calibration file from outside: read whole and refused in a sentence, or not used at all.

What weighs evidence is a file of numbers that anybody could have made. It is not enough that it can
be read: a weight that is no number, a score that no search gives, or a claim beyond what its number
of animals can show would go into a court's ratio unseen.
"""

import json
from collections.abc import Iterator
from math import isfinite, log10
from pathlib import Path
from typing import Any

from embeddings.strength.calibration import Calibration, from_text
from embeddings.strength.logistic import Line
from embeddings.strength.model import CLOSE, GLANCE

DOMAINS = ("camera", "pelt", "skin")
MOST_BYTES = 8 << 20
"""Fifty times the largest that ships."""
_LARGEST = 1e9
_SCORES = ("sift", "xfeat", "stiff", "coverage", "cosine", "votes")
_ENDINGS = ("", "_z", "_beyond", "_within")
_OF_AN_ANIMAL = ("coats_log", "encounters_log")
_REMEDY = "fit one: kedrovka calibrate"


class CalibrationRefused(ValueError):
    """A file that may weigh nothing: reason and remedy are plain sentences without a full stop."""

    def __init__(self, reason: str, remedy: str = _REMEDY) -> None:
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


def read_calibration(path: Path) -> Calibration:
    """The calibration in a file. Raises CalibrationRefused for what is none or is unsound."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise CalibrationRefused(f"{path} cannot be opened ({reason})", "check the path") from error
    return sound_calibration(content, path.name)


def sound_calibration(content: bytes, name: str) -> Calibration:
    """The calibration in these bytes; name: of their file. Raises CalibrationRefused."""
    if len(content) > MOST_BYTES:
        raise CalibrationRefused(f"{name} is larger than any calibration ({MOST_BYTES >> 20} MB)")
    try:
        text = content.decode("utf-8")
        told = json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise CalibrationRefused(f"{name} is no calibration: it is not JSON ({error})") from error
    odd = next(_odd_numbers(told, ""), None)
    if odd is not None:
        raise CalibrationRefused(f"{name} is unsound: {odd}")
    try:
        calibration = from_text(text, name)
    except ValueError as error:
        reason = str(error).removesuffix(": fit one with kedrovka calibrate")
        raise CalibrationRefused(reason) from error
    fault = next(_faults(calibration), None)
    if fault is not None:
        raise CalibrationRefused(f"{name} is unsound: {fault}")
    return calibration


def _odd_numbers(value: Any, place: str) -> Iterator[str]:
    """Numbers that are none, or larger than anything that is counted, with where they stand."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _odd_numbers(part, f"{place}/{key}")
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _odd_numbers(part, f"{place}/{at}")
    elif isinstance(value, float) and not isfinite(value):
        yield f"{value} is no number ({place})"
    elif isinstance(value, (int, float)) and abs(value) > _LARGEST:
        yield f"{str(value)[:40]} is beyond anything that is counted ({place})"


def _faults(calibration: Calibration) -> Iterator[str]:
    for word in ("name", "species", "population"):
        told = getattr(calibration, word)
        if not isinstance(told, str) or not told.strip():
            yield f"it does not say its {word}"
    if calibration.domain not in DOMAINS:
        yield f"there is no domain {calibration.domain!r}"
    missing = {CLOSE, GLANCE} - set(calibration.models)
    if missing:
        yield f"it has no model for {' and '.join(sorted(missing))}"
    known = {score + ending for score in _SCORES for ending in _ENDINGS} | set(_OF_AN_ANIMAL)
    animals = calibration.figures.get("animals")
    if not isinstance(animals, int) or animals < 1:
        yield "it does not say on how many animals it stands"
        return
    for key, model in sorted(calibration.models.items()):
        strange = sorted(set(model.names) - known)
        if strange:
            yield f"no search gives the score {strange[0]} (model {key})"
        for line in (model.line, *model.resamples):
            if not _fits(line, len(model.names)):
                yield f"its line does not fit its {len(model.names)} scores (model {key})"
        limit = log10(animals + 1) + 1e-6
        if model.bounds.high > limit or model.bounds.low < -limit:
            furthest = max(model.bounds.high, -model.bounds.low)
            yield (
                f"it claims LR {10**furthest:.3g}, and {animals} animals show at most "
                f"{animals + 1} (model {key})"
            )


def _fits(line: Line, scores: int) -> bool:
    parts = (line.centre, line.scale, line.weights)
    return all(len(part) == scores for part in parts) and all(one > 0 for one in line.scale)

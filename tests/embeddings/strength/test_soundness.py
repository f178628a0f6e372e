"""A calibration file from outside: what is sound is read, what is not is refused in a sentence."""

import json
from pathlib import Path

import pytest

import embeddings.calibrations
from embeddings.strength import CalibrationRefused, read_calibration, shipped
from embeddings.strength.soundness import MOST_BYTES, sound_calibration

FOLDER = Path(embeddings.calibrations.__file__).parent
TIGERS = FOLDER / "amur-tigers-camera.json"


@pytest.fixture
def changed():
    """changed(place, value): bytes of the tiger calibration with one part put in place."""

    def change(place, value):
        content = json.loads(TIGERS.read_text("utf-8"))
        *way, last = place.split("/")
        part = content
        for name in way:
            part = part[int(name)] if isinstance(part, list) else part[name]
        if value is None:
            del part[last]
        else:
            part[int(last) if isinstance(part, list) else last] = value
        return json.dumps(content).encode("utf-8")

    return change


def test_every_calibration_that_ships_is_sound():
    found = [read_calibration(path) for path in sorted(FOLDER.glob("*.json"))]
    assert [one.digest for one in found] == [one.digest for one in shipped()]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("models/close/line/weights/0", float("nan"), "nan is no number (/models/close/line"),
        ("models/close/line/offset", float("-inf"), "-inf is no number"),
        ("models/close/line/weights/0", 1e300, "beyond anything that is counted"),
        ("models/close/bounds/1", 6.0, "it claims LR 1e+06, and"),
        ("models/glance/bounds/0", -4.0, "it claims LR 1e+04"),
        ("models/close/names/0", "eyesight", "no search gives the score eyesight"),
        ("models/close/line/weights", [1.0], "its line does not fit its"),
        ("models/close/line/scale/0", 0.0, "its line does not fit"),
        ("models/glance", None, "it has no model for glance"),
        ("population", "  ", "it does not say its population"),
        ("species", "", "it does not say its species"),
        ("domain", "fur", "there is no domain 'fur'"),
        ("figures/animals", None, "on how many animals it stands"),
        ("thresholds/this_animal", -1.0, "is no calibration"),
        ("cohorts", [1, 2], "is no calibration"),
        ("models", "none", "is no calibration"),
    ],
)
def test_what_would_weigh_wrongly_is_named(changed, place, value, said):
    with pytest.raises(CalibrationRefused) as refused:
        sound_calibration(changed(place, value), "theirs.json")
    assert refused.value.reason.startswith("theirs.json is ")
    assert said in refused.value.reason
    assert refused.value.remedy == "fit one: kedrovka calibrate"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "is no calibration"),
        (b'{"form": "kedrovka-evaluation-1"}', "is no calibration ('name')"),
        (b" " * (MOST_BYTES + 1), "larger than any calibration (8 MB)"),
    ],
)
def test_what_is_no_calibration_at_all_is_said(content, said):
    with pytest.raises(CalibrationRefused) as refused:
        sound_calibration(content, "theirs.json")
    assert said in refused.value.reason


def test_a_file_that_is_not_there_is_told_by_its_path(tmp_path):
    with pytest.raises(CalibrationRefused, match="cannot be opened") as refused:
        read_calibration(tmp_path / "gone.json")
    assert refused.value.remedy == "check the path"

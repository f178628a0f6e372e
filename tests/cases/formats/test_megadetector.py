"""Boxes of MegaDetector: the best animal of a photo, what failed, and files that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from cases.formats.megadetector import Detections, read_detections

CATEGORIES = {"1": "animal", "2": "person", "3": "vehicle"}


def detected(folder: Path, *images: object, categories: object = CATEGORIES) -> Detections:
    path = folder / "md.json"
    path.write_text(json.dumps({"images": images, "detection_categories": categories}), "utf-8")
    return read_detections(path)


def photo(file: str, *found: tuple[str, float, list[Any]]) -> dict[str, Any]:
    return {
        "file": file,
        "detections": [{"category": c, "conf": conf, "bbox": box} for c, conf, box in found],
    }


BOX, OTHER = [0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.2, 0.2]


def test_the_surest_animal_of_a_photo_comes_first_and_people_never(tmp_path: Path) -> None:
    found = detected(
        tmp_path,
        photo("a.jpg", ("1", 0.5, OTHER), ("2", 0.99, [0, 0, 1, 1]), ("1", 0.9, BOX)),
        photo("b.jpg", ("2", 0.99, BOX)),
        photo("c.jpg"),
    )
    assert found.best("a.jpg") == tuple(BOX)
    assert found.boxes["a.jpg"] == (tuple(BOX), tuple(OTHER))
    assert found.best("b.jpg") is None
    assert found.best("c.jpg") is None
    assert found.best("elsewhere.jpg") is None
    assert found.rejects == ()


@pytest.mark.parametrize(("sure", "taken"), [(0.2, True), (0.1999, False), (1.0, True), (0, False)])
def test_a_box_its_authors_would_not_trust_is_left_out(
    sure: float, taken: bool, tmp_path: Path
) -> None:
    assert (detected(tmp_path, photo("a.jpg", ("1", sure, BOX))).best("a.jpg") is not None) == taken


def test_a_photo_is_found_whichever_way_its_folders_are_written(tmp_path: Path) -> None:
    found = detected(tmp_path, photo("cam1\\день 2\\a.jpg", ("1", 0.9, BOX)))
    assert found.best("cam1/день 2/a.jpg") == tuple(BOX)
    assert found.best("cam1\\день 2\\a.jpg") == tuple(BOX)


def test_a_photo_that_was_not_processed_is_not_blank_and_is_said(tmp_path: Path) -> None:
    found = detected(tmp_path, {"file": "a.jpg", "failure": "image access failure"},
                     photo("b.jpg", ("1", 0.9, BOX)))  # fmt: skip
    (reject,) = found.rejects
    assert (reject.row, reject.value) == (1, "a.jpg")
    assert "it is not blank" in reject.reason
    assert "a.jpg" not in found.boxes
    assert found.best("b.jpg") == tuple(BOX)


@pytest.mark.parametrize(
    "box",
    [
        [0.9, 0.1, 0.2, 0.2], [0.1, 0.9, 0.2, 0.2], [-0.1, 0, 0.2, 0.2], [0.1, 0.1, 0, 0.2],
        [0.1, 0.1, 0.2, -0.2], [120, 80, 400, 300], [0.1, 0.1, 0.2], [0.1, 0.1, 0.2, 0.2, 0.2],
        ["a", 0, 1, 1], None, {}, float("nan"), [float("nan"), 0.1, 0.2, 0.2],
        [0.1, 0.1, float("nan"), 0.2], [0.1, float("nan"), 0.1, 0.1], [0.1, 0.1, float("inf"), 0.2],
    ],
)  # fmt: skip
def test_a_box_that_is_none_is_refused_and_the_next_photo_is_read(box: Any, tmp_path: Path) -> None:
    """A detector that divides by nothing writes NaN, which Python's JSON takes for a number."""
    found = detected(tmp_path, photo("a.jpg", ("1", 0.9, box)), photo("b.jpg", ("1", 0.9, BOX)))
    (reject,) = found.rejects
    assert (reject.row, reject.column, reject.value) == (1, "bbox", "a.jpg")
    assert found.best("a.jpg") is None
    assert found.best("b.jpg") == tuple(BOX)


@pytest.mark.parametrize("entry", ["a.jpg", 7, None, ["a.jpg"]])
def test_an_entry_that_is_no_photo_costs_only_itself(entry: object, tmp_path: Path) -> None:
    found = detected(tmp_path, entry, photo("b.jpg", ("1", 0.9, BOX)))
    assert [reject.row for reject in found.rejects] == [1]
    assert found.best("b.jpg") == tuple(BOX)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"7", b"{", b"[" * 100_000, b'{"images": []}', b"\xff\xfe\x00",
        b'{"images": 7, "detection_categories": {}}',
        b'{"images": null, "detection_categories": {}}',
        b'{"images": [], "detection_categories": ["animal"]}', b'{"images": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_a_file_that_is_no_output_of_the_detector_gives_no_box_and_one_reason(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "md.json"
    path.write_bytes(content)
    found = read_detections(path)
    assert found.boxes == {}
    (reject,) = found.rejects
    assert "no MegaDetector output" in reject.reason
    assert read_detections(tmp_path / "gone.json").rejects

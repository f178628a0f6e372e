"""Identified photos from a folder or a CSV, with or without a detector's boxes."""

import csv
import json
from pathlib import Path

import pytest
from PIL import Image

from cases.formats import Item, PhotoFile
from cases.formats.megadetector import read_detections
from cases.formats.photo_csv import read
from cases.reject import Reject
from cases.statement import Claim, Ref


def photo(path: Path, size: tuple[int, int] = (200, 100)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "grey").save(path)


def told(items: list[Item], property_: str, schema: str = "Photo") -> list[object]:
    return [
        i.value
        for i in items
        if isinstance(i, Claim) and (i.schema, i.property) == (schema, property_)
    ]


def rejects(items: list[Item]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def table(folder: Path, text: str) -> Path:
    path = folder / "photos.csv"
    path.write_text(text, "utf-8")
    return path


def test_sub_folders_are_animals(tmp_path: Path) -> None:
    for name in ("Lord/a.jpg", "Lord/winter/b.JPG", "unknown/c.jpg", "d.png"):
        photo(tmp_path / name)
    (tmp_path / "Lord" / "notes.txt").write_text("x")
    items = list(read(tmp_path, namespace="n", species="Panthera pardus"))
    lord = Ref("IndividualAnimal", "n", "Lord")
    assert [i.name for i in items if isinstance(i, PhotoFile)] == [
        "Lord/a.jpg", "Lord/winter/b.JPG", "d.png", "unknown/c.jpg",
    ]  # fmt: skip
    assert told(items, "individual") == [lord, lord]
    assert told(items, "species") == ["Panthera pardus"] * 4
    assert told(items, "catalogueNumber", "IndividualAnimal") == ["Lord"]


def test_wildlife_datasets_columns_are_read(tmp_path: Path) -> None:
    photo(tmp_path / "x" / "a.jpg")
    path = table(tmp_path, (
        "image_id,identity,path,bbox,date,position,species,video,camera\n"
        '17,Lord,x/a.jpg,"[10, 20, 100, 50]",2025-01-05 06:00:00,left,Panthera pardus,v1,7\n'
    ))  # fmt: skip
    items = list(read(path, namespace="n"))
    assert rejects(items) == []
    assert [i.ref for i in items if isinstance(i, PhotoFile)] == [Ref("Photo", "n", "17")]
    assert told(items, "box") == ["10,20,100,50"]
    assert told(items, "capturedAt") == ["2025-01-05T06:00:00"]
    assert told(items, "flank") == ["left"]
    assert told(items, "encounter") == ["n:v1"]
    assert told(items, "camera") == ["7"]


def test_our_own_columns_are_read(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    path = table(tmp_path, (
        "file,individual_id,encounter_id,flank,species,kind,bbox_x,bbox_y,bbox_w,bbox_h\n"
        "a.jpg,Lord,e7,right,Panthera pardus,pelt,1,2,30.5,40\n"
    ))  # fmt: skip
    items = list(read(path, namespace="n", individuals="park"))
    assert told(items, "individual") == [Ref("IndividualAnimal", "park", "Lord")]
    assert told(items, "kind") == ["pelt"]
    assert told(items, "box") == ["1,2,30.5,40"]
    assert told(items, "encounter") == ["n:e7"]


@pytest.mark.parametrize("word", ["unknown", "Unknown", "nan", "未知", ""])
def test_unknown_is_no_individual(tmp_path: Path, word: str) -> None:
    photo(tmp_path / "a.jpg")
    items = list(read(table(tmp_path, f"file,identity,species\na.jpg,{word},x\n")))
    assert told(items, "individual") == []
    assert told(items, "available") == ["yes"]


def test_two_animals_of_one_photo_are_two_rows(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    path = table(tmp_path, 'file,identity,bbox\na.jpg,A,"0,0,50,50"\na.jpg,B,"50,0,50,50"\n')
    items = list(read(path))
    assert rejects(items) == []
    assert len({i.ref for i in items if isinstance(i, PhotoFile)}) == 2


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("no.jpg,A,,", "file", "there is no such file"),
        (",A,,", "file", "the row names no photo"),
        ("../b.jpg,A,,", "file", "the path leads out"),
        ("https://x/a.jpg,A,,", "file", "nothing is fetched"),
        ('a.jpg,A,"1,2,3",', "bbox", "a box is four numbers"),
        ('a.jpg,A,"1,2,0,5",', "bbox", "the box has no area"),
        ('a.jpg,A,"900,2,5,5",', "bbox", "outside the photo of 200 x 100"),
        ("a.jpg,A,,31.02.2024", "date", "February 2024"),
    ],
)
def test_a_wrong_row_is_refused_and_the_next_is_read(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    photo(tmp_path / "a.jpg")
    photo(tmp_path / "good.jpg")
    items = list(read(table(tmp_path, f"file,identity,bbox,date\n{row}\ngood.jpg,A,,\n")))
    assert [(r.row, r.column, reason in r.reason) for r in rejects(items)] == [(2, column, True)]
    assert "good.jpg" in [i.name for i in items if isinstance(i, PhotoFile)]


def test_a_row_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    items = list(read(table(tmp_path, "file,identity\na.jpg,A\na.jpg,A\n")))
    assert [r.reason for r in rejects(items)] == ["the row stands twice"]


def test_a_table_without_a_file_column_says_so(tmp_path: Path) -> None:
    (reject,) = rejects(list(read(table(tmp_path, "photo,identity\na.jpg,A\n"))))
    assert reject.reason == "the table has no column for the photo's file"


def test_a_folder_without_photos_says_so(tmp_path: Path) -> None:
    (reject,) = rejects(list(read(tmp_path)))
    assert reject.reason == "there is no photo in this folder"


def test_photos_without_an_encounter_are_one_a_day_and_animal(tmp_path: Path) -> None:
    for name in "abc":
        photo(tmp_path / f"{name}.jpg")
    path = table(tmp_path, (
        "file,identity,date\na.jpg,A,2025-01-05 06:00\n"
        "b.jpg,A,2025-01-05 19:00\nc.jpg,A,2025-01-06\n"
    ))  # fmt: skip
    assert told(list(read(path, namespace="n")), "encounter") == [
        "n:A 2025-01-05", "n:A 2025-01-05", "n:A 2025-01-06",
    ]  # fmt: skip


def detector(folder: Path, images: list[dict[str, object]]) -> Path:
    path = folder / "md.json"
    told_json = {"info": {"format_version": "1.6"}, "images": images,
                 "detection_categories": {"1": "animal", "2": "person"}}  # fmt: skip
    path.write_text(json.dumps(told_json), "utf-8")
    return path


def test_the_best_animal_box_of_the_detector_is_used(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    boxes = detector(tmp_path, [{"file": "a.jpg", "detections": [
        {"category": "1", "conf": 0.4, "bbox": [0, 0, 0.1, 0.1]},
        {"category": "1", "conf": 0.9, "bbox": [0.1, 0.2, 0.5, 0.4]},
        {"category": "2", "conf": 0.99, "bbox": [0, 0, 1, 1]},
        {"category": "1", "conf": 0.05, "bbox": [0, 0, 1, 1]},
    ]}])  # fmt: skip
    items = list(read(table(tmp_path, "file,identity\na.jpg,A\n"), detections=boxes))
    assert told(items, "box") == ["20,20,100,40"]
    assert told(items, "boxSource") == ["megadetector"]


def test_a_box_in_the_table_wins_over_the_detectors(tmp_path: Path) -> None:
    photo(tmp_path / "a.jpg")
    boxes = detector(
        tmp_path,
        [{"file": "a.jpg", "detections": [{"category": "1", "conf": 0.9, "bbox": [0, 0, 1, 1]}]}],
    )
    items = list(read(table(tmp_path, 'file,bbox\na.jpg,"1,2,3,4"\n'), detections=boxes))
    assert (told(items, "box"), told(items, "boxSource")) == (["1,2,3,4"], ["table"])


def test_a_photo_the_detector_failed_on_is_not_blank(tmp_path: Path) -> None:
    boxes = detector(tmp_path, [
        {"file": "a.jpg", "failure": "image access failure"},
        {"file": "b.jpg", "detections": []},
        {"file": "c.jpg", "detections": [{"category": "1", "conf": 0.9, "bbox": [0.9, 0, 0.5, 1]}]},
        {"file": "d.jpg", "detections": [{"conf": 0.9}]},
    ])  # fmt: skip
    found = read_detections(boxes)
    assert [r.value for r in found.rejects] == ["a.jpg", "c.jpg", "d.jpg"]
    assert "not blank" in found.rejects[0].reason
    assert (found.best("b.jpg"), "a.jpg" in found.boxes, "b.jpg" in found.boxes) == (
        None,
        False,
        True,
    )


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"images": 1}'])
def test_a_file_that_is_no_detectors_output_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "md.json"
    path.write_bytes(content)
    found = read_detections(path)
    assert (len(found.rejects), found.boxes) == (1, {})


def test_the_real_tigers_are_all_found(shared_data: Path) -> None:
    path = shared_data / "amur_tigers" / "photos.csv"
    items = list(read(path))
    with path.open(newline="") as file:
        written = list(csv.DictReader(file))
    assert sum(isinstance(item, PhotoFile) for item in items) == len(written) == 1887
    assert rejects(items) == []
    assert len(set(told(items, "encounter"))) == len({row["encounter_id"] for row in written})

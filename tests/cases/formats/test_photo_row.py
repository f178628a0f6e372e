"""What the cells of a photo's row mean."""

import pytest

from cases.formats.photo_row import BoxRefused, box_of, flank_of, somebody
from cases.formats.table import Row


def row(**cells: str) -> Row:
    return Row(2, dict(cells))


@pytest.mark.parametrize(
    ("written", "flank"),
    [
        ("left", "left"), ("LEFT", "left"), ("L", "left"), ("левый", "left"), ("左", "left"),
        ("trái", "left"), ("right", "right"), ("r", "right"), ("правый", "right"), ("右", "right"),
        ("phải", "right"), ("both", "both"), ("front", ""), ("", ""), ("unknown", ""),
    ],
)  # fmt: skip
def test_a_flank_is_known_in_the_words_of_our_sources(written: str, flank: str) -> None:
    assert flank_of(written) == flank


@pytest.mark.parametrize(
    "word", ["unknown", "UNKNOWN", "none", "?", "неизвестно", "未知", "không rõ"]
)
def test_nobody_is_not_somebody(word: str) -> None:
    assert somebody(word) == ""
    assert somebody(f"{word} 2") == f"{word} 2"


@pytest.mark.parametrize(
    ("cells", "box"),
    [
        ({"bbox": "1,2,3,4"}, "1,2,3,4"),
        ({"bbox": "[1, 2, 3.5, 4]"}, "1,2,3.5,4"),
        ({"bbox": "(1; 2; 3; 4)"}, "1,2,3,4"),
        ({"bbox_x": "1", "bbox_y": "2", "bbox_w": "3", "bbox_h": "4"}, "1,2,3,4"),
        (
            {"bbox": "9,9,9,9", "bbox_x": "1", "bbox_y": "2", "bbox_w": "3", "bbox_h": "4"},
            "1,2,3,4",
        ),
        ({"bbox": ""}, ""),
        ({}, ""),
        ({"bbox": "-5,-5,20,20"}, "-5,-5,20,20"),
    ],
)
def test_a_box_is_read_however_it_is_written(cells: dict[str, str], box: str) -> None:
    assert box_of(row(**cells), (100, 50)) == box


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"bbox": "1,2,3"}, "four numbers"),
        ({"bbox": "a,b,c,d"}, "four numbers"),
        ({"bbox_x": "1", "bbox_y": "", "bbox_w": "3", "bbox_h": "4"}, "four numbers"),
        ({"bbox": "1,2,0,4"}, "no area"),
        ({"bbox": "1,2,3,-4"}, "no area"),
        ({"bbox": "-30,2,20,4"}, "no area"),
        ({"bbox": "100,2,3,4"}, "outside the photo of 100 x 50 pixels"),
        ({"bbox": "1,50,3,4"}, "outside the photo"),
    ],
)
def test_what_is_no_box_is_refused(cells: dict[str, str], why: str) -> None:
    with pytest.raises(BoxRefused, match=why):
        box_of(row(**cells), (100, 50))


def test_without_a_size_a_box_is_taken_as_it_is() -> None:
    assert box_of(row(bbox="1000,2,3,4"), None) == "1000,2,3,4"

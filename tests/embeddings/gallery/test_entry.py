"""One catalogued coat: how its species is written, and how it is kept and read back."""

import json

import numpy as np
import pytest

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.features import Features
from embeddings.gallery import Entry, same_species, species_key
from embeddings.gallery.rows import coat_of, row_of


def entry(**change: object) -> Entry:
    quality = Quality(QualityGrade.LIMITED, 9000, 0.8, 0.01, 0.7, ("glare", "blur"))
    parts = {
        "photo": "ab" * 32, "region": Region(1.0, 2.5, 300.0, 200.0), "flank": Flank.LEFT,
        "species": " Panthera   Pardus ", "kind": Kind.PELT, "quality": quality,
        "fixed_by": {"region": "person:PER-3"},
    }  # fmt: skip
    coat = Coat(**(parts | change))  # type: ignore[arg-type]
    return Entry(Features(coat, np.zeros(4, np.float32), {}, "f" * 64), "IND-1", "E-1")


@pytest.mark.parametrize(
    ("written", "key"),
    [("Panthera pardus", "panthera pardus"), ("  PANTHERA\tPARDUS\n", "panthera pardus"),
     ("Panthera  pardus orientalis", "panthera pardus orientalis"), ("", ""), ("  ", "")],
)  # fmt: skip
def test_a_species_has_one_spelling(written: str, key: str) -> None:
    assert species_key(written) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Panthera pardus", "panthera  PARDUS", True),
        ("Panthera pardus", "Panthera tigris", False),
        ("", "Panthera tigris", True),
        ("Panthera tigris", " ", True),
        ("", "", True),
    ],
)
def test_coats_of_two_stated_species_are_never_compared(one: str, other: str, same: bool) -> None:
    assert same_species(one, other) is same_species(other, one) is same


def test_an_entry_says_what_its_coat_says() -> None:
    held = entry()
    assert held.id == held.features.coat.id
    assert (held.flank, held.species, held.photo_sha) == (
        Flank.LEFT, "panthera pardus", "ab" * 32,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"region": Region(0.1, 0.2, 3.3, 4.4, ((0.0, 0.5), (9.25, 0.0), (0.0, 9.0)))},
        {"flank": Flank.UNKNOWN, "kind": Kind.CAMERA, "fixed_by": {}, "species": ""},
    ],
)
def test_a_coat_comes_back_from_its_row_as_it_was(change: dict[str, object]) -> None:
    held = entry(**change)
    row = json.loads(json.dumps(row_of(held, 7, {"sift": 12})))
    assert coat_of(row["coat"]) == held.features.coat
    assert coat_of(row["coat"]).id == held.id
    assert {key: row[key] for key in row if key != "coat"} == {
        "fingerprint": "f" * 64, "individual": "IND-1", "encounter": "E-1",
        "marks": {"sift": 12}, "place": 7,
    }  # fmt: skip


@pytest.mark.parametrize("part", ["photo", "region", "flank", "species", "kind", "quality",
                                  "fixed_by"])  # fmt: skip
def test_a_row_with_a_part_missing_is_refused(part: str) -> None:
    held = row_of(entry(), 0, {})["coat"]
    del held[part]
    with pytest.raises(KeyError, match=part):
        coat_of(held)


@pytest.mark.parametrize(
    ("part", "value"),
    [("flank", "upside down"), ("kind", "drawing"), ("region", {"x": 1.0, "polygon": None}),
     ("region", {"x": 0.0, "y": 0.0, "width": 0.0, "height": 1.0, "polygon": None}),
     ("quality", {"grade": "splendid", "reasons": []}), ("quality", {"reasons": []})],
)  # fmt: skip
def test_a_row_with_a_part_amiss_is_refused(part: str, value: object) -> None:
    held = row_of(entry(), 0, {})["coat"] | {part: value}
    with pytest.raises((ValueError, TypeError, LookupError)):
        coat_of(held)

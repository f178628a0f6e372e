"""What a coat is, and that its name covers all that was fixed of it before any search."""

import hashlib
import struct
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region

GOOD = Quality(QualityGrade.SUFFICIENT, 9000, 0.8, 0.01, 0.7)
COAT = Coat(
    "ab" * 32, Region(1.0, 2.5, 300.0, 200.0), Flank.LEFT, "Panthera pardus", Kind.CAMERA, GOOD,
    {"region": "megadetector", "flank": "person:PER-3"},
)  # fmt: skip


def framed(*parts: bytes) -> str:
    """SHA-256 over each part behind its length in eight bytes."""
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hashlib.sha256(whole).hexdigest()


def test_the_name_of_a_coat_is_that_of_its_framed_parts() -> None:
    numbers = struct.pack(">4d", 1.0, 2.5, 300.0, 200.0)
    by_hand = framed(
        ("ab" * 32).encode(), numbers, b"left", b"Panthera pardus", b"camera",
        b"flank=person:PER-3", b"region=megadetector",
    )  # fmt: skip
    assert COAT.id == f"CT-{by_hand[:16]}"


@pytest.mark.parametrize(
    "change",
    [
        {"photo": "cd" * 32},
        {"region": Region(1.0, 2.5, 300.0, 200.5)},
        {"region": Region(1.0, 2.5, 300.0, 200.0, ((0.0, 0.0), (9.0, 0.0), (0.0, 9.0)))},
        {"flank": Flank.RIGHT},
        {"flank": Flank.UNKNOWN},
        {"species": "Panthera tigris"},
        {"species": ""},
        {"kind": Kind.PELT},
        {"fixed_by": {}},
        {"fixed_by": {"region": "person:PER-3", "flank": "megadetector"}},
    ],
)
def test_whatever_is_fixed_otherwise_is_another_coat(change: dict[str, object]) -> None:
    assert replace(COAT, **change).id != COAT.id


def test_quality_follows_from_the_rest_and_the_order_of_notes_does_not_matter() -> None:
    poor = Quality(QualityGrade.LIMITED, 10, 0.1, 0.5, 0.2, ("blurred",))
    assert replace(COAT, quality=poor).id == COAT.id
    turned = dict(reversed(list(COAT.fixed_by.items())))
    assert replace(COAT, fixed_by=turned).id == COAT.id


SIDE = st.floats(0.5, 1e4)
PLACE = st.floats(-1e4, 1e4)
REGIONS = st.builds(Region, PLACE, PLACE, SIDE, SIDE)


@given(REGIONS, REGIONS)
def test_two_regions_of_one_photo_are_one_coat_only_if_they_are_equal(
    one: Region, other: Region
) -> None:
    same = replace(COAT, region=one).id == replace(COAT, region=other).id
    packed = [struct.pack(">4d", r.x, r.y, r.width, r.height) for r in (one, other)]
    assert same == (packed[0] == packed[1])


# Left and right flank share no rosette; an unknown one may be either, both show each.
TABLE = {
    ("left", "left"): True, ("left", "right"): False, ("left", "both"): True,
    ("left", "unknown"): True, ("right", "right"): True, ("right", "both"): True,
    ("right", "unknown"): True, ("both", "both"): True, ("both", "unknown"): True,
    ("unknown", "unknown"): True,
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), list(product(Flank, Flank)))
def test_only_left_and_right_are_never_held_against_each_other(one: Flank, other: Flank) -> None:
    key = tuple(sorted((one.value, other.value), key=["left", "right", "both", "unknown"].index))
    assert one.comparable(other) is TABLE[key]
    assert one.comparable(other) == other.comparable(one)


@pytest.mark.parametrize(
    ("width", "height"), [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (float("nan"), 1.0),
                          (1.0, float("nan"))],
)  # fmt: skip
def test_a_region_without_an_inside_holds_no_coat(width: float, height: float) -> None:
    with pytest.raises(ValueError, match="holds no coat"):
        Region(0.0, 0.0, width, height)


@pytest.mark.parametrize("corners", [(), ((0.0, 0.0),), ((0.0, 0.0), (1.0, 1.0))])
def test_a_polygon_has_three_corners(corners: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match=f"needs 3 corners, this one has {len(corners)}"):
        Region(0.0, 0.0, 1.0, 1.0, corners)

"""What is read of a photo on its way in."""

import pytest

from cases.formats import PhotoFile
from cases.statement import Claim, Locator, Ref
from embeddings.coat import Flank, Kind
from embeddings.photo import read_photo
from workbench.services.arriving import fix_coat, prepare, region_of, shows_an_animal
from workbench.services.batches import Batch

PHOTO = Ref("Photo", "test", "a.jpg")


def batch(path, **said):
    """A batch of one photo and what its row says of it."""
    place = Locator(row=7)
    claims = tuple(
        Claim(PHOTO, "Photo", name, value, locator=place) for name, value in said.items()
    )
    return Batch(0, claims, (PhotoFile(path, PHOTO, "a.jpg", {}),), ())


def said_of(prepared):
    """What is claimed of the photo."""
    return {claim.property: claim.value for claim in prepared.claims}


@pytest.mark.parametrize("box", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,0,0,5", "0,0,5,-5"])
def test_what_is_no_box_is_refused(box):
    with pytest.raises(ValueError):
        region_of(box)


def test_a_box_is_four_numbers_of_pixels():
    region = region_of("1.5,2,30,40")
    assert (region.x, region.y, region.width, region.height) == (1.5, 2.0, 30.0, 40.0)


def test_a_photo_says_its_digest_and_size_and_where_its_row_was(draw, tmp_path):
    path = draw(tmp_path / "a.jpg", 1, 0)
    prepared = prepare(batch(path, species="x"), every_photo_shows_an_animal=True, by="table")
    said = said_of(prepared)
    assert said["digest"] == read_photo(path).sha256
    assert (said["width"], said["height"]) == ("480", "300")
    assert {claim.locator.row for claim in prepared.claims} == {7}


def test_what_the_package_says_of_a_photo_is_not_said_again(draw, tmp_path):
    path = draw(tmp_path / "a.jpg", 1, 0)
    prepared = prepare(
        batch(path, fileName="as it was called", mediaType="image/x"),
        every_photo_shows_an_animal=True,
        by="table",
    )
    names = [claim.value for claim in prepared.claims if claim.property == "fileName"]
    assert names == ["as it was called"]


def test_a_refused_photo_takes_its_row_along(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    prepared = prepare(
        batch(tmp_path / "a.jpg", individual="L1"), every_photo_shows_an_animal=True, by="table"
    )
    assert prepared.claims == ()
    assert prepared.arrived == ()
    assert (prepared.rejects[0].file, prepared.rejects[0].row) == ("a.jpg", 7)


def test_a_photo_that_the_package_does_not_hold_keeps_its_record():
    prepared = prepare(batch(None, flank="left"), every_photo_shows_an_animal=False, by="package")
    assert said_of(prepared) == {"flank": "left"}
    assert prepared.rejects == ()


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ({"individual": "L1"}, True),
        ({"flank": "left"}, True),
        ({"species": "Capreolus pygargus"}, False),
        ({"box": "1,2,3,4"}, False),
        ({}, False),
    ],
)
def test_only_what_could_be_compared_gets_a_coat(said, shows, draw, tmp_path):
    assert shows_an_animal(said) is shows
    path = draw(tmp_path / "a.jpg", 1, 0)
    prepared = prepare(batch(path, **said), every_photo_shows_an_animal=False, by="package")
    assert (prepared.arrived[0].coat is not None) is shows


def test_a_coat_says_who_fixed_each_part(draw, tmp_path):
    photo = read_photo(draw(tmp_path / "a.jpg", 1, 0))
    said = {
        "box": "10,20,300,200",
        "boxSource": "megadetector",
        "flank": "left",
        "species": "Panthera pardus",
        "kind": "pelt",
    }
    coat, fault = fix_coat(photo, said, by="table")
    assert fault is None
    assert coat.fixed_by == {
        "region": "megadetector",
        "flank": "table",
        "species": "table",
        "kind": "table",
    }
    assert (coat.flank, coat.kind) == (Flank.LEFT, Kind.PELT)


def test_words_that_are_no_flank_or_kind_are_not_taken(draw, tmp_path):
    photo = read_photo(draw(tmp_path / "a.jpg", 1, 0))
    coat, _ = fix_coat(photo, {"flank": "front", "kind": "drawing"}, by="table")
    assert (coat.flank, coat.kind) == (Flank.UNKNOWN, Kind.CAMERA)


def test_a_box_outside_the_photo_leaves_the_machines_own_and_says_so(draw, tmp_path):
    photo = read_photo(draw(tmp_path / "a.jpg", 1, 0))
    coat, fault = fix_coat(photo, {"box": "4000,4000,10,10"}, by="table")
    assert fault is not None
    assert coat.fixed_by["region"].startswith("machine:")

"""The time that a camera wrote, with its offset where it wrote one."""

from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from embeddings.photo import read_photo

TAKEN, DIGITISED, CHANGED = 0x9003, 0x9004, 0x0132
OFFSET_TAKEN, OFFSET_CHANGED = 0x9011, 0x9010


def exif(sub=None, head=None):
    made = Image.Exif()
    made.update(head or {})
    made.get_ifd(0x8769).update(sub or {})
    return made


def test_a_time_with_offset_is_one_moment(as_jpeg):
    block = exif({TAKEN: "2024:02:03 06:30:00", OFFSET_TAKEN: "+10:00"})
    capture = read_photo(as_jpeg(exif=block)).capture
    assert capture.at.astimezone(UTC) == datetime(2024, 2, 2, 20, 30, tzinfo=UTC)
    assert capture.offset_known
    assert capture.at.utcoffset() == timedelta(hours=10)
    assert capture.source == "EXIF DateTimeOriginal"


def test_without_offset_it_stays_the_cameras_local_time(as_jpeg):
    capture = read_photo(as_jpeg(exif=exif({TAKEN: "2024:02:03 06:30:00"}))).capture
    assert capture.at == datetime(2024, 2, 3, 6, 30)  # noqa: DTZ001
    assert not capture.offset_known


@pytest.mark.parametrize("offset", ["", "Z?", "   :  ", "+99:99"])
def test_a_broken_offset_is_no_offset(as_jpeg, offset):
    block = exif({TAKEN: "2024:02:03 06:30:00", OFFSET_TAKEN: offset})
    capture = read_photo(as_jpeg(exif=block)).capture
    assert capture.at == datetime(2024, 2, 3, 6, 30)  # noqa: DTZ001
    assert not capture.offset_known


def test_the_time_of_taking_comes_before_that_of_a_change(as_jpeg):
    block = exif({TAKEN: "2024:02:03 06:30:00"}, {CHANGED: "2025:01:01 00:00:00"})
    assert read_photo(as_jpeg(exif=block)).capture.at.year == 2024


def test_the_time_of_a_change_is_better_than_none(as_jpeg):
    block = exif(head={CHANGED: "2025:01:01 00:00:00"}, sub={OFFSET_CHANGED: "-03:30"})
    capture = read_photo(as_jpeg(exif=block)).capture
    assert capture.source == "EXIF DateTime"
    assert capture.at.utcoffset() == timedelta(hours=-3, minutes=-30)


@pytest.mark.parametrize("written", ["0000:00:00 00:00:00", "                   ", "", ":::"])
def test_a_clock_that_was_never_set_gives_no_time(as_jpeg, written):
    assert read_photo(as_jpeg(exif=exif({TAKEN: written}))).capture is None


@pytest.mark.parametrize("written", ["2024:02:31 06:30:00", "yesterday", "2024-02-03"])
def test_an_impossible_time_is_none_but_said_to_be_there(as_jpeg, written):
    capture = read_photo(as_jpeg(exif=exif({TAKEN: written}))).capture
    assert capture.at is None
    assert capture.source == "EXIF DateTimeOriginal"


def test_a_photo_without_exif_has_no_capture(as_jpeg):
    assert read_photo(as_jpeg()).capture is None

"""Sizes of photos as a person sees them, and boxes in their pixels."""

from pathlib import Path

import pytest
from PIL import Image

from cases.formats.photo_header import pixel_box, upright_size


@pytest.mark.parametrize(
    ("orientation", "size"),
    [(1, (40, 30)), (2, (40, 30)), (3, (40, 30)), (4, (40, 30)),
     (5, (30, 40)), (6, (30, 40)), (7, (30, 40)), (8, (30, 40))],
)  # fmt: skip
def test_rotation_in_exif_turns_the_size(
    tmp_path: Path, orientation: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.jpg"
    Image.new("RGB", (40, 30)).save(path, exif=exif)
    assert upright_size(path) == size


@pytest.mark.parametrize("suffix", ["png", "tif", "webp", "bmp", "gif"])
def test_other_formats_have_a_size_too(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.new("RGB", (40, 30)).save(path)
    assert upright_size(path) == (40, 30)


@pytest.mark.parametrize("content", [b"", b"text", b"\xff\xd8\xff\xe0broken", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_photo_has_no_size(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    assert upright_size(path) is None


def test_a_photo_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert upright_size(tmp_path / "a.jpg") is None


def test_a_relative_box_becomes_pixels() -> None:
    assert pixel_box((0.25, 0.5, 0.5, 0.25), (1024, 640)) == "256,320,512,160"
    assert pixel_box((0.0, 0.0, 1.0, 1.0), (3, 7)) == "0,0,3,7"

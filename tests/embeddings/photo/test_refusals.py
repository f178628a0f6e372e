"""Files that are no photo: each gets a sentence with its reason and a remedy."""

import struct
import tracemalloc
import zlib
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from embeddings.photo import MAX_PIXELS, PhotoRefused, read_photo


def refusal(source, name=""):
    with pytest.raises(PhotoRefused) as caught:
        read_photo(source, name=name)
    return caught.value


def png_bomb(side=40_000):
    """A file of some 25 KB that unpacks to side x side pixels, written by hand."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = packer.compress(b"\0" * (1 + side // 8)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_truncated_jpeg_is_refused_and_not_half_read(as_jpeg):
    whole = as_jpeg()
    said = refusal(whole[: len(whole) * 3 // 4], "IMG_0042.JPG")
    assert "cut off" in said.reason
    assert "copy it again" in said.remedy
    assert "IMG_0042.JPG" in str(said)


def test_a_truncated_png_is_refused(scene_pixels):
    out = BytesIO()
    Image.fromarray(scene_pixels).save(out, "PNG")
    assert "cut off" in refusal(out.getvalue()[:150]).reason


def test_a_bomb_is_refused_before_it_is_unpacked():
    tracemalloc.start()
    said = refusal(png_bomb(), "bomb.png")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to" in said.reason
    assert peak < 20_000_000


def test_a_bomb_just_above_our_own_limit_is_refused_too():
    side = int(MAX_PIXELS**0.5) + 40
    said = refusal(png_bomb(side))
    assert f"{side:,} x {side:,} pixels" in said.reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty (0 bytes)"),
        ("Дорогой коллега, фото выслать не могу.".encode(), "it looks like text"),
        ("Дорогой коллега".encode("cp1251"), "it looks like text"),
        (b"%PDF-1.7 not a photo", "it looks like a PDF document"),
        (b"\xff\xd8\xff\xe0", "it begins like a JPEG, but is broken"),
        (b"\x89PNG\r\n\x1a\n", "it begins like a PNG, but is broken"),
        (b"MM\0*\0\0", "it begins like a TIFF"),
        (b"PK\x03\x04\x14\0", "a ZIP archive or an office document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing or a page in XML"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "a PostScript document"),
        (b"\0\x01\x02\x03" * 9, "of no known kind"),
    ],
)
def test_what_is_no_picture_says_what_it_looks_like(content, words):
    said = refusal(content, "photo.jpg")
    assert words in said.reason
    assert said.remedy


def test_a_refusal_never_prints_what_is_in_the_file(tmp_path):
    path = tmp_path / "leopard.jpg"
    path.write_text("root:*:20228:0:99999:7:::")
    said = refusal(path)
    assert "it looks like text" in said.reason
    assert "root" not in str(said)
    assert "20228" not in str(said)


def test_a_folder_is_no_photo(tmp_path):
    said = refusal(tmp_path)
    assert "folder" in said.reason
    assert said.name == tmp_path.name


def test_a_file_that_is_not_there(tmp_path):
    assert "not there" in refusal(tmp_path / "gone.jpg").reason


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "locked.jpg"
    path.write_bytes(b"x")

    def locked(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", locked)
    said = refusal(path)
    assert "may not be read" in said.reason
    assert "owner" in said.remedy


def test_a_broken_disk_is_told(tmp_path, monkeypatch):
    path = tmp_path / "worn.jpg"
    path.write_bytes(b"x")

    def worn(_self):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(path), "read_bytes", worn)
    assert "Input/output error" in refusal(path).reason


def test_a_heic_that_is_cut_off_is_refused(scene_pixels):
    out = BytesIO()
    pillow_heif.from_pillow(Image.fromarray(scene_pixels)).save(out, quality=90)
    said = refusal(out.getvalue()[: len(out.getvalue()) // 2], "IMG_1.HEIC")
    assert "IMG_1.HEIC" in str(said)
    assert said.remedy


def test_a_file_of_half_a_gigabyte_is_not_read(tmp_path):
    path = tmp_path / "film.jpg"
    with path.open("wb") as sparse:
        sparse.truncate(512_000_001)
    assert "512,000,001 bytes" in refusal(path).reason


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "GIF", "WEBP", "JPEG2000", "BMP"])
def test_damaged_files_are_read_or_refused_and_never_break_the_reader(scene_pixels, form):
    """A few hundred files with flipped bytes: a TIFF without its width once came through as broken
    program, not as a broken photo."""
    rng = np.random.default_rng(3)
    out = BytesIO()
    Image.fromarray(scene_pixels).save(out, form)
    refused = seen = 0
    for _ in range(150):
        damaged = bytearray(out.getvalue())
        for at in rng.integers(0, len(damaged), 3):
            damaged[at] = rng.integers(256)
        try:
            seen += read_photo(bytes(damaged)).width > 0
        except PhotoRefused:
            refused += 1
    assert refused + seen == 150
    assert refused > 0 or form == "BMP"


def test_a_tiff_without_its_width_is_a_broken_photo():
    out = BytesIO()
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(out, "TIFF")
    damaged = (
        out.getvalue()
        .replace(b"\x00\x01\x04\x00", b"\x77\x77\x04\x00")
        .replace(b"\x00\x01\x03\x00", b"\x77\x77\x03\x00")
    )
    assert damaged != out.getvalue()
    assert refusal(damaged).remedy


def test_two_pictures_in_one_jpeg_are_said(scene_pixels):
    out = BytesIO()
    image = Image.fromarray(scene_pixels)
    image.save(out, "MPO", save_all=True, append_images=[image])
    photo = read_photo(out.getvalue())
    assert photo.media_type == "image/jpeg"
    assert photo.notes == ("2 frames in the file: the first one was read",)

"""A photo that says where it was taken: found out, and shown to nobody who may not know."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from embeddings.photo import PhotoRefused, read_photo
from workbench.bag.metadata import names_a_place, without_metadata

GPS = {1: "N", 2: (42.0, 42.0, 36.5), 3: "E", 4: (130.0, 46.0, 48.25)}


def exif(*, gps: bool = True, orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[ExifTags.Base.Make] = "Trail camera of Kraskino"
    made[ExifTags.Base.Orientation] = orientation
    if gps:
        made.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    return made


def picture(form: str = "JPEG", **written: object) -> bytes:
    pixels = np.random.default_rng(7).integers(0, 256, (40, 64, 3), dtype=np.uint8)
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, form, **written)
    return made.getvalue()


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>42,42.6N</exif:GPSLatitude></x:xmpmeta>'
)


@pytest.mark.parametrize(
    ("photo", "tells"),
    [
        (picture(exif=exif()), True),
        (picture("PNG", exif=exif()), True),
        (picture("WEBP", exif=exif()), True),
        (picture(xmp=XMP), True),
        (picture(exif=exif(gps=False)), False),
        (picture(), False),
        (b"no picture at all", False),
        (b"", False),
    ],
)
def test_a_file_that_names_its_place_is_known(photo: bytes, tells: bool, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(photo)
    assert names_a_place(photo) is tells
    assert names_a_place(tmp_path / "photo") is tells


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_every_pixel_and_loses_every_word(orientation: int, progressive: bool) -> None:
    """Oracle: Pillow decodes both, before and after."""
    photo = picture(
        exif=exif(orientation=orientation),
        xmp=XMP,
        comment=b"den at the rock",
        progressive=progressive,
        restart_marker_blocks=3,
    )
    # A second picture behind the end, as telephones write it, with its own EXIF.
    bare, media_type = without_metadata(photo + photo)
    assert media_type == "image/jpeg"
    assert not names_a_place(bare)
    for word in (b"Kraskino", b"den at", b"xmpmeta"):
        assert word in photo
        assert word not in bare
    assert np.array_equal(read_photo(bare).pixels, read_photo(photo).pixels)
    with Image.open(io.BytesIO(bare)) as image:
        assert set(image.getexif()) <= {ExifTags.Base.Orientation}
    assert without_metadata(bare)[0] == bare


def test_a_colour_profile_and_cmyk_stay_what_they_were() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = io.BytesIO()
    Image.new("CMYK", (16, 16), (10, 80, 160, 20)).save(made, "JPEG", exif=exif())
    for photo in (picture(icc_profile=profile, exif=exif()), made.getvalue()):
        bare, _ = without_metadata(photo)
        assert np.array_equal(read_photo(bare).pixels, read_photo(photo).pixels)
    with Image.open(io.BytesIO(without_metadata(picture(icc_profile=profile))[0])) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("form", ["PNG", "TIFF", "BMP"])
def test_another_kind_of_file_is_written_anew_with_the_same_pixels(form: str) -> None:
    said = PngInfo()
    said.add_text("Comment", "den at the rock")
    written = {"pnginfo": said, "exif": exif()} if form == "PNG" else {}
    photo = picture(form, **written)
    bare, media_type = without_metadata(photo)
    assert media_type == "image/png"
    assert b"den at" not in bare
    assert not names_a_place(bare)
    assert np.array_equal(read_photo(bare).pixels, read_photo(photo).pixels)


@pytest.mark.parametrize("cut", [0, 2, 3, 5, 20, 40, 100])
def test_a_broken_file_is_refused_or_bare_and_never_shown_as_it_is(cut: int) -> None:
    photo = picture(exif=exif())[:cut]
    with pytest.raises(PhotoRefused):
        without_metadata(photo)

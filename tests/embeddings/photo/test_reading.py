"""Whatever a camera, phone or scanner writes becomes upright 8-bit sRGB."""

import hashlib
from io import BytesIO

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from embeddings.photo import PhotoRefused, fingerprint, read_photo, shrink_to

CORNERS = {(0, 0): (220, 20, 20), (0, -1): (20, 220, 20), (-1, 0): (20, 20, 220)}


def as_file(image, form, **options):
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def assert_shows_the_scene(pixels, within=12):
    assert pixels.dtype == np.uint8
    assert pixels.shape == (40, 60, 3)
    for (row, column), colour in CORNERS.items():
        patch = pixels[row * 4 + (4 if row == 0 else 0), column * 4 + (4 if column == 0 else 0)]
        assert np.abs(patch.astype(int) - colour).max() <= within, (row, column, patch)


def test_jpeg_agrees_with_opencvs_decoder(as_jpeg):
    encoded = as_jpeg(subsampling=0)
    other = cv2.cvtColor(cv2.imdecode(np.frombuffer(encoded, np.uint8), 1), cv2.COLOR_BGR2RGB)
    ours = read_photo(encoded).pixels
    assert np.abs(ours.astype(int) - other).max() <= 3


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "GIF", "WEBP", "JPEG2000", "PPM"])
def test_formats_of_cameras_and_scanners_are_read(scene_pixels, form):
    options = {"lossless": True} if form == "WEBP" else {}
    photo = read_photo(as_file(Image.fromarray(scene_pixels), form, **options))
    assert_shows_the_scene(photo.pixels)
    assert photo.media_type.startswith("image/")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_is_undone(scene_pixels, orientation):
    """Oracle: the eight turnings of EXIF, each undone by numpy alone."""
    turn = {
        1: lambda p: p,
        2: lambda p: p[:, ::-1],
        3: lambda p: p[::-1, ::-1],
        4: lambda p: p[::-1],
        5: lambda p: p.transpose(1, 0, 2),
        6: lambda p: np.rot90(p, 1),
        7: lambda p: p[::-1, ::-1].transpose(1, 0, 2),
        8: lambda p: np.rot90(p, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(turn(scene_pixels)))
    photo = read_photo(as_file(stored, "PNG", exif=exif))
    assert np.array_equal(photo.pixels, scene_pixels)
    assert (photo.width, photo.height) == (60, 40)


def test_heic_is_read(scene_pixels):
    out = BytesIO()
    pillow_heif.from_pillow(Image.fromarray(scene_pixels)).save(out, quality=95)
    photo = read_photo(out.getvalue(), name="IMG_0001.HEIC")
    assert_shows_the_scene(photo.pixels, within=30)
    assert photo.media_type == "image/heif"


def test_a_turned_heic_is_turned_once(scene_pixels):
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = np.ascontiguousarray(np.rot90(scene_pixels, 1))
    made = pillow_heif.from_bytes("RGB", (40, 60), turned.tobytes())
    made.info["exif"] = exif.tobytes()
    out = BytesIO()
    made.save(out, quality=95)
    assert b"irot" in out.getvalue()
    assert_shows_the_scene(read_photo(out.getvalue()).pixels, within=30)


def test_cmyk_comes_out_in_its_colours(scene_pixels):
    photo = read_photo(as_file(Image.fromarray(scene_pixels).convert("CMYK"), "TIFF"))
    assert_shows_the_scene(photo.pixels)


def test_cmyk_jpeg_is_not_shown_as_negative(scene_pixels):
    encoded = as_file(Image.fromarray(scene_pixels).convert("CMYK"), "JPEG", quality=95)
    assert_shows_the_scene(read_photo(encoded).pixels, within=30)


def test_sixteen_bit_grey_keeps_its_contrast():
    deep = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (20, 1))
    photo = read_photo(as_file(Image.fromarray(deep), "PNG"))
    assert np.abs(photo.pixels[0, :, 0].astype(float) - deep[0] / 257.0).max() <= 0.51
    assert "scaled to 8 bits" in photo.notes[0]


def test_twelve_bits_in_sixteen_are_not_left_nearly_black():
    deep = np.tile(np.linspace(0, 4095, 64).astype(np.uint16), (20, 1))
    assert read_photo(as_file(Image.fromarray(deep), "TIFF")).pixels.max() == 255


def test_palette_and_transparency(scene_pixels):
    flat = Image.fromarray(scene_pixels).quantize(64)
    assert_shows_the_scene(read_photo(as_file(flat, "PNG")).pixels)
    layered = Image.fromarray(scene_pixels).convert("RGBA")
    layered.putalpha(
        Image.fromarray(np.where(np.arange(60) < 30, 255, 0).astype(np.uint8)[None].repeat(40, 0))
    )
    photo = read_photo(as_file(layered, "PNG"))
    assert np.array_equal(photo.pixels[:, :30], scene_pixels[:, :30])
    assert (photo.pixels[:, 30:] == 128).all()
    assert "transparent" in photo.notes[0]


@pytest.mark.parametrize("mode", ["L", "1", "LA"])
def test_grey_becomes_three_equal_channels(scene_pixels, mode):
    pixels = read_photo(as_file(Image.fromarray(scene_pixels).convert(mode), "PNG")).pixels
    assert np.array_equal(pixels[..., 0], pixels[..., 1])
    assert np.array_equal(pixels[..., 1], pixels[..., 2])


def test_of_an_animation_the_first_frame_is_read_and_that_is_said(scene_pixels):
    first, second = Image.fromarray(scene_pixels), Image.fromarray(255 - scene_pixels)
    encoded = as_file(first, "WEBP", save_all=True, append_images=[second], lossless=True)
    photo = read_photo(encoded)
    assert_shows_the_scene(photo.pixels)
    assert photo.notes == ("2 frames in the file: the first one was read",)


def test_a_profile_that_says_srgb_changes_nothing(scene_pixels):
    """A profile that says sRGB leaves the colours as they are."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    same = as_file(Image.fromarray(scene_pixels), "PNG", icc_profile=profile.tobytes())
    assert np.abs(read_photo(same).pixels.astype(int) - scene_pixels).max() <= 1


def test_an_unreadable_profile_is_said_and_the_photo_read(scene_pixels):
    encoded = as_file(Image.fromarray(scene_pixels), "PNG", icc_profile=b"no profile" * 20)
    photo = read_photo(encoded)
    assert np.array_equal(photo.pixels, scene_pixels)
    assert "colour profile" in photo.notes[0]


def test_the_digest_is_that_of_the_bytes_as_they_came(as_jpeg, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(as_jpeg())
    assert read_photo(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_pixels_are_read_only_and_come_back_after_forgetting(as_jpeg):
    photo = read_photo(as_jpeg())
    before = photo.pixels.copy()
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0] = 0
    assert np.array_equal(photo.forget().pixels, before)
    assert photo.pixels is photo.pixels


def test_one_pixel_is_a_photo():
    assert read_photo(as_file(Image.new("RGB", (1, 1), "red"), "PNG")).pixels.tolist() == [
        [[255, 0, 0]]
    ]


def test_shrinking_keeps_shape_and_brightness_and_never_enlarges(scene_pixels):
    small = shrink_to(scene_pixels, 30)
    assert small.shape == (20, 30, 3)
    assert abs(float(small.mean()) - float(scene_pixels.mean())) < 1
    assert shrink_to(scene_pixels, 100) is scene_pixels
    assert shrink_to(np.zeros((1, 5000, 3), np.uint8), 10).shape == (1, 10, 3)
    with pytest.raises(ValueError, match="leaves no picture"):
        shrink_to(scene_pixels, 0)


def test_parts_of_a_fingerprint_cannot_flow_into_each_other():
    assert fingerprint(b"ab", b"c") != fingerprint(b"a", b"bc")
    assert fingerprint(b"") != fingerprint()


def test_random_bytes_are_refused_and_never_break_the_reader():
    rng = np.random.default_rng(5)
    heads = [b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0", b"GIF89a"]
    refused = 0
    for index in range(150):
        junk = heads[index % len(heads)] + rng.bytes(int(rng.integers(1, 400)))
        try:
            read_photo(junk)
        except PhotoRefused:
            refused += 1
    assert refused >= 145


def test_the_public_names_are_those_that_are_listed():
    import embeddings.photo as room

    for name in room.__all__:
        assert hasattr(room, name)
    modules = {"capture", "colour", "decoding", "reading", "refusal"}
    public = {name for name in vars(room) if not name.startswith("_")}
    assert public - modules == set(room.__all__)

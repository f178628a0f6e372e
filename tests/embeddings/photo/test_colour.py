"""Any picture as 8-bit sRGB: what is deep, transparent, printed or profiled keeps its pattern."""

import numpy as np
import pytest
from PIL import Image, ImageCms

from embeddings.photo.colour import to_srgb

RAMP = np.arange(256, dtype=np.uint8).reshape(16, 16)


def seen(image: Image.Image) -> tuple[np.ndarray, list[str]]:
    """The pixels of a picture, and what was noted of it."""
    notes: list[str] = []
    pixels = to_srgb(image, notes)
    assert (pixels.dtype, pixels.shape) == (np.uint8, (*image.size[::-1], 3))
    return pixels, notes


def test_plain_colours_stay_what_they_are() -> None:
    colours = np.stack([RAMP, RAMP.T, 255 - RAMP], axis=2)
    pixels, notes = seen(Image.fromarray(colours))
    assert np.array_equal(pixels, colours)
    assert notes == []


@pytest.mark.parametrize("mode", ["L", "P", "1"])
def test_grey_is_grey_in_all_three_channels(mode: str) -> None:
    image = Image.fromarray(RAMP).convert(mode)
    pixels, notes = seen(image)
    assert np.array_equal(pixels[..., 0], pixels[..., 1])
    assert np.array_equal(pixels[..., 0], pixels[..., 2])
    assert np.array_equal(pixels[..., 0], np.asarray(image.convert("L")))
    assert notes == []


@pytest.mark.parametrize(
    ("highest", "scale"), [(4095, 4095.0), (65535, 65535.0), (4096, 65535.0), (0, 4095.0)]
)
def test_a_deep_grey_of_twelve_or_sixteen_bits_is_scaled_by_its_depth(
    highest: int, scale: float
) -> None:
    """A dark night picture stays dark: it is not stretched to its own brightest pixel."""
    deep = np.linspace(0, highest, 256).astype(np.uint16).reshape(16, 16)
    pixels, notes = seen(Image.fromarray(deep))
    assert np.array_equal(pixels[..., 0], np.rint(deep * (255.0 / scale)).astype(np.uint8))
    assert notes == [f"grey values from 0 to {scale:g} were scaled to 8 bits"]


def test_a_grey_of_fractions_is_stretched_from_its_least_to_its_most() -> None:
    fractions = np.linspace(-2.0, 6.0, 256, dtype=np.float32).reshape(16, 16)
    pixels, notes = seen(Image.fromarray(fractions))
    assert (pixels.min(), pixels.max()) == (0, 255)
    order = pixels[..., 0].astype(int).ravel()
    assert (np.diff(order) >= 0).all()
    assert notes == ["grey values from -2 to 6 were scaled to 8 bits"]


def test_one_grey_all_over_is_a_picture_and_no_division_by_nothing() -> None:
    pixels, _ = seen(Image.fromarray(np.full((4, 5), 7.5, np.float32)))
    assert len(np.unique(pixels)) == 1


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_a_pixel_that_is_no_number_spoils_no_other(odd: float) -> None:
    fractions = np.linspace(0.0, 1.0, 256, dtype=np.float32).reshape(16, 16).copy()
    fractions[0, 0] = odd
    pixels, _ = seen(Image.fromarray(fractions))
    # The pattern of the others is contrast, and has to be there still.
    assert len(np.unique(pixels[1:])) > 100


def test_where_a_picture_is_transparent_it_shows_neutral_grey_and_says_so() -> None:
    layered = np.zeros((4, 4, 4), np.uint8)
    layered[..., 0], layered[..., 3] = 200, 255
    layered[0, 0, 3] = 0
    layered[1, 1, 3] = 128
    pixels, notes = seen(Image.fromarray(layered, "RGBA"))
    assert pixels[0, 0].tolist() == [128, 128, 128]
    assert pixels[3, 3].tolist() == [200, 0, 0]
    # Half of 200 over half of 128, by hand.
    assert pixels[1, 1].tolist() == pytest.approx([164, 64, 64], abs=1)
    assert notes == ["transparent parts are shown grey"]


def test_a_layer_that_hides_nothing_is_not_told() -> None:
    layered = np.full((4, 4, 4), 255, np.uint8)
    _, notes = seen(Image.fromarray(layered, "RGBA"))
    assert notes == []


def test_a_palette_with_a_transparent_colour_shows_it_grey() -> None:
    image = Image.fromarray(RAMP // 128).convert("P")
    image.info["transparency"] = int(np.asarray(image)[0, 0])
    pixels, notes = seen(image)
    assert pixels[0, 0].tolist() == [128, 128, 128]
    assert notes == ["transparent parts are shown grey"]


def test_a_broken_profile_is_told_and_the_colours_are_read_as_they_are() -> None:
    colours = np.stack([RAMP, RAMP.T, 255 - RAMP], axis=2)
    image = Image.fromarray(colours)
    image.info["icc_profile"] = b"no profile at all"
    pixels, notes = seen(image)
    assert np.array_equal(pixels, colours)
    assert notes == ["the colour profile cannot be used: colours were read as sRGB"]


def test_a_picture_that_names_srgb_is_not_converted() -> None:
    colours = np.stack([RAMP, RAMP.T, 255 - RAMP], axis=2)
    image = Image.fromarray(colours)
    image.info["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixels, notes = seen(image)
    assert np.array_equal(pixels, colours)
    assert notes == []

"""The file says of itself that it is simulated, and when it was taken."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

import embeddings.synthesis as synthesis
from embeddings.synthesis import Rendered, encode_jpeg

VLADIVOSTOK = timezone(timedelta(hours=10))
EXIF_BLOCK = 0x8769


def opened(encoded: bytes) -> Image.Image:
    return Image.open(BytesIO(encoded))


def test_the_file_says_that_it_is_simulated(frame: Rendered) -> None:
    exif = opened(encode_jpeg(frame)).getexif()
    assert exif[0x010E] == "simulated"
    assert "simulated" in exif[0x0131]


def test_the_file_may_say_more(frame: Rendered) -> None:
    exif = opened(encode_jpeg(frame, description="station 12")).getexif()
    assert exif[0x010E] == "simulated: station 12"


@pytest.mark.parametrize(
    ("taken", "written", "offset"),
    [
        (datetime(2023, 1, 4, 3, 12, 9, tzinfo=VLADIVOSTOK), "2023:01:04 03:12:09", "+10:00"),
        (datetime(2023, 1, 4, 3, 12, 9, tzinfo=UTC), "2023:01:04 03:12:09", "+00:00"),
        (datetime(2023, 1, 4, 3, 12, 9), "2023:01:04 03:12:09", None),  # noqa: DTZ001
    ],
)
def test_the_time_of_capture_stands_in_exif_with_its_zone(
    frame: Rendered, taken: datetime, written: str, offset: str | None
) -> None:
    block = opened(encode_jpeg(frame, captured_at=taken)).getexif().get_ifd(EXIF_BLOCK)
    assert block[0x9003] == written
    assert block.get(0x9011) == offset


def test_without_a_time_no_time_is_invented(frame: Rendered) -> None:
    exif = opened(encode_jpeg(frame)).getexif()
    assert 0x9003 not in exif.get_ifd(EXIF_BLOCK)
    assert 0x0132 not in exif


def test_the_file_holds_the_picture(frame: Rendered) -> None:
    kept = np.asarray(opened(encode_jpeg(frame, quality=95)).convert("RGB")).astype(int)
    assert kept.shape == frame.pixels.shape
    assert np.abs(kept - frame.pixels.astype(int)).mean() < 6


def test_a_lower_quality_is_a_smaller_file(frame: Rendered) -> None:
    assert len(encode_jpeg(frame, quality=40)) < len(encode_jpeg(frame, quality=90))


def test_the_picture_itself_bears_the_label(frame: Rendered, pelt: Rendered) -> None:
    """The strip at a frame's foot and the card in a skin's corner are writing on plain ground."""
    strip = frame.pixels[-26:, :140]
    assert strip.max() > 200
    assert np.median(strip) < 30
    card = pelt.pixels[-36:-10, 10:138]
    assert card.min() < 90
    assert np.median(card) > 200


def test_the_public_face_is_what_it_says() -> None:
    assert all(hasattr(synthesis, name) for name in synthesis.__all__)
    assert {"make_animal", "render_frame", "render_pelt", "passage"} <= set(synthesis.__all__)

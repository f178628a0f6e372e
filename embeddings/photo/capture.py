"""When a photo was taken, as its camera wrote it: with an offset only where it wrote one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# EXIF: time taken, time digitised, time of the last change, each with its tag of the offset.
EXIF_SUB = 0x8769
_EXIF_TIMES = (
    (0x9003, 0x9011, "EXIF DateTimeOriginal"),
    (0x9004, 0x9012, "EXIF DateTimeDigitized"),
    (0x0132, 0x9010, "EXIF DateTime"),
)


@dataclass(frozen=True, slots=True)
class Capture:
    """When the camera says it took the photo.

    `at` is aware where the camera wrote its offset from UTC, else naive local time of the camera;
    None where the written time is no time. `source` names the field it was read from.
    """

    at: datetime | None
    offset_known: bool
    source: str


def capture_of(exif: Mapping[int, object], sub: Mapping[int, object]) -> Capture | None:
    """The best time among the EXIF fields (main block and its part on the photo), None if unset."""
    for time_tag, offset_tag, source in _EXIF_TIMES:
        written = sub.get(time_tag) or exif.get(time_tag)
        if not isinstance(written, str) or not written.strip("\0 :0"):
            continue
        offset = sub.get(offset_tag) or exif.get(offset_tag)
        return _read_time(written, offset if isinstance(offset, str) else "", source)
    return None


def _read_time(written: str, offset: str, source: str) -> Capture:
    try:
        local = datetime.strptime(written.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return Capture(None, False, source)
    try:
        zone = datetime.strptime(offset.strip("\0 "), "%z").tzinfo
    except ValueError:
        return Capture(local, False, source)
    return Capture(local.replace(tzinfo=zone), True, source)

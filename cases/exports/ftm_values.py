"""Values as FollowTheMoney accepts them; what it would reject is not written."""

from __future__ import annotations

import re
from datetime import UTC

from cases.dates import DateRefused, Precision, When, read_date
from cases.exports.ftm_schema import valid

_SPACES = re.compile(r"\s+")
_GENDERS = {
    "m": "male", "male": "male", "man": "male", "м": "male", "муж": "male", "мужской": "male",
    "男": "male", "nam": "male",
    "f": "female", "female": "female", "woman": "female", "ж": "female", "жен": "female",
    "женский": "female", "女": "female", "nữ": "female",
}  # fmt: skip
_ISO = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 16}


def cleaned(kind: str, value: str) -> str | None:
    """`value` for one of FollowTheMoney's types, or None where it would be invalid.

    Dates keep their precision (2023-03) and instants become UTC; countries are lower-case codes;
    phones need their plus; numbers are plain decimals.
    """
    text = _SPACES.sub(" ", value).strip()
    if kind == "gender":
        text = _GENDERS.get(text.casefold(), "other") if text else ""
    elif kind == "date":
        text = _date(text)
    elif kind in ("country", "checksum"):
        text = text.lower()
    elif kind == "phone":
        text = re.sub(r"[\s().-]", "", text)
    elif kind == "number":
        text = _number(text)
    return text if valid(kind, text) else None


def written_date(when: When) -> str | None:
    """A time as FollowTheMoney writes it, None for a span: their dates begin and end together."""
    if "/" in str(when):
        return None
    length = _ISO.get(when.precision, 19)
    start = when.start if when.start.tzinfo is None else when.start.astimezone(UTC)
    return start.replace(tzinfo=None).isoformat()[:length]


def _date(text: str) -> str:
    try:
        return written_date(read_date(text)) or ""
    except DateRefused:
        return ""


def _number(text: str) -> str:
    try:
        return f"{float(text):f}".rstrip("0").rstrip(".")
    except ValueError:
        return ""

"""Values as FollowTheMoney accepts them; what it would reject is not written."""

from __future__ import annotations

import re

from cases.dates import DateRefused, read_date
from cases.model import PropertyType

_COUNTRY = re.compile(r"^[A-Za-z]{2}$")
_PHONE = re.compile(r"^\+?[0-9]{5,18}$")
_URL = re.compile(r"^https?://\S+$")
_SPACES = re.compile(r"\s+")
_GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female"}


def cleaned(kind: PropertyType, ftm: str, value: str) -> str | None:
    """`value` for FtM's property `ftm`, or None where it would be invalid.

    Dates keep their precision (2023-03); countries are lower-case ISO codes; links need a scheme.
    """
    text = _SPACES.sub(" ", value).strip()
    if not text:
        return None
    if ftm == "sourceUrl":
        return text if _URL.match(text) else None
    if ftm == "gender":
        return _GENDERS.get(text.casefold(), "other")
    if kind is PropertyType.DATE:
        return _date(text)
    if kind is PropertyType.COUNTRY:
        return text.lower() if _COUNTRY.match(text) else None
    if kind is PropertyType.PHONE:
        digits = re.sub(r"[^\d+]", "", text)
        return digits if _PHONE.match(digits) else None
    if kind in (PropertyType.NUMBER, PropertyType.COORDINATE):
        try:
            float(text)
        except ValueError:
            return None
    return text


def _date(text: str) -> str | None:
    try:
        written = str(read_date(text))
    except DateRefused:
        return None
    return None if "/" in written else written

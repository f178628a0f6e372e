"""What the values of a column look like, for columns whose header says nothing or too little."""

import re
from collections.abc import Callable, Sequence

from cases.countries import country
from cases.dates import DateRefused, Precision, read_date

__all__ = ["GAPS", "TYPED_GAPS", "date_order", "first_days", "separator_of", "shape_of"]

# Words that stand for "nothing here" in tables of all kinds. NA is Namibia and not among them; a
# person may be called Null, so that word is a gap only among numbers, dates and countries.
TYPED_GAPS = ("null", "NULL", "None", "none", "nil", "NaN", "nan")
GAPS = (
    "-", "--", "—", "–", "?", "n/a", "N/A", "n.a.",
    "unknown", "Unknown", "UNKNOWN", "not known", "not stated", "неизвестно", "нет данных", "б/д",
    "н/д", "无", "未知", "不详", "không rõ", "không có", "khong ro",
)  # fmt: skip
_MOST = 0.7
_FEWEST_DATES = 20
_TOO_MANY_FIRSTS = 0.1
_NUMERIC_DATE = re.compile(r"^\s*(\d{1,2})[-./](\d{1,2})[-./](?:\d{4}|\d{2})\b")
_PHONE = re.compile(r"^\+[\d\s()-]{8,20}$")
_NUMBER = re.compile(r"^[-−]?\d[\d\s.,'’]*\s*[^\W\d]{0,4}\.?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


def shape_of(values: Sequence[str]) -> str:
    """date, year, number, country, phone or empty: what 70 % of these filled values read as."""
    if not values:
        return ""
    if _is_mostly(values, _is_year):
        return "year"
    if _is_mostly(values, _is_number):
        return "number"
    for name, test in (("date", _is_date), ("phone", _is_phone), ("country", _is_country)):
        if _is_mostly(values, test):
            return name
    return ""


def _is_mostly(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, values)) >= _MOST * len(values)


def date_order(values: Sequence[str]) -> str:
    """DMY or MDY, by numbers that can be no month; DMY where the values leave both open."""
    seen = [match for one in values if (match := _NUMERIC_DATE.match(one))]
    first = sum(int(match[1]) > 12 for match in seen)
    second = sum(int(match[2]) > 12 for match in seen)
    return "MDY" if second > first else "DMY"


def first_days(values: Sequence[str]) -> bool:
    """Whether so many dates fall on the first of a month that it stands for an unknown day.

    By chance one in thirty does; one in ten of at least twenty is no chance.
    """
    days = []
    for one in values:
        try:
            when = read_date(one, order=date_order(values))
        except DateRefused:
            continue
        if when.precision is Precision.DAY:
            days.append(when.day.day)
    return len(days) >= _FEWEST_DATES and days.count(1) >= _TOO_MANY_FIRSTS * len(days)


def separator_of(values: Sequence[str]) -> str:
    """The mark between several values of one cell, where some cells hold several; else empty."""
    return next((mark for mark in (";", "|", "；", "、") if any(mark in one for one in values)), "")


def _is_date(text: str) -> bool:
    for order in ("DMY", "MDY"):
        try:
            read_date(text, order=order)
            return not text.isdigit()
        except DateRefused:
            continue
    return False


def _is_phone(text: str) -> bool:
    return bool(_PHONE.match(text))


def _is_country(text: str) -> bool:
    return country(text) is not None


def _is_year(text: str) -> bool:
    return bool(_YEAR.match(text))


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(text))

"""Dates that keep the precision they came with.

"March 2023" is a month and stays one: the first of March would be an invention that later looks
like knowledge. A time without a zone stays a local time, and whoever compares it with another must
allow for the zone nobody wrote down; `When.utc_bounds` does so.
"""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from cases.month_names import MONTHS

__all__ = ["DateRefused", "Precision", "When", "coarsen", "day_of", "read_date", "span"]

# No place on Earth is further from UTC than these: what a time of unknown zone may still be.
_EARLIEST_ZONE = timedelta(hours=14)
_LATEST_ZONE = timedelta(hours=12)
# Two-digit years: POSIX strptime's rule, 69 to 99 are of the twentieth century.
_CENTURY_TURN = 69


class Precision(StrEnum):
    """How finely a date is known, coarsest first."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class DateRefused(ValueError):
    """A text that is no date: why, and what to write instead."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time as somebody wrote it down: from `start` up to but not including `end`.

    Aware in UTC when the offset is known (`offset_minutes`, for showing the local time again),
    naive and local when it is not. `written` is the text it was read from.
    """

    start: datetime
    end: datetime
    precision: Precision
    offset_minutes: int | None = None
    written: str = ""

    def __post_init__(self) -> None:
        if (self.start.tzinfo is None) != (self.end.tzinfo is None):
            raise ValueError(f"{self.start} and {self.end}: both need a zone or neither")
        if (self.offset_minutes is None) != (self.start.tzinfo is None):
            raise ValueError(f"offset {self.offset_minutes} does not go with {self.start}")
        if not self.start < self.end:
            raise ValueError(f"a time from {self.start} to {self.end} is upside down")

    def __str__(self) -> str:
        """ISO 8601, as much of it as is known: `2023-03`, `2023-03-04T18:20+10:00`, `2014/2015`."""
        first = _iso(self._local(self.start), self.precision, self.offset_minutes)
        last_instant = self._local(self.end - timedelta(microseconds=1))
        last = _iso(last_instant, self.precision, self.offset_minutes)
        return first if first == last else f"{first}/{last}"

    @property
    def zone_known(self) -> bool:
        """Whether instants can be compared exactly with those of other places."""
        return self.offset_minutes is not None

    @property
    def day(self) -> date:
        """The local day on which it begins."""
        return self._local(self.start).date()

    @property
    def last_day(self) -> date:
        """The local day on which it ends: of a year its 31 December."""
        return self._local(self.end - timedelta(microseconds=1)).date()

    def utc_bounds(self) -> tuple[datetime, datetime]:
        """The earliest and latest instants (UTC) it can mean; wider where no zone was written."""
        if self.start.tzinfo is not None:
            return self.start, self.end
        return (
            self.start.replace(tzinfo=UTC) - _EARLIEST_ZONE,
            self.end.replace(tzinfo=UTC) + _LATEST_ZONE,
        )

    def overlaps(self, other: "When") -> bool:
        """Whether both may have been at one time."""
        mine, theirs = self.utc_bounds(), other.utc_bounds()
        return mine[0] < theirs[1] and theirs[0] < mine[1]

    def before(self, other: "When") -> bool:
        """Whether this was certainly over when the other began."""
        return self.utc_bounds()[1] <= other.utc_bounds()[0]

    def _local(self, instant: datetime) -> datetime:
        if self.offset_minutes is None:
            return instant
        return instant.astimezone(timezone(timedelta(minutes=self.offset_minutes)))


@lru_cache(8192)
def read_date(text: str, *, order: str = "DMY", zone: str | None = None) -> When:
    """Read a date, a month, a year, an instant or a span (`2014-2015`, `2014/2015`).

    order: how numeric dates are laid out, one of DMY, MDY, YMD; a four-digit year in front always
    means YMD. zone: an IANA name for times written without an offset. Raises DateRefused.
    """
    if order not in ("DMY", "MDY", "YMD"):
        raise ValueError(f"the order of a date is DMY, MDY or YMD, not {order!r}")
    tidy = " ".join(text.replace("\u00a0", " ").split())
    if not tidy:
        raise DateRefused("there is no date", "write a year at least, such as 2023")
    when = _read_span(tidy, order, zone) or _read_one(tidy, order, zone)
    return replace(when, written=text)


def day_of(day: date | datetime, *, written: str = "") -> When:
    """The value of a spreadsheet's own date: a day, or a second if a time of day stands in it."""
    if isinstance(day, datetime) and (day.hour, day.minute, day.second) != (0, 0, 0):
        start, precision = day.replace(microsecond=0), Precision.SECOND
    else:
        start, precision = datetime(day.year, day.month, day.day), Precision.DAY  # noqa: DTZ001
    return When(start, _end_of(start, precision), precision, None, written or day.isoformat())


def coarsen(when: When, precision: Precision) -> When:
    """The same date known less finely: what a 1 January that stands for its year really says."""
    if list(Precision).index(precision) >= list(Precision).index(when.precision):
        return when
    ends = [when.start, when.end - timedelta(microseconds=1)]
    offset = when.offset_minutes if precision is Precision.MINUTE else None
    if offset is None:  # a day is the local one, and of no zone
        ends = [when._local(at).replace(tzinfo=None) for at in ends]
    first, last = (_floor(at, precision) for at in ends)
    return When(first, _end_of(last, precision), precision, offset, when.written)


def span(first: When, last: When) -> When:
    """From the beginning of one to the end of the other. Raises DateRefused if upside down."""
    coarser = min(first.precision, last.precision, key=list(Precision).index)
    a, b = coarsen(first, coarser), coarsen(last, coarser)
    if (a.offset_minutes is None) != (b.offset_minutes is None) or not a.start < b.end:
        raise DateRefused(
            f"a span from {first} to {last} does not go forward", "write the earlier date first"
        )
    return When(a.start, b.end, coarser, a.offset_minutes, f"{first.written} - {last.written}")


_DASH = r"\s*[-–—/]\s*"
_YEARS = re.compile(rf"^(?P<a>\d{{4}}){_DASH}(?P<b>\d{{4}})$")
_SPACED = re.compile(
    r"^(?P<a>.+?)(?:\s+[-–—/]\s+|\s*[–—/](?=\d{4}-)|\s+(?:to|по|至|đến)\s+)(?P<b>.+)$"
)
_ISO = re.compile(
    r"^(?P<y>\d{4})(?:[-./](?P<m>\d{1,2})(?:[-./](?P<d>\d{1,2})"
    r"(?:[T ](?P<time>\d.*))?)?)?$"
)
_HAN = re.compile(
    r"^(?P<y>\d{4})\s*年(?:\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号])?)?(?P<time>.*)$"
)
_VIET = re.compile(
    r"^(?:(?:ngày\s+)?(?P<d>\d{1,2})\s+)?tháng\s+(?P<m>\d{1,2})(?:\s*[,/]?\s*(?:năm\s+)?)(?P<y>\d{4})$",
    re.I,
)
_NUMERIC = re.compile(
    r"^(?:ngày\s+)?(?P<a>\d{1,2})[-./](?P<b>\d{1,2})[-./](?P<c>\d{4}|\d{2})"
    r"(?:\s*(?:г|года|год)\.?)?(?:,?\s+(?P<time>\d.*))?$",
    re.I,
)
_MONTH_YEAR = re.compile(r"^(?P<m>\d{1,2})[-./](?P<y>\d{4})$")
_WORDS = re.compile(
    r"^(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[-\s.]+)?(?P<month>[^\W\d_]+)\.?,?"
    r"(?:[-\s]+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?(?=\s+\d{4}))?[-\s]+(?P<y>\d{4}|\d{2})"
    r"(?:\s*(?:г|года|год)\.?)?(?:,?\s+(?P<time>\d.*))?$"
)
_TIME = re.compile(
    r"^(?P<h>\d{1,2})[:.：时時点](?P<mi>\d{2})分?(?::(?P<s>\d{2})(?:[.,]\d+)?)?\s*"
    r"(?P<half>[AaPp][Mm])?\s*(?P<zone>Z|[+-]\d{2}:?[0-5]\d)?$"
)


def _read_span(text: str, order: str, zone: str | None) -> When | None:
    match = _YEARS.match(text) or _SPACED.match(text)
    if match is None:
        return None
    return span(_read_one(match["a"], order, zone), _read_one(match["b"], order, zone))


def _read_one(text: str, order: str, zone: str | None) -> When:
    for pattern in (_ISO, _HAN, _VIET):
        if match := pattern.match(text):
            parts = match.groupdict()
            return _build(parts["y"], parts["m"], parts["d"], parts.get("time"), zone)
    if match := _MONTH_YEAR.match(text):
        return _build(match["y"], match["m"], None, None, zone)
    if match := _NUMERIC.match(text):
        named = dict(zip(order, (match["a"], match["b"], match["c"]), strict=True))
        return _build(named["Y"], named["M"], named["D"], match["time"], zone)
    if (match := _WORDS.match(text)) and (month := MONTHS.get(match["month"].casefold())):
        return _build(match["y"], str(month), match["d1"] or match["d2"], match["time"], zone)
    raise DateRefused(
        f"{text[:60]!r} is not a date that can be read", "write it as 2023-03-04, 2023-03 or 2023"
    )


def _build(
    year: str, month: str | None, day: str | None, time: str | None, zone: str | None
) -> When:
    y = int(year)
    if len(year) == 2:
        y += 1900 if y >= _CENTURY_TURN else 2000
    if not 1000 <= y <= 9000:
        raise DateRefused(f"the year {year} cannot be meant", "write the year with four digits")
    m, d = int(month or 1), int(day or 1)
    if not 1 <= m <= 12:
        raise DateRefused(
            f"there is no month {m}", "if the month stands first, set the order of dates to MDY"
        )
    if not 1 <= d <= monthrange(y, m)[1]:
        names = datetime(y, m, 1).strftime("%B %Y")  # noqa: DTZ001
        leap = " (no leap year)" if m == 2 and not isleap(y) else ""
        raise DateRefused(
            f"{names} has {monthrange(y, m)[1]} days{leap}",
            f"write {y:04d}-{m:02d} if the day is unknown",
        )
    start = datetime(y, m, d)  # noqa: DTZ001
    if time is None or not time.strip():
        known = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return When(start, _end_of(start, known), known)
    return _at_time(start, time.strip(), zone)


def _at_time(day: datetime, time: str, zone: str | None) -> When:
    match = _TIME.match(time)
    if match is None:
        raise DateRefused(f"{time[:40]!r} is not a time of day", "write it as 18:20 or 18:20+10:00")
    hour, minute, second = int(match["h"]), int(match["mi"]), int(match["s"] or 0)
    half = (match["half"] or "").lower()
    if hour > (12 if half == "am" else 23) or minute > 59 or second > 59:
        raise DateRefused(f"there is no time {time}", "hours run from 00 to 23, minutes to 59")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    start = day.replace(hour=hour, minute=minute, second=second)
    precision = Precision.SECOND if match["s"] else Precision.MINUTE
    if (offset := _offset(match["zone"], start, zone)) is None:
        return When(start, _end_of(start, precision), precision)
    if not -12 * 60 <= offset <= 14 * 60:
        raise DateRefused(
            f"no zone is {match['zone']} from UTC", "offsets run from -12 to +14 hours"
        )
    instant = (start - timedelta(minutes=offset)).replace(tzinfo=UTC)
    return When(instant, _end_of(instant, precision), precision, offset)


def _offset(written: str | None, local: datetime, zone: str | None) -> int | None:
    """Minutes east of UTC, from the text itself or else from the zone of the place."""
    if written == "Z":
        return 0
    if written:
        sign = -1 if written[0] == "-" else 1
        return sign * (int(written[1:3]) * 60 + int(written[-2:]))
    if zone is None:
        return None
    offset = local.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    return None if offset is None else int(offset.total_seconds() // 60)


def _floor(instant: datetime, precision: Precision) -> datetime:
    start = instant.replace(second=0, microsecond=0)
    if precision is Precision.MINUTE:
        return start
    start = start.replace(hour=0, minute=0)
    if precision is Precision.DAY:
        return start
    return start.replace(day=1, month=1 if precision is Precision.YEAR else start.month)


def _end_of(start: datetime, precision: Precision) -> datetime:
    match precision:
        case Precision.YEAR:
            return start.replace(year=start.year + 1)
        case Precision.MONTH:
            return (start + timedelta(days=32)).replace(day=1)
        case Precision.DAY:
            return start + timedelta(days=1)
        case Precision.MINUTE:
            return start + timedelta(minutes=1)
        case Precision.SECOND:
            return start + timedelta(seconds=1)


def _iso(instant: datetime, precision: Precision, offset: int | None) -> str:
    match precision:
        case Precision.YEAR:
            return f"{instant.year:04d}"
        case Precision.MONTH:
            return f"{instant.year:04d}-{instant.month:02d}"
        case Precision.DAY:
            return instant.date().isoformat()
    text = instant.replace(tzinfo=None).isoformat(timespec=f"{precision}s")
    if offset is None:
        return text
    if offset == 0:
        return f"{text}Z"
    return f"{text}{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"

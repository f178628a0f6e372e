"""The time of a record that has a date, or a beginning and an end."""

from collections.abc import Mapping, Sequence

from cases.dates import DateRefused, When, read_date, span

__all__ = ["when_between"]


def when_between(properties: Mapping[str, Sequence[str]]) -> When | None:
    """From `startDate` to `endDate`, else the first `date`; None where neither can be read.

    A beginning without an end says when it was known to hold, and no more.
    """
    first, last, day = (
        _read(properties.get(name, ())) for name in ("startDate", "endDate", "date")
    )
    if first is not None and last is not None:
        try:
            return span(first, last)
        except DateRefused:
            return first
    return first or last or day


def _read(texts: Sequence[str]) -> When | None:
    for text in texts:
        try:
            return read_date(text, order="YMD")
        except DateRefused:
            continue
    return None

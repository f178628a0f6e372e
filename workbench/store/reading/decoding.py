"""Rows of statements and sources as the values they were.

Thousands of rows of one picture repeat a few grades, handlings, times and instants: each is made
once and shared, for none of them can be changed.
"""

import json
from functools import lru_cache

from cases.statement import Grade, Locator, Source, Statement
from workbench.store.encode import handling_of, instant_of, locator_of, when_of
from workbench.store.reading.asking import AnyRow

__all__ = ["grounds_of", "source_of", "statement_of"]

_NOWHERE = Locator()
_grade = lru_cache(maxsize=1024)(Grade)
_instant = lru_cache(maxsize=4096)(instant_of)


def statement_of(row: AnyRow, *, located: bool = True) -> Statement:
    """One statement. located: with its place in the source, which is the dearest of it to read."""
    return Statement(
        id=row.id,
        subject=row.subject,
        schema=row.schema,
        property=row.property,
        value=row.value,
        target=row.target,
        original_value=row.original_value,
        lang=row.lang,
        source_id=row.source,
        locator=locator_of(row.locator) if located else _NOWHERE,
        grade=_grade(row.grade_scheme, row.grade_source, row.grade_information),
        handling=handling_of(row.level, row.compartments, row.releasable_to, row.native),
        event_time=when_of(
            row.event_start,
            row.event_end,
            row.event_precision,
            row.event_offset,
            row.event_written,
        ),
        first_seen=_instant(row.recorded_at),
        recorded_by=row.recorded_by,
        derived_from=grounds_of(row.derived_from),
        supersedes=row.supersedes,
        judgement=row.judgement,
    )


def grounds_of(written: str) -> tuple[str, ...]:
    """The statements that another rests on, as its row keeps them."""
    return tuple(json.loads(written)) if written else ()


def source_of(row: AnyRow) -> Source:
    """One source."""
    return Source(
        id=row.id,
        kind=row.kind,
        title=row.title,
        digest=row.digest,
        origin=row.origin,
        grade=_grade(row.grade_scheme, row.grade_source, row.grade_information),
        handling=handling_of(row.level, row.compartments, row.releasable_to, row.native),
        published=when_of(
            row.published_start,
            row.published_end,
            row.published_precision,
            row.published_offset,
            row.published_written,
        ),
        simulated=bool(row.simulated),
    )

"""Statements as a person reads them: what, who says so, where it stands, how good, since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.statement import LEVELS, Handling, Source, Statement

__all__ = ["StatementRow", "handling_text", "statement_rows"]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement. value: as shown; target: the entity it points to, with its caption as value.

    source: the title, empty where the reader may not see the source. where: place in the source.
    """

    id: str
    subject: str
    schema: str
    property: str
    value: str
    target: str
    original_value: str
    source: str
    source_id: str
    where: str
    grade: str
    handling: str
    event: str
    first_seen: str
    recorded_by: str
    judgement: str
    simulated: bool


def statement_rows(
    statements: Iterable[Statement], sources: Mapping[str, Source], captions: Mapping[str, str]
) -> tuple[StatementRow, ...]:
    """Statements as rows, in the order given."""
    return tuple(_row(s, sources.get(s.source_id), captions) for s in statements)


def handling_text(handling: Handling) -> str:
    """Level, compartments and the code as it came: `confidential · LORD · H2`."""
    parts = [LEVELS[handling.level], *sorted(handling.compartments), handling.native]
    return " · ".join(part for part in parts if part)


def _row(s: Statement, source: Source | None, captions: Mapping[str, str]) -> StatementRow:
    return StatementRow(
        id=s.id,
        subject=s.subject,
        schema=s.schema,
        property=s.property,
        value=captions.get(s.target, s.target) if s.target else s.value,
        target=s.target or "",
        original_value=s.original_value,
        source=source.title if source else "",
        source_id=s.source_id,
        where=str(s.locator),
        grade=str(s.grade) if s.grade.scheme else "",
        handling=handling_text(s.handling),
        event=str(s.event_time) if s.event_time else "",
        first_seen=s.first_seen.isoformat(timespec="seconds"),
        recorded_by=s.recorded_by,
        judgement=s.judgement or "",
        simulated=bool(source and source.simulated),
    )

"""The records as one reader may know them at one moment: what watches and findings are given."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cases.resolution import Decision, Verdict, decide
from cases.world import World
from workbench.store import DecisionRecord, Reader

if TYPE_CHECKING:
    from workbench.project import Project


def world_of(
    project: "Project",
    reader: Reader,
    now: datetime,
    *,
    as_of: datetime | None = None,
    schemata: Sequence[str] = (),
) -> World:
    """All that a reader may know at `now`, or as it was known at `as_of`.

    schemata: only statements about entities of these kinds, for questions that need no more.
    """
    with project.store.read(reader) as queries:
        asked = queries.statements.at(as_of)
        said = [one for kind in schemata for one in asked.saying(kind)] if schemata else asked.all()
        return World.of(
            said,
            now=as_of or now,
            sources=queries.sources.of({one.source_id for one in said}).values(),
            decisions=decisions_of(queries.cases.decisions()),
        )


def decisions_of(records: list[DecisionRecord]) -> list[Decision]:
    """Decisions as `cases` reckons with them, in the order in which they were made."""
    return [
        decide(
            one.left,
            one.right,
            Verdict(one.verdict),
            by=one.by,
            at=one.at,
            why=one.why,
            weight_bits=one.weight_bits,
            until=one.until,
        )
        for one in records
        if one.at is not None
    ]

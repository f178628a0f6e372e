"""What happened in which order around the people and seizures on record, as far as dates say."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from cases.dates import Precision
from cases.findings.finding import Finding
from cases.model import SCHEMATA
from cases.timeline import Entry, timeline
from cases.world import World

# What a camera met by the thousand has a catalogue of its own.
_CATALOGUE = frozenset({"Sighting", "Encounter", "Deployment", "TrackPoint", "Observation"})
_SHOWN = 60
_FEWEST = 2
_QUIET_DAYS = 60
_COARSE = (Precision.MONTH, Precision.YEAR)


def find(world: World) -> list[Finding]:
    """One finding over all dated events but those of the cameras: their span, order, doubts."""
    dated = [one for one in timeline(world.entities) if one.schema not in _CATALOGUE]
    if len(dated) < _FEWEST:
        return []
    undated = sum(
        1
        for entity in world.entities.values()
        if entity.is_event
        and entity.schema not in _CATALOGUE | {"RouteLeg", "CaseFile"}
        and entity.when is None
    )
    return [_finding(world, dated, undated)]


def _finding(world: World, dated: list[Entry], undated: int) -> Finding:
    quiet = _longest_quiet(dated)
    shown = dated[-_SHOWN:]
    return Finding(
        kind="timeline",
        sentence=(
            f"From {dated[0].when} to {dated[-1].when} the records date {len(dated):,} events "
            f"({_counted(dated)}): {_precisions(dated)}; {undated:,} bear no date{quiet}"
        ),
        subjects=tuple(one.entity for one in shown),
        value=float(len(dated)),
        interval=None,
        competing=(
            "the events happened in this order",
            "dates are those of the report or of the discovery, not of the event",
            "quiet times are times in which nobody looked",
        ),
        would_change="a date for those that bear none; the day where only a month or year is known",
        statements=tuple(sorted({s for one in shown for s in _dating(world, one)})),
        caveat="That one event came before another does not make it its cause. Of many events "
        f"the last {_SHOWN} are listed.",
        facts=tuple(
            (
                str(one.when) + ("" if one.certain_after or one is dated[0] else " (order unsure)"),
                one.sentence,
            )
            for one in shown
        ),
    )


def _counted(dated: list[Entry]) -> str:
    """`3,083 shipments, 2,421 seizures`: the most frequent kind first."""
    kinds = Counter(one.schema for one in dated)
    return ", ".join(
        f"{count:,} {SCHEMATA[kind].label}{'s' if count > 1 else ''}"
        for kind, count in kinds.most_common()
    )


def _precisions(dated: list[Entry]) -> str:
    """How exactly they are dated: `2,044 to the day, 377 to the month, 3,083 to the year`."""
    known = Counter(one.when.precision for one in dated)
    grouped = {
        "day": sum(n for precision, n in known.items() if precision not in _COARSE),
        "month": known[Precision.MONTH],
        "year": known[Precision.YEAR],
    }
    return ", ".join(f"{count:,} to the {name}" for name, count in grouped.items() if count)


def _dating(world: World, one: Entry) -> tuple[str, ...]:
    """The statements that an event has its date from."""
    said = world.entities[one.entity].statements
    dates = tuple(s.id for s in said if s.property in ("date", "start", "year"))
    return dates or one.statements


def _longest_quiet(dated: list[Entry]) -> str:
    """The longest time in which certainly nothing is dated, if it is months: from when all before
    was over, so that two years known by their number alone leave none between them."""
    longest, told = 0, ""
    over: datetime | None = None
    last = dated[0]
    for one in dated:
        begins, ends = one.when.utc_bounds()
        if over is not None and (begins - over).days > longest:
            longest = (begins - over).days
            told = f"; the longest quiet time is {longest} days, from {last.when} to {one.when}"
        if over is None or ends > over:
            over, last = ends, one
    return told if longest >= _QUIET_DAYS else ""

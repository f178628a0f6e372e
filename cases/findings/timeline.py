"""What happened in which order around the people and seizures on record, as far as dates say."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from cases.findings.finding import Finding
from cases.timeline import Entry, timeline
from cases.world import World

# What a camera met by the thousand has a catalogue of its own.
_CATALOGUE = frozenset({"Sighting", "Encounter", "Deployment", "TrackPoint", "Observation"})
_SHOWN = 60
_FEWEST = 2


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
    return [_finding(dated, undated)]


def _finding(dated: list[Entry], undated: int) -> Finding:
    kinds = Counter(one.schema for one in dated)
    sure = sum(1 for one in dated[1:] if one.certain_after)
    quiet = _longest_quiet(dated)
    shown = dated[-_SHOWN:]
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return Finding(
        kind="timeline",
        sentence=(
            f"From {dated[0].when} to {dated[-1].when} the records date {len(dated)} events "
            f"({counted}); {sure} of {len(dated) - 1} certainly came after all before them, "
            f"{undated} bear no date{quiet}"
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
        statements=tuple(sorted({s for one in shown for s in one.statements})),
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


def _longest_quiet(dated: list[Entry]) -> str:
    """The longest time between two neighbouring events, if it is months."""
    gaps = [
        ((later.when.day - earlier.when.day).days, earlier, later)
        for earlier, later in pairwise(dated)
    ]
    days, earlier, later = max(gaps, key=lambda gap: gap[0])
    if days < 60:
        return ""
    return f"; the longest quiet time is {days} days, from {earlier.when} to {later.when}"

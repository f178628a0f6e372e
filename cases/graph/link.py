"""A link between two entities: what is said, by how many independent sources, how well graded.

The strength of a link is not a product of the two axes of a grade: the weaker axis decides, and
independent origins (not copies of one article) add to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.dates import When
from cases.grade import AdmiraltyInterval, Grade
from cases.statement import Source, Statement

# How often a report of this grade would hold, by judgement and stated with every result: the
# grades are ordinal, and 6 and F say "cannot be judged", which is not "wrong".
_SOURCE_HOLDS = {"A": 0.98, "B": 0.92, "C": 0.8, "D": 0.6, "E": 0.4, "F": 0.6}
_INFORMATION_HOLDS = {"1": 0.98, "2": 0.9, "3": 0.75, "4": 0.5, "5": 0.2, "6": 0.6}


# Nobody graded it, as in most registers and tables: which is not "cannot be judged". As C3.
UNGRADED_HOLDS = 0.75


def chance(grade: Grade) -> float:
    """How likely a statement of this grade holds, 0 to 1; of no grade: `UNGRADED_HOLDS`."""
    return holds(grade.admiralty) if grade.scheme else UNGRADED_HOLDS


def holds(grade: AdmiraltyInterval) -> float:
    """How likely a statement of this grade holds, 0 to 1: the weaker axis, middle of its span."""
    source = (_SOURCE_HOLDS[grade.source_best] + _SOURCE_HOLDS[grade.source_worst]) / 2
    information = (
        _INFORMATION_HOLDS[grade.information_best] + _INFORMATION_HOLDS[grade.information_worst]
    ) / 2
    return min(source, information)


def any_holds(chances: Iterable[float]) -> float:
    """That at least one of several independent origins is right."""
    fails = 1.0
    for one in chances:
        fails *= 1.0 - one
    return 1.0 - fails


@dataclass(frozen=True, slots=True)
class Link:
    """source -> target by a property. statements: their ids, sorted; first, last: ISO or empty.

    roots: independent origins. certainty: that the link exists at all, from grades and origins.
    derived: computed by us from the statements it names.
    """

    source: str
    target: str
    property: str
    statements: tuple[str, ...]
    best_grade: str
    certainty: float
    roots: int
    first: str
    last: str
    simulated: bool
    derived: bool = False


def link_of(
    source: str,
    target: str,
    property: str,
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
    *,
    derived: bool = False,
    needs_all: bool = False,
) -> Link:
    """One link out of all statements that say it; needs_all: it stands only if each one holds.

    Raises ValueError without statements: a link nobody states does not exist.
    """
    said = sorted({s.id: s for s in statements}.values(), key=lambda s: s.id)
    if not said:
        raise ValueError(f"no statement says {source} {property} {target}")
    best_of: dict[str, float] = {}
    for statement in said:
        known = sources.get(statement.source_id)
        origin = known.root if known else statement.source_id
        best_of[origin] = max(best_of.get(origin, 0.0), chance(statement.grade))
    certainty = min(chance(s.grade) for s in said) if needs_all else any_holds(best_of.values())
    times = sorted((s.event_time for s in said if s.event_time), key=lambda w: w.utc_bounds())
    return Link(
        source=source,
        target=target,
        property=property,
        statements=tuple(s.id for s in said),
        best_grade=_best_grade(said),
        certainty=certainty,
        roots=len(best_of),
        first=_text(times[0]) if times else "",
        last=_text(times[-1]) if times else "",
        simulated=all(s.source_id in sources and sources[s.source_id].simulated for s in said),
        derived=derived,
    )


def _best_grade(said: list[Statement]) -> str:
    graded = [s for s in said if s.grade.scheme]
    if not graded:
        return ""
    return str(max(graded, key=lambda s: chance(s.grade)).grade.admiralty)


def _text(when: When) -> str:
    return str(when)

"""What a merge would do, before anybody does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cases.entities import Entities
from cases.resolution.decision import Decision, Verdict, clusters, decide

_ONE_VALUE = ("birthDate", "deathDate", "gender", "birthPlace", "taxNumber")


@dataclass(frozen=True, slots=True)
class Effect:
    """The cluster that would arise, what it joins, and what speaks against it.

    members: all records in it; contradictions: single-valued properties that would have several
    values; breaches: pairs judged different that would come together; events: those in which both
    stand, which one person can, but two usually do.
    """

    canonical: str
    members: tuple[str, ...]
    statements: int
    joined: tuple[str, ...]
    contradictions: tuple[str, ...]
    breaches: tuple[tuple[str, str], ...]
    events: tuple[str, ...]

    @property
    def needs_second_look(self) -> bool:
        """Whether anything speaks against the merge."""
        return bool(self.contradictions or self.breaches or self.events)


def effect_of_merge(
    entities: Entities,
    decisions: Iterable[Decision],
    one: str,
    other: str,
    *,
    now: datetime,
) -> Effect:
    """The effect of judging two records the same at `now`; nothing is changed.

    entities: ungrouped, by their own ids (`group(statements)`). Raises ValueError for one record.
    """
    before = tuple(decisions)
    trial = decide(one, other, Verdict.SAME, by="trial", at=now, why="to see what it would do")
    after = clusters((*before, trial), now)
    canonical = after.of(one)
    members = after.members.get(canonical, tuple(sorted((one, other))))
    own = [entities[m] for m in members if m in entities]
    already = set(clusters(before, now).conflicts)
    neighbours = sorted({t for e in own for s in e.statements if (t := s.target)})
    return Effect(
        canonical=canonical,
        members=members,
        statements=sum(len(e.statements) for e in own),
        joined=tuple(neighbours),
        contradictions=_contradictions(entities, members),
        breaches=tuple(pair for pair in after.conflicts if pair not in already),
        events=_events(entities, members),
    )


def _contradictions(entities: Entities, members: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for name in _ONE_VALUE:
        values = sorted({v for m in members if m in entities for v in entities[m].values(name)})
        if len(values) > 1:
            found.append(f"{name}: {', '.join(values)}")
    return tuple(found)


def _events(entities: Entities, members: tuple[str, ...]) -> tuple[str, ...]:
    inside = set(members)
    return tuple(
        entity.id
        for entity in entities.values()
        if entity.is_event and len({s.target for s in entity.statements if s.target in inside}) > 1
    )

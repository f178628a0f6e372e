"""What a merge would do, before anybody does it; and what taking a decision back would undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.entities import Entities, Entity
from cases.resolution.decision import Decision, Verdict, clusters, decide, standing

__all__ = ["Downstream", "Effect", "downstream_of", "effect_of_merge"]

_ONE_VALUE = (
    "birthDate",
    "deathDate",
    "gender",
    "birthPlace",
    "taxNumber",
    "registrationNumber",
)


@dataclass(frozen=True, slots=True)
class Effect:
    """The cluster that would arise, what it joins, and what speaks against it.

    members: all records in it; statements: about them; links: to others and from others; joined:
    whom they are linked with, either way; contradictions: single-valued properties that would have
    several values; breaches: pairs judged different that would come together; self_links: members
    that are linked with each other, which would become a link to itself; events: those in which
    several of them stand, which one person can, but two usually do.
    """

    canonical: str
    members: tuple[str, ...]
    statements: int
    links: int
    joined: tuple[str, ...]
    contradictions: tuple[str, ...]
    breaches: tuple[tuple[str, str], ...]
    self_links: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def needs_second_look(self) -> bool:
        """Whether anything speaks against the merge."""
        return bool(self.contradictions or self.breaches or self.self_links or self.events)


@dataclass(frozen=True, slots=True)
class Downstream:
    """What follows from a decision and would go with it.

    parts: the clusters that its cluster would fall into, for a "same" that holds one together;
    apart_no_more: clusters that only it keeps apart, for a "different"; stands_again: the earlier
    decision about the pair, if one comes back; later: decisions made since about records that it
    had joined; conflicts: breaches of a "different" that would be healed.
    """

    parts: tuple[tuple[str, ...], ...]
    apart_no_more: tuple[tuple[str, str], ...]
    stands_again: Decision | None
    later: tuple[Decision, ...]
    conflicts: tuple[tuple[str, str], ...]

    @property
    def empty(self) -> bool:
        """Whether taking it back changes nothing, because it does not stand any more."""
        return not (self.parts or self.apart_no_more or self.stands_again or self.conflicts)


def effect_of_merge(
    entities: Entities,
    decisions: Iterable[Decision],
    one: str,
    other: str,
    *,
    now: datetime,
) -> Effect:
    """The effect of judging two records the same at `now`; nothing is changed.

    entities: ungrouped, by their own ids (`group(statements)`), with what links to the records.
    Raises ValueError for one record.
    """
    before = tuple(decisions)
    trial = decide(one, other, Verdict.SAME, by="trial", at=now, why="to see what it would do")
    after = clusters((*before, trial), now)
    canonical = after.of(one)
    members = after.members.get(canonical, tuple(sorted((one, other))))
    inside = set(members)
    own = [entities[m] for m in members if m in entities]
    already = set(clusters(before, now).conflicts)
    out = [s for e in own for s in e.statements if s.target]
    into = [
        s
        for e in entities.values()
        if e.id not in inside
        for s in e.statements
        if s.target in inside
    ]
    joined = {s.target for s in out if s.target} | {s.subject for s in into}
    return Effect(
        canonical=canonical,
        members=members,
        statements=sum(len(e.statements) for e in own),
        links=len(out) + len(into),
        joined=tuple(sorted(joined - inside)),
        contradictions=_contradictions(own),
        breaches=tuple(pair for pair in after.conflicts if pair not in already),
        self_links=tuple(f"{s.subject} {s.property} {s.target}" for s in out if s.target in inside),
        events=_events(entities, inside),
    )


def downstream_of(decisions: Sequence[Decision], taken_back: Decision, now: datetime) -> Downstream:
    """What would follow no more if a decision that stands were taken back at `now`."""
    without = [one for one in decisions if one.id != taken_back.id]
    before, after = clusters(decisions, now), clusters(without, now)
    if all(one.id != taken_back.id for one in standing(decisions, now)):
        return Downstream((), (), None, (), ())
    members = before.members.get(before.of(taken_back.left), ())
    parts: dict[str, list[str]] = {}
    for member in members:
        parts.setdefault(after.of(member), []).append(member)
    stood = {one.pair: one for one in standing(without, now)}
    later = (
        one
        for one in standing(decisions, now)
        if one.at > taken_back.at
        and one.pair != taken_back.pair
        and (one.left in members or one.right in members)
    )
    return Downstream(
        tuple(tuple(part) for part in parts.values()) if len(parts) > 1 else (),
        tuple(sorted(before.different - after.different)) if before.canonical == after.canonical
        else (),
        stood.get(taken_back.pair),
        tuple(later),
        tuple(sorted(set(before.conflicts) - set(after.conflicts))),
    )  # fmt: skip


def _contradictions(own: Sequence[Entity]) -> tuple[str, ...]:
    found = []
    for name in _ONE_VALUE:
        values = sorted({value for entity in own for value in entity.values(name)})
        if len(values) > 1:
            found.append(f"{name}: {', '.join(values)}")
    return tuple(found)


def _events(entities: Entities, inside: set[str]) -> tuple[str, ...]:
    return tuple(
        entity.id
        for entity in entities.values()
        if entity.is_event and len({s.target for s in entity.statements if s.target in inside}) > 1
    )

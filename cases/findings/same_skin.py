"""One skin met twice: what a person judged to be one skin joins the events that it was met in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.dates import When
from cases.entities import Entity
from cases.findings.finding import Finding
from cases.statement import Statement
from cases.world import World

_EVENTS = ("Offer", "Seizure")


def find(world: World) -> list[Finding]:
    """A finding a pair of skins that somebody judged to be one; a contradiction is said in it."""
    met = _met(world)
    pairs = {
        (skin.id, other): skin
        for skin in world.of_kind("Specimen")
        for other in skin.targets("sameSkin")
    }
    return [
        _finding(world, skin, other, met)
        for (_, other), skin in sorted(pairs.items(), key=lambda item: item[0])
    ]


@dataclass(frozen=True, slots=True)
class _Meeting:
    """One event in which a skin was met. statements: those that say so."""

    event: str
    schema: str
    when: When | None
    statements: tuple[str, ...]

    @property
    def dated(self) -> str:
        """The day, or as much of a date as is known; empty where there is none."""
        if self.when is None:
            return ""
        return str(self.when.day if self.when.day == self.when.last_day else self.when)

    @property
    def told(self) -> str:
        """`on 2025-03-01`, `in 2025`."""
        exact = self.when is not None and self.when.day == self.when.last_day
        return f"{'on' if exact else 'in'} {self.dated}"


def _finding(world: World, skin: Entity, other: str, met: dict[str, list[_Meeting]]) -> Finding:
    events = _first_two(met.get(skin.id, []), met.get(other, []))
    against = _against(world, skin, other)
    said = [s for s in skin.said("sameSkin") if s.target == other]
    days = _days(events)
    sentence = (
        f"{world.named(skin.id)} and {world.named(other)} are judged to be one skin, or pieces of "
        f"one{_story(world, events, days)}"
    )
    if against:
        sentence += "; somebody else judged that they are two"
    return Finding(
        kind="same_skin",
        sentence=sentence,
        subjects=(skin.id, other, *dict.fromkeys(meeting.event for meeting in events)),
        value=None if days is None else float(days),
        interval=None,
        competing=_competing(events),
        would_change="a second examination of both, and both skins laid side by side",
        statements=tuple(
            sorted(
                {s.id for s in (*said, *against)}
                | {one for meeting in events for one in meeting.statements}
            )
        ),
        caveat="It rests on a judgement of photos; whose coat it was does not follow from it.",
        facts=tuple(
            (f"{meeting.schema.lower()} {meeting.event}", str(meeting.dated or "no date on record"))
            for meeting in events
        ),
    )


def _met(world: World) -> dict[str, list[_Meeting]]:
    """The seizures and offers of each skin, whichever side names the other."""
    found: dict[str, dict[str, list[Statement]]] = {}
    for skin in world.of_kind("Specimen"):
        for statement in skin.said("seizure"):
            if statement.target:
                found.setdefault(skin.id, {}).setdefault(statement.target, []).append(statement)
    for event in world.of_kind(*_EVENTS):
        for statement in event.said("specimen"):
            if statement.target:
                found.setdefault(statement.target, {}).setdefault(event.id, []).append(statement)
    return {
        skin: [_meeting(world, event, said) for event, said in sorted(events.items())]
        for skin, events in found.items()
    }


def _meeting(world: World, event: str, said: Iterable[Statement]) -> _Meeting:
    entity = world.entities.get(event)
    when = entity.when if entity else None
    schema = entity.schema if entity else "Seizure"
    return _Meeting(event, schema, when, tuple(s.id for s in said))


def _first_two(ours: list[_Meeting], theirs: list[_Meeting]) -> tuple[_Meeting, ...]:
    """The first meeting of each skin, earlier one first; one event that both share counts once."""
    firsts = [min(own, key=_moment) for own in (ours, theirs) if own]
    unique = {meeting.event: meeting for meeting in firsts}
    return tuple(sorted(unique.values(), key=_moment))


def _moment(meeting: _Meeting) -> tuple[date, str]:
    return (meeting.when.day if meeting.when else date.max, meeting.event)


def _days(events: tuple[_Meeting, ...]) -> int | None:
    """From the end of the first to the second; None where one may as well have been before it."""
    if len(events) < 2 or events[0].when is None or events[1].when is None:
        return None
    first, second = events[0].when, events[1].when
    sure = first.last_day < second.day or first.day == first.last_day == second.day
    return (second.day - first.last_day).days if sure else None


def _story(world: World, events: tuple[_Meeting, ...], days: int | None) -> str:
    if len(events) < 2:
        return ""
    first, second = events
    if days is None:
        return f": it joins {world.named(first.event)} and {world.named(second.event)}"
    vague = any(one.when and one.when.day != one.when.last_day for one in events)
    least = "at least " if vague else ""
    verb = {"Offer": "offered", "Seizure": "seized"}
    told = (
        f": {verb[first.schema]} {first.told} ({world.named(first.event)}) and "
        f"{verb[second.schema]} {second.told} ({world.named(second.event)}), "
        f"{least}{days} days later"
    )
    if first.schema == "Seizure":
        told += "; if so, it left where it was kept"
    return told


def _competing(events: tuple[_Meeting, ...]) -> tuple[str, ...]:
    explained = [
        "two skins that look alike, such as those of siblings",
        "the machine showed the pair first, and its likeness was expected",
    ]
    if any(meeting.schema == "Offer" for meeting in events):
        explained.append("the seller showed a photo of a skin that was never theirs")
    if events and events[0].schema == "Seizure" and _days(events) is not None:
        explained.append("the later record shows an older photo, or bears a wrong date")
    return tuple(explained)


def _against(world: World, skin: Entity, other: str) -> tuple[Statement, ...]:
    """Statements that the two are two skins, from either side."""
    there = world.entities.get(other)
    said = [s for s in skin.said("notSameSkin") if s.target == other]
    if there is not None:
        said += [s for s in there.said("notSameSkin") if s.target == skin.id]
    return tuple(said)

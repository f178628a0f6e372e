"""Which animals have been silent for longer than working cameras explain.

Silence is no death: what else it may mean is printed with it. An animal that is seen again closes
its watch and opens anew the question of every seizure that was held against its absence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cases.catalogue.animals import Animal
from cases.catalogue.sightings import Sighting, dated
from cases.entities import Entity
from cases.watches.called import all_called, called, station_called
from cases.watches.kernels import KERNELS, SKIN
from cases.watches.silence import (
    ALARMS,
    FEWEST_SIGHTINGS,
    THRESHOLDS,
    Silence,
    changes,
    silence,
)
from cases.watches.suspected import suspects
from cases.watches.told import Told, tell, together
from cases.watches.watch import State, Watch
from cases.watches.window import seized_when, seizure_day, seizures_of, window_of
from cases.world import World

__all__ = ["THRESHOLDS", "find", "watch_animal"]

_NEWS_DAYS = 270
PRIOR_LOSS = 0.03
COMPETING = tuple(
    tell(one) for one in ("maybe_killed", "maybe_moved", "maybe_died", "maybe_unseen")
)
SETTLED, CAVEAT = tell("silence_settled"), tell("silence_caveat")


def find(world: World) -> list[Watch]:
    """One watch an animal that was ever sighted, by id. Provisional animals are not watched."""
    known = {animal.id: animal for animal in world.animals}
    skins: dict[str, list[Entity]] = {}
    for skin in world.of_kind("Specimen"):
        for animal in skin.targets("individual"):
            skins.setdefault(animal, []).append(skin)
    return [
        _skinned(world, known[animal], _telling(world, skins[animal], own), own)
        if animal in skins
        else watch_animal(world, known[animal], own)
        for animal, own in world.sightings_of.items()
        if animal in known and not known[animal].provisional
    ]


def _telling(world: World, skins: Sequence[Entity], own: Sequence[Sighting]) -> Entity:
    """Of several skins judged to be one animal that which its photos contradict, else the first."""
    last = max(one.when.day for one in own)
    against = (skin for skin in skins if (day := seizure_day(world, skin)) and last > day)
    return next(against, skins[0])


def _skinned(world: World, animal: Animal, skin: Entity, own: Sequence[Sighting]) -> Watch:
    """An animal of which a skin was judged to be: nobody waits for it, unless it was seen since."""
    seized = seizure_day(world, skin)
    after = [one for one in own if seized is not None and one.when.day > seized]
    judged = tuple(s.id for s in skin.said("individual") if s.target == animal.id)
    about = (skin.id, *seizures_of(world, skin))
    name = called(world, animal.id)
    if not after:
        sentence = tell("skin_is_it", animal=name, skin=called(world, skin.id), last=own[-1].told)
        plain = _plain(animal, State.DEAD, _at_latest(world, own[-1]), sentence, own)
        return replace(plain, related=about, statements=(*plain.statements, *judged))
    sentence = tell(
        "seen_after_skin",
        animal=name,
        day=after[0].told,
        place=station_called(world, after[0].station),
        skin=called(world, skin.id),
        seized=_as_written(world, skin) or after[0].told,
    )
    plain = _plain(animal, State.RE_SIGHTED, _at_latest(world, after[0]), sentence, own)
    return replace(
        plain,
        related=about,
        statements=(*after[0].statements, *judged),
        competing=tuple(tell(one) for one in ("wrong_judgement", "wrong_animal", "wrong_date")),
        would_change=tell("skin_settled"),
    )


def _as_written(world: World, skin: Entity) -> date | str | None:
    """The day of a seizure, or the month or year that is all that is known of it."""
    when = seized_when(world, skin)
    if when is None:
        return None
    return when.day if when.day == when.last_day else str(when)


def watch_animal(world: World, animal: Animal, own: Sequence[Sighting]) -> Watch:
    """The state of one animal from its sightings (in order of time, at least one)."""
    last, name = own[-1], called(world, animal.id)
    if animal.dead:
        sentence = tell("recorded_dead", animal=name, last=last.told)
        return _plain(animal, State.DEAD, _at_latest(world, last), sentence, own)
    moved = _moved(world, animal.id)
    if moved is not None and last.when.day <= moved:
        sentence = tell("moved_away", animal=name, moved=moved, last=last.told)
        return _plain(animal, State.MOVED, moved, sentence, own)
    if len(dated(own)) < FEWEST_SIGHTINGS:
        sentence = tell("too_seldom", animal=name, times=len(own), last=last.told)
        plain = _plain(animal, State.UNKNOWN, _at_latest(world, last), sentence, own)
        return replace(plain, missing=_told_vaguely(own))
    history = changes(world, own)
    silent = silence(world, own, world.today)
    state = silent.state
    since = next((c.on for c in reversed(history) if c.state is state), _at_latest(world, last))
    closed = [c for c in history if c.state is State.RE_SIGHTED]
    news = bool(closed) and (world.today - closed[-1].on).days <= _NEWS_DAYS
    if state in (State.CURRENT, State.DUE) and news:
        state, since = State.RE_SIGHTED, closed[-1].on
    sentence = _sentence(world, own, state, since, silent)
    related: tuple[str, ...] = ()
    if state is State.RE_SIGHTED:
        related = _open_again(world, animal, own, since)
        again = tell("open_again", seizures=all_called(world, related)) if related else None
        sentence = together(closed[-1].sentence, again, sentence)
    return Watch(
        kind="overdue",
        subject=animal.id,
        state=state,
        since=since,
        sentence=sentence,
        value=silent.probability,
        interval=silent.rate.silence_interval(len(silent.nights)),
        statements=last.statements,
        competing=COMPETING if state in ALARMS or state is State.DUE else (),
        would_change=SETTLED,
        caveat=CAVEAT,
        history=history,
        related=related,
        chance=silent.probability,
        missing=_missing(world, own, silent),
    )


def _moved(world: World, animal: str) -> date | None:
    entity = world.entities.get(animal)
    when = entity.date("moved") if entity else None
    return when.day if when is not None else None


def _open_again(
    world: World, animal: Animal, own: Sequence[Sighting], back: date
) -> tuple[str, ...]:
    """Seizures that an absence could have explained and now does not."""
    before = [one for one in own if one.when.last_day < back]
    if not before:
        return ()
    window = window_of(world, animal.id, animal.id, before, back)
    return tuple(
        one.seizure.id
        for one in suspects(world, window, KERNELS[SKIN])
        if one.sure and one.day <= back and one.judged != "same"
    )


def _missing(world: World, own: Sequence[Sighting], silent: Silence) -> tuple[Told, ...]:
    """What is known to be lacking: days, stations without data, nights lost while it was silent."""
    found = [*_told_vaguely(own)]
    if silent.unloaded:
        code = "no_data_suspended" if silent.suspended else "no_data"
        stations = tuple(dict.fromkeys(station_called(world, one) for one in silent.unloaded))
        found.append(tell(code, stations=stations, share=silent.share))
    home = {one.station for one in own}
    lost: dict[str, int] = {}
    silence = range(own[-1].night.toordinal(), world.today.toordinal())
    for camera in world.deployments:
        if camera.station in home:
            for reason in {gap.reason for gap in camera.gaps}:
                if nights := len(camera.lost(reason).intersection(silence)):
                    lost[reason] = lost.get(reason, 0) + nights
    found += [
        tell("nights_unsure", camera=called(world, one.id), start=one.start, end=one.end)
        for one in world.uncountable
        if one.station in home
    ]
    found += [tell("nights_lost", nights=lost[reason], reason=reason) for reason in sorted(lost)]
    return tuple(found)


def _told_vaguely(own: Sequence[Sighting]) -> tuple[Told, ...]:
    """The sightings known to the month or year only, which no rate is made of."""
    vague = tuple(str(one.told) for one in own if one.vague)
    if not vague:
        return ()
    written = tuple(dict.fromkeys(vague))
    return (tell("sightings_vague", times=len(vague), written=written),)


def _at_latest(world: World, one: Sighting) -> date:
    """The day of a sighting; of a month or year the last day, and today at the latest."""
    return min(one.when.last_day, world.today) if one.vague else one.when.day


def _sentence(
    world: World, own: Sequence[Sighting], state: State, since: date, silent: Silence
) -> Told:
    rate, p, count = silent.rate, silent.probability, len(world.sightings_of)
    return together(
        tell(
            "silent",
            animal=called(world, own[-1].individual),
            last=own[-1].told,
            place=station_called(world, own[-1].station),
            nights=len(silent.nights),
            rate=rate.per_night,
            low=rate.low,
            high=rate.high,
            sightings=rate.meetings + 1,
        ),
        tell("in_visits", bout=rate.bout) if rate.bout >= 1.05 else None,
        tell("silence_by_chance", p=p, animals=count, expected=p * count),
        *(_alarm(state, since, p) if state in ALARMS else ()),
    )


def _alarm(state: State, since: date, p: float) -> tuple[Told, Told]:
    loss = PRIOR_LOSS / (PRIOR_LOSS + (1.0 - PRIOR_LOSS) * p)
    return (
        tell("alarm_missing" if state is State.MISSING else "alarm_overdue", since=since),
        tell("loss_or_more" if loss > 0.99 else "loss", before=PRIOR_LOSS, after=min(loss, 0.99)),
    )


def _plain(
    animal: Animal, state: State, since: date, sentence: Told, own: Sequence[Sighting]
) -> Watch:
    """A watch that turns on no probability."""
    return Watch(
        kind="overdue",
        subject=animal.id,
        state=state,
        since=since,
        sentence=sentence,
        value=None,
        interval=None,
        statements=own[-1].statements,
        competing=() if state in (State.DEAD, State.MOVED) else COMPETING,
        would_change=SETTLED,
        caveat=CAVEAT,
    )

"""Which animals have been silent for longer than working cameras explain.

Silence is no death: what else it may mean is printed with it. An animal that is seen again closes
its watch and opens anew the question of every seizure that was held against its absence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cases.catalogue.animals import Animal
from cases.catalogue.sightings import Sighting
from cases.entities import Entity
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
from cases.watches.watch import Change, State, Watch
from cases.watches.window import seizure_day, seizures_of, window_of
from cases.world import World

__all__ = ["THRESHOLDS", "find", "watch_animal"]

_NEWS_DAYS = 270
PRIOR_LOSS = 0.03
COMPETING = (
    "killed",
    "moved its range to where no camera stands, or across the border into data not loaded here",
    "died of natural causes",
    "passed the cameras unseen or was not recognised in a photo",
)
CAVEAT = (
    "Silence says that no working camera in the known range met the animal; it does not say why."
)


def find(world: World) -> list[Watch]:
    """One watch an animal that was ever sighted, by id. Provisional animals are not watched."""
    known = {animal.id: animal for animal in world.animals}
    skins = {
        animal: skin for skin in world.of_kind("Specimen") for animal in skin.targets("individual")
    }
    return [
        _skinned(world, known[animal], skins[animal], own)
        if animal in skins
        else watch_animal(world, known[animal], own)
        for animal, own in world.sightings_of.items()
        if animal in known and not known[animal].provisional
    ]


def _skinned(world: World, animal: Animal, skin: Entity, own: Sequence[Sighting]) -> Watch:
    """An animal of which a skin was judged to be: nobody waits for it, unless it was seen since."""
    seized = seizure_day(world, skin)
    after = [one for one in own if seized is not None and one.when.day > seized]
    judged = tuple(s.id for s in skin.said("individual") if s.target == animal.id)
    about = (skin.id, *seizures_of(world, skin))
    if not after:
        sentence = (
            f"{animal.name} ({animal.id}) is not waited for: the skin {world.named(skin.id)} was "
            f"judged to be it; last seen on {own[-1].when.day}"
        )
        plain = _plain(animal, State.DEAD, own[-1].when.day, sentence, own)
        return replace(plain, related=about, statements=(*plain.statements, *judged))
    sentence = (
        f"{animal.name} ({animal.id}) was photographed on {after[0].when.day} at "
        f"{world.caption(after[0].station)}, after the skin {world.named(skin.id)}, judged to be "
        f"it, was seized on {seized}: one of the two cannot be right, and whose skin it is is "
        f"open again"
    )
    plain = _plain(animal, State.RE_SIGHTED, after[0].when.day, sentence, own)
    return replace(
        plain,
        related=about,
        statements=(*after[0].statements, *judged),
        competing=(
            "the judgement is wrong",
            "the photo is of another animal",
            "a date or a camera's clock is wrong",
        ),
        would_change="a second examination of the skin and of that photo",
    )


def watch_animal(world: World, animal: Animal, own: Sequence[Sighting]) -> Watch:
    """The state of one animal from its sightings (in order of time, at least one)."""
    last = own[-1]
    if animal.dead:
        sentence = f"{animal.name} is recorded as dead; last seen on {last.when.day}"
        return _plain(animal, State.DEAD, last.when.day, sentence, own)
    moved = _moved(world, animal.id)
    if moved is not None and last.when.day <= moved:
        sentence = (
            f"{animal.name} moved away on {moved} and is not waited for here; last seen on "
            f"{last.when.day}"
        )
        return _plain(animal, State.MOVED, moved, sentence, own)
    if len(own) < FEWEST_SIGHTINGS:
        sentence = (
            f"{animal.name} was sighted {len(own)} times, too seldom to say when the next is due; "
            f"last on {last.when.day}"
        )
        return _plain(animal, State.UNKNOWN, last.when.day, sentence, own)
    history = changes(world, animal, own)
    silent = silence(world, own, world.today)
    state = silent.state
    since = next((c.on for c in reversed(history) if c.state is state), last.when.day)
    closed = [c for c in history if c.state is State.RE_SIGHTED]
    news = bool(closed) and (world.today - closed[-1].on).days <= _NEWS_DAYS
    if state in (State.CURRENT, State.DUE) and news:
        state, since = State.RE_SIGHTED, closed[-1].on
    sentence = _sentence(world, animal, own, state, since, silent)
    related: tuple[str, ...] = ()
    if state is State.RE_SIGHTED:
        related = _open_again(world, animal, own, since)
        seizures = ", ".join(world.named(one) for one in related)
        again = f"; open again, whose skin they are: {seizures}" if related else ""
        sentence = f"{closed[-1].sentence}{again}. {sentence}"
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
        would_change="a photo of it, a carcass or skin judged to be it, or cameras in the gaps",
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
    before = [one for one in own if one.when.day < back]
    if not before:
        return ()
    window = window_of(world, animal.id, animal.id, before, back)
    return tuple(
        one.seizure.id
        for one in suspects(world, window, KERNELS[SKIN])
        if one.day <= back and one.judged != "same"
    )


def _missing(world: World, own: Sequence[Sighting], silent: Silence) -> tuple[str, ...]:
    """What is known to be lacking: stations without data, nights lost while it was silent."""
    found = []
    if silent.unloaded:
        names = ", ".join(world.caption(one) for one in silent.unloaded)
        found.append(
            f"no data since from {names}, where {silent.share:.0%} of its meetings were"
            + (": the alarm is suspended until they are loaded" if silent.suspended else "")
        )
    home = {one.station for one in own}
    lost: dict[str, int] = {}
    for camera in world.deployments:
        if camera.station in home:
            for gap in camera.gaps:
                first = max(gap.since, own[-1].night)
                nights = (min(gap.until, world.today) - first).days
                if nights > 0:
                    lost[gap.reason] = lost.get(gap.reason, 0) + nights
    found += [f"{nights} camera-nights lost: {reason}" for reason, nights in sorted(lost.items())]
    return tuple(found)


def _sentence(
    world: World,
    animal: Animal,
    own: Sequence[Sighting],
    state: State,
    since: date,
    silent: Silence,
) -> str:
    rate, p, count = silent.rate, silent.probability, len(world.sightings_of)
    text = (
        f"{animal.name} ({animal.id}), last seen on {own[-1].when.day} at "
        f"{world.caption(own[-1].station)}: {len(silent.nights)} effective station-nights in its "
        f"range since, at {rate.per_night:.4f} meetings a night ({rate.low:.4f} to "
        f"{rate.high:.4f}, {rate.meetings + 1} sightings"
        + (f", {rate.bout:.1f} to a visit" if rate.bout >= 1.05 else "")
        + f"); P of such a silence {p:.3g}, so that among {count} animals one expects "
        f"{p * count:.2g} silent as long by chance"
    )
    if state in ALARMS:
        loss = PRIOR_LOSS / (PRIOR_LOSS + (1.0 - PRIOR_LOSS) * p)
        text += (
            f"; {state} since {since}. A loss thought {PRIOR_LOSS:.0%} likely before becomes "
            f"{min(loss, 0.99):.0%}{' or more' if loss > 0.99 else ''}"
        )
    return text


def _plain(
    animal: Animal, state: State, since: date, sentence: str, own: Sequence[Sighting]
) -> Watch:
    """A watch that turns on no probability."""
    history: tuple[Change, ...] = ()
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
        would_change="a photo of it, a carcass or skin judged to be it, or cameras in the gaps",
        caveat=CAVEAT,
        history=history,
    )

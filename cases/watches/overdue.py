"""Which animals have been silent for longer than working cameras explain.

P(silence) = exp(-rate * effective nights in the range since the last sighting). Nights lost to
theft, snow or batteries do not count, so a dead camera never makes an animal overdue. Silence is
no death: what else it may mean is printed with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cases.catalogue.animals import Animal
from cases.catalogue.rate import Rate, home_stations, nights_between
from cases.catalogue.sightings import Sighting
from cases.entities import Entity
from cases.watches.watch import Change, State, Watch
from cases.world import World

# State, P of silence below which it holds, and what its upper end must be below too: a rate from
# few meetings may be far off, and then silence is not called overdue.
THRESHOLDS = (
    (State.MISSING, 0.001, 0.03),
    (State.OVERDUE, 0.01, 0.1),
    (State.DUE, 0.05, 1.0),
)
_FEWEST_SIGHTINGS = 4
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
    """An animal of which a skin was judged to be: nobody waits for it any more."""
    sentence = (
        f"{animal.name} ({animal.id}) is not waited for: the skin {world.named(skin.id)} was "
        f"judged to be it; last seen on {own[-1].when.day}"
    )
    return _watch(animal, State.DEAD, own[-1].when.day, sentence, None, None, own, ())


def watch_animal(world: World, animal: Animal, own: Sequence[Sighting]) -> Watch:
    """The state of one animal from its sightings (in order of time, at least one)."""
    last = own[-1]
    if animal.dead:
        sentence = f"{animal.name} is recorded as dead; last seen on {last.when.day}"
        return _watch(animal, State.DEAD, last.when.day, sentence, None, None, own, ())
    if len(own) < _FEWEST_SIGHTINGS:
        sentence = (
            f"{animal.name} was sighted {len(own)} times, too seldom to say when the next is due; "
            f"last on {last.when.day}"
        )
        return _watch(animal, State.UNKNOWN, last.when.day, sentence, None, None, own, ())
    history = changes(world, animal, own)
    rate = world.rate_after(own)
    nights = nights_between(world.station_nights, home_stations(own), last.night, world.today)
    silence = rate.silence(len(nights))
    interval = rate.silence_interval(len(nights))
    state = _state(rate, len(nights))
    since = next((c.on for c in reversed(history) if c.state is state), last.when.day)
    closed = [c for c in history if c.state is State.RE_SIGHTED]
    if (
        state in (State.CURRENT, State.DUE)
        and closed
        and (world.today - closed[-1].on).days <= _NEWS_DAYS
    ):
        state, since = State.RE_SIGHTED, closed[-1].on
    sentence = _sentence(world, animal, own, state, since, rate, len(nights), silence)
    if state is State.RE_SIGHTED:
        sentence = f"{closed[-1].sentence}. {sentence}"
    return _watch(animal, state, since, sentence, silence, interval, own, history)


def _state(rate: Rate, nights: int) -> State:
    for state, threshold, worst in THRESHOLDS:
        if nights >= rate.nights_until(threshold, worst):
            return state
    return State.CURRENT


def changes(world: World, animal: Animal, own: Sequence[Sighting]) -> tuple[Change, ...]:
    """Every day on which a silence became due, overdue or missing, and every end of an overdue one.

    A past silence is judged by the sightings before it, as one would have judged it then.
    """
    found: list[Change] = []
    for place in range(_FEWEST_SIGHTINGS - 1, len(own)):
        before = own[: place + 1]
        following = own[place + 1] if place + 1 < len(own) else None
        until = following.night if following else world.today
        rate = world.rate_after(before)
        nights = nights_between(
            world.station_nights, home_stations(before), before[-1].night, until
        )
        crossed = _crossings(animal, before[-1], rate, nights)
        found.extend(crossed)
        overdue = [c for c in crossed if c.state in (State.OVERDUE, State.MISSING)]
        if following is not None and overdue:
            found.append(
                Change(
                    State.RE_SIGHTED,
                    following.when.day,
                    f"{animal.name}, overdue since {overdue[0].on}, was seen again on "
                    f"{following.when.day} at {world.caption(following.station)}",
                )
            )
    return tuple(found)


def _crossings(animal: Animal, last: Sighting, rate: Rate, nights: list[int]) -> list[Change]:
    found = []
    for state, threshold, worst in reversed(THRESHOLDS):
        count = rate.nights_until(threshold, worst)
        if count > len(nights):
            continue
        on = date.fromordinal(nights[count - 1] + 1)
        sentence = (
            f"{animal.name}, last seen on {last.when.day}, became {state} on {on}: {count} "
            f"effective station-nights without a photo (P of silence {rate.silence(count):.3g})"
        )
        found.append(Change(state, on, sentence))
    return found


def _sentence(
    world: World,
    animal: Animal,
    own: Sequence[Sighting],
    state: State,
    since: date,
    rate: Rate,
    nights: int,
    silence: float,
) -> str:
    loss = PRIOR_LOSS / (PRIOR_LOSS + (1.0 - PRIOR_LOSS) * silence)
    text = (
        f"{animal.name} ({animal.id}), last seen on {own[-1].when.day} at "
        f"{world.caption(own[-1].station)}: {nights} effective station-nights in its range since, "
        f"at {rate.per_night:.4f} meetings a night ({rate.low:.4f} to {rate.high:.4f}, "
        f"{rate.meetings + 1} sightings); P of such a silence {silence:.3g}, so that among "
        f"{len(world.sightings_of)} animals one expects {silence * len(world.sightings_of):.2g} "
        f"silent as long by chance"
    )
    if state in (State.OVERDUE, State.MISSING):
        text += (
            f"; {state} since {since}. A loss thought {PRIOR_LOSS:.0%} likely before becomes "
            f"{min(loss, 0.99):.0%}{' or more' if loss > 0.99 else ''}"
        )
    return text


def _watch(
    animal: Animal,
    state: State,
    since: date,
    sentence: str,
    value: float | None,
    interval: tuple[float, float] | None,
    own: Sequence[Sighting],
    history: tuple[Change, ...],
) -> Watch:
    quiet = state in (State.CURRENT, State.RE_SIGHTED, State.DEAD)
    return Watch(
        kind="overdue",
        subject=animal.id,
        state=state,
        since=since,
        sentence=sentence,
        value=value,
        interval=interval,
        statements=own[-1].statements,
        competing=() if quiet else COMPETING,
        would_change="a photo of it, a carcass or skin judged to be it, or cameras in the gaps",
        caveat=CAVEAT,
        history=history,
    )

"""How long an animal has been silent, what that means, and how it was each time before.

P(silence) averages over what the animal's rate of visits may be, and nights lost to theft, snow or
batteries do not count, so a dead camera never makes an animal overdue. Where the stations it was
mostly met at have no data since, silence elsewhere says little and no alarm is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.catalogue.rate import Rate, home_stations, nights_between
from cases.catalogue.sightings import Sighting, dated
from cases.watches.called import called, station_called
from cases.watches.told import tell
from cases.watches.watch import Change, State
from cases.world import World

# State, and P of silence below which it holds.
THRESHOLDS = ((State.MISSING, 0.001), (State.OVERDUE, 0.01), (State.DUE, 0.05))
FEWEST_SIGHTINGS = 4
ALARMS = frozenset({State.OVERDUE, State.MISSING})
_MOSTLY = 0.5
_BECAME = {
    State.DUE: "became_due",
    State.OVERDUE: "became_overdue",
    State.MISSING: "became_missing",
}


@dataclass(frozen=True, slots=True)
class Silence:
    """One animal's silence up to a day. nights: ordinals of the effective station-nights in it.

    unloaded: its stations without data in the later half of it, with the share of its meetings
    there; suspended: whether that share is so large that no alarm is given.
    """

    rate: Rate
    nights: tuple[int, ...]
    unloaded: tuple[str, ...]
    share: float

    @property
    def probability(self) -> float:
        """Of a silence as long, if it lives as before."""
        return self.rate.silence(len(self.nights))

    @property
    def suspended(self) -> bool:
        """Whether too much of its range has no data to be alarmed."""
        return self.share >= _MOSTLY

    @property
    def state(self) -> State:
        """The state by the probability; never an alarm where it is suspended."""
        found = next(
            (state for state, level in THRESHOLDS if len(self.nights) >= self.until(level)),
            State.CURRENT,
        )
        return State.DUE if self.suspended and found in ALARMS else found

    def until(self, level: float) -> int:
        """After how many silent nights the probability is below `level`."""
        return self.rate.nights_until(level)


def silence(world: World, own: Sequence[Sighting], until: date) -> Silence:
    """The silence after some sightings of one animal (in order of time, at least one).

    It begins on the last day on which the last of them may have been.
    """
    rate = world.rate_after(own)
    known = dated(own) or own
    home = home_stations(known)
    nights = nights_between(world.station_nights, home, own[-1].night, until)
    unloaded = _unloaded(world, home, own[-1].when.last_day, until)
    share = sum(1 for sighting in known if sighting.station in unloaded) / len(known)
    return Silence(rate, tuple(nights), unloaded, share)


def _unloaded(world: World, home: frozenset[str], since: date, until: date) -> tuple[str, ...]:
    """Stations of which nothing is on record in the later half of a silence, while of others is."""
    newest: dict[str, date] = {}
    for camera in world.deployments:
        if camera.station in home and camera.first < until:
            before = newest.get(camera.station, camera.last)
            newest[camera.station] = max(before, camera.last)
    if not newest:
        return ()
    half = since + (min(until, max(newest.values())) - since) / 2
    return tuple(sorted(one for one in home if newest.get(one, date.min) <= half))


def changes(world: World, own: Sequence[Sighting]) -> tuple[Change, ...]:
    """Every day on which a silence became due, overdue or missing, and every end of an overdue one.

    A past silence is judged by the sightings before it, as one would have judged it then.
    """
    found: list[Change] = []
    for place in range(FEWEST_SIGHTINGS - 1, len(own)):
        before = own[: place + 1]
        if len(dated(before)) < FEWEST_SIGHTINGS:
            continue
        following = own[place + 1] if place + 1 < len(own) else None
        until = _silent_until(following) if following else world.today
        crossed = _crossings(world, before[-1], silence(world, before, until))
        found.extend(crossed)
        overdue = [c for c in crossed if c.state in ALARMS]
        if following is not None and overdue:
            found.append(
                Change(
                    State.RE_SIGHTED,
                    min(following.when.last_day, world.today)
                    if following.vague
                    else following.when.day,
                    tell(
                        "back",
                        animal=called(world, following.individual),
                        since=overdue[0].on,
                        day=following.told,
                        place=station_called(world, following.station),
                    ),
                )
            )
    return tuple(found)


def _silent_until(following: Sighting) -> date:
    """The evening up to which an animal was surely silent before a sighting."""
    return following.when.day if following.vague else following.night


def _crossings(world: World, last: Sighting, silent: Silence) -> list[Change]:
    found = []
    for state, level in reversed(THRESHOLDS):
        count = silent.until(level)
        if count > len(silent.nights) or (silent.suspended and state in ALARMS):
            continue
        on = date.fromordinal(silent.nights[count - 1] + 1)
        sentence = tell(
            _BECAME[state],
            animal=called(world, last.individual),
            last=last.told,
            day=on,
            nights=count,
            p=silent.rate.silence(count),
        )
        found.append(Change(state, on, sentence))
    return found

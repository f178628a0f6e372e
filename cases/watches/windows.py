"""The windows of a world: of every skin judged to be an animal, and of every silent animal.

For a skin the window runs from the animal's last photo to the seizure; for a silent animal from its
last photo to today, or to the day on which it was seen again.
"""

from __future__ import annotations

from cases.watches.overdue import watch_animal
from cases.watches.watch import State
from cases.watches.window import Window, seizure_day, window_of
from cases.world import World


def windows(world: World) -> tuple[Window, ...]:
    """The windows of skins judged to be an animal, then those of overdue or re-sighted ones."""
    found = []
    for skin in world.of_kind("Specimen"):
        for animal in skin.targets("individual"):
            seized = seizure_day(world, skin)
            met = world.sightings_of.get(animal, ())
            own = [s for s in met if seized and s.when.last_day <= seized]
            if own and seized:
                found.append(window_of(world, skin.id, animal, own, seized))
    known = {animal.id: animal for animal in world.animals}
    skinned = {window.animal for window in found}
    for animal, sighted in world.sightings_of.items():
        if animal not in known or animal in skinned:
            continue
        watch = watch_animal(world, known[animal], sighted)
        if watch.state in (State.OVERDUE, State.MISSING):
            found.append(window_of(world, animal, animal, sighted, world.today))
        elif watch.state is State.RE_SIGHTED and watch.since is not None:
            earlier = [s for s in sighted if s.when.last_day < watch.since]
            if earlier:
                found.append(window_of(world, animal, animal, earlier, watch.since))
    return tuple(found)

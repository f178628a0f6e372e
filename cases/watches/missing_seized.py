"""Which seizures may be of an animal that is overdue or missing.

A skin of its species that turns up after its last photo, near enough and soon enough, is held
against it first; how often one would turn up anyway is told with it. A skin that was judged to be
another animal's is left out.
"""

from __future__ import annotations

from dataclasses import replace

from cases.watches.called import called
from cases.watches.chance import by_chance
from cases.watches.kernels import KERNELS, SKIN, Kernel, Kernels
from cases.watches.suspected import Suspect, alike, suspects
from cases.watches.told import Told, tell, together
from cases.watches.watch import State, Watch
from cases.watches.window import Window
from cases.watches.windows import windows
from cases.world import World

CAVEAT = tell("seized_caveat")


def find(world: World, kernels: Kernels = KERNELS) -> list[Watch]:
    """One watch a silent animal for which a seizure is in question.

    Where it is known of none that it was after the last photo, the watch asks for nobody.
    """
    found = []
    for window in windows(world):
        if window.subject != window.animal or window.until != world.today:
            continue
        asked = [s for s in suspects(world, window, kernels[SKIN]) if s.judged != "different"]
        sure = [one for one in asked if one.sure]
        if asked:
            state = State.COINCIDES if sure else State.UNKNOWN
            watch = _watch(world, window, kernels[SKIN], sure or asked, state)
            found.append(replace(watch, missing=(*_vague(world, asked), *watch.missing)))
    return found


def _vague(world: World, asked: list[Suspect]) -> tuple[Told, ...]:
    return tuple(
        tell("seizure_vague", seizure=called(world, one.seizure.id), written=str(one.told))
        for one in asked
        if not one.sure
    )


def _watch(
    world: World, window: Window, kernel: Kernel, asked: list[Suspect], state: State
) -> Watch:
    days = alike(world, window, kernel)
    first, last = window.since.toordinal(), window.until.toordinal()
    record = range(min(first, *days), last + 1)
    chance = by_chance(days, record, first, last, len(asked))
    unseen = [one for one in asked if not one.skins]
    return Watch(
        kind="missing_seized",
        subject=window.subject,
        state=state,
        since=asked[0].day,
        sentence=together(
            tell(
                "seized_since" if state is State.COINCIDES else "seized_maybe",
                animal=called(world, window.animal),
                last=window.last.told,
                reach=kernel.km,
                seizures=tuple(_seizure(world, one) for one in asked),
            ),
            tell("seized_no_chance", alike=len(days))
            if chance is None
            else tell("seized_by_chance", chance=chance, alike=len(days)),
        ),
        value=float(len(asked)),
        interval=None,
        statements=tuple(
            sorted({*window.statements, *(s.id for one in asked for s in one.seizure.statements)})
        ),
        competing=tuple(tell(f"skin_maybe_{one}") for one in ("it", "unknown", "elsewhere")),
        would_change=tell("seized_settled"),
        caveat=CAVEAT,
        related=tuple(dict.fromkeys(one for s in asked for one in (s.seizure.id, *s.skins))),
        chance=chance,
        missing=tuple(
            tell("no_photo_of_skin", seizure=called(world, one.seizure.id)) for one in unseen
        ),
    )


def _seizure(world: World, one: Suspect) -> Told:
    seizure = called(world, one.seizure.id)
    if one.away_km is None:
        return tell("seized_nowhere", seizure=seizure, day=one.told)
    return tell("seized_at_km", seizure=seizure, day=one.told, away=one.away_km)

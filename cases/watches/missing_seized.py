"""Which seizures may be of an animal that is overdue or missing.

A skin of its species that turns up after its last photo, near enough and soon enough, is held
against it first; how often one would turn up anyway is told with it. A skin that was judged to be
another animal's is left out.
"""

from __future__ import annotations

from cases.watches.chance import by_chance
from cases.watches.kernels import KERNELS, SKIN, Kernel, Kernels
from cases.watches.suspected import Suspect, alike, suspects
from cases.watches.watch import State, Watch
from cases.watches.window import Window
from cases.watches.windows import windows
from cases.world import World

CAVEAT = "A seizure in the right time and place is a reason to compare the skin, and no more."


def find(world: World, kernels: Kernels = KERNELS) -> list[Watch]:
    """One watch a silent animal for which a seizure is in question."""
    found = []
    for window in windows(world):
        if window.subject != window.animal or window.until != world.today:
            continue
        asked = [s for s in suspects(world, window, kernels[SKIN]) if s.judged != "different"]
        if asked:
            found.append(_watch(world, window, kernels[SKIN], asked))
    return found


def _watch(world: World, window: Window, kernel: Kernel, asked: list[Suspect]) -> Watch:
    days = alike(world, window, kernel)
    first, last = window.since.toordinal(), window.until.toordinal()
    record = range(min(first, *days), last + 1)
    chance = by_chance(days, record, first, last, len(asked))
    text = "; ".join(
        f"{world.named(one.seizure.id)} on {one.day}"
        + (f", {one.away_km:.0f} km away" if one.away_km is not None else ", place not known")
        for one in asked
    )
    unseen = [one for one in asked if not one.skins]
    told = "unknown" if chance is None else f"{chance:.2g}"
    return Watch(
        kind="missing_seized",
        subject=window.subject,
        state=State.COINCIDES,
        since=asked[0].day,
        sentence=(
            f"{world.named(window.animal)} was last photographed on {window.since} and has not "
            f"been since; seized after that, of its species and within {kernel.km:g} km: {text}. "
            f"By chance as many would fall into such a window with a probability of {told} "
            f"({len(days)} like it on record)"
        ),
        value=float(len(asked)),
        interval=None,
        statements=tuple(
            sorted({*window.statements, *(s.id for one in asked for s in one.seizure.statements)})
        ),
        competing=(
            "the skin is of this animal",
            "the skin is of an animal nobody photographed",
            "the skin came from elsewhere through the same border",
        ),
        would_change="the skin compared with both flanks of the animal by two examiners",
        caveat=CAVEAT,
        related=tuple(dict.fromkeys(one for s in asked for one in (s.seizure.id, *s.skins))),
        chance=chance,
        missing=tuple(
            f"no photo of a skin is on record for {world.named(one.seizure.id)}" for one in unseen
        ),
    )

"""How likely an animal that lives here would have been photographed.

The first animal nobody photographed is the one a skin may come from, so "not in the catalogue"
means little without this figure. From how many animals were met once and twice one estimates how
many were never met (Chao 1987); no estimate is made out of too few meetings.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalogue.sightings import Sighting, dated

_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Coverage:
    """animals seen, animals estimated with interval (95 %), and the share seen with interval.

    probability is None where there are too few meetings to say; `sentence` says so.
    """

    seen: int
    meetings: int
    estimated: float | None
    low: float | None
    high: float | None
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    sentence: str


def coverage(seen: Iterable[Sighting], *, flank: str | None = None) -> Coverage:
    """Coverage of the animals that could have been met in these sightings.

    flank: count only sightings that show it (left or right): a skin with one flank can be held
    only against that. Bias-corrected Chao1 with his log-normal interval (Chao 1987, Biometrics
    43: 783-791); it is a lower bound, so the probability is rather too high, which is said, and its
    interval, widened to whole animals, is one of that lower bound. What is known to the month or
    year only may be a meeting that is told with its day too: it counts where an animal has no
    other, as one.
    """
    shown = [s for s in seen if flank is None or s.flanks & {flank, "both"}]
    counts = Counter(sighting.individual for sighting in dated(shown))
    for sighting in shown:
        counts.setdefault(sighting.individual, 1)
    met, meetings = len(counts), sum(counts.values())
    once = sum(1 for n in counts.values() if n == 1)
    twice = sum(1 for n in counts.values() if n == 2)
    if meetings < _FEWEST or met < 3:
        return Coverage(
            met, meetings, None, None, None, None, None, None,
            f"{meetings} sightings of {met} animals are too few to say how many were missed",
        )  # fmt: skip
    missed = once * (once - 1) / (2.0 * (twice + 1))
    variance = (
        once * (once - 1) / (2.0 * (twice + 1))
        + once * (2 * once - 1) ** 2 / (4.0 * (twice + 1) ** 2)
        + once**2 * twice * (once - 1) ** 2 / (4.0 * (twice + 1) ** 4)
    )
    # Animals are whole: ends between two numbers leave out the truth that nobody was missed.
    low, high = interval_of_unseen(met, missed, variance)
    low, high = float(math.floor(low)), float(math.ceil(high))
    estimated = met + missed
    sentence = (
        f"of an estimated {estimated:.0f} animals ({low:.0f} to {high:.0f}), {met} were "
        f"photographed: an animal living here is in the catalogue with a probability of at most "
        f"{met / estimated:.2f} ({met / high:.2f} to {met / low:.2f})"
    )
    return Coverage(
        met, meetings, estimated, low, high,
        met / estimated, met / high, met / low, sentence,
    )  # fmt: skip


def interval_of_unseen(met: int, missed: float, variance: float) -> tuple[float, float]:
    """The 95 % interval of a population, log-normal in the unseen part (Chao 1987).

    met: animals seen; missed: estimate of those unseen, with its variance. Never below `met`.
    """
    if missed <= 0.0:
        # Nobody met only once: at most about three animals fit to zero missed (rule of three).
        return float(met), float(met) + 3.0
    spread = math.exp(1.96 * math.sqrt(math.log(1.0 + variance / missed**2)))
    return met + missed / spread, met + missed * spread

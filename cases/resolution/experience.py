"""How far the records of a project move the weights that the field expects.

Expectation maximisation over the proposed pairs: how often one person's two records agree in a
feature (m) is counted with each pair's probability, how often two people's do (u) on pairs drawn at
random. Both are held to the field's expectation with the weight of so many pairs, so that a file of
fifty people changes little and one of a hundred thousand speaks for itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cases.resolution.reason import Reason

__all__ = ["Experience", "learn"]

_M_PAIRS = 200.0
_U_PAIRS = 400.0
_ROUNDS = 15
_MOST_BITS = 4.0

# (for one person, for two) by feature and level; log2 of their ratio is about the field's weight.
_EXPECTED: Mapping[tuple[str, str], tuple[float, float]] = {
    ("birth date", "day"): (0.60, 0.00004),
    ("birth date", "month"): (0.10, 0.00014),
    ("birth date", "year"): (0.20, 0.0031),
    ("birth date", "a year off"): (0.02, 0.04),
    ("birth date", "apart"): (0.014, 0.92),
    ("sex", "one"): (0.96, 0.48),
    ("sex", "two"): (0.03, 0.48),
    ("nationality", "one"): (0.80, 0.40),
    ("nationality", "two"): (0.20, 0.57),
}


@dataclass(frozen=True, slots=True)
class Experience:
    """Bits to add to a reason by its feature and level, and how many true pairs taught them."""

    moved: Mapping[tuple[str, str], float] = field(default_factory=dict)
    matches: float = 0.0

    def told(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The reasons with the weights that these records give them."""
        return tuple(self._one(reason) for reason in reasons)

    def _one(self, reason: Reason) -> Reason:
        moved = self.moved.get((reason.feature, reason.level), 0.0)
        return replace(reason, bits=reason.bits + moved) if moved else reason


def learn(
    proposed: Sequence[tuple[Reason, ...]],
    at_random: Sequence[tuple[Reason, ...]],
    prior_bits: float,
) -> Experience:
    """What the pairs of a project teach. proposed: the reasons of each candidate pair, by the
    field's weights; at_random: of pairs drawn at random; prior_bits: of any pair of the file."""
    by_chance = _counted((reasons, 1.0) for reasons in at_random)
    experience = Experience()
    for _ in range(_ROUNDS):
        weighed = []
        for reasons in proposed:
            bits = sum(reason.bits for reason in experience.told(reasons)) + prior_bits
            weighed.append((reasons, 1.0 / (1.0 + math.exp2(-max(min(bits, 60.0), -60.0)))))
        matches = sum(weight for _, weight in weighed)
        newer = Experience(_moved(_counted(weighed), by_chance), matches)
        settled = abs(newer.matches - experience.matches) < 1e-3 * max(matches, 1.0)
        experience = newer
        if settled:
            break
    return experience


def _counted(pairs: Iterable[tuple[tuple[Reason, ...], float]]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for reasons, weight in pairs:
        for reason in reasons:
            if (reason.feature, reason.level) in _EXPECTED:
                counted[reason.feature, reason.level] += weight  # type: ignore[assignment]
    return counted


def _moved(
    for_one: Mapping[tuple[str, str], float], by_chance: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    moved = {}
    for (feature, level), (m, u) in _EXPECTED.items():
        learnt_m = _share(for_one, feature, level, m, _M_PAIRS)
        learnt_u = _share(by_chance, feature, level, u, _U_PAIRS)
        bits = math.log2(learnt_m / m) - math.log2(learnt_u / u)
        moved[feature, level] = max(min(bits, _MOST_BITS), -_MOST_BITS)
    return moved


def _share(
    counted: Mapping[tuple[str, str], float], feature: str, level: str, usual: float, pairs: float
) -> float:
    whole = sum(count for (name, _), count in counted.items() if name == feature)
    return (counted.get((feature, level), 0.0) + pairs * usual) / (whole + pairs)

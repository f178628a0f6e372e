"""What a search of many animals does to a ratio: expected chance hits, and a question of its own.

The ratio of one animal is not divided by how many were searched; how many would reach it by chance
is said beside it. What the best of the search says on the catalogue as a whole is another ratio,
for other propositions, and only one of the two may be used.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.strength.thresholds import BestOf, Thresholds
from embeddings.strength.weighing import Strength
from embeddings.strength.words import ratio_words


@dataclass(frozen=True, slots=True)
class InCatalogue:
    """Another question than that of one animal: is the skin's animal among those compared at all?

    log10_lr: bounded, log10_lr_raw: before; for the best of `animals` by the same search. It is
    another weighing of the same search, so it is never multiplied with the ratio of one animal.
    """

    log10_lr: float
    log10_lr_raw: float
    lower_bound: float
    upper_bound: float
    bound_reason: str
    animals: int

    def sentence(self) -> str:
        """The ratio with its own propositions, and what must not be done with it."""
        held = f", held back from log10 LR {self.log10_lr_raw:+.2f}: {self.bound_reason}"
        return (
            f"Another question, is the skin's animal in the catalogue: "
            f"{ratio_words(self.log10_lr)} (log10 LR {self.log10_lr:+.2f}"
            f"{held if self.bound_reason else ''}) that it is one of the "
            f"{self.animals:,} animals compared, against none of them, "
            f"by the best of {self.animals:,} in the same search. "
            "It is not to be multiplied with the ratio of one animal."
        )


def in_catalogue(strengths: Sequence[Strength], thresholds: Thresholds) -> InCatalogue | None:
    """What the best of the strengths (best first) says on "its animal is one of those compared".

    None without strengths, where the best was only glanced at, or nothing was counted for its
    basis.
    """
    if not strengths or not strengths[0].looked_closely:
        return None
    first, animals = strengths[0], len(strengths)
    rule: BestOf | None = thresholds.on(first.basis).best_of
    if rule is None:
        return None
    raw = rule.raw(first.log10_lr_raw, animals)
    return InCatalogue(
        log10_lr=rule.bounds.hold(raw),
        log10_lr_raw=raw,
        lower_bound=rule.bounds.low,
        upper_bound=rule.bounds.high,
        bound_reason=rule.bounds.reason(raw),
        animals=animals,
    )


def chance_words(strength: Strength, animals: int) -> str:
    """How many of so many animals would reach this ratio by chance, in one sentence."""
    hits = strength.chance_hits(animals)
    number = f"{hits:.1f}" if hits >= 0.1 else f"{hits:.1g}"
    counted = "are expected" if strength.chance_counted else "are expected at most, if calibrated,"
    return (
        f"Among {animals:,} other animals compared {number} {counted} "
        f"to reach log10 LR {strength.log10_lr_raw:+.2f} by chance."
    )

"""What a comparison of two names says: a score, evidence in bits, and the reason in words.

The score orders pairs for a person (1 certainly the same writing, below 0.5 rather not); the bits
are log2 of how much likelier the two writings are for one person than for two (Fellegi & Sunter
1969), from how common the parts are. A name alone never makes two records one person: in a
million records the prior is about -20 bits, and Nguyen brings one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameComparison:
    """score in 0..1, weight_bits (positive speaks for one person), reason: a sentence part."""

    score: float
    weight_bits: float
    reason: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score of {self.score} is outside 0 to 1")


def clamp(score: float) -> float:
    """`score` held within 0 to 1."""
    return min(1.0, max(0.0, score))

"""A finding: a sentence with its interval, its evidence, and what else would explain it."""

from __future__ import annotations

from dataclasses import dataclass

CENTRALITY_CAVEAT = (
    "Centrality describes our records, not a person's guilt, and supports no charge by itself."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a world at a moment.

    subjects: ids of whom it is about. value with interval: what it turns on (a rank, a share).
    competing: other explanations; would_change: what would settle it. statements: ids of the
    evidence. facts: lines of a small table, name and text.
    """

    kind: str
    sentence: str
    subjects: tuple[str, ...]
    value: float | None
    interval: tuple[float, float] | None
    competing: tuple[str, ...]
    would_change: str
    statements: tuple[str, ...]
    caveat: str
    facts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.competing:
            raise ValueError(f"a finding names what else would explain it: {self.sentence}")

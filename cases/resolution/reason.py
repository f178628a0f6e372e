"""What speaks for or against two records being one: so many bits, in words, by these statements;
and what could not be asked, because too many share a key."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Lost", "Reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part of a weight. conflict: it speaks of two people whatever the sum.

    level: how far the feature agrees, under which the records' own experience is counted.
    """

    feature: str
    bits: float
    text: str
    statements: tuple[str, ...] = ()
    conflict: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A key shared by too many records to compare, and how many pairs it would have made."""

    key: str
    records: int
    pairs: int

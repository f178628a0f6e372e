"""What rows of a table are gathered by: a value, or what is left of it after the usual slips.

A name keeps its skeleton of consonants when a vowel is mistyped; a date keeps its year and the pair
of day and month when the two are exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cases.resolution.columns import Column, Ints, Kind

__all__ = ["Key", "keys_of"]


@dataclass(frozen=True, slots=True)
class Key:
    """What rows of one column are gathered by. codes (n,): -1 where a row has none; fine: it
    may gather by itself; coarse ones only beside a fine one, categories only as a third. labels:
    the words behind the codes."""

    column: int
    name: str
    codes: Ints
    fine: bool
    kind: Kind
    labels: tuple[str, ...]


def keys_of(columns: Sequence[Column]) -> tuple[Key, ...]:
    """The keys of each column, fine ones first."""
    made: list[Key] = []
    for place, column in enumerate(columns):
        for name, of_value, fine in _KEYS[column.kind]:
            words = [of_value(value) for value in column.values]
            known: dict[str, int] = {}
            codes = np.array([known.setdefault(w, len(known)) if w else -1 for w in words] + [-1])
            label = f"{column.name} ({name})" if name else column.name
            made.append(
                Key(
                    place,
                    label,
                    codes[column.codes],
                    fine,
                    column.kind,
                    tuple(known),
                )
            )
    return tuple(sorted(made, key=lambda key: not key.fine))


_VOWELS = re.compile(r"(?<=.)[aeiouyаеиоуыэюяё' ]+")
_DOUBLES = re.compile(r"(.)\1+")


def _skeleton(value: str) -> str:
    """First letter and the consonants after it, doubled ones once: ivanov, ivannov -> ivnv."""
    return _DOUBLES.sub(r"\1", _VOWELS.sub("", value))[:6] if len(value) > 1 else ""


def _whole(value: str) -> str:
    return value


def _first(value: str) -> str:
    return value[:1]


def _first_three(value: str) -> str:
    return value[:3] if len(value) >= 3 else ""


def _any_order(date: str) -> str:
    """A date whose day and month may have been exchanged."""
    if len(date) != 8:
        return ""
    month, day = sorted((date[4:6], date[6:]))
    return date[:4] + month + day


def _year(date: str) -> str:
    return date[:4]


def _month_and_day(date: str) -> str:
    return date[4:] if len(date) == 8 and date[4:] != "0101" else ""


_KEYS = {
    Kind.NAME: (("skeleton", _skeleton, True), ("first letter", _first, False)),
    Kind.TEXT: (("skeleton", _skeleton, True), ("first three letters", _first_three, False)),
    Kind.DATE: (
        ("", _any_order, True),
        ("year", _year, False),
        ("month and day", _month_and_day, False),
    ),
    Kind.CODE: (("", _whole, True), ("first three", _first_three, False)),
    Kind.CATEGORY: (("", _whole, False),),
}

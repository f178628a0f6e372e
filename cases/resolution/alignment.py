"""Two names laid beside each other part by part, across scripts, for the eye.

The comparison itself is in `cases.names`; this shows which part of one name stands against which of
the other, each with how it is read aloud in Latin letters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment

from cases.names import Script, plain, romanise, script_of
from cases.names.han import syllables

__all__ = ["Aligned", "align"]

# Below this two parts stand beside each other by accident only.
_NOTHING_ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class Aligned:
    """One part of each name, empty where it has no counterpart; read: the part in Latin letters;
    alike: how near the two readings are, 0..1."""

    left: str
    left_read: str
    right: str
    right_read: str
    alike: float


def align(left: str, right: str) -> tuple[Aligned, ...]:
    """The parts of two names in the order of the first, then what only the second has."""
    mine, yours = _parts(left), _parts(right)
    if not mine or not yours:
        return tuple(Aligned(a, b, "", "", 0.0) for a, b in mine) + tuple(
            Aligned("", "", a, b, 0.0) for a, b in yours
        )
    near = cdist(
        [read for _, read in mine],
        [read for _, read in yours],
        scorer=JaroWinkler.normalized_similarity,
        dtype=np.float64,
    )
    rows, columns = linear_sum_assignment(-near)
    partner = {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if near[row, column] >= _NOTHING_ALIKE
    }
    found = []
    for place, (part, read) in enumerate(mine):
        other = partner.get(place)
        if other is None:
            found.append(Aligned(part, read, "", "", 0.0))
        else:
            found.append(Aligned(part, read, *yours[other], float(near[place, other])))
    alone = sorted(set(range(len(yours))) - set(partner.values()))
    return (*found, *(Aligned("", "", *yours[place], 0.0) for place in alone))


def _parts(name: str) -> list[tuple[str, str]]:
    """(part as written, how it is read) for each word, for each character of a Chinese name."""
    if script_of(name) is Script.HAN:
        characters = [c for c in name if not c.isspace()]
        read = syllables(name)
        if len(read) == len(characters):
            return list(zip(characters, read, strict=True))
    return [(word, _read(word)) for word in name.split()]


def _read(word: str) -> str:
    if script_of(word) is Script.CYRILLIC:
        return plain(romanise(word))
    return plain(anyascii(word)) or word

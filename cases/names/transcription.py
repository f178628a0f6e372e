"""How far a word of another script may be a Latin word as it is heard: bits, piece by piece.

史密斯 is Smith: sh-i for s, m-i for mi, s-i for th. A table a script holds, for a piece of one or
two symbols and the Latin letters it stands for, log2 of how much oftener the two come together
than by chance (a joint multigram model; Deligne & Bimbot 1997, Bisani & Ney 2008). The best way
to cut both words adds them up. Tables are learnt by benchmarks/names_learn.py from city and
country names of Unicode CLDR and from aligned words of people's names; see tables/CARD.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from cases.names.letters import Script
from cases.names.symbols import latin_letters, symbols
from cases.names.tables import rows

STEPS = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (2, 2), (3, 2), (1, 0), (2, 0), (0, 1), (0, 2))
_ALIKE = ("bpvfw", "dt", "gkqcxjh", "szcxj", "lr", "mn", "aeiouy")
# What an unseen piece is worth beside the table's rest: the same letters, letters of one kind.
SAME_LETTERS_BITS, SAME_FIRST_BITS, SAME_KIND_BITS, NOTHING_BITS = 5.9, 3.9, 2.0, -1.7


@dataclass(frozen=True, slots=True)
class Table:
    """pieces: symbols -> Latin letters -> bits. unseen: bits of an unseen piece by step."""

    pieces: dict[tuple[str, ...], dict[str, float]]
    unseen: dict[tuple[int, int], float]


@cache
def table(script: Script) -> Table | None:
    """The learnt table of `script`; None where there is none (its letters are romanised then)."""
    try:
        return as_table(rows(f"heard_{script}"))
    except FileNotFoundError:
        return None


def as_table(read: Iterable[Mapping[str, str]]) -> Table:
    """A table from its rows: `#latin,other` is the bits of an unseen piece of that step."""
    pieces: dict[tuple[str, ...], dict[str, float]] = {}
    unseen: dict[tuple[int, int], float] = {}
    for row in read:
        if row["symbols"].startswith("#"):
            latin, other = row["symbols"][1:].split(",")
            unseen[int(latin), int(other)] = float(row["bits"])
        else:
            piece = tuple(row["symbols"].split())
            pieces.setdefault(piece, {})[row["latin"]] = float(row["bits"])
    return Table(pieces, unseen)


@lru_cache(maxsize=1 << 12)
def said(symbol: str) -> str:
    """What one symbol reads as in Latin letters by itself, for pieces that no table has."""
    return symbol[:-1] if symbol.endswith("-") else latin_letters(anyascii(symbol))


@lru_cache(maxsize=1 << 16)
def kinship_bits(latin: str, read: str) -> float:
    """What the sounds themselves say of an unseen piece: latin letters, and what it is read as."""
    if not latin or not read:
        return 0.0
    if latin == read:
        return SAME_LETTERS_BITS
    if latin[0] == read[0]:
        return SAME_FIRST_BITS
    if any(latin[0] in kind and read[0] in kind for kind in _ALIKE):
        return SAME_KIND_BITS
    return NOTHING_BITS


@lru_cache(maxsize=1 << 16)
def heard_bits(latin: str, word: str, script: Script) -> float | None:
    """Bits for `word` (in `script`) being the Latin word; None where nothing is known of it.

    Independent of case and of marks of the Latin word. A pair of unlike words comes out negative.
    """
    learnt = table(script)
    letters, other = latin_letters(latin), symbols(word, script)
    if learnt is None or not letters or not other:
        return None
    return best_cut(letters, other, learnt)


def best_cut(letters: str, other: tuple[str, ...], learnt: Table) -> float:
    """Bits of the best way to cut both rows of letters and symbols into pieces."""
    n, m = len(letters), len(other)
    best = [[-1e9] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    empty: dict[str, float] = {}
    known = [
        [learnt.pieces.get(other[j : j + y], empty) if j + y <= m else empty for y in range(3)]
        for j in range(m + 1)
    ]
    for i in range(n + 1):
        row = best[i]
        for j in range(m + 1):
            here = row[j]
            if here <= -1e9:
                continue
            for x, y in STEPS:
                if i + x > n or j + y > m:
                    continue
                piece = letters[i : i + x]
                bits = known[j][y].get(piece)
                if bits is None:
                    bits = learnt.unseen[x, y]
                    if x and y:
                        bits += kinship_bits(piece, said(other[j]))
                if here + bits > best[i + x][j + y]:
                    best[i + x][j + y] = here + bits
    return best[n][m]


def heard_length(latin: str, word: str, script: Script) -> int:
    """How many letters and symbols two words have together: what bits are divided by."""
    return len(latin_letters(latin)) + len(symbols(word, script))

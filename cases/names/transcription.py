"""How far a word of another script may be a Latin word as it is heard: bits, piece by piece.

史密斯 is Smith: sh-i for s, m-i for mi, s-i for th. A table a script holds, for a piece of one or
two symbols and the Latin letters it stands for, log2 of how much oftener the two come together
than by chance (a joint multigram model; Deligne & Bimbot 1997, Bisani & Ney 2008). The best way
to cut both words adds them up. Tables are learnt by benchmarks/names_learn.py from city and
country names of Unicode CLDR, from aligned words of people's names, and for Chinese characters from
what transcribers write by rule (tables/han_sounds.tsv); see tables/CARD.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from cases.names.letters import Script
from cases.names.symbols import characters, latin_letters, syllable_of, symbols
from cases.names.tables import rows

STEPS = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (2, 2), (3, 2), (1, 0), (2, 0), (0, 1), (0, 2))
_ALIKE = ("bpvfw", "dt", "gkqcxjh", "szcxj", "lr", "mn", "aeiouy")
# What an unseen piece is worth beside the table's rest: the same letters, letters of one kind.
_NEVER, _LONGEST = -1e9, 4
_NOTHING: dict[str, float] = {}
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


@cache
def table_of_characters() -> Table | None:
    """The learnt table of single Chinese characters."""
    return as_table(rows("heard_han_characters"))


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
    return symbol[:-1] if symbol[-1] in "-~" else latin_letters(anyascii(symbol))


def kinship_bits(latin: str, read: str) -> float:
    """What the sounds themselves say of an unseen piece: latin letters, and what it is read as."""
    if not latin or not read:
        return 0.0
    return SAME_LETTERS_BITS if latin == read else kinship_of(latin[0], read)


@lru_cache(maxsize=1 << 14)
def kinship_of(letter: str, read: str) -> float:
    """The same by the first letter alone, for a piece that is not the very sound."""
    if not read:
        return 0.0
    if letter == read[0]:
        return SAME_FIRST_BITS
    if any(letter in kind and read[0] in kind for kind in _ALIKE):
        return SAME_KIND_BITS
    return NOTHING_BITS


@lru_cache(maxsize=1 << 16)
def heard_each(latin: str, word: str, script: Script) -> float | None:
    """Bits a letter and symbol for `word` (in `script`) being the Latin word; None where nothing is
    known of it.

    Independent of case and of marks of the Latin word. A pair of unlike words comes out negative.
    Chinese is read in two ways, by syllables and by characters, of which the mean is told:
    syllables know what no table of characters has, characters tell 里, ri, from 利, li.
    """
    learnt = table(script)
    letters, other = latin_letters(latin), symbols(word, script)
    if learnt is None or not letters or not other:
        return None
    by_sound = best_cut(letters, other, learnt) / (len(letters) + len(other))
    by_character = _by_character(letters, word) if script is Script.HAN else None
    return by_sound if by_character is None else (by_sound + by_character) / 2.0


def _by_character(letters: str, word: str) -> float | None:
    """The same by characters; each counts for the two halves of its syllable."""
    learnt = table_of_characters()
    if learnt is None:
        return None
    other = tuple(c if (c,) in learnt.pieces else syllable_of(c) for c in characters(word))
    return best_cut(letters, other, learnt) / (len(letters) + 2 * len(other))


def best_cut(letters: str, other: tuple[str, ...], learnt: Table) -> float:
    """Bits of the best way to cut both rows of letters and symbols into pieces."""
    n, m = len(letters), len(other)
    best = [[_NEVER] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    cuts = [[letters[i : i + x] for x in range(1, min(_LONGEST, n - i) + 1)] for i in range(n + 1)]
    for i, row in enumerate(best):
        _gaps(row, other, learnt)
        for x, cut in enumerate(cuts[i][:2], 1):
            bits = learnt.pieces.get((), _NOTHING).get(cut, learnt.unseen[x, 0])
            below = best[i + x]
            for j in range(m + 1):
                if row[j] + bits > below[j]:
                    below[j] = row[j] + bits
        if i < n:
            _pieces(best, i, cuts[i], other, learnt)
    return best[n][m]


def _gaps(row: list[float], other: tuple[str, ...], learnt: Table) -> None:
    """Symbols that stand for no letter."""
    for j in range(len(other)):
        for y in (1, 2):
            if j + y <= len(other):
                piece = learnt.pieces.get(other[j : j + y], _NOTHING)
                row[j + y] = max(row[j + y], row[j] + piece.get("", learnt.unseen[0, y]))


def _pieces(
    best: list[list[float]], i: int, cuts: list[str], other: tuple[str, ...], learnt: Table
) -> None:
    """Letters from i on that stand for one symbol or two."""
    row, m = best[i], len(other)
    for j in range(m):
        here = row[j]
        if here <= _NEVER / 2:
            continue
        read = said(other[j])
        kin = kinship_of(cuts[0], read)
        for y, longest in ((1, 4), (2, 3)):
            if j + y > m:
                break
            known = learnt.pieces.get(other[j : j + y], _NOTHING)
            for x, cut in enumerate(cuts[:longest], 1):
                bits = known.get(cut)
                if bits is None:
                    bits = learnt.unseen[x, y] + (SAME_LETTERS_BITS if cut == read else kin)
                if here + bits > best[i + x][j + y]:
                    best[i + x][j + y] = here + bits

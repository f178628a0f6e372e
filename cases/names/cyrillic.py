"""Cyrillic names in Latin letters, and one sound key for all the ways they are spelt.

A passport follows ICAO 9303, an older one the French table, a visa BGN/PCGN, a library ISO 9:
Юлия is Iuliia, Yuliya, Ioulia and Ûliâ. `sound` brings them all to one key; it hears no more
than that (soft signs, doubled letters and й/и are not told apart). Tables: nalgeon/iuliia.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cases.names.letters import plain
from cases.names.tables import rows

SCHEMES = ("icao", "gost_52535", "bgn", "iso9", "gost_779b", "french")
_VOWELS = "аеёиоуыэюя"

# Order matters: long clusters first. Capitals stand for one sound each and are never re-read.
_CLUSTERS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"chtch|shch|shh|schtsch", "W"),
        (r"tsch|tch", "C"),
        (r"sch", "S"),
        (r"sh", "S"),
        (r"ch", "C"),
        (r"zh", "Z"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"cz|ts|tc|tz", "T"),
        (r"dzh|dj", "J"),
        (r"x", "ks"),
        (r"iou|yiu|yu|iu|ju", "U"),
        (r"yo(?!u)|io(?!u)|jo(?!u)", "e"),
        (r"ya|ia|ja", "A"),
        (r"ou", "u"),
        (r"ye|ie|je", "e"),
        (r"c(?=[eiy])", "T"),
        (r"[ckq]", "k"),
        (r"w", "v"),
        (r"[yj]", "i"),
    )
)
_ISO9 = str.maketrans(
    {"ž": "zh", "č": "ch", "š": "sh", "ŝ": "shch", "û": "yu", "â": "ya", "ë": "e", "è": "e",
     "ê": "ye", "ʹ": "", "ʺ": ""}
)  # fmt: skip


def romanise(word: str, scheme: str = "icao") -> str:
    """`word` (Cyrillic) in lower-case Latin letters after one of SCHEMES; other letters stay.

    BGN writes е as ye at the start and after a vowel, ъ or ь. Raises ValueError for an unknown
    scheme.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"no transliteration called {scheme!r}; there are {', '.join(SCHEMES)}")
    table = _table(scheme)
    written: list[str] = []
    previous = ""
    for letter in word.casefold():
        if scheme == "bgn" and letter == "е" and (not previous or previous in _VOWELS + "ъьй"):
            written.append("ye")
        else:
            written.append(table.get(letter, letter))
        previous = letter
    return "".join(written)


@lru_cache(maxsize=8)
def _table(scheme: str) -> dict[str, str]:
    return {row["letter"]: row[scheme] or "" for row in rows("cyrillic")}


def spellings(word: str) -> frozenset[str]:
    """All Latin spellings of a Cyrillic word over SCHEMES, lower case."""
    return frozenset(romanise(word, scheme) for scheme in SCHEMES)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The sound key of a word in Latin or Cyrillic letters; equal keys, same name likely.

    Not a pronunciation: a key. The same for every scheme of one Cyrillic word, but for х where it
    is written x, and for ж, ч, ш in the French table, whose j and ch mean other sounds elsewhere.
    """
    latin = romanise(plain(word)) if _has_cyrillic(word) else word.casefold().translate(_ISO9)
    key = re.sub(r"[^a-z]", "", plain(latin))
    for pattern, heard in _CLUSTERS:
        key = pattern.sub(heard, key)
    key = re.sub(r"i+", "i", key)
    key = re.sub(r"(?<=.)[iA](?=A$)", "", key)
    key = re.sub(r"(.)\1+", r"\1", key)
    return re.sub(r"(?<=..)i(?=[AUOe])", "", key)


def _has_cyrillic(word: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in word)

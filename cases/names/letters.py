"""Which script a name is written in, and what is left of it without case and accents.

Letters that look alike in two alphabets (Latin e, Cyrillic е) are brought into the alphabet of
the word they stand in: a forged or mistyped letter must not hide a name. Combining marks are
dropped in Latin and Cyrillic only; in Thai, Khmer or Devanagari they are vowels, and two
different names would become one.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

# Letters that Unicode does not decompose, so that NFD leaves them as they are.
_UNSPLIT = str.maketrans(
    {
        "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        "þ": "th", "ħ": "h", "ŋ": "ng", "ə": "e",
    }
)  # fmt: skip
_LATIN_TO_CYRILLIC = str.maketrans("aeopcyxkmtbhiABEKMHOPCTYXI", "аеорсухкмтвніАВЕКМНОРСТУХІ")
_CYRILLIC_TO_LATIN = str.maketrans("аеорсухкмтіАВЕКМНОРСТУХІ", "aeopcyxkmtiABEKMHOPCTYXI")
# BGN/PCGN writes the hard sign of Мангъров as a quotation mark, GOST 7.79 as two backticks.
_HARD_SIGN = re.compile(r"""(?<=[a-z])(?:"|``|`)(?=[a-z])""")
# Signs that bind the next consonant to the one before (virama, Khmer coeng), and Thai vowels
# written before the consonant they follow in speech.
_BINDS = "\u094d\u09cd\u17d2\u0e40\u0e41\u0e42\u0e43\u0e44"
_JOINERS = re.compile(r"[-\u2010-\u2015.·・•,;/()\"«»“”]+")


class Script(StrEnum):
    """The writing system most letters of a text belong to."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    HAN = "han"
    ARABIC = "arabic"
    HEBREW = "hebrew"
    GREEK = "greek"
    DEVANAGARI = "devanagari"
    THAI = "thai"
    KHMER = "khmer"
    HANGUL = "hangul"
    KANA = "kana"
    OTHER = "other"


@lru_cache(maxsize=1 << 15)
def _script_of_letter(letter: str) -> Script:
    name = unicodedata.name(letter, "")
    for prefix, script in (
        ("LATIN", Script.LATIN),
        ("CYRILLIC", Script.CYRILLIC),
        ("CJK", Script.HAN),
        ("ARABIC", Script.ARABIC),
        ("HEBREW", Script.HEBREW),
        ("GREEK", Script.GREEK),
        ("DEVANAGARI", Script.DEVANAGARI),
        ("THAI", Script.THAI),
        ("KHMER", Script.KHMER),
        ("HANGUL", Script.HANGUL),
        ("KATAKANA", Script.KANA),
        ("HIRAGANA", Script.KANA),
    ):
        if prefix in name:
            return script
    return Script.OTHER


@lru_cache(maxsize=1 << 14)
def script_of(text: str) -> Script:
    """The script of most letters of `text`; OTHER where there are none. Ties: first in order."""
    counts: dict[Script, int] = {}
    for letter in text:
        if letter.isalpha():
            found = _script_of_letter(letter)
            counts[found] = counts.get(found, 0) + 1
    if not counts:
        return Script.OTHER
    return max(counts, key=lambda script: counts[script])


def unmix(word: str) -> str:
    """`word` with look-alike letters of the other alphabet replaced (Пeтров with a Latin e)."""
    scripts = {_script_of_letter(letter) for letter in word if letter.isalpha()}
    if not {Script.LATIN, Script.CYRILLIC} <= scripts:
        return word
    cyrillic_only = set("бгджзийлпфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯвн")
    if any(letter in cyrillic_only for letter in word):
        return word.translate(_LATIN_TO_CYRILLIC)
    return word.translate(_CYRILLIC_TO_LATIN)


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """`text` in lower case, without accents in Latin and Cyrillic; й stays, ё becomes е."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    kept: list[str] = []
    for letter in lowered:
        if letter == "й":
            kept.append(letter)
            continue
        parts = unicodedata.normalize("NFD", letter)
        if _script_of_letter(parts[0]) in (Script.LATIN, Script.CYRILLIC):
            kept.append("".join(part for part in parts if not unicodedata.combining(part)))
        elif unicodedata.combining(letter) and kept and _is_alphabet(kept[-1][-1:]):
            continue
        else:
            kept.append(letter)
    return "".join(kept).translate(_UNSPLIT)


def _is_alphabet(letter: str) -> bool:
    return bool(letter) and _script_of_letter(letter) in (Script.LATIN, Script.CYRILLIC)


def words(name: str) -> tuple[str, ...]:
    """The words of a name in written order, unmixed, accents kept; hyphens and points separate.

    Han names come as one word a run of characters; brackets and commas are dropped.
    """
    whole = _HARD_SIGN.sub("", unicodedata.normalize("NFC", name))
    spaced = _JOINERS.sub(" ", whole)
    return tuple(unmix(word) for word in spaced.split() if any(c.isalnum() for c in word))


@lru_cache(maxsize=1 << 16)
def clusters(word: str) -> tuple[str, ...]:
    """The letters of a word, each with the signs written on it; a Khmer vowel is never apart."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", word):
        if found and (unicodedata.category(letter)[0] == "M" or found[-1][-1] in _BINDS):
            found[-1] += letter
        elif letter.isalnum():
            found.append(letter)
    return tuple(found)

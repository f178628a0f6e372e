"""A word as the row of sounds it is written with, for reading one script by another.

Latin letters stand for themselves, marked ones for what they say (š is sh). A Chinese character
is its initial and its final, a Korean block its letters, a kana its syllable; everything else is
one symbol a letter or vowel sign.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cases.names.han import pinyin_of, simplify
from cases.names.letters import Script

_MARKED = {
    "š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ș": "sh", "ç": "ch", "ć": "ch", "ĉ": "ch",
    "ŝ": "shch", "ż": "zh", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ø": "o", "ß": "ss",
    "æ": "ae", "œ": "oe", "ı": "i", "ñ": "ny", "ə": "e", "ħ": "h", "ŋ": "ng",
}  # fmt: skip
_INITIALS = (
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w",
)  # fmt: skip
# Letters of one sound to the ear of a transcriber, whichever country's keyboard they came from.
_ONE_LETTER = {
    "ё": "е", "і": "и", "ї": "и", "ј": "й", "є": "е", "ґ": "г", "ў": "у", "қ": "к", "ә": "а",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه",
    "ئ": "ي", "ؤ": "و", "ھ": "ه", "ہ": "ه", "ۀ": "ه", "ە": "ه", "ڕ": "ر", "ڵ": "ل",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "ς": "σ",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def latin_letters(word: str) -> str:
    """`word` in the letters a to z; letters of other scripts are left out."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", word).casefold():
        spelt = _MARKED.get(letter) or unicodedata.normalize("NFD", letter)
        found.extend(part for part in spelt if "a" <= part <= "z")
    return "".join(found)


@lru_cache(maxsize=1 << 16)
def symbols(word: str, script: Script) -> tuple[str, ...]:
    """What `word` (not Latin) is written with, in order; empty where nothing of it is a letter."""
    if script is Script.HAN:
        return tuple(part for syllable in pinyin_of(word)
                     for part in _halves(syllable))  # fmt: skip
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    if script is Script.KANA:
        plain = "".join(_katakana(letter) for letter in plain)
    elif script not in (Script.CYRILLIC, Script.ARABIC):
        plain = unicodedata.normalize("NFD", plain)
    return tuple(
        _ONE_LETTER.get(c, c) for c in plain if unicodedata.category(c)[0] in "LM" and _said(c)
    )


def characters(word: str) -> tuple[str, ...]:
    """The Chinese characters of a word in their simplified form."""
    return tuple(letter for letter in simplify(word) if "\u3400" <= letter <= "\u9fff")


@lru_cache(maxsize=1 << 14)
def syllable_of(character: str) -> str:
    """A Chinese character as its syllable with a mark behind it, for one that no table knows: 王 is
    wang~."""
    return "".join(pinyin_of(character)) + "~"


def _said(letter: str) -> bool:
    """Whether a letter is heard: Arabic vowel points and Greek accents are written or not."""
    return not ("\u064b" <= letter <= "\u0652" or "\u0300" <= letter <= "\u036f")


def _halves(syllable: str) -> tuple[str, ...]:
    for initial in _INITIALS:
        if syllable.startswith(initial):
            rest = syllable[len(initial) :]
            return (initial + "-", rest) if rest else (initial + "-",)
    return (syllable,)


def _katakana(letter: str) -> str:
    return chr(ord(letter) + 0x60) if "\u3041" <= letter <= "\u3096" else letter

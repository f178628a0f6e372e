"""How alike two words are, 0 to 1, whichever scripts they are written in."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from cases.names.cyrillic import romanise
from cases.names.letters import Script
from cases.names.transcription import heard_each
from cases.names.words import Role, Word, nicknames

SAME_SOUND = 0.97
NICKNAME = 0.9
INITIAL = 0.8
_ALPHABETS = (Script.LATIN, Script.CYRILLIC)
# Bits a letter at which a heard word is as likely the name as not, and how fast that turns: by
# logistic regression on words that the tables were not learnt from.
_HEARD = {Script.CYRILLIC: (0.9, 3.5), Script.ARABIC: (0.72, 4.0)}
_HEARD_ELSEWHERE = (0.7, 3.0)
_ABJADS = (Script.ARABIC, Script.HEBREW)
SAME_CONSONANTS = 0.9
OTHER_SUFFIX = 0.66
_SUFFIX = re.compile(
    r"..(?:(?P<ov>[oe]v)|(?P<sk>[sT]k(?:i|A|oi)?)|(?P<enko>enk[oa])|(?P<uk>[uU]k)|(?P<iC>iC))$"
)


@lru_cache(maxsize=1 << 17)
def likeness(a: Word, b: Word) -> float:
    """1: the same letters; about 0.97: the same sound; below 0.6: another word. Symmetric."""
    if a.role is Role.INITIAL or b.role is Role.INITIAL:
        return INITIAL if a.key[:1].casefold() == b.key[:1].casefold() and a.key else 0.0
    if a.role is Role.NUMBER or b.role is Role.NUMBER:
        return 1.0 if a.plain == b.plain else 0.0
    if a.script is b.script and a.letters == b.letters:
        return 1.0
    if a.script not in _ALPHABETS and a.script is b.script:
        return float(OSA.normalized_similarity(a.letters, b.letters)) * SAME_SOUND
    if a.key and b.key and {a.script, b.script} <= set(_ALPHABETS):
        spelt = _spelt(a, b)
        # Two alphabets: what is heard tells more than what is spelt, and both more than either.
        if a.script is not b.script and spelt < NICKNAME:
            spelt = 0.3 * spelt + 0.7 * _heard(a, b)
        return min(spelt, OTHER_SUFFIX) if _other_suffix(a.key, b.key) else spelt
    alike = _heard(a, b)
    if a.key and b.key and Script.HAN not in (a.script, b.script):
        alike = max(alike, 0.9 * _spelt(a, b))
    if a.bare == b.bare and a.key and (a.script in _ABJADS or b.script in _ABJADS):
        # Short vowels are not written: محمد is m-h-m-d.
        alike = max(alike, SAME_CONSONANTS - (0.08 if len(a.bare) < 2 else 0.0))
    return alike


def _spelt(a: Word, b: Word) -> float:
    """By letters and sounds of two alphabetic words."""
    if a.key == b.key:
        return SAME_SOUND
    if (a.key, b.key) in nicknames():
        return NICKNAME
    whole = float(OSA.normalized_similarity(a.key.casefold(), b.key.casefold()))
    letters = float(OSA.normalized_similarity(a.plain, b.plain)) if a.script is b.script else whole
    bare = float(OSA.normalized_similarity(a.bare, b.bare))
    start = float(JaroWinkler.similarity(a.key.casefold(), b.key.casefold()))
    return min(0.35 * max(whole, letters) + 0.15 * letters + 0.3 * bare + 0.2 * start, 0.96)


@lru_cache(maxsize=1 << 15)
def _suffix(key: str) -> str:
    found = _SUFFIX.search(key)
    return next((name for name, part in found.groupdict().items() if part), "") if found else ""


def _other_suffix(first: str, second: str) -> bool:
    """Morozov is not Moroz, nor Lukashenko Lukashevich: one root, another family."""
    a, b = _suffix(first), _suffix(second)
    return a != b and ((a != "" and b != "") or abs(len(first) - len(second)) > 1)


def _heard(a: Word, b: Word) -> float:
    """By what the word of the other script sounds like; 0 where neither is in an alphabet."""
    if a.script in _ALPHABETS and b.script is not Script.LATIN:
        latin, other = a, b
    elif b.script in _ALPHABETS:
        latin, other = b, a
    else:
        return 0.0
    if latin.script is Script.CYRILLIC and other.script is Script.CYRILLIC:
        return 0.0
    written = latin.written if latin.script is Script.LATIN else romanise(latin.plain)
    each = heard_each(written, other.written, other.script)
    if each is None:
        return 0.0
    half, slope = _HEARD.get(other.script, _HEARD_ELSEWHERE)
    # The root brings even chances to 0.7, where words of one alphabet have them.
    return 0.98 / math.sqrt(1.0 + math.exp(-slope * (each - half)))

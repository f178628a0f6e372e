"""Names built of given, family and father's names, in Latin, Cyrillic or any other letters.

Words are aligned by their sound keys whatever their order. One word that clearly differs keeps
two names apart: brothers share all but one. A father's name contradicts only where both have one;
Petrov and Petrova are one family.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from cases.names.comparison import NameComparison, clamp
from cases.names.cyrillic import sound
from cases.names.letters import Script, script_of, words
from cases.names.readings import surname_share
from cases.names.tables import rows

_PATRONYMIC = re.compile(r"(ovi[Ck]|evi[Ck]|iC|ovna|evna|iCna|iniCna)$")
_FEMALE = re.compile(r"(?:(ov|ev)a|(sk|Tk)(?:A|i|oi))$")
_VOWELS = re.compile(r"[aeiouAUOe]")
_SAME_WORD = 0.72
_FAMILY_BITS = 12.0
_GIVEN_BITS = 6.0
_DISAGREE_BITS = -5.0


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    key: str
    bare: str  # consonants only
    initial: bool
    patronymic: bool


@lru_cache(maxsize=65536)
def _word(written: str) -> _Word:
    script = script_of(written)
    latin = written if script in (Script.LATIN, Script.CYRILLIC) else anyascii(written)
    key = sound(latin)
    root = _FEMALE.sub(lambda m: m[1] or m[2], key) if len(key) > 4 else key
    letters = sum(1 for letter in written if letter.isalpha())
    return _Word(
        written, root, _VOWELS.sub("", root) or root[:1], letters == 1 and script is not Script.HAN,
        len(key) > 5 and bool(_PATRONYMIC.search(key)),
    )  # fmt: skip


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    pairs = {(sound(row["short"]), sound(row["full"])) for row in rows("nicknames")}
    return frozenset(pairs | {(b, a) for a, b in pairs})


def _likeness(a: _Word, b: _Word) -> float:
    """How alike two words sound, 0 to 1: letters and consonants of the sound keys."""
    if a.initial or b.initial:
        return 0.8 if a.key[:1].casefold() == b.key[:1].casefold() else 0.0
    if not a.key or not b.key:
        return 0.0
    if a.key == b.key:
        return 1.0
    if (a.key, b.key) in _nicknames():
        return 0.9
    whole = float(Levenshtein.normalized_similarity(a.key.casefold(), b.key.casefold()))
    consonants = float(Levenshtein.normalized_similarity(a.bare, b.bare))
    return 0.55 * whole + 0.45 * consonants


@lru_cache(maxsize=4096)
def _family_bits(key: str) -> float:
    share = surname_share("slavic", key)
    return -math.log2(share / 1000.0) if share else _FAMILY_BITS


def compare_words(first: str, second: str, *, person: bool = True) -> NameComparison:
    """Compare by words; person=False leaves out what only people have (father's names)."""
    a, b = [_word(w) for w in words(first)], [_word(w) for w in words(second)]
    if not a or not b:
        return NameComparison(0.0, 0.0, "one of the names has no letters")
    fathers = _fathers(a, b) if person else None
    if person and len(a) != len(b):
        a, b = _without_extra_father(a, b), _without_extra_father(b, a)
    table = np.array([[_likeness(x, y) for y in b] for x in a])
    taken = [(int(i), int(j)) for i, j in zip(*linear_sum_assignment(-table), strict=True)]
    pairs = [(a[i], b[j], float(table[i, j])) for i, j in taken]
    score = _score(pairs, len(a), len(b))
    joined = float(
        Levenshtein.normalized_similarity(
            "".join(w.key for w in a).casefold(), "".join(w.key for w in b).casefold()
        )
    )
    differing = [
        (x, y) for x, y, like in pairs if like < _SAME_WORD and not (x.initial or y.initial)
    ]
    if not differing or len(a) != len(b):
        score = max(score, 0.95 * joined)
    if fathers is not None and fathers < _SAME_WORD:
        return NameComparison(
            min(score, 0.3), _DISAGREE_BITS, "the fathers' names differ: rather two people"
        )
    bits = _bits(pairs, len(a), len(b))
    if differing and person and score < 0.9:
        x, y = differing[0]
        # One of several words differs wholly: the measure of brothers, of husband and wife.
        return NameComparison(
            min(score * 0.6, 0.45), min(bits, _DISAGREE_BITS), f"{x.written} is not {y.written}"
        )
    alike = ", ".join(f"{x.written} ≈ {y.written}" for x, y, like in pairs if like >= _SAME_WORD)
    return NameComparison(clamp(score), bits, alike or "nothing agrees")


def _fathers(a: list[_Word], b: list[_Word]) -> float | None:
    mine = [w for w in a if w.patronymic] if len(a) > 2 else []
    yours = [w for w in b if w.patronymic] if len(b) > 2 else []
    if not mine or not yours:
        return None
    return max(_likeness(_stem(x), _stem(y)) for x in mine for y in yours)


def _stem(word: _Word) -> _Word:
    """A father's name without its ending: Ivanovich and Ivanovna have one father's name."""
    stem = _PATRONYMIC.sub("", word.key)
    return _Word(word.written, stem, _VOWELS.sub("", stem) or stem[:1], False, True)


def _without_extra_father(a: list[_Word], b: list[_Word]) -> list[_Word]:
    if len(a) <= len(b) or any(w.patronymic for w in b):
        return a
    return [w for w in a if not w.patronymic] if len(a) > 2 else a


def _score(pairs: list[tuple[_Word, _Word, float]], n: int, m: int) -> float:
    weight = [max(len(x.key), len(y.key), 1) for x, y, _ in pairs]
    mean = sum(w * like for w, (_, _, like) in zip(weight, pairs, strict=True)) / sum(weight)
    extra = abs(n - m) / max(n, m)
    return mean * (1.0 - 0.35 * extra)


def _bits(pairs: list[tuple[_Word, _Word, float]], n: int, m: int) -> float:
    total = 0.0
    # The longest word that is no father's name is taken for the family name.
    ordered = sorted(
        pairs,
        key=lambda pair: (
            pair[0].patronymic or pair[1].patronymic,
            pair[0].initial or pair[1].initial,
            -len(pair[0].key) - len(pair[1].key),
        ),
    )
    for place, (x, y, like) in enumerate(ordered):
        if x.initial or y.initial:
            total += 3.0 if like else _DISAGREE_BITS
        elif like >= _SAME_WORD:
            full = min(_family_bits(x.key), _family_bits(y.key)) if place == 0 else _GIVEN_BITS
            total += full * (like - _SAME_WORD) / (1.0 - _SAME_WORD)
        else:
            total += _DISAGREE_BITS
    return total - 0.5 * abs(n - m)

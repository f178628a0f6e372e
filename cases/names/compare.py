"""Compare two names as written, across scripts, and the keys under which they are looked up.

The rules of the name's own tradition decide, if both can be read by it; letters only otherwise.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from cases.names import han
from cases.names.asian import compare_readings
from cases.names.comparison import NameComparison
from cases.names.cyrillic import sound
from cases.names.letters import Script, plain, script_of, words
from cases.names.readings import Reading, readings, surname_share
from cases.names.tables import rows
from cases.names.western import compare_words

PEOPLE = frozenset({"Person"})


@lru_cache(maxsize=1 << 16)
def compare(name1: str, name2: str, schema: str = "Person") -> NameComparison:
    """How far two writings may be one name. Symmetric up to the wording of the reason.

    schema: "Person" knows family, given and father's names; any other kind drops legal forms
    (Ltd, OOO) and compares words.
    """
    if schema not in PEOPLE:
        return compare_words(_without_legal_form(name1), _without_legal_form(name2), person=False)
    if _both_han(name1, name2):
        return _compare_characters(name1, name2)
    found = [
        comparison
        for a in readings(name1)
        for b in readings(name2)
        if a.tradition is b.tradition and (comparison := compare_readings(a, b))
        # Two unsure readings count only if they meet from two alphabets: Си Цзиньпин, Xi Jinping.
        if a.sure or b.sure or (a.system != b.system and comparison.score >= 0.9)
    ]
    if found:
        best = max(found, key=lambda comparison: comparison.score)
        if plain(name1) == plain(name2) and best.score > 0.5:
            return NameComparison(1.0, best.weight_bits, "the same letters")
        return best
    return compare_words(_spoken(name1), _spoken(name2))


def keys(name: str, schema: str = "Person") -> frozenset[str]:
    """Keys for blocking: two names that may be one share a key as a rule, whatever the script.

    Sound keys of words of four letters and more, whole names in syllables for Chinese and
    Vietnamese ones (a surname alone would gather a tenth of the file).
    """
    written = name if schema in PEOPLE else _without_legal_form(name)
    found: set[str] = set()
    if schema in PEOPLE:
        for reading in readings(name):
            found.update(_syllable_keys(reading))
    for word in words(_spoken(written)):
        key = sound(word)
        if len(key) >= 4:
            found.add(f"s:{key}")
    return frozenset(found)


def _syllable_keys(reading: Reading) -> frozenset[str]:
    combined = {""}
    for alternatives in sorted(reading.syllables, key=lambda s: sorted(s)):
        combined = {text + "|" + one for text in combined for one in alternatives}
        if len(combined) > 64:
            return frozenset()
    return frozenset("y:" + "|".join(sorted(text.split("|"))) for text in combined)


def _both_han(name1: str, name2: str) -> bool:
    return script_of(name1) is Script.HAN and script_of(name2) is Script.HAN


def _compare_characters(name1: str, name2: str) -> NameComparison:
    if han.same_characters(name1, name2):
        return NameComparison(1.0, _character_bits(name1), "the same characters")
    if han.syllables(name1) == han.syllables(name2):
        return NameComparison(
            0.25, -8.0, f"both read {' '.join(han.syllables(name1))}, but the characters differ"
        )
    a, b = han.simplify(name1), han.simplify(name2)
    common = sum(1 for x, y in zip(a, b, strict=False) if x == y)
    return NameComparison(0.4 * common / max(len(a), len(b)), -8.0, "the characters differ")


def _character_bits(name: str) -> float:
    """Evidence of the same characters: the family name by how common it is, six bits a character.

    A given character is rarer than its syllable, but the same few dozen make most names.
    """
    characters = "".join(name.split())
    length = han.family_length(characters)
    family = "".join(han.syllables(characters)[:length])
    share = surname_share("chinese", family) or 0.5
    return -math.log2(share / 1000.0) + 6.0 * max(len(characters) - length, 0)


def _spoken(name: str) -> str:
    """Han characters as joined pinyin, everything else as it is."""
    if script_of(name) is not Script.HAN:
        return name
    return " ".join("".join(han.syllables(word)) or word for word in words(name))


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("legal_forms"))


def _without_legal_form(name: str) -> str:
    kept = [word for word in words(name) if plain(word) not in _legal_forms()]
    return " ".join(kept) or name

"""Compare two names as written, across scripts, and the keys under which they are looked up.

The rules of the name's own tradition decide, if both can be read by it; words only otherwise.
"""

from __future__ import annotations

import math
from functools import lru_cache

from cases.names import han
from cases.names.alignment import align
from cases.names.asian import compare_readings
from cases.names.comparison import NameComparison
from cases.names.letters import Script
from cases.names.prepared import Name, keys_of, prepare
from cases.names.readings import Reading, surname_share
from cases.names.verdict import bits, said_of

_MEETING = 0.9
SAME_LETTERS = 0.98


@lru_cache(maxsize=1 << 16)
def compare(name1: str, name2: str, schema: str = "Person") -> NameComparison:
    """How far two writings may be one name. Symmetric up to the wording of the reason.

    schema: "Person" knows family, given and father's names; any other kind drops legal forms
    (Ltd, OOO) and compares words.
    """
    return compare_prepared(prepare(name1, schema), prepare(name2, schema))


def compare_prepared(first: Name, second: Name) -> NameComparison:
    """The same for names prepared once: the fast way where a name meets many others."""
    if not first.words or not second.words:
        return NameComparison(0.0, 0.0, "one of the names has no letters")
    ruled = by_tradition(first, second)
    if ruled is not None:
        return ruled
    found = align(first.words, second.words)
    said = said_of(found, first, second)
    if said.score < SAME_LETTERS and first.letters == second.letters:
        return NameComparison(SAME_LETTERS, bits(found, SAME_LETTERS), "the same letters")
    return said


def by_tradition(first: Name, second: Name) -> NameComparison | None:
    """By the rules of Chinese or Vietnamese names; None where one of the two is no such name."""
    if first.characters and second.characters:
        return _compare_characters(first, second)
    found = [
        comparison
        for a in first.readings
        for b in second.readings
        if a.tradition is b.tradition and (comparison := compare_readings(a, b))
        if _counts(a, b, comparison)
    ]
    if not found:
        return None
    best = max(found, key=lambda comparison: comparison.score)
    if first.letters == second.letters and best.score > 0.5:
        return NameComparison(SAME_LETTERS, best.weight_bits, "the same letters")
    return best


def _counts(a: Reading, b: Reading, comparison: NameComparison) -> bool:
    """Whether both are to be read so. An unsure reading (Lilo, li-lo) may agree, never differ,
    where the other name is in characters: those may be a foreign name by its sound."""
    meeting = a.system != b.system and comparison.score >= _MEETING
    if Script.HAN in (a.script, b.script):
        return meeting or (a.sure and b.sure)
    return a.sure or b.sure or meeting


def keys(name: str, schema: str = "Person") -> frozenset[str]:
    """Keys for blocking: two names that may be one share a key as a rule, whatever the script."""
    return keys_of(prepare(name, schema))


def _compare_characters(first: Name, second: Name) -> NameComparison:
    a, b = first.characters, second.characters
    if a == b or (len(first.words) == 2 and len(a) <= 4 and _turned(first) == b):
        return NameComparison(SAME_LETTERS, _character_bits(a), "the same characters")
    heard_a, heard_b = han.syllables(a), han.syllables(b)
    if heard_a == heard_b and len(a) <= 4:
        return NameComparison(
            0.1, -8.0, f"both read {' '.join(heard_a)}, but the characters differ"
        )
    common = sum(1 for x, y in zip(a, b, strict=False) if x == y)
    if len(a) > 4 and len(b) > 4 and heard_a == heard_b:
        # Transcribers choose among characters of one sound: 弗拉基米尔, 费拉基米尔.
        return NameComparison(0.85, 10.0, "one sound, transcribed with other characters")
    return NameComparison(0.3 * common / max(len(a), len(b)), -8.0, "the characters differ")


def _turned(name: Name) -> str:
    return han.simplify(name.words[1].written + name.words[0].written)


def _character_bits(characters: str) -> float:
    """Evidence of the same characters: the family name by how common it is, six bits a character.

    A given character is rarer than its syllable, but the same few dozen make most names.
    """
    length = han.family_length(characters)
    family = "".join(han.syllables(characters)[:length])
    share = surname_share("chinese", family) or 0.5
    return -math.log2(share / 1000.0) + 6.0 * max(len(characters) - length, 0)

"""Chinese and Vietnamese names, syllable by syllable: no distance between letters.

Zhang Wei and Zhang Lei differ in one letter and are two people; Văn and Thị tell a man from a
woman; Minh and Mạnh are two names. So syllables agree, nearly agree (n/ng, s/sh, as the south
hears them) or differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cases.names.comparison import NameComparison
from cases.names.letters import plain
from cases.names.readings import Reading, Tradition, surname_share
from cases.names.syllables import Syllable

_RARE_PER_MILLE = 0.5
_GIVEN_BITS = 5.0
_DISAGREE_BITS = -5.0
_CANTONESE_FAMILY_BITS = 5.0  # one surname in thirty, as the common ones of Hong Kong are
_GENDER_WORDS = frozenset({"van", "thi"})
# Words of names that Vietnamese always writes with an accent.
_NEVER_BARE = frozenset({
    "nguyen", "tran", "pham", "hoang", "huynh", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
    "duong", "le", "dinh", "truong", "van", "thi",
})  # fmt: skip
_CONFUSED = (("ng", "n"), ("zh", "z"), ("ch", "c"), ("sh", "s"))


def _near(first: Syllable, second: Syllable) -> bool:
    return any(_soften(a) == _soften(b) for a in first for b in second)


def _soften(syllable: str) -> str:
    for hard, soft in _CONFUSED:
        if syllable.startswith(hard):
            syllable = soft + syllable[len(hard) :]
        elif syllable.endswith(hard):
            syllable = syllable[: -len(hard)] + soft
    return syllable


def _agreement(first: Syllable, second: Syllable) -> float:
    if first & second:
        return 1.0
    return 0.5 if _near(first, second) else 0.0


def _orders(reading: Reading) -> list[tuple[Syllable, ...]]:
    """The syllables with the family name first: as written, and turned round if words allow."""
    orders = [reading.syllables]
    if len(reading.words) > 1:
        last = reading.words[-1]
        orders.append((*last, *(s for word in reading.words[:-1] for s in word)))
    if len(reading.words) == 3 and reading.tradition is Tradition.VIETNAMESE:
        orders.append(tuple(s for word in reversed(reading.words) for s in word))
    return orders


def _family_bits(tradition: Tradition, family: Syllable) -> float:
    if tradition is Tradition.CANTONESE:
        return _CANTONESE_FAMILY_BITS
    share = sum(surname_share(tradition, s) or _RARE_PER_MILLE for s in family)
    return -math.log2(min(share, 1000.0) / 1000.0)


def compare_readings(first: Reading, second: Reading) -> NameComparison:
    """The better of the two name orders; both readings must be of one tradition.

    Raises ValueError if they are not.
    """
    if first.tradition is not second.tradition:
        raise ValueError(f"a {first.tradition} reading is not held against a {second.tradition}")
    compare = _vietnamese if first.tradition is Tradition.VIETNAMESE else _chinese
    # On a tie the order with less evidence counts: Zhang is common, "family name Wei" is not.
    return max(
        (compare(a, b, first, second) for a in _orders(first) for b in _orders(second)),
        key=lambda comparison: (comparison.score, -comparison.weight_bits),
    )


def _said(syllables: Sequence[Syllable]) -> str:
    return " ".join("/".join(sorted(s)) for s in syllables)


def _chinese(
    a: tuple[Syllable, ...], b: tuple[Syllable, ...], first: Reading, second: Reading
) -> NameComparison:
    agreements = [_agreement(x, y) for x, y in zip(a, b, strict=False)]
    missing = abs(len(a) - len(b))
    family = agreements[0]
    given = agreements[1:]
    bits = _family_bits(first.tradition, a[0] & b[0]) if family == 1 else _DISAGREE_BITS
    for x, y, agreed in zip(a[1:], b[1:], given, strict=False):
        common = max(1, len(x & y))
        bits += _GIVEN_BITS - math.log2(common) if agreed == 1 else _DISAGREE_BITS * (1 - agreed)
    bits += missing * _DISAGREE_BITS
    how = f"{_said(a)} ({first.system}) and {_said(b)} ({second.system})".replace("v", "ü")
    if missing == 0 and all(agreed == 1 for agreed in agreements):
        ambiguous = any(len(x & y) > 1 for x, y in zip(a, b, strict=True))
        score = 0.9 if ambiguous else 0.97
        return NameComparison(score if len(a) > 1 else score - 0.2, bits, f"{how} agree")
    if missing == 0 and all(agreed > 0 for agreed in agreements):
        return NameComparison(0.6, bits, f"{how} nearly agree")
    if family == 1 and given:
        return NameComparison(
            0.15 + 0.2 * sum(given) / max(len(a), len(b)),
            min(bits, _DISAGREE_BITS),
            f"{how}: one family name, two given names",
        )
    score = 0.25 * sum(agreements) / max(len(a), len(b))
    return NameComparison(score, min(bits, _DISAGREE_BITS), f"{how} differ")


def _vietnamese(
    a: tuple[Syllable, ...], b: tuple[Syllable, ...], first: Reading, second: Reading
) -> NameComparison:
    how = f"{_said(a)} and {_said(b)}"
    bits = _family_bits(Tradition.VIETNAMESE, a[0] & b[0]) if a[0] & b[0] else _DISAGREE_BITS
    if not a[0] & b[0]:
        return NameComparison(0.15, bits, f"{how}: two family names")
    if len(a) < 2 or len(b) < 2:
        return NameComparison(0.4, bits, f"{how}: one family name, and no more is known")
    if not a[-1] & b[-1]:
        return NameComparison(0.2, _DISAGREE_BITS, f"{how}: one family name, two given names")
    bits += _GIVEN_BITS
    middle_a, middle_b = _flat(a[1:-1]), _flat(b[1:-1])
    if _initials_agree(middle_a, middle_b):
        return NameComparison(0.9, bits + 1.0, f"{how} agree, one middle name by its letter")
    if middle_a and middle_b and not middle_a & middle_b:
        sexes = {word for word in middle_a | middle_b if word in _GENDER_WORDS}
        why = "Văn is a man's and Thị a woman's" if len(sexes) == 2 else "two middle names"
        return NameComparison(0.2, _DISAGREE_BITS, f"{how}: {why}")
    if _tones_differ(first, second):
        return NameComparison(0.3, _DISAGREE_BITS, f"{how}: the accents make other names of them")
    if bool(middle_a) != bool(middle_b):
        return NameComparison(0.7, bits, f"{how} agree, but one has no middle name")
    return NameComparison(0.97, bits + (2.0 if middle_a else 0.0), f"{how} agree")


def _initials_agree(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether one middle name is only a letter, and the other begins with it."""
    return any(
        len(a) != len(b) and min(len(a), len(b)) == 1 and a[0] == b[0]
        for a in first
        for b in second
    )


def _flat(syllables: Sequence[Syllable]) -> frozenset[str]:
    return frozenset(s for syllable in syllables for s in syllable)


def _tones_differ(first: Reading, second: Reading) -> bool:
    """Whether both were written with accents, and the accents differ on words alike without."""
    mine, theirs = _accented(first.marks), _accented(second.marks)
    return any(
        not (mine[bare] <= theirs[bare] or theirs[bare] <= mine[bare])
        for bare in mine.keys() & theirs.keys()
    )


def _accented(marks: Sequence[str]) -> dict[str, set[str]]:
    """The words as they are accented, by their bare letters.

    A bare word is left out where the writer left out accents: no Nguyễn is a Nguyen by birth.
    """
    careless = any(mark in _NEVER_BARE for mark in marks)
    found: dict[str, set[str]] = {}
    for mark in marks:
        bare = plain(mark)
        if mark != bare or not careless:
            found.setdefault(bare, set()).add(mark)
    return found

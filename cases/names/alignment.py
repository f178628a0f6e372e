"""Which word of one name stands for which of the other, and what that says: the features.

Every feature is a number with a sentence to it; benchmarks/names_weigh.py learns their weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from cases.names.letters import Script
from cases.names.likeness import INITIAL, likeness
from cases.names.words import PATRONYMIC, Role, Sex, Word, word

SAME_WORD = 0.8
CLEARLY_OTHER = 0.62
_JOINED = 0.9
_LIGHT = 0.4
# Scripts that write a whole name without a space.
_UNSPACED = frozenset({Script.HAN, Script.THAI, Script.KHMER, Script.KANA, Script.HANGUL})
_DESCENT = frozenset({"bin", "ibn", "bint", "ben", "binti"})

FEATURES = (
    "mean", "worst", "worst_below_85", "worst_below_60", "run_together", "left_over_long",
    "left_over_rare", "same_share", "two_known_names", "initial_agrees", "initial_differs",
    "fathers_differ", "fathers_agree", "turned", "numbers_differ", "forms_differ", "forms_agree",
    "one_word", "agreeing_words", "agreeing_bits", "first_letter_differs", "scripts_differ",
    "differing_words", "thing", "thing_left_over", "thing_worst", "acronym", "heard_worst",
    "sexes_differ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two words that stand for each other, and how alike they are."""

    left: Word
    right: Word
    alike: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """pairs in the order of the left name; rest: words of either name that have no partner."""

    pairs: tuple[Aligned, ...]
    left_rest: tuple[Word, ...]
    right_rest: tuple[Word, ...]
    turned: bool
    descent_turned: bool = False
    acronym: bool = False

    @property
    def differing(self) -> tuple[Aligned, ...]:
        """Pairs that are not two writings of one word, the least alike first."""
        found = [p for p in self.pairs if p.alike < SAME_WORD and not _initial(p)]
        return tuple(sorted(found, key=lambda p: (p.alike, p.left.plain, p.right.plain)))


def _initial(pair: Aligned) -> bool:
    return Role.INITIAL in (pair.left.role, pair.right.role)


def align(left: Sequence[Word], right: Sequence[Word]) -> Alignment:
    """Words paired best first, whatever their order; words written together are split or joined.

    Greedy by likeness, so the result is the same from either side but for exact ties.
    """
    mine, yours = _joined(left, right), _joined(right, left)
    grid = [
        (likeness(a, b) - 0.001 * abs(i - j), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(yours)
        if _may_stand_for(a, b)
    ]
    grid.sort(key=lambda cell: (-cell[0], cell[1] + cell[2], abs(cell[1] - cell[2])))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in grid:
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    pairs = tuple(
        Aligned(mine[i], yours[j], likeness(mine[i], yours[j])) for i, j in sorted(taken.items())
    )
    order = [taken[i] for i in sorted(taken) if mine[i].role is Role.NAME]
    turned = len(order) > 1 and order != sorted(order)
    return Alignment(
        pairs,
        tuple(w for i, w in enumerate(mine) if i not in taken),
        tuple(w for j, w in enumerate(yours) if j not in used),
        turned,
        turned and _descent_turned(mine, yours, taken),
        _acronym(mine, yours) or _acronym(yours, mine),
    )


def _descent_turned(mine: Sequence[Word], yours: Sequence[Word], taken: dict[int, int]) -> bool:
    """Ahmad bin Hasan is not Hasan bin Ahmad: who stands before the first `bin` is the child."""
    ours, theirs = _before_descent(mine), _before_descent(yours)
    return ours is not None and theirs is not None and taken.get(ours) != theirs


def _before_descent(parts: Sequence[Word]) -> int | None:
    return next((i for i, w in enumerate(parts[1:]) if w.plain in _DESCENT), None)


def _acronym(short: Sequence[Word], long: Sequence[Word]) -> bool:
    """Whether one word of two letters or more is made of the first letters of the other name."""
    first = "".join(w.plain[:1] for w in long if w.weight >= _LIGHT)
    return len(first) > 1 and any(w.plain == first for w in short)


def _may_stand_for(a: Word, b: Word) -> bool:
    """A father's name stands for no given or family name, nor an `al-` for a name."""
    if (a.role is Role.FATHER) != (b.role is Role.FATHER):
        return Role.INITIAL in (a.role, b.role) or likeness(a, b) >= SAME_WORD
    if (a.weight < _LIGHT) != (b.weight < _LIGHT):
        return likeness(a, b) >= SAME_WORD
    return True


def _joined(own: Sequence[Word], other: Sequence[Word]) -> list[Word]:
    """`own` with two or three neighbours as one word where the other name writes them together."""
    found = list(own)
    for length in (3, 2):
        at = 0
        while at + length <= len(found):
            parts = found[at : at + length]
            if any(_written_together(parts, whole) for whole in other):
                found[at : at + length] = [word("".join(part.written for part in parts))]
            at += 1
    return found


def _written_together(parts: Sequence[Word], whole: Word) -> bool:
    letters = sum(len(part.plain) for part in parts)
    if whole.script in _UNSPACED and all(part.script is Script.LATIN for part in parts):
        both = likeness(word("".join(part.written for part in parts)), whole)
        return both >= SAME_WORD and both > max(likeness(part, whole) for part in parts)
    if abs(letters - len(whole.plain)) > 1 or letters < 5:
        return False
    if any(part.role is Role.INITIAL or part.script is not whole.script for part in parts):
        return False
    both = likeness(word("".join(part.written for part in parts)), whole)
    return both >= _JOINED and both > max(likeness(part, whole) for part in parts)


def features(
    found: Alignment, forms: tuple[frozenset[str], frozenset[str]], *, thing: bool
) -> list[float]:
    """The numbers named in FEATURES.

    forms: kinds of legal form of either name; thing: it is no person's name.
    """
    full = [p for p in found.pairs if not _initial(p) and p.left.role is not Role.FATHER]
    judged = [p for p in full if min(p.left.weight, p.right.weight) >= _LIGHT] or full
    weight = [_weight(p) for p in judged]
    mean = _share(sum(w * p.alike for w, p in zip(weight, judged, strict=True)), sum(weight))
    worst = min((p.alike for p in judged), default=0.0)
    same = sum(w for w, p in zip(weight, judged, strict=True) if p.alike >= SAME_WORD)
    rest = [*found.left_rest, *found.right_rest]
    fathers = _fathers(found)
    initials = [p.alike for p in found.pairs if _initial(p)]
    numbers = [p for p in found.pairs if Role.NUMBER in (p.left.role, p.right.role)]
    agreeing = [p for p in judged if p.alike >= SAME_WORD]
    low = min(judged, key=lambda p: p.alike, default=None)
    differs = low is not None and low.alike < SAME_WORD
    heard = any(p.left.script is not p.right.script for p in judged)
    left_over = min(2.0, sum(1.0 for w in rest if w.weight >= 0.9 and w.role is Role.NAME))
    return [
        mean,
        worst,
        max(0.0, 0.85 - worst),
        max(0.0, 0.6 - worst),
        run_together(found),
        _left_over(rest, sum(weight)),
        left_over,
        _share(same, sum(weight)),
        float(differs and low is not None and low.left.known and low.right.known),
        float(bool(initials) and min(initials) >= INITIAL),
        float(bool(initials) and min(initials) < INITIAL),
        float(found.descent_turned or (fathers is not None and fathers < SAME_WORD)),
        float(fathers is not None and fathers >= SAME_WORD),
        float(found.turned),
        float(any(p.alike < 1 for p in numbers) or any(w.role is Role.NUMBER for w in rest)),
        float(bool(forms[0]) and bool(forms[1]) and not forms[0] & forms[1]),
        float(bool(forms[0] & forms[1])),
        float(len(judged) == 1),
        float(min(len(agreeing), 3)),
        min(sum(min(p.left.bits, p.right.bits) for p in agreeing), 40.0) / 10.0,
        float(differs and low is not None and low.left.key[:1] != low.right.key[:1]),
        float(heard),
        float(min(sum(1 for p in judged if p.alike < CLEARLY_OTHER), 3)),
        float(thing),
        left_over * thing,
        worst * thing,
        float(thing and found.acronym),
        (worst - 0.5) * heard,
        float(not thing and _sexes_differ(found)),
    ]


def _sexes_differ(found: Alignment) -> bool:
    """A man's word against a woman's: Ivanovich and Ivanovna, Александр and Александра.

    A family name counts in Cyrillic only: abroad Petrova is often entered as Petrov.
    """
    for pair in found.pairs:
        sexes = {pair.left.sex, pair.right.sex}
        if len(sexes) == 2 and Sex.UNKNOWN not in sexes:
            given = pair.left.role is Role.FATHER or (pair.left.known and pair.right.known)
            if given or pair.left.script is pair.right.script is Script.CYRILLIC:
                return True
    return False


def _weight(pair: Aligned) -> float:
    long = max(len(pair.left.key), len(pair.right.key), 2)
    return min(pair.left.weight, pair.right.weight) * math.sqrt(min(long, 9))


def _left_over(rest: Sequence[Word], agreed: float) -> float:
    """The share of both names that has no partner; a father's name is often left out."""
    lost = sum(w.weight * (0.5 if w.role is Role.FATHER else 1.0) for w in rest)
    return _share(lost, lost + 2 * agreed)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def run_together(found: Alignment) -> float:
    """How alike all letters are when the paired words of both are written as one, 0 to 1."""
    left = "".join(p.left.plain for p in found.pairs) + "".join(w.plain for w in found.left_rest)
    right = "".join(p.right.plain for p in found.pairs) + "".join(w.plain for w in found.right_rest)
    if any(p.left.script is not p.right.script for p in found.pairs):
        # Letters of two alphabets cannot be held together.
        return min((p.alike for p in found.pairs), default=0.0)
    return float(OSA.normalized_similarity(left, right))


def _fathers(found: Alignment) -> float | None:
    """How alike the fathers' names are; None unless both names have one beside two others."""
    for pair in found.pairs:
        if pair.left.role is Role.FATHER and pair.right.role is Role.FATHER:
            if len(found.pairs) < 2:
                return None
            return likeness(_stem(pair.left), _stem(pair.right))
    return None


def _stem(father: Word) -> Word:
    """A father's name without its ending: Ivanovich and Ivanovna have one father's name."""
    return word(PATRONYMIC.sub("", father.key).casefold() or father.key)

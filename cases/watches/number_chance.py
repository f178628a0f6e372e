"""How often a number would recur among records of people who have nothing to do with each other.

A complete number is one holder's; a part of one (the last four digits, a plate with a letter
missing) is many people's. What agrees is reckoned from the numbers on record themselves: how often
the next character is this one after the same beginning, and where no other number begins so, how
often it stands at this place at all. With few numbers on record it is put higher than it is, never
lower, so that what is told is told as "at most".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

# Letters that plates write alike in Cyrillic and Latin.
_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_UNREAD = "*"
# How far a beginning that few numbers share is believed: as if so many had been read at large.
_BELIEF = 2.0
_ROW = "01234567890123456789"
_SAME = 6
_SHORTEST = 3
# Words that people choose carry some two bits a letter (Shannon 1951); digits all they can.
LETTER_BITS = 2.0
_TERMS = 60


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What is expected by chance. mentions: of such numbers on record; characters: those read.

    expected: numbers that would stand in as many events; chance: of at least one.
    """

    mentions: int
    characters: int
    expected: float

    @property
    def chance(self) -> float:
        """Of at least one such recurrence among the records."""
        return -math.expm1(-self.expected)


def folded(written: str) -> str:
    """A number by its characters alone, in capitals; `*` for each that was not read."""
    text = unicodedata.normalize("NFKC", written).upper().translate(_ALIKE)
    text = re.sub(r"[?_…]", _UNREAD, text)
    return "".join(c for c in text if c.isalnum() or c == _UNREAD)


def is_placeholder(written: str) -> bool:
    """Whether it is what people write who have no number: 000000, 1234567, nothing to read."""
    text = folded(written)
    end = text[-_SAME:]
    read = text.replace(_UNREAD, "")
    return (
        len(read) < _SHORTEST or (len(end) == _SAME and (len(set(end)) == 1 or end in _ROW))
    )  # fmt: skip


class Numbers:
    """The different numbers of one kind on record, with how many events name each."""

    def __init__(self, mentions: Mapping[str, int]) -> None:
        """mentions: number as written -> events that name it."""
        self._mentions: Counter[str] = Counter()
        for written, events in mentions.items():
            self._mentions[folded(written)] += events
        self._alike: dict[int, _SameLength] = {}
        for length in {len(one) for one in self._mentions}:
            self._alike[length] = _SameLength(one for one in self._mentions if len(one) == length)

    def by_chance(self, written: str, events: int) -> Recurrence:
        """How many numbers written like this one would stand in so many events by chance."""
        number = folded(written)
        agrees = self._alike[len(number)].agrees(number)
        return self._recurrence(number, agrees, events)

    def chosen_by_chance(self, written: str, events: int) -> Recurrence:
        """The same of a name that its holder chose, by an assumed number of bits a letter."""
        name = folded(written)
        bits = sum(math.log2(10) if c.isdigit() else LETTER_BITS for c in name if c != _UNREAD)
        return self._recurrence(name, 2.0**-bits, events)

    def _recurrence(self, number: str, agrees: float, events: int) -> Recurrence:
        mentions = sum(
            count for one, count in self._mentions.items() if len(one) == len(number)
        )  # fmt: skip
        read = len(number.replace(_UNREAD, ""))
        return Recurrence(mentions, read, expected(mentions, agrees, events))


class _SameLength:
    """Numbers of one length: how often each beginning, and each character at each place."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._begin: Counter[str] = Counter()
        self._at: Counter[tuple[int, str]] = Counter()
        self._all: set[str] = set()
        for number in numbers:
            self._all.add(number)
            for place, character in enumerate(number):
                self._begin[number[:place]] += 1
                self._at[place, character] += 1
            self._begin[number] += 1

    def agrees(self, number: str) -> float:
        """How probable it is that another number of this length is written like this one."""
        own = int(number in self._all)
        others = len(self._all) - own
        probability = 1.0
        for place, character in enumerate(number):
            if character == _UNREAD:
                continue
            at_large = (self._at[place, character] - own + 1.0) / (others + 2.0)
            before = self._begin[number[:place]] - own
            after = self._begin[number[: place + 1]] - own
            probability *= (after + _BELIEF * at_large) / (before + _BELIEF)
        return probability


def expected(mentions: int, agrees: float, events: int) -> float:
    """How many numbers stand in at least so many events, if each mention were drawn at random.

    Of `mentions` draws each agrees with a given one with probability `agrees`; the other draws that
    agree with it are counted by Poisson, and a number of so many events is counted once.
    """
    if mentions < events:
        return 0.0
    rate = (mentions - 1) * agrees
    return mentions / events * _at_least(events - 1, rate)


def _at_least(count: int, rate: float) -> float:
    """P of at least so many where `rate` are expected (Poisson), exact also where it is tiny."""
    if count <= 0:
        return 1.0
    if rate > _TERMS:
        return 1.0 if rate > 2 * count else 0.5
    first = math.exp(count * math.log(rate) - rate - math.lgamma(count + 1)) if rate > 0 else 0.0
    terms = [first]
    for step in islice(range(count + 1, count + 1 + _TERMS), _TERMS):
        terms.append(terms[-1] * rate / step)
    return min(1.0, math.fsum(terms))

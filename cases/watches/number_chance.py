"""How often a number would recur among records of people who have nothing to do with each other.

A complete number is one holder's; a part of one (the last four digits, a plate with a letter
missing) is many people's. How often another would be written like it is reckoned from the numbers
on record themselves: the share of them that begin as it does, as far as some do, and for each
character after that how often it stands at its place. With few numbers on record it is put higher
than it is, so that what is told is told as "at most".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Letters that plates write alike in Cyrillic and Latin.
_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_UNREAD = "*"
# Others that must share a beginning, so that it tells how common it is: no number stands in the
# list twice, so that the longest beginnings are rarer there than among mentions.
_FEWEST = 3
_ROW = "01234567890123456789"
_SAME, _COUNTRY = 6, 3
_SHORTEST = 3
# Words that people choose carry some two bits a letter (Shannon 1951); digits all they can.
LETTER_BITS = 2.0
_TERMS = 30


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
    text = re.sub(r"\.{3}|[?_]", _UNREAD, text)
    return "".join(c for c in text if c.isalnum() or c == _UNREAD)


def is_placeholder(written: str) -> bool:
    """Whether it is what people write who have no number: +70000000000, 1234567, nothing to read.

    But for a country's code the whole of it must be so: a shop may well have a number that ends so.
    """
    text = folded(written)
    ends = (text[code:] for code in range(_COUNTRY + 1) if len(text) - code >= _SAME)
    return len(text.replace(_UNREAD, "")) < _SHORTEST or any(
        len(set(end)) == 1 or end in _ROW for end in ends
    )


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
                self._begin[number[: place + 1]] += 1
                self._at[place, character] += 1

    def agrees(self, number: str) -> float:
        """How probable it is that another number of this length is written like this one."""
        own = int(number in self._all)
        others = len(self._all) - own
        shared, place = others, 0
        while place < len(number):
            further = self._begin[number[: place + 1]] - own
            if further < _FEWEST:
                break
            shared, place = further, place + 1
        probability = (shared + 1.0) / (others + 2.0)
        for after in range(place, len(number)):
            if number[after] != _UNREAD:
                at_large = self._at[after, number[after]] - own
                probability *= (at_large + 1.0) / (others + 2.0)
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
    terms = [math.exp(-rate)]
    for step in range(1, count + (0 if rate > 1.0 else _TERMS)):
        terms.append(terms[-1] * rate / step)
    # Where little is expected, what is left of 1 would be lost in it.
    return max(0.0, 1.0 - math.fsum(terms)) if rate > 1.0 else math.fsum(terms[count:])

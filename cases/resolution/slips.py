"""What the hand does to a name or a date when it is copied: slips drawn by chance.

Letters are left out, doubled, changed for another of the same name, or change places.
"""

from __future__ import annotations

import re

import numpy as np

__all__ = ["misdated", "mistyped", "shortened", "without_a_word"]

_PLAIN = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def mistyped(text: str, rng: np.random.Generator) -> str:
    """One slip in one word of two letters or more; the text itself where there is none."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > 1]
    if not long:
        return text
    place = long[int(rng.integers(len(long)))]
    word = words[place]
    at = int(rng.integers(len(word)))
    letters = [one for one in "".join(words).lower() if one.isalpha() and one != word[at].lower()]
    letters = letters or [word[0]]
    other = letters[int(rng.integers(len(letters)))]
    words[place] = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + other + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    )[int(rng.integers(4))]
    return " ".join(words)


def shortened(text: str, rng: np.random.Generator) -> str:
    """One of two words or more by its first letter; which is the given name nobody knows here."""
    words = text.split()
    if len(words) < 2:
        return text
    place = int(rng.integers(len(words)))
    words[place] = words[place][:1]
    return " ".join(words)


def without_a_word(text: str, rng: np.random.Generator) -> str:
    """Without one word between the first and the last."""
    words = text.split()
    if len(words) > 2:
        del words[int(rng.integers(1, len(words) - 1))]
    return " ".join(words)


def misdated(written: str, rng: np.random.Generator, *, digits: int = 1) -> str:
    """A date of the form 1980-02-28 with so many digits changed, or with day and month exchanged
    where that gives a date and one digit is asked for; other forms lose their last sign."""
    if (plain := _PLAIN.fullmatch(written)) is None:
        return written[:-1] or written
    year, month, day = plain.groups()
    if digits == 1 and int(day) <= 12 and day != month and rng.random() < 0.5:
        return f"{year}-{day}-{month}"
    for _ in range(digits):
        # The last digit of the year or of the day: what is left is a date still.
        step = int(rng.integers(1, 9))
        if rng.random() < 0.5:
            year = year[:-1] + str((int(year[-1]) + step) % 10)
        else:
            day = f"{1 + (int(day) + step) % 28:02}"
    return f"{year}-{month}-{day}"

"""What the machine says, in the reader's language.

Leads, strengths, coverage and controls are told by the cores and kept in stored answers in English,
which is what a report quotes. On a page each of their sentences is known by its shape: the English
one of the catalogue, with its places filled. It is then said by the sentence of the same name in
the reader's language, with the same figures. What has no such shape stays as it came, so that
nothing is ever left out or guessed at.
"""

import re
from collections.abc import Mapping
from functools import cache

from workbench.dashboard.words import ENGLISH, Say, catalogue, grouped, language_of

__all__ = ["reasoned", "retold"]

SENTENCES, PARTS, REASONS = "machine", "machine_part", "reason"
# Names and numbers of records: what they say is not ours to translate.
_AS_THEY_ARE = frozenset({"animal", "skin", "which", "name", "score"})
_PLACE = re.compile(r"\{(\w+)\}")
_NUMBERS = frozenset(
    {
        *("share", "low", "high", "least", "most", "number", "coats", "animals", "skins", "ratio"),
        *("at", "raw", "bounded", "value", "hits", "was", "nights", "stations", "area", "days"),
        *("met", "meetings", "shown", "aside", "left", "excluded", "needed", "alone", "together"),
        *("here", "there"),
    }
)
_ONE = re.compile(r"\b1 (known animal|other skin|animal|coat|skin|mark|meeting|station)\b(?!s)")
_SHAPES = {
    "word": r"[^,;]+?",
    "other_word": r"[^,;]+?",
    "wording": r"LR [^;]+?\); (?:investigative, not validated|inside a recorded validation)",
    "photos": "camera|pelt|skin",
    "grade": "sufficient|limited|not_suitable",
    "flank": "left and right|left|right|both|unknown",
} | dict.fromkeys(_NUMBERS, r"[+-]?\d[\d.,/e-]*%?")
# Within a sentence a full stop before a capital ends it, and within a part a semicolon ends it.
_ANYTHING = {
    SENTENCES: r"(?:(?!\. [A-Z]).)+?",
    PARTS: r"(?:(?!\. [A-Z]|; ).)+?",
    REASONS: r"(?:(?!; ).)+?",
}
# What one reason adds to another; all else in a reason is a name, a number or a date.
_ADDED_TO = "what"
_READ_BY = re.compile(r" \(characters[^()]*\)$")
_COMMA = re.compile(r", (?![^(]*\))")
_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def retold(say: Say, text: str) -> str:
    """A text of the machine in the language of `say`; what is not known in it stays English."""
    language = language_of(say)
    if language == ENGLISH or not text:
        return text
    left, told = _ONE.sub(r"1 \1s", text), list[str]()
    while left:
        length, sentence = _first(say, left)
        told.append(sentence)
        left = left[length:].lstrip(" ")
    return "".join(one if one.endswith("。") else f"{one} " for one in told).rstrip()


def reasoned(say: Say, text: str) -> str:
    """Why two records may be one (a name's likeness, a phone they share), retold in the same way.

    Names, numbers and dates of the records stay as they were written.
    """
    return text if language_of(say) == ENGLISH else _part(say, text, REASONS)


def _first(say: Say, text: str) -> tuple[int, str]:
    """How much of a text its first sentence takes, and that sentence in the reader's language."""
    for key, shape in _shapes(SENTENCES):
        found = shape.match(text)
        if found:
            return found.end(), _filled(say, key, found, PARTS)
    end = _END.search(text)
    length = end.start() if end else len(text)
    return length, _part(say, text[:length], PARTS)


def _part(say: Say, text: str, section: str) -> str:
    """A piece of a sentence; pieces joined by a semicolon, reasons also by a comma, one by one."""
    for key, shape in _shapes(section):
        found = shape.fullmatch(text)
        if found:
            return _filled(say, key, found, section)
    if "; " in text:
        return say("machine.between").join(_part(say, one, section) for one in text.split("; "))
    if section == REASONS and len(each := _COMMA.split(text)) > 1:
        return ", ".join(_part(say, one, section) for one in each)
    return grouped(language_of(say), text)


def _filled(say: Say, key: str, found: re.Match[str], section: str) -> str:
    parts: Mapping[str, str] = found.groupdict()
    kept = _AS_THEY_ARE
    if section == REASONS:
        # Of a name only how it was read is ours to tell: `zhang wei (characters)`.
        read = {name for name, value in parts.items() if _READ_BY.search(value)}
        kept = frozenset(parts.keys() - {_ADDED_TO, *read})
    return say(
        key,
        **{
            name: value if name in kept else _part(say, value, section)
            for name, value in parts.items()
        },
    )


@cache
def _shapes(section: str) -> list[tuple[str, re.Pattern[str]]]:
    """Key and pattern of each English sentence of a section, the one with most words first."""
    english = {
        key: sentence
        for key, sentence in catalogue(ENGLISH).items()
        if key.startswith(f"{section}.")
    }
    order = sorted(english, key=lambda key: -len(_PLACE.sub("", english[key])))
    ends = "(?= |$)" if section == SENTENCES else ""
    return [(key, re.compile(_pattern(english[key], _ANYTHING[section]) + ends)) for key in order]


def _pattern(sentence: str, anything: str) -> str:
    pieces = _PLACE.split(sentence)
    return "".join(
        f"(?P<{piece}>{_SHAPES.get(piece, anything)})" if place % 2 else re.escape(piece)
        for place, piece in enumerate(pieces)
    )

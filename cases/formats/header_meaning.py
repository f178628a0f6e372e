"""What the headers of somebody's table probably mean, by words in four languages.

Only a proposal: a person looks at it before a row is written.
"""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from cases.countries import fold

__all__ = ["MEANINGS", "meaning_of"]

_LIKENESS = 0.88
_SHORTEST_FOR_TYPOS = 6
_SHORTEST_WITHIN = 3
_PEOPLE = frozenset({"courier", "owner", "buyer", "seller", "driver", "person"})
# What a row may say of a person in it.
_OF_PEOPLE = frozenset({"phone", "plate", "document", "account", "birthDate", "nationality"})


def meaning_of(header: str) -> tuple[str, float]:
    """(meaning, how sure from 0 to 1) of a header; ("", 0) where no word fits.

    Sure: the header is a word of the list. Less sure: it begins or ends with one ("Date of entry
    into the list"), or is one with a slip of the pen.
    """
    words = _folded(header)
    if not words:
        return "", 0.0
    # Marks first: in Vietnamese "loài" is a species and "loại" a type.
    if (marked := _marked(header)) in _marked_words():
        return _marked_words()[marked], 1.0
    table = _words()
    if words in table:
        return table[words], 1.0
    first, last = _at_start(words), _at_end(words)
    if first and last and first != last and (first in _PEOPLE or " of " in words):
        found = _of_two(first, last, turned=" of " in words)
        return found, 0.7 if found else 0.0
    inside = [
        (len(word), table[word])
        for word in table
        if len(word) >= _SHORTEST_WITHIN
        and (words.startswith(f"{word} ") or words.endswith(f" {word}"))
    ]
    # Han is written without blanks between words.
    inside += [
        (2 * len(word), table[word])
        for word in table
        if len(word) > 1 and _han(word) and word in words
    ]
    if inside:
        return max(inside)[1], 0.7
    if len(words) >= _SHORTEST_FOR_TYPOS:
        near = get_close_matches(words, table, 1, _LIKENESS)
        if near:
            return table[near[0]], 0.6
    return "", 0.0


def _of_two(first: str, last: str, *, turned: bool) -> str:
    """The meaning of a header that begins with one word and ends with another.

    "Suspect phone" is a phone and "Phone of suspect" too; "Owner country" is not where the seizure
    was, nor a name of the owner: such a column keeps its header.
    """
    head, whose = (first, last) if turned else (last, first)
    if head in ("name", "person"):
        return whose
    return head if head in _OF_PEOPLE or whose not in _PEOPLE else ""


def _at_start(words: str) -> str:
    found = [w for w in _words() if _long_enough(w) and words.startswith(w if _han(w) else f"{w} ")]
    return _words()[max(found, key=len)] if found else ""


def _at_end(words: str) -> str:
    found = [w for w in _words() if _long_enough(w) and words.endswith(w if _han(w) else f" {w}")]
    return _words()[max(found, key=len)] if found else ""


def _long_enough(word: str) -> bool:
    return len(word) > 1 if _han(word) else len(word) >= _SHORTEST_WITHIN


def _han(word: str) -> bool:
    return ord(word[0]) > 0x2E80


def _folded(header: str) -> str:
    # A repeated header carries its count, units stand in brackets, marks say nothing.
    bare = fold(header.partition("#")[0])
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


@cache
def _table() -> Mapping[str, list[str]]:
    text = files("cases").joinpath("formats", "header_words.toml").read_text("utf-8")
    return tomllib.loads(text)


def _marked(header: str) -> str:
    text = normalize("NFC", header.partition("#")[0].casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


@cache
def _marked_words() -> dict[str, str]:
    return {_marked(word): meaning for meaning, words in _table().items() for word in words}


@cache
def _words() -> dict[str, str]:
    return {_folded(word): meaning for meaning, words in _table().items() for word in words}


MEANINGS: tuple[str, ...] = tuple(_table())

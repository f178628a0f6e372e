"""A name as it is compared: its words, readings and keys, computed once.

A million records are compared pair by pair, but each name is read only once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from cases.names import han
from cases.names.letters import Script, clusters, plain, script_of, words
from cases.names.readings import Reading, readings
from cases.names.words import Role, Word, without_legal_form, without_titles, word

PEOPLE = frozenset({"Person"})
# Words are paired each with each, letters too: an article in a name's cell must not take hours.
_MOST_WORDS, _LONGEST_WORD, _LONGEST_READ = 40, 60, 80


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """written: as it came; forms: kinds of legal form (never of a person); words: the first 40.

    letters: all its letters in lower case, whatever marks and spaces are between them;
    characters: the simplified characters of a name written in Han, else empty.
    """

    written: str
    person: bool
    script: Script
    letters: tuple[str, ...]
    words: tuple[Word, ...]
    forms: frozenset[str]
    readings: tuple[Reading, ...]
    characters: str


@lru_cache(maxsize=1 << 17)
def prepare(name: str, schema: str = "Person") -> Name:
    """`name` ready to be compared. schema: "Person", or anything else for a thing with a name."""
    person = schema in PEOPLE
    parts = words(name)
    forms: frozenset[str] = frozenset()
    if person:
        parts = without_titles(parts)
    else:
        parts, forms = without_legal_form(parts)
    script = script_of(name)
    bare = " ".join(parts)
    compared = tuple(part[:_LONGEST_WORD] for part in parts[:_MOST_WORDS])
    return Name(
        name, person, script, clusters(plain(bare)), _with_one_father(compared), forms,
        readings(bare) if person and len(bare) <= _LONGEST_READ else (),
        han.simplify("".join(parts)) if person and script is Script.HAN else "",
    )  # fmt: skip


def _with_one_father(parts: tuple[str, ...]) -> tuple[Word, ...]:
    """The words; of several that end like a father's name one is it, the rest are family names.

    Мария Фёдоровна Попович: the one behind the given name. Two words have no father's name.
    """
    found = [word(part) for part in parts]
    fathers = [place for place, each in enumerate(found) if each.role is Role.FATHER]
    is_father = None
    if len(found) > 2 and fathers:
        is_father = 1 if fathers[0] == 1 else fathers[-1]
    for place in fathers:
        if place != is_father:
            found[place] = replace(found[place], role=Role.NAME)
    return tuple(found)


def keys_of(name: Name) -> frozenset[str]:
    """Keys for blocking: two names that may be one share a key as a rule, whatever the script.

    Sound keys of words of four letters and more; whole names in syllables for Chinese and
    Vietnamese ones (a surname alone would gather a tenth of the file).
    """
    found: set[str] = set()
    for reading in name.readings:
        found.update(_syllable_keys(reading))
    for part in name.words:
        if len(part.key) >= 4 and part.role in (Role.NAME, Role.FATHER):
            found.add(f"s:{part.key}")
    if name.script is Script.HAN:
        found.update(f"s:{key}" for key in _joined_keys(name) if len(key) >= 4)
    return frozenset(found)


def _joined_keys(name: Name) -> set[str]:
    return {word("".join(han.syllables(part.written))).key for part in name.words}


def _syllable_keys(reading: Reading) -> frozenset[str]:
    combined = {""}
    for alternatives in sorted(reading.syllables, key=lambda s: sorted(s)):
        combined = {text + "|" + one for text in combined for one in alternatives}
        if len(combined) > 64:
            return frozenset()
    return frozenset("y:" + "|".join(sorted(text.split("|"))) for text in combined)

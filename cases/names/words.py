"""One word of a name, with everything a comparison asks of it, computed once.

What a word weighs: a title, a legal form and an `al-` say little of who is meant, "trading" and
"group" not much more; a rare word says more than a common one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from anyascii import anyascii

from cases.names.cyrillic import sound
from cases.names.letters import Script, clusters, plain, script_of, words
from cases.names.tables import rows

PATRONYMIC = re.compile(r"(ovi[Ck]|evi[Ck]|iC|ovna|evna|iCna|iniCna)$")
_FEMALE = re.compile(r"(?:(ov|ev|in)a|(sk|Tk)(?:A|i|oi|ai))$")
_MALE = re.compile(r"(ov|ev|in|sk|Tk)$")
_VOWELS = re.compile(r"[aeiouAUOe]")
_ANY_VOWEL = re.compile(r"[AEIOUYАЕЁИОУЫЭЮЯ]|[^A-ZА-ЯЁ]")
_NUMBER = re.compile(r"\d+|[ivx]+$")
_ALPHABETS = (Script.LATIN, Script.CYRILLIC)
RARE_BITS = 13.0  # of a name that stands in no list: about one bearer in eight thousand
WEIGHTS = {"particle": 0.3, "weak": 0.5}
# Digits typed for the letters they look like; only within a word that has letters besides.
_LEET = str.maketrans("013457", "oieast")


class Role(StrEnum):
    """What a word does in a name."""

    NAME = "name"
    INITIAL = "initial"
    FATHER = "father"
    NUMBER = "number"


class Sex(StrEnum):
    """Whose word it is by its ending, where the ending tells."""

    HE = "he"
    SHE = "she"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """key: sound in Latin letters, whichever the script; bare: its consonants; weight 0..1.

    letters: what is compared within one script: plain letters, or letters with their vowel signs
    where signs are vowels. bits: how rare it is; known: it stands in a list of names.
    """

    written: str
    script: Script
    letters: tuple[str, ...]
    plain: str
    key: str
    bare: str
    role: Role
    weight: float
    bits: float
    known: bool
    sex: Sex


@lru_cache(maxsize=1 << 17)
def word(written: str) -> Word:
    """The word as it is compared; the same for any case and for accents of Latin letters."""
    script = script_of(written)
    latin = written if script in _ALPHABETS else anyascii(written)
    heard = sound(latin)
    key = _root(heard)
    simple = plain(written)
    simple = abbreviations().get(simple, simple)
    if simple != plain(written):
        return word(simple)
    if script is Script.LATIN and any(c.isdigit() for c in simple) and not simple.isdigit():
        simple = simple.translate(_LEET)
        key = sound(simple)
    role = _role(written, simple, script, heard)
    bits = _bits().get(key)
    return Word(
        written, script, clusters(simple), simple, key, _VOWELS.sub("", key) or key[:1], role,
        0.5 if role is Role.INITIAL else WEIGHTS.get(_kinds().get(simple, ""), 1.0),
        RARE_BITS if bits is None else bits, bits is not None, _sex(heard, key),
    )  # fmt: skip


def _root(heard: str) -> str:
    """A sound key without a woman's ending of a family name; given names stay (Irina, Marina)."""
    if len(heard) <= 4 or heard in _given():
        return heard
    return _FEMALE.sub(lambda m: m[1] or m[2], heard)


@cache
def _given() -> frozenset[str]:
    return frozenset(sound(row["name"]) for row in rows("common") if row["part"] == "given")


def _sex(heard: str, key: str) -> Sex:
    if PATRONYMIC.search(heard) and len(heard) > 5:
        return Sex.SHE if heard.endswith("a") else Sex.HE
    if heard in _given() and heard + "a" in _given():
        return Sex.HE
    if (heard in _given() and heard[:-1] in _given() and heard.endswith("a")) or key != heard:
        return Sex.SHE
    return Sex.HE if _MALE.search(heard) and len(heard) > 4 else Sex.UNKNOWN


def _role(written: str, simple: str, script: Script, heard: str) -> Role:
    letters = sum(1 for letter in written if letter.isalpha())
    if _NUMBER.fullmatch(simple) and (letters != 1 or not written.isalpha()):
        return Role.NUMBER
    if letters == 1 and script in _ALPHABETS:
        return Role.INITIAL
    if len(heard) > 5 and PATRONYMIC.search(heard):
        return Role.FATHER
    return Role.NAME


@cache
def _bits() -> dict[str, float]:
    """Sound key -> bits of the commonest bearer of it in any tradition."""
    found: dict[str, float] = {}
    for row in rows("common"):
        key = _root(sound(row["name"]))
        bits = -math.log2(float(row["per_mille"]) / 1000.0)
        found[key] = min(bits, found.get(key, bits))
    return found


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("weak_words")}


@cache
def abbreviations() -> dict[str, str]:
    """Words written short (intl, 1st, bros) in full; only such as stand for one word."""
    return {row["short"]: row["full"] for row in rows("abbreviations")}


@cache
def _titles() -> frozenset[str]:
    return frozenset(plain(row["title"]) for row in rows("titles"))


@cache
def _legal_forms() -> tuple[dict[tuple[str, ...], str], int]:
    forms = {
        tuple(plain(w) for w in words(row["form"])): row["kind"] for row in rows("legal_forms")
    }
    return forms, max(len(form) for form in forms)


def without_titles(parts: Sequence[str]) -> tuple[str, ...]:
    """The words of a person's name without Mr, Dr, господин; all of them if none would be left."""
    kept = tuple(part for part in parts if plain(part) not in _titles()) or tuple(parts)
    return tuple(piece for part in kept for piece in _initials(part, kept))


def _initials(part: str, name: Sequence[str]) -> tuple[str, ...]:
    """JC Juncker: two or three capitals without a vowel, in a name not all in capitals."""
    short = 2 <= len(part) <= 3 and part.isupper() and not _ANY_VOWEL.search(part)
    return tuple(part) if short and any(not other.isupper() for other in name) else (part,)


def without_legal_form(parts: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of an organisation's name without its legal forms, and the kinds of form it had.

    Forms of several words count as one (limited liability company); the longest goes first.
    """
    forms, longest = _legal_forms()
    simple = [plain(part) for part in parts]
    kept: list[str] = []
    kinds: set[str] = set()
    at = 0
    while at < len(parts):
        for length in range(min(longest, len(parts) - at), 0, -1):
            kind = forms.get(tuple(simple[at : at + length]))
            if kind is not None:
                kinds.add(kind)
                at += length
                break
        else:
            kept.append(parts[at])
            at += 1
    return (tuple(kept) or tuple(parts)), frozenset(kinds)


@cache
def nicknames() -> frozenset[tuple[str, str]]:
    """Pairs of sound keys of which one is short for the other, in both directions."""
    pairs = {(_root(sound(r["short"])), _root(sound(r["full"]))) for r in rows("nicknames")}
    return frozenset(pairs | {(b, a) for a, b in pairs})

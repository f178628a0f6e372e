"""Chinese names as Hong Kong writes them: 陳大文 is Chan Tai Man.

There is no one system: a syllable of Jyutping is spelt in several ways (sing: Shing, Sing), and
one spelling stands for several syllables. Both sides become sets of Jyutping syllables. The
readings of characters are those of rime-cantonese (CC BY 4.0) by way of ToJyutping (BSD 2).
"""

from __future__ import annotations

from functools import cache

from cases.names.tables import rows

_INITIALS = {
    "": ("",), "b": ("p", "b"), "p": ("p",), "m": ("m",), "f": ("f",), "d": ("t", "d"), "t": ("t",),
    "n": ("n", "l"), "l": ("l",), "g": ("k", "g"), "k": ("k",), "ng": ("ng", ""), "h": ("h",),
    "gw": ("kw", "gw", "k"), "kw": ("kw", "k"), "w": ("w",), "z": ("ch", "ts", "j", "tz", "c"),
    "c": ("ch", "ts"), "s": ("s", "sh", "sz"), "j": ("y", "j", ""),
}  # fmt: skip
_FINALS = {
    "aa": ("a", "ah", "ar"), "aai": ("ai", "aai"), "aau": ("au", "aau"), "aam": ("am",),
    "aan": ("an",), "aang": ("ang",), "aap": ("ap",), "aat": ("at",), "aak": ("ak",),
    "a": ("a", "ah"), "ai": ("ai",), "au": ("au", "ow", "aw"), "am": ("am", "um"),
    "an": ("an", "un"), "ang": ("ang", "eng"), "ap": ("ap", "up"), "at": ("at", "ut"),
    "ak": ("ak", "uk"), "e": ("e", "eh", "eah"), "ei": ("ei", "ee", "i", "ay", "eih"),
    "eng": ("eng", "ang"), "ek": ("ek",), "i": ("i", "ee", "ze", "z", "ih"),
    "iu": ("iu", "ew"),
    "im": ("im", "yim"), "in": ("in",), "ing": ("ing",), "ip": ("ip",), "it": ("it",),
    "ik": ("ik",), "o": ("o", "or", "aw"), "oi": ("oi", "oy"), "ou": ("o", "ou", "u", "oo"),
    "on": ("on",), "ong": ("ong",), "ot": ("ot",), "ok": ("ok",), "oe": ("eu", "oe"),
    "oeng": ("eung", "eong"), "oek": ("euk", "eok"), "eoi": ("ui", "eoi", "oi"),
    "eon": ("un", "eun", "on"), "eot": ("ut", "eut"), "u": ("u", "oo"), "ui": ("ui", "oui"),
    "un": ("un", "oon"), "ung": ("ung",), "ut": ("ut",), "uk": ("uk",), "yu": ("yu", "u", "yue",
    "ue"), "yun": ("uen", "yuen", "un"), "yut": ("uet", "yuet", "ut"), "m": ("m", "ng"),
    "ng": ("ng",),
}  # fmt: skip


@cache
def _of_character() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("jyutping"):
        for character in row["characters"]:
            found.setdefault(character, set()).add(row["syllable"])
    return {character: frozenset(heard) for character, heard in found.items()}


@cache
def _of_spelling() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("jyutping"):
        syllable = row["syllable"]
        initial = max((i for i in _INITIALS if syllable.startswith(i)), key=len)
        if syllable in _FINALS:
            initial = ""
        for start in _INITIALS[initial]:
            for end in _FINALS.get(syllable[len(initial) :], ()):
                # jyu is Yu and Yue: the y of the start is not written twice.
                spelt = end if start == "y" and end.startswith("y") else start + end
                found.setdefault(spelt, set()).add(syllable)
    return {spelling: frozenset(heard) for spelling, heard in found.items()}


def heard(characters: str) -> tuple[frozenset[str], ...] | None:
    """Jyutping of simplified characters, each with its readings; None if one has none."""
    found = tuple(_of_character().get(character) for character in characters)
    return tuple(each for each in found if each) if all(found) else None


def spelt(word: str) -> frozenset[str] | None:
    """The syllables that a plain Latin word of Hong Kong may stand for; None if it is none."""
    return _of_spelling().get(word)

"""Vietnamese syllables: which letters make one, and how Russian papers write it.

An onset and a rime make a syllable (Thắng: th + ang). Russian practical transcription goes by the
same parts (тх + анг); the marks of tones are lost in it, and some vowels.
"""

from __future__ import annotations

from functools import cache, lru_cache
from unicodedata import normalize

_ONSETS = {
    "": ("",), "b": ("б",), "c": ("к",), "k": ("к",), "q": ("к",), "ch": ("ч", "т"),
    "d": ("з", "д"),
    "g": ("г",), "gh": ("г",), "gi": ("з", "зи", "ж"), "h": ("х",), "kh": ("кх", "х"), "l": ("л",),
    "m": ("м",), "n": ("н",), "nh": ("нь", "н"), "ng": ("нг",), "ngh": ("нг",), "p": ("п",),
    "ph": ("ф",), "r": ("р", "ж", "з"), "s": ("ш", "с"), "t": ("т",), "th": ("тх", "т"),
    "tr": ("ч", "тр"), "v": ("в",), "x": ("с", "кс"),
}  # fmt: skip
_VOWELS = {
    "a": ("а",), "e": ("е", "э"), "i": ("и",), "o": ("о",), "u": ("у", "ы"), "y": ("и", "ы"),
    "ai": ("ай",), "ao": ("ао",), "au": ("ау",), "ay": ("ай",), "eo": ("ео", "эо"), "eu": ("еу",),
    "ia": ("ия", "иа"), "ie": ("ье", "ие", "ьё"), "iu": ("иу",), "ieu": ("ьеу", "иеу"),
    "oa": ("оа",), "oai": ("оай",), "oay": ("оай",), "oe": ("оэ", "оа"), "oi": ("ой",),
    "oo": ("о",), "ua": ("уа", "ыа"), "uo": ("уо", "ыо"), "uay": ("уай",), "ue": ("уэ", "уе"),
    "ui": ("уй", "ый", "уи"), "uoi": ("уой", "ыой"), "uou": ("ыоу",), "uu": ("ыу",),
    "uy": ("юи", "уи", "уй", "хюи"), "uye": ("юе", "уе", "уйе"), "uya": ("юа",),
    "ye": ("йе", "ие"), "yeu": ("йеу",),
}  # fmt: skip
_CODAS = {
    "": ("",), "c": ("к",), "ch": ("ть", "к", "ч"), "m": ("м",), "n": ("н",), "ng": ("нг",),
    "nh": ("нь",), "p": ("п",), "t": ("т",),
}  # fmt: skip
_CLOSED = {"ai", "ao", "au", "ay", "eo", "eu", "iu", "oi", "ui", "uoi", "ieu", "uay", "uu", "uou",
           "oai", "oay", "yeu", "ia", "uya"}  # fmt: skip


@cache
def _syllables() -> dict[str, frozenset[str]]:
    """Plain syllable -> its Russian spellings; only such as the parts allow together."""
    found: dict[str, set[str]] = {}
    for onset, starts in _ONSETS.items():
        for vowels, middles in _VOWELS.items():
            for coda, ends in _CODAS.items():
                if (coda and vowels in _CLOSED) or (onset == "q" and vowels[0] != "u"):
                    continue
                russian = found.setdefault(onset + vowels + coda, set())
                russian.update(s + m + e for s in starts for m in middles for e in ends)
    # d without a bar is з, with it д: written without marks nobody can tell.
    found["nguyen"] = {"нгуен", "нгуйен", "нгюен", "нгуэн"}
    found["quyen"] = {"куен", "куйен", "кюен"}
    found["huynh"] = {"хюинь", "хуинь"}
    return {plain: frozenset(russian) for plain, russian in found.items()}


@cache
def _from_russian() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for syllable, spellings in _syllables().items():
        for spelling in spellings:
            found.setdefault(spelling, set()).add(syllable)
    return {spelling: frozenset(syllables) for spelling, syllables in found.items()}


def from_cyrillic(word: str) -> frozenset[str] | None:
    """The plain Vietnamese syllables that a plain Cyrillic word may stand for; None if none."""
    return _from_russian().get(word)


# Combining grave, acute, tilde, hook above and dot below: the tones.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tone_last(word: str) -> str:
    """A word in lower case with its tone behind it: Hòa and Hoà are one word, and Ð (an Icelandic
    letter that old keyboards gave) is Đ."""
    parts = normalize("NFD", word.casefold().replace("ð", "đ"))
    letters = "".join(c for c in parts if c not in _TONES)
    return normalize("NFC", letters) + "".join(c for c in parts if c in _TONES)


def is_syllable(word: str) -> bool:
    """Whether a plain Latin word can be one Vietnamese syllable."""
    return word in _syllables()


@lru_cache(maxsize=1 << 14)
def cuts(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a plain word into syllables: itself if it is one, else in two; or none."""
    if is_syllable(word):
        return ((word,),)
    return tuple(
        (word[:at], word[at:])
        for at in range(1, len(word))
        if is_syllable(word[:at]) and is_syllable(word[at:])
    )

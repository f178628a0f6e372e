"""What a name sounds like in any script, folded so far that no spelling of it slips through.

Coarser than any comparison of names has to be: for the leak check alone, which may call two names
one and must not call one name two. Latin letters by anyascii, then the digraphs in which
romanisations differ (kh h x, ts tc c, zh j, shch sch, iu yu ju), then no vowels that they drop.
Where one letter stands for two sounds (j: zh in Jukov, y in Jurij) each gives a key.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

__all__ = ["sounded"]

# Scholars write sh, ch and zh with a hook, which anyascii drops together with the sound.
_HOOKED = str.maketrans({"š": "sh", "č": "ch", "ž": "zh", "Š": "Sh", "Č": "Ch", "Ž": "Zh"})
_FOLDS = (
    (r"[^a-z]", ""),
    (r"shch|schtsch|chtch|shh|sch|sh|hs|sz", "s"),
    (r"tch|tsch|ch|cz|ts|tc|tz|tz|c|q", "c"),
    (r"zh|dzh|dj|j(?=[aeiou])|z", "z"),
    (r"kh|x|h|gh", "h"),
    (r"ph|f|v|w", "v"),
    (r"ou|oo", "u"),
    (r"[yj]", "i"),
    (r"ck|k", "k"),
    (r"ie|e|io", "e"),
    (r"iu|iou", "u"),
    (r"ia", "a"),
    (r"ng|n", "n"),
    (r"(.)\1+", r"\1"),
)
_FEWEST = 5


def sounded(name: str) -> frozenset[str]:
    """Keys of a name: its words folded and joined, in the given order and sorted; empty for short.

    Two texts that share a key sound alike; five folded letters or fewer are no key, they would find
    everybody.
    """
    text = unicodedata.normalize("NFKC", name).replace("đ", "d").replace("Đ", "D")
    text = text.translate(_HOOKED)
    # Han gives LiQiang: a capital begins a syllable, and syllables may be written apart.
    latin = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(text))
    keys: set[str] = set()
    for spelling in {latin, re.sub("[jJ]", "y", latin)}:
        words = re.split(r"[\s,.;/()-]+", spelling)
        parts = [folded for word in words if (folded := _fold(word))]
        keys |= {"".join(parts), "".join(sorted(parts))}
    return frozenset(key for key in keys if len(key) > _FEWEST)


def _fold(word: str) -> str:
    text = "".join(
        c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c)
    )
    for pattern, fold in _FOLDS:
        text = re.sub(pattern, fold, text)
    return text

"""Chinese syllables however they were written: pinyin, Palladius, Wade-Giles.

Russian papers write Chinese names after Palladius (张伟 -> Чжан Вэй), and a passport clerk then
puts those letters into Latin ones (CHZHAN VEI). Read back through the tables both give Zhang
Wei; string distance alone would call them two people. The second step loses the soft sign that
tells zhan from zhang, so a Latin spelling may stand for several syllables: all are kept.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice, product

from cases.names.cyrillic import SCHEMES, romanise
from cases.names.letters import plain
from cases.names.tables import rows

Syllable = frozenset[str]  # the pinyin syllables that a piece of writing may stand for


def _toneless(pinyin: str) -> str:
    return pinyin.replace("ü", "v")


@cache
def _by_spelling(system: str) -> dict[str, Syllable]:
    """Spelling -> pinyin syllables; system: pinyin, palladius, palladius_latin, wade_giles."""
    found: dict[str, set[str]] = {}

    def add(spelling: str, pinyin: str) -> None:
        found.setdefault(spelling, set()).add(pinyin)

    for row in rows("palladius"):
        pinyin = _toneless(row["pinyin"])
        if system == "pinyin":
            for spelling in (pinyin, pinyin.replace("v", "u"), pinyin.replace("v", "yu")):
                if spelling == pinyin or "v" in pinyin:
                    add(spelling, pinyin)
        elif system == "palladius":
            add(row["palladius"], pinyin)
            if row["palladius"] == "хуэй":
                add("хой", pinyin)
        elif system == "palladius_latin":
            for scheme in SCHEMES:
                add(plain(romanise(row["palladius"], scheme)).strip("'`\"ʹʺ"), pinyin)
                add(plain(romanise(row["palladius"], scheme)).translate(_NO_MARKS), pinyin)
        else:
            add(plain(row["wade_giles"]).translate(_NO_MARKS), pinyin)
            add(plain(row["wade_giles"]), pinyin)
    if system == "palladius":
        # э is often typed as е; the exact spelling keeps precedence.
        for spelling, pinyins in list(found.items()):
            loose = spelling.replace("э", "е")
            if loose not in found:
                found[loose] = set(pinyins)
    return {spelling: frozenset(pinyins) for spelling, pinyins in found.items()}


_NO_MARKS = str.maketrans("", "", "'`\"ʹʺ’ʼ")


Cut = tuple[Syllable, ...]
_MOST_CUTS = 4


def split(word: str, system: str) -> Cut | None:
    """The first of `cuts`, or None where the word cannot be cut."""
    return next(iter(cuts(word, system)), None)


@lru_cache(maxsize=65536)
def cuts(word: str, system: str) -> tuple[Cut, ...]:
    """The ways to cut `word` into syllables of `system`, of the fewest only; none if it cannot be.

    Systems: pinyin, palladius (Cyrillic), palladius_latin, wade_giles. xian is one syllable, xi'an
    two. On equal count all ways are kept, longest syllable first: the rule wants an apostrophe in
    Chang'an, a passport has none, and the same letters are Li-na and Lin-a.
    """
    table = _by_spelling(system)
    if system == "pinyin" and ("'" in word or "’" in word):
        pieces = [cuts(piece, system) for piece in word.replace("’", "'").split("'") if piece]
        joined = (
            tuple(s for cut in way for s in cut) for way in islice(product(*pieces), _MOST_CUTS)
        )
        return tuple(way for way in joined if way)
    if system == "palladius_latin":
        word = word.translate(_NO_MARKS)
    if system.startswith("palladius"):
        word = word.replace("ъ", "")
    best: list[tuple[Cut, ...]] = [()] * len(word) + [((),)]
    longest = 7
    for start in range(len(word) - 1, -1, -1):
        found: list[Cut] = []
        for end in range(min(len(word), start + longest), start, -1):
            if (syllable := table.get(word[start:end])) is not None:
                found += [(syllable, *rest) for rest in best[end]]
        fewest = min(map(len, found), default=0)
        best[start] = tuple(cut for cut in found if len(cut) == fewest)[:_MOST_CUTS]
    return tuple(cut for cut in best[0] if cut)


def palladius(pinyin: str) -> str:
    """One pinyin syllable without tone (lü or lv) after Palladius; raises KeyError if unknown."""
    return _palladius()[_toneless(pinyin)]


@cache
def _palladius() -> dict[str, str]:
    return {_toneless(row["pinyin"]): row["palladius"] for row in rows("palladius")}

"""Names in Chinese characters: their syllables, and whether two spell the same characters.

Different characters mean different people even where pinyin is equal: 张伟 and 章卫 are both
Zhang Wei. Traditional and simplified forms of one character are the same.
"""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin

from cases.names.tables import rows


@cache
def _simplified() -> dict[int, str]:
    return {ord(row["traditional"]): row["simplified"] for row in rows("han")}


@cache
def _surnames() -> dict[str, str]:
    return {row["characters"]: row["pinyin"] for row in rows("han_surnames")}


def simplify(name: str) -> str:
    """`name` with the traditional characters we know of in their simplified form."""
    return name.translate(_simplified())


def same_characters(first: str, second: str) -> bool:
    """Whether two Han names are the same characters, the traditional form counting as equal."""
    return simplify("".join(first.split())) == simplify("".join(second.split()))


def syllables(name: str) -> tuple[str, ...]:
    """Pinyin syllables without tone, family name first; surnames read as surnames (单 is shan).

    ü is written v, as in the syllable tables. Characters that are no Han are left out.
    """
    characters = simplify("".join(c for c in name if "\u3400" <= c <= "\u9fff"))
    for length in (2, 1):
        reading = _surnames().get(characters[:length])
        if reading and len(characters) > length:
            return (*reading.split(), *_read(characters[length:]))
    return _read(characters)


def family_length(name: str) -> int:
    """How many characters of a Han name are the family name: 2 for a compound surname, else 1."""
    characters = simplify("".join(name.split()))
    return 2 if len(characters) > 2 and characters[:2] in _surnames() else 1


def _read(characters: str) -> tuple[str, ...]:
    read = lazy_pinyin(characters, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return tuple(syllable.replace("ü", "v") for syllable in read)

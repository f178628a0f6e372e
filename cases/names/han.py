"""Names in Chinese characters: their syllables, and whether two spell the same characters.

Different characters mean different people even where pinyin is equal: 张伟 and 章卫 are both
Zhang Wei. Traditional and simplified forms of one character are the same.
"""

from __future__ import annotations

from functools import cache

from cases.names.tables import rows

# Characters of given names that families read in more than one way.
_READ_OTHERWISE = {
    "乐": ("le", "yue"), "茜": ("xi", "qian"), "晟": ("sheng", "cheng"), "行": ("xing", "hang"),
    "朝": ("chao", "zhao"), "长": ("chang", "zhang"), "重": ("zhong", "chong"),
    "莘": ("shen", "xin"), "澄": ("cheng", "deng"), "颉": ("jie", "xie"), "盛": ("sheng", "cheng"),
    "伽": ("jia", "qie"), "娜": ("na", "nuo"), "隽": ("jun", "juan"), "炅": ("jiong", "gui"),
    "宓": ("mi", "fu"), "恪": ("ke", "que"), "柏": ("bai", "bo"), "乘": ("cheng", "sheng"),
    "蔓": ("man", "wan"), "蕃": ("fan", "bo"), "朴": ("pu", "piao"),
}  # fmt: skip


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
    return tuple(heard[0] for heard in _heard(name))


def ways_to_read(name: str) -> tuple[frozenset[str], ...]:
    """The same with every reading that a character of a name has: 覃 is Qin and Tan, 乐 in a given
    name Le and Yue; of a family name the everyday reading too, as programs write it."""
    return tuple(frozenset(heard) for heard in _heard(name))


def _heard(name: str) -> list[tuple[str, ...]]:
    characters = simplify("".join(c for c in name if "\u3400" <= c <= "\u9fff"))
    for length in (2, 1):
        reading = _surnames().get(characters[:length])
        if reading and len(characters) > length:
            # A clerk's program knows no family names: 单 comes out of it as Dan.
            family = [
                tuple(dict.fromkeys((*syllable.split("/"), plain)))
                for syllable, plain in zip(reading.split(), _read(characters[:length]), strict=True)
            ]
            return [*family, *_given(characters[length:])]
    return _given(characters)


def _given(characters: str) -> list[tuple[str, ...]]:
    read = _read(characters)
    if len(read) != len(characters):
        return [(syllable,) for syllable in read]
    return [
        (syllable, *(other for other in _READ_OTHERWISE.get(character, ()) if other != syllable))
        for character, syllable in zip(characters, read, strict=True)
    ]


def family_length(name: str) -> int:
    """How many characters of a Han name are the family name: 2 for a compound surname, else 1."""
    characters = simplify("".join(name.split()))
    return 2 if len(characters) > 2 and characters[:2] in _surnames() else 1


def pinyin_of(characters: str) -> tuple[str, ...]:
    """Pinyin syllables without tone as a dictionary gives them; what is no Han is left out."""
    # Its dictionary takes longer to load than a name to compare, and most names are not Chinese.
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(characters, errors="ignore"))


def _read(characters: str) -> tuple[str, ...]:
    return tuple(syllable.replace("ü", "v") for syllable in pinyin_of(characters))

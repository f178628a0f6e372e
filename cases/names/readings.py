"""What a written name may stand for: the ways of reading it, each with its parts.

张伟, Чжан Вэй, CHZHAN VEI and Zhang Wei are four writings of one reading. A name is read as
Chinese or Vietnamese only if every word can be read so; whether that is sure depends on a known
surname at either end, because Иван also falls into two Chinese syllables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice, product

from cases.names import cantonese, han, vietnamese
from cases.names.letters import Script, plain, script_of, words
from cases.names.syllables import Syllable, cuts
from cases.names.tables import rows

# The commonest family names by characters, most of China's and those of Hong Kong.
_COMMON_FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤区欧伍麦甘关霍简"
)
_LONGEST_WORD = 13  # two syllables written together
_MOST_WAYS = 8


class Tradition(StrEnum):
    """By whose rules a name is built."""

    CHINESE = "chinese"
    CANTONESE = "cantonese"
    VIETNAMESE = "vietnamese"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name. words: a tuple of syllables a written word, in written order.

    sure: a surname of the tradition stands at either end, or the script admits no other reading.
    marks: Vietnamese words with their accents where any were written, else empty; the tone is
    behind its word, since old and new rules set it on another letter (Hòa, Hoà).
    """

    tradition: Tradition
    words: tuple[tuple[Syllable, ...], ...]
    sure: bool
    system: str
    marks: tuple[str, ...] = ()

    @property
    def script(self) -> Script:
        """HAN for characters, LATIN for everything that is spelt."""
        return Script.HAN if self.system.startswith("characters") else Script.LATIN

    @property
    def syllables(self) -> tuple[Syllable, ...]:
        """All syllables in written order."""
        return tuple(syllable for word in self.words for syllable in word)


@cache
def _surnames(tradition: Tradition) -> dict[str, float]:
    return {
        row["surname"].replace("ü", "v"): float(row["per_mille"])
        for row in rows("surnames")
        if row["tradition"] == tradition
    }


def surname_share(tradition: str, surname: str) -> float | None:
    """How many of a thousand people of a tradition bear a surname (sound key or syllables)."""
    for row in rows("surnames"):
        if row["tradition"] == tradition and row["surname"].replace("ü", "v") == surname:
            return float(row["per_mille"])
    return None


@lru_cache(maxsize=16384)
def readings(name: str) -> tuple[Reading, ...]:
    """The Chinese and Vietnamese readings of a name; none for most names."""
    parts = words(name)
    if not 1 <= len(parts) <= 5:
        return ()
    script = script_of(name)
    if script is Script.HAN:
        return _from_han(parts)
    if script is Script.CYRILLIC:
        return (*_chinese(parts, ("palladius",)), *_vietnamese_cyrillic(parts))
    if script is Script.LATIN:
        return (
            *_chinese(parts, ("pinyin", "palladius_latin", "wade_giles")),
            *_cantonese_latin(parts),
            *_vietnamese_latin(parts),
        )
    return ()


def _from_han(parts: tuple[str, ...]) -> tuple[Reading, ...]:
    characters = "".join(parts)
    # A transcription of a foreign name is long and has its words apart: 弗拉基米尔·普京.
    if len(parts) > 3 or len(characters) > 4:
        return ()
    spoken = _cantonese_han(parts, characters)
    if len(parts) > 1:
        # Written apart, the words say themselves where the family name ends, first or last.
        apart = _cut_like(parts, han.ways_to_read(characters))
        found = Reading(Tradition.CHINESE, apart, True, "characters")
        return (found, *spoken) if all(apart) else ()
    syllables = han.ways_to_read(characters)
    if not syllables:
        return ()
    family = han.family_length(characters)
    split_words = tuple(word for word in (syllables[:family], syllables[family:]) if word)
    return (Reading(Tradition.CHINESE, split_words, True, "characters"), *spoken)


def _cut_like(
    parts: tuple[str, ...], syllables: tuple[Syllable, ...]
) -> tuple[tuple[Syllable, ...], ...]:
    """Syllables of a whole name word by word, so that 单 丽 is Shan Li as 单丽 is; where the family
    name stands last, each word is read by itself."""
    if len(syllables) != sum(len(part) for part in parts) or len(parts[0]) > 2:
        return tuple(han.ways_to_read(part) for part in parts)
    ends = [sum(len(part) for part in parts[: n + 1]) for n in range(len(parts))]
    return tuple(syllables[end - len(part) : end] for part, end in zip(parts, ends, strict=True))


def _cantonese_han(parts: tuple[str, ...], characters: str) -> tuple[Reading, ...]:
    if len(parts) > 1:
        heard = [cantonese.heard(han.simplify(part)) for part in parts]
    else:
        family = han.family_length(characters)
        simple = han.simplify(characters)
        heard = [cantonese.heard(part) for part in (simple[:family], simple[family:]) if part]
    if any(part is None for part in heard):
        return ()
    pieces = tuple(part for part in heard if part)
    return (Reading(Tradition.CANTONESE, pieces, True, "characters in Cantonese"),)


def _cantonese_latin(parts: tuple[str, ...]) -> tuple[Reading, ...]:
    """Hong Kong writes each syllable as a word: Chan Tai Man, Au-yeung Siu Fung."""
    found = [cantonese.spelt(plain(part)) for part in parts]
    if not 2 <= len(parts) <= 4 or any(piece is None for piece in found):
        return ()
    pieces = tuple((piece,) for piece in found if piece)
    families = _hong_kong_families()
    sure = any(syllable in families for piece in (found[0], found[-1]) for syllable in piece or ())
    return (Reading(Tradition.CANTONESE, pieces, sure, "Hong Kong"),)


@cache
def _hong_kong_families() -> frozenset[str]:
    heard = cantonese.heard(_COMMON_FAMILIES) or ()
    return frozenset(syllable for each in heard for syllable in each)


def _chinese(parts: tuple[str, ...], systems: tuple[str, ...]) -> tuple[Reading, ...]:
    found = []
    for system in systems:
        if len(parts) > 3:
            continue
        ways = product(*(cuts(_letters(part, system), system) for part in parts))
        for pieces in islice(ways, _MOST_WAYS):
            if sum(len(piece) for piece in pieces) > 4:
                continue
            sure = len(pieces) > 1 and any(
                _is_surname(piece, Tradition.CHINESE) for piece in (pieces[0], pieces[-1])
            )
            found.append(Reading(Tradition.CHINESE, pieces, sure, system))
    return tuple(found)


def _letters(word: str, system: str) -> str:
    if system == "pinyin":
        return plain(word.casefold().replace("ü", "v"))
    return plain(word)


def _is_surname(piece: tuple[Syllable, ...], tradition: Tradition) -> bool:
    known = _surnames(tradition)
    if len(piece) == 1:
        return any(syllable in known for syllable in piece[0])
    if len(piece) == 2:
        return any(a + b in known for a in piece[0] for b in piece[1])
    return False


def _vietnamese_latin(parts: tuple[str, ...]) -> tuple[Reading, ...]:
    plain_parts = tuple(plain(part) for part in parts)
    if any(len(part) > _LONGEST_WORD for part in plain_parts):
        return ()
    known = _surnames(Tradition.VIETNAMESE)
    if plain_parts[0] not in known and plain_parts[-1] not in known:
        return ()
    marked = any(p != part.casefold() for p, part in zip(plain_parts, parts, strict=True))
    sure = marked or len(parts) >= 3 or "nguyen" in plain_parts
    marks = tuple(vietnamese.tone_last(part) for part in parts) if marked else ()
    found = []
    for cut in product(*(_pieces(part) for part in plain_parts)):
        pieces = tuple((frozenset({syllable}),) for word in cut for syllable in word)
        kept = marks if len(pieces) == len(parts) else ()
        found.append(Reading(Tradition.VIETNAMESE, pieces, sure, "quoc ngu", kept))
    return tuple(found[:8])


def _pieces(part: str) -> tuple[tuple[str, ...], ...]:
    """A word as syllables: an initial and what is no Vietnamese syllable stay as they are."""
    return vietnamese.cuts(part) or ((part,),)


def _vietnamese_cyrillic(parts: tuple[str, ...]) -> tuple[Reading, ...]:
    found = [vietnamese.from_cyrillic(plain(part)) for part in parts]
    if len(parts) < 2 or any(piece is None for piece in found):
        return ()
    pieces = tuple((piece,) for piece in found if piece)
    known = _surnames(Tradition.VIETNAMESE)
    sure = any(syllable in known for syllable in (*pieces[0][0], *pieces[-1][0]))
    return (Reading(Tradition.VIETNAMESE, pieces, sure, "Cyrillic"),)

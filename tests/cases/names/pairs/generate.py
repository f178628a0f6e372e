"""The project's own pairs of names: 900 of invented Chinese, Russian and Vietnamese people.

Simulated: nobody in them is real. True pairs are one person in two writings that papers of the
region really use; false ones are the hard kind (same pinyin in other characters, brothers, one
family name, another father's name, tones). Spellings stand in the three tables beside this file,
written for it and for nothing else: no table and no code of the program takes part. A person, and
whoever is confused with that person, is in one part only: `development` or `held_out`.

Frozen before anything was tuned: test_own_pairs.py holds the digests of this file, of its tables
and of pairs.csv. `python tests/cases/names/pairs/generate.py > tests/cases/names/pairs/pairs.csv`.
"""

from __future__ import annotations

import csv
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20261121
PAIRS_A_PART = 150  # of one tradition, half of them true
FIELDS = (
    "schema", "name1", "name2", "is_match", "kind", "tradition",
    "person1", "person2", "part", "simulated",
)  # fmt: skip
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, delimiter="\t"))


CHINESE, RUSSIAN, VIETNAMESE = table("chinese"), table("russian"), table("vietnamese")
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ICAO = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia"
ICAO = dict(zip(_LETTERS, _ICAO.split(" "), strict=True))
BGN = ICAO | {"й": "y", "ё": "yo", "ю": "yu", "я": "ya", "ъ": "-"}


def latin(cyrillic: str, letters: Row) -> str:
    """Cyrillic words in Latin letters after one table; the soft sign is left out."""
    return "".join(letters.get(c, c) for c in cyrillic.casefold()).replace("-", "").title()


def of(rows: list[Row], part: str) -> list[Row]:
    return [row for row in rows if row["part"] == part]


def common_first(rows: list[Row], chance: random.Random) -> Row:
    """One of `rows`, the first ones oftener: a few family names make most people."""
    return chance.choices(rows, [1.0 / (place + 4) for place in range(len(rows))])[0]


# --- Chinese


@dataclass(frozen=True)
class Chinese:
    family: Row
    given: tuple[Row, ...]

    def in_characters(self, form: str) -> str:
        return "".join(part[form] for part in (self.family, *self.given))

    def spelt(self, system: str, join: str = "", turned: bool = False) -> str:
        family = self.family[system].title()
        given = join.join(part[system] for part in self.given)
        given = given.title() if join == " " else given[:1].upper() + given[1:]
        return f"{given} {family}" if turned else f"{family} {given}"

    def sounds(self) -> set[tuple[str, ...]]:
        """All that its writings in letters can be told apart by."""
        parts = (self.family, *self.given)
        passport = tuple(latin(part["palladius"], ICAO) for part in parts)
        wade = tuple(part["wade_giles"].replace("'", "").replace("ü", "u") for part in parts)
        return {
            ("pinyin", *(part["pinyin"] for part in parts)),
            ("passport", *passport),
            ("wade", *wade),
            ("hong kong", *(part["hong_kong"] for part in parts)),
        }


CHINESE_WRITINGS: dict[str, Callable[[Chinese], str]] = {
    "simplified": lambda p: p.in_characters("simplified"),
    "traditional": lambda p: p.in_characters("traditional"),
    "pinyin": lambda p: p.spelt("pinyin"),
    "pinyin, family name last": lambda p: p.spelt("pinyin", turned=True),
    "pinyin, capitals": lambda p: p.spelt("pinyin").upper().replace(" ", ", "),
    "pinyin, apart": lambda p: p.spelt("pinyin", " "),
    "pinyin, hyphen": lambda p: p.spelt("pinyin", "-"),
    "pinyin, tones": lambda p: p.spelt("toned"),
    "Palladius": lambda p: p.spelt("palladius"),
    "Palladius in a passport": lambda p: latin(p.spelt("palladius"), ICAO).upper(),
    "Wade-Giles": lambda p: p.spelt("wade_giles", "-"),
    "Hong Kong": lambda p: p.spelt("hong_kong", " "),
}
CHINESE_TRUE = (
    ("simplified", "pinyin"), ("simplified", "pinyin"), ("simplified", "pinyin, family name last"),
    ("simplified", "Palladius"), ("simplified", "Palladius"),
    ("simplified", "Palladius in a passport"), ("simplified", "traditional"),
    ("traditional", "pinyin, hyphen"), ("traditional", "Hong Kong"), ("simplified", "Wade-Giles"),
    ("pinyin", "Palladius"), ("pinyin, capitals", "Palladius"),
    ("pinyin", "Palladius in a passport"), ("Palladius", "Palladius in a passport"),
    ("pinyin", "pinyin, family name last"), ("pinyin, capitals", "pinyin, apart"),
    ("pinyin, tones", "pinyin"), ("pinyin", "Wade-Giles"),
)  # fmt: skip
CHINESE_FALSE = (
    ("simplified", "simplified"), ("simplified", "pinyin"), ("simplified", "Palladius"),
    ("pinyin", "pinyin"), ("pinyin", "Palladius"), ("traditional", "Hong Kong"),
    ("simplified", "Palladius in a passport"), ("pinyin", "Palladius in a passport"),
    ("traditional", "simplified"), ("simplified", "Wade-Giles"),
)  # fmt: skip


def chinese_person(chance: random.Random) -> Chinese:
    given = of(CHINESE, "given")
    count = 2 if chance.random() < 0.7 else 1
    family = common_first(of(CHINESE, "family"), chance)
    return Chinese(family, tuple(chance.sample(given, count)))


def chinese_double(one: Chinese, kind: str, chance: random.Random) -> Chinese | None:
    """Somebody else who is easily taken for `one`; None where there is no such person."""
    given, families = of(CHINESE, "given"), of(CHINESE, "family")
    if kind == "same pinyin, other characters":
        place = chance.randrange(len(one.given))
        alike = [g for g in given if g["pinyin"] == one.given[place]["pinyin"]]
        alike = [g for g in alike if g is not one.given[place]]
        if not alike:
            return None
        changed = list(one.given)
        changed[place] = chance.choice(alike)
        return replace(one, given=tuple(changed))
    if kind == "brothers":
        if len(one.given) != 2:
            return None
        return replace(one, given=(one.given[0], chance.choice(given)))
    if kind == "one family name":
        return replace(one, given=tuple(chance.sample(given, len(one.given))))
    return replace(one, family=chance.choice(families))


# --- Russian


@dataclass(frozen=True)
class Russian:
    he: bool
    name: Row
    father: Row
    family: Row

    @property
    def surname(self) -> str:
        return self.feminine(self.family["name"]) if not self.he else self.family["name"]

    @staticmethod
    def feminine(name: str) -> str:
        if name.endswith(("ов", "ев", "ёв", "ин", "ov", "ev", "in", "yov")):
            return name + ("а" if name[-1] in "вн" else "a")
        for his, hers in (("ий", "ая"), ("sky", "skaya")):
            if name.endswith(his):
                return name[: -len(his)] + hers
        if name.endswith("夫"):
            return name[:-1] + "娃"
        return name[:-1] + "卡娅" if name.endswith("斯基") else name

    @property
    def patronymic(self) -> str:
        return self.father["father_he" if self.he else "father_she"]

    @property
    def popular(self) -> str:
        family = self.family["popular"] if self.he else self.feminine(self.family["popular"])
        return f"{self.name['popular']} {family}"

    @property
    def full(self) -> str:
        return f"{self.surname} {self.name['name']} {self.patronymic}"

    @property
    def in_characters(self) -> str:
        family = self.family["han"] if self.he else self.feminine(self.family["han"])
        return f"{self.name['han']}·{family}"


RUSSIAN_WRITINGS: dict[str, Callable[[Russian], str]] = {
    "full": lambda p: p.full,
    "name and family": lambda p: f"{p.name['name']} {p.surname}",
    "family and name": lambda p: f"{p.surname} {p.name['name']}".upper(),
    "no ё": lambda p: p.full.replace("ё", "е"),
    "initials": lambda p: f"{p.surname} {p.name['name'][0]}. {p.patronymic[0]}.",
    "initials first": lambda p: f"{p.name['name'][0]}.{p.patronymic[0]}. {p.surname}",
    "short": lambda p: f"{p.name['short']} {p.surname}",
    "short in Latin": lambda p: f"{p.name['short_latin']} {p.popular.split()[1]}",
    "passport": lambda p: latin(f"{p.surname} {p.name['name']}", ICAO).upper(),
    "passport, full": lambda p: latin(p.full, ICAO),
    "visa": lambda p: latin(f"{p.name['name']} {p.surname}", BGN),
    "visa, full": lambda p: latin(f"{p.name['name']} {p.patronymic} {p.surname}", BGN),
    "newspaper": lambda p: p.popular,
    "newspaper, his ending": lambda p: f"{p.name['popular']} {p.family['popular']}",
    "characters": lambda p: p.in_characters,
}
RUSSIAN_TRUE = (
    ("full", "passport"), ("full", "visa"), ("full", "newspaper"), ("full", "visa, full"),
    ("name and family", "newspaper"), ("family and name", "passport, full"), ("full", "no ё"),
    ("full", "initials"), ("full", "initials first"), ("initials", "visa, full"),
    ("full", "name and family"), ("passport", "visa"), ("passport, full", "newspaper"),
    ("short", "full"), ("short in Latin", "name and family"), ("short", "newspaper"),
    ("characters", "name and family"), ("characters", "newspaper"), ("characters", "passport"),
    ("newspaper, his ending", "full"), ("visa, full", "passport, full"), ("typo", "visa"),
    ("typo", "name and family"),
)  # fmt: skip
RUSSIAN_FALSE = (
    ("full", "full"), ("full", "visa, full"), ("full", "passport, full"), ("full", "initials"),
    ("passport, full", "visa, full"), ("name and family", "newspaper"), ("full", "visa"),
    ("characters", "name and family"), ("characters", "newspaper"), ("passport", "visa"),
)  # fmt: skip
_FATHERS_SHOWN = {"full", "visa, full", "passport, full"}


def russian_person(chance: random.Random) -> Russian:
    he = chance.random() < 0.65
    names = of(RUSSIAN, "he" if he else "she")
    return Russian(
        he, common_first(names, chance), common_first(of(RUSSIAN, "he"), chance),
        common_first(of(RUSSIAN, "family"), chance),
    )  # fmt: skip


def russian_double(one: Russian, kind: str, chance: random.Random) -> Russian | None:
    names = of(RUSSIAN, "he" if one.he else "she")
    if kind == "brothers":
        return replace(one, name=chance.choice(names))
    if kind == "other father's name":
        return replace(one, father=chance.choice(of(RUSSIAN, "he")))
    if kind == "father and son":
        return replace(one, name=one.father, father=one.name) if one.he else None
    if kind == "husband and wife":
        his, hers = of(RUSSIAN, "he"), of(RUSSIAN, "she")
        if one.name["name"] == "Александр":
            other = next(row for row in hers if row["name"] == "Александра")
        else:
            other = chance.choice(hers if one.he else his)
        father = chance.choice(of(RUSSIAN, "he"))
        return replace(one, he=not one.he, name=other, father=father)
    if kind == "near family name":
        near = {"name": one.family["near"], "popular": latin(one.family["near"], BGN), "han": ""}
        return replace(one, family=one.family | near)
    return replace(one, family=chance.choice(of(RUSSIAN, "family")))


def with_typo(written: str, chance: random.Random) -> str:
    """One slip of the hand in the longest word, never in its first letter."""
    words = written.split()
    at = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[at]
    place = chance.randrange(1, len(word) - 1)
    slip = chance.choice(("left out", "doubled", "swapped"))
    if slip == "left out":
        word = word[:place] + word[place + 1 :]
    elif slip == "doubled":
        word = word[:place] + word[place] + word[place:]
    else:
        word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    words[at] = word
    return " ".join(words)


# --- Vietnamese


@dataclass(frozen=True)
class Vietnamese:
    he: bool
    family: Row
    middle: Row
    name: Row

    def parts(self, column: str) -> tuple[str, str, str]:
        return self.family[column], self.middle[column], self.name[column]


def bare(marked: str) -> str:
    """Vietnamese without its marks, as a keyboard without them has it."""
    split = unicodedata.normalize("NFD", marked.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in split if not unicodedata.combining(c))


VIETNAMESE_WRITINGS: dict[str, Callable[[Vietnamese], str]] = {
    "marks": lambda p: " ".join(p.parts("name")),
    "marks, decomposed": lambda p: unicodedata.normalize("NFD", " ".join(p.parts("name"))),
    "no marks": lambda p: bare(" ".join(p.parts("name"))),
    "capitals": lambda p: bare(" ".join(p.parts("name"))).upper(),
    "turned": lambda p: bare(" ".join(reversed(p.parts("name")))),
    "turned, marks": lambda p: " ".join(reversed(p.parts("name"))),
    "name first": lambda p: bare(f"{p.middle['name']} {p.name['name']} {p.family['name']}"),
    "no middle name": lambda p: bare(f"{p.name['name']} {p.family['name']}"),
    "no middle name, marks": lambda p: f"{p.family['name']} {p.name['name']}",
    "middle initial": lambda p: bare(f"{p.family['name']} {p.middle['name'][0]}. {p.name['name']}"),
    "comma": lambda p: bare(f"{p.family['name'].upper()}, {p.middle['name']} {p.name['name']}"),
    "Cyrillic": lambda p: " ".join(p.parts("cyrillic")),
    "joined": lambda p: bare(f"{p.family['name']} {p.middle['name']}{p.name['name'].casefold()}"),
}
VIETNAMESE_TRUE = (
    ("marks", "no marks"), ("marks", "capitals"), ("marks", "turned"), ("marks", "name first"),
    ("marks", "Cyrillic"), ("no marks", "Cyrillic"), ("capitals", "Cyrillic"),
    ("marks", "marks, decomposed"), ("marks", "no middle name"), ("capitals", "turned"),
    ("no middle name, marks", "no marks"), ("marks", "middle initial"), ("marks", "comma"),
    ("marks", "turned, marks"), ("no marks", "name first"), ("marks", "joined"),
)  # fmt: skip
VIETNAMESE_FALSE = (
    ("marks", "marks"), ("marks", "no marks"), ("no marks", "no marks"), ("marks", "capitals"),
    ("marks", "Cyrillic"), ("no marks", "Cyrillic"), ("no marks", "turned"), ("marks", "turned"),
)  # fmt: skip


def vietnamese_person(chance: random.Random) -> Vietnamese:
    he = chance.random() < 0.6
    sex = "he" if he else "she"
    return Vietnamese(
        he, common_first(of(VIETNAMESE, "family"), chance),
        common_first(of(VIETNAMESE, f"middle_{sex}"), chance),
        chance.choice(of(VIETNAMESE, sex)),
    )  # fmt: skip


def vietnamese_double(one: Vietnamese, kind: str, chance: random.Random) -> Vietnamese | None:
    sex = "he" if one.he else "she"
    if kind == "tones":
        alike = [
            row for row in of(VIETNAMESE, sex)
            if bare(row["name"]) == bare(one.name["name"]) and row["name"] != one.name["name"]
        ]  # fmt: skip
        return replace(one, name=chance.choice(alike)) if alike else None
    if kind == "man and woman":
        other = "middle_she" if one.he else "middle_he"
        return replace(one, he=not one.he, middle=of(VIETNAMESE, other)[0])
    if kind == "brothers":
        return replace(one, name=chance.choice(of(VIETNAMESE, sex)))
    if kind == "other middle name":
        return replace(one, middle=chance.choice(of(VIETNAMESE, f"middle_{sex}")))
    return replace(one, family=chance.choice(of(VIETNAMESE, "family")))


# --- pairs


def told_apart(kind: str, first: str, second: str, one: object, other: object) -> bool:
    """Whether somebody who knows the scripts could see that the two writings differ."""
    if isinstance(one, Chinese) and isinstance(other, Chinese):
        if kind == "same pinyin, other characters":
            return {first, second} <= {"simplified", "traditional"}
        return not one.sounds() & other.sounds()
    if isinstance(one, Russian) and isinstance(other, Russian):
        if kind == "other father's name":
            shown = {first, second} <= _FATHERS_SHOWN or (
                "initials" in (first, second) and one.patronymic[0] != other.patronymic[0]
            )
            return shown and one.father is not other.father
        if "initials" in (first, second):
            initials = (one.name["name"][0], one.family["name"], one.he)
            return initials != (other.name["name"][0], other.family["name"], other.he)
        if not other.in_characters.split("·")[1] and "characters" in (first, second):
            return False
        return (one.name["name"], one.surname) != (other.name["name"], other.surname)
    if isinstance(one, Vietnamese) and isinstance(other, Vietnamese):
        if kind == "tones":
            return first == second == "marks"
        seen = "cyrillic" if "Cyrillic" in (first, second) else "name"
        mine, yours = ([bare(w) for w in p.parts(seen)] for p in (one, other))
        return mine != yours
    return False


@dataclass(frozen=True)
class Tradition:
    name: str
    person: Callable[[random.Random], object]
    double: Callable[..., object]
    writings: dict[str, Callable[..., str]]
    true: tuple[tuple[str, str], ...]
    false: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]


TRADITIONS = (
    Tradition(
        "chinese", chinese_person, chinese_double, CHINESE_WRITINGS, CHINESE_TRUE, CHINESE_FALSE,
        ("same pinyin, other characters", "brothers", "one family name", "one given name"),
    ),
    Tradition(
        "russian", russian_person, russian_double, RUSSIAN_WRITINGS, RUSSIAN_TRUE, RUSSIAN_FALSE,
        ("brothers", "other father's name", "father and son", "husband and wife",
         "near family name", "one given name"),
    ),
    Tradition(
        "vietnamese", vietnamese_person, vietnamese_double, VIETNAMESE_WRITINGS, VIETNAMESE_TRUE,
        VIETNAMESE_FALSE,
        ("tones", "man and woman", "brothers", "other middle name", "one given name"),
    ),
)  # fmt: skip


def write(tradition: Tradition, person: object, how: str, chance: random.Random) -> str:
    if how == "typo":
        return with_typo(tradition.writings["newspaper"](person), chance)
    return tradition.writings[how](person).strip()


def true_pair(tradition: Tradition, place: int, chance: random.Random) -> tuple[object, Row]:
    first, second = tradition.true[place % len(tradition.true)]
    while True:
        one = tradition.person(chance)
        names = [write(tradition, one, how, chance) for how in (first, second)]
        if names[0] != names[1] and not any(name.startswith((" ", "·")) for name in names):
            usable = not (isinstance(one, Russian) and "short" in first and not one.name["short"])
            if usable:
                return one, {"name1": names[0], "name2": names[1], "kind": f"{first} / {second}"}


def false_pair(
    tradition: Tradition, place: int, chance: random.Random
) -> tuple[object, object, Row]:
    kind = tradition.kinds[place % len(tradition.kinds)]
    while True:
        one = tradition.person(chance)
        other = tradition.double(one, kind, chance)
        first, second = chance.choice(tradition.false)
        if other is None or other == one or not told_apart(kind, first, second, one, other):
            continue
        names = [write(tradition, one, first, chance), write(tradition, other, second, chance)]
        if names[0] != names[1]:
            return one, other, {"name1": names[0], "name2": names[1], "kind": kind}


def pairs(seed: int = SEED) -> Iterator[Row]:
    """All rows of pairs.csv. Nobody of one part, true or double, is in the other part."""
    for tradition in TRADITIONS:
        seen: dict[object, str] = {}
        written: set[frozenset[str]] = set()
        for part in ("development", "held_out"):
            chance = random.Random(f"{seed} {tradition.name} {part}")
            done = 0
            while done < PAIRS_A_PART:
                match = done % 2 == 0
                if match:
                    one, row = true_pair(tradition, done // 2, chance)
                    other = one
                else:
                    one, other, row = false_pair(tradition, done // 2, chance)
                keys = [repr(one), repr(other)]
                both = frozenset((row["name1"], row["name2"]))
                if both in written or any(seen.get(key, part) != part for key in keys):
                    continue
                written.add(both)
                seen.update(dict.fromkeys(keys, part))
                numbers = [f"{tradition.name[:2]}-{list(seen).index(key) + 1:04d}" for key in keys]
                yield row | {
                    "schema": "Person", "is_match": str(match).lower(),
                    "tradition": tradition.name, "person1": numbers[0], "person2": numbers[1],
                    "part": part, "simulated": "true",
                }  # fmt: skip
                done += 1


def main() -> None:
    out = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    out.writeheader()
    out.writerows(pairs())


if __name__ == "__main__":
    main()

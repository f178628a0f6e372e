"""Chinese syllables cut out of running letters, against a search over all cuts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from cases.names.syllables import cuts, palladius, split
from cases.names.tables import rows

SYLLABLES = sorted({row["pinyin"].replace("ü", "v") for row in rows("palladius")})


def spelt(word: str) -> list[str]:
    """The cuts as they would be hyphenated; pieces of several readings by their first."""
    return sorted("-".join(sorted(s)[0] for s in cut) for cut in cuts(word, "pinyin"))


def by_hand(word: str) -> list[tuple[str, ...]]:
    """Every cut of a word into syllables of the table, by trying them all."""
    if not word:
        return [()]
    found = []
    for syllable in SYLLABLES:
        if "v" not in syllable and word.startswith(syllable):
            found += [(syllable, *rest) for rest in by_hand(word[len(syllable) :])]
    return found


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("lina", ["li-na", "lin-a"]), ("changan", ["chan-gan", "chang-an"]), ("xian", ["xian"]),
        ("xi'an", ["xi-an"]), ("jianguo", ["jian-guo"]), ("tiananmen", ["tian-an-men"]),
        ("chang'an", ["chang-an"]), ("zhang", ["zhang"]), ("nana", ["na-na", "nan-a"]),
        ("petrov", []), ("", []), ("'", []), ("x", []), ("wangx", []),
    ],
)  # fmt: skip
def test_a_word_is_cut_in_every_way_of_fewest_syllables(word: str, ways: list[str]) -> None:
    assert spelt(word) == ways


# Words of three syllables at most whose letters are plain.
words = st.lists(st.sampled_from([s for s in SYLLABLES if "v" not in s]), min_size=1, max_size=3)


@given(words)
def test_no_shorter_cut_exists_and_none_of_the_shortest_is_made_up(parts: list[str]) -> None:
    word = "".join(parts)
    every = by_hand(word)
    fewest = min(map(len, every))
    shortest = {cut for cut in every if len(cut) == fewest}
    found = cuts(word, "pinyin")
    assert 1 <= len(found) <= 4
    assert {len(cut) for cut in found} == {fewest}
    for cut in found:
        assert any(all(a in b for a, b in zip(way, cut, strict=True)) for way in shortest)
    if len(shortest) <= 4:
        assert len(found) == len(shortest)


@given(words)
def test_an_apostrophe_says_where_a_syllable_ends(parts: list[str]) -> None:
    found = cuts("'".join(parts), "pinyin")
    assert all(len(cut) >= len(parts) for cut in found) or not found
    assert any(
        len(cut) == len(parts) and all(p in s for p, s in zip(parts, cut, strict=True))
        for cut in found
    )


def test_every_syllable_of_the_dictionary_of_characters_has_its_palladius() -> None:
    """pypinyin's own table of 40,000 characters; interjections and dialect readings aside."""
    seen = {
        convert(reading, 0, strict=False).replace("ü", "v").replace("u:", "v")
        for readings in list(PINYIN_DICT.values())[:3000]
        for reading in readings.split(",")
    }
    known = set(SYLLABLES)
    strange = {s for s in seen if s.isascii() and s.isalpha() and s not in known}
    assert len(strange) <= 25, sorted(strange)


@pytest.mark.parametrize(
    ("pinyin", "russian"),
    [
        # As printed in Oshanin's dictionary and the table of Palladius.
        ("zhang", "чжан"), ("zhan", "чжань"), ("xu", "сюй"), ("qiang", "цян"), ("ju", "цзюй"),
        ("hui", "хуэй"), ("er", "эр"), ("yi", "и"), ("you", "ю"), ("lü", "люй"), ("lv", "люй"),
        ("nü", "нюй"), ("shi", "ши"), ("si", "сы"), ("ci", "цы"), ("zi", "цзы"), ("wei", "вэй"),
        ("jin", "цзинь"), ("jing", "цзин"), ("yong", "юн"), ("xiong", "сюн"), ("ri", "жи"),
    ],
)  # fmt: skip
def test_a_syllable_in_russian_is_as_the_table_of_palladius_prints_it(
    pinyin: str, russian: str
) -> None:
    assert palladius(pinyin) == russian
    (cut,) = [c for c in cuts(russian, "palladius") if len(c) == 1]
    assert pinyin.replace("ü", "v") in cut[0]


@pytest.mark.parametrize(
    ("written", "pinyin"),
    [
        ("ch'iu", "qiu"),
        ("hsü", "xu"),
        ("chien", "jian"),
        ("tz'u", "ci"),
        ("jen", "ren"),
        ("chu", "zhu"),
    ],
)
def test_wade_and_giles_wrote_the_same_syllables_otherwise(written: str, pinyin: str) -> None:
    found = split(written, "wade_giles") or split(written.replace("ü", "u"), "wade_giles")
    assert found is not None
    assert pinyin in found[0]


def test_an_unknown_syllable_has_no_russian() -> None:
    with pytest.raises(KeyError):
        palladius("xyz")

"""Tables of letters and syllables, against published spellings."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from cases.names import SCHEMES, Script, compare, plain, romanise, script_of, sound, spellings
from cases.names.han import family_length, syllables
from cases.names.letters import unmix, words
from cases.names.syllables import palladius, split

CYRILLIC = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("icao", "iuliia shcherbakova"),
        ("bgn", "yuliya shcherbakova"),
        ("iso9", "ûliâ ŝerbakova"),
        ("gost_52535", "iuliia shcherbakova"),
        ("french", "iouliia chtcherbakova"),
    ],
)
def test_a_name_is_spelt_as_the_scheme_has_it(scheme: str, written: str) -> None:
    assert " ".join(romanise(word, scheme) for word in ("юлия", "щербакова")) == written


def test_bgn_writes_ye_at_the_start_and_after_a_vowel() -> None:
    assert romanise("Елена", "bgn") == "yelena"
    assert romanise("Андреев", "bgn") == "andreyev"
    assert romanise("Петров", "bgn") == "petrov"


def test_an_unknown_scheme_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="there are icao"):
        romanise("Юлия", "passport")


@pytest.mark.parametrize(
    "name", ["юлия", "яна", "жанна", "фёдор", "чайка", "шишкин", "андрей", "евгений", "ильин"]
)
def test_all_spellings_of_a_name_sound_alike(name: str) -> None:
    written = {romanise(name, scheme) for scheme in SCHEMES if scheme != "french"}

    assert len({sound(spelling) for spelling in written}) == 1
    assert written <= spellings(name)


@given(CYRILLIC)
def test_every_cyrillic_word_becomes_latin_letters(word: str) -> None:
    for scheme in SCHEMES:
        assert not any("\u0400" <= letter <= "\u04ff" for letter in romanise(word, scheme))


@pytest.mark.parametrize(
    ("pinyin", "russian"),
    [("zhang", "чжан"), ("zhan", "чжань"), ("wei", "вэй"), ("jin", "цзинь"), ("ping", "пин"),
     ("xi", "си"), ("qian", "цянь"), ("hui", "хуэй"), ("lü", "люй"), ("yuan", "юань"),
     ("wang", "ван"), ("wan", "вань"), ("guo", "го"), ("er", "эр"), ("ri", "жи")],
)  # fmt: skip
def test_palladius_is_as_printed(pinyin: str, russian: str) -> None:
    assert palladius(pinyin) == russian
    assert split(russian, "palladius") == (frozenset({pinyin.replace("ü", "v")}),)


def test_a_lost_soft_sign_leaves_two_syllables_possible() -> None:
    assert split("chzhan", "palladius_latin") == (frozenset({"zhan", "zhang"}),)


@pytest.mark.parametrize(
    ("word", "system", "count"),
    [
        ("xian", "pinyin", 1),
        ("xi'an", "pinyin", 2),
        ("xiaoming", "pinyin", 2),
        ("petrov", "pinyin", None),
    ],
)
def test_a_word_falls_into_syllables(word: str, system: str, count: int | None) -> None:
    cut = split(word, system)
    assert (len(cut) if cut else None) == count


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("单雄信", ("shan", "xiong", "xin")),
        ("欧阳修", ("ou", "yang", "xiu")),
        ("曾国", ("zeng", "guo")),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, read: tuple[str, ...]) -> None:
    assert syllables(name) == read


def test_a_compound_surname_is_one() -> None:
    assert (family_length("欧阳修"), family_length("张伟")) == (2, 1)


def test_accents_go_where_they_are_accents_and_stay_where_they_are_letters() -> None:
    assert plain("Nguyễn Đặng Łukasz Ñ") == "nguyen dang lukasz n"
    assert plain("Йод Ёж") == "йод еж"
    assert plain("ហ៊ុន ម៉ាណាត") != plain("ហ៊ុន ម៉ាណែត")


def test_a_latin_letter_in_a_cyrillic_word_is_brought_home() -> None:
    assert unmix("Пeтpoв") == "Петров"
    assert words("Сидорова-Петрова, Анна") == ("Сидорова", "Петрова", "Анна")


@pytest.mark.parametrize(
    ("text", "script"),
    [("Петров", Script.CYRILLIC), ("张伟", Script.HAN), ("Minh", Script.LATIN),
     ("حسین", Script.ARABIC), ("123", Script.OTHER)],
)  # fmt: skip
def test_the_script_of_a_name(text: str, script: Script) -> None:
    assert script_of(text) is script


@pytest.mark.parametrize(("bench", "floor"), [("name_bench", 0.87), ("name_xscript", 0.76)])
def test_real_names_are_ordered_far_better_than_by_chance(
    shared_data: Path, bench: str, floor: float
) -> None:
    with (shared_data / bench / "pairs.csv").open(encoding="utf-8", newline="") as source:
        pairs = list(csv.DictReader(source))
    scores = [compare(p["name1"], p["name2"], p["schema"]).score for p in pairs]

    assert roc_auc_score([p["is_match"] == "true" for p in pairs], scores) > floor

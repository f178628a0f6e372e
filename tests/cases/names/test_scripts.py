"""Words of other scripts are heard; names that differ in one vowel sign stay two."""

import pytest

from cases.names import compare, compare_prepared, keys, prepare
from cases.names.cantonese import spelt
from cases.names.letters import Script, clusters
from cases.names.transcription import heard_each
from cases.names.vietnamese import cuts, from_cyrillic, is_syllable

HEARD = [
    ("弗拉基米尔·普京", "Vladimir Putin"),
    ("弗拉基米尔普京", "Vladimir Putin"),
    ("伊万·彼得罗夫", "Иван Петров"),
    ("محمد علي", "Mohammed Ali"),
    ("حسين موسوي", "Hussein Mousavi"),
    ("陳大文", "Chan Tai Man"),
    ("歐陽小峰", "Au-yeung Siu Fung"),
    ("블라디미르 푸틴", "Vladimir Putin"),
    ("ウラジーミル・プーチン", "Vladimir Putin"),
    ("Владимир Путин", "Wladimir Putin"),
]
NOT_HEARD = [
    ("弗拉基米尔·普京", "Dmitry Medvedev"),
    ("محمد علي", "Khaled Rashid"),
    ("陳大文", "Wong Kin Shing"),
    ("블라디미르 푸틴", "Sergey Lavrov"),
]
MARKS = [
    ("ហ៊ុន ម៉ាណាត", "ហ៊ុន ម៉ាណែត"),
    ("สมชาย", "สมชัย"),
    ("अनिल", "अनल"),
    ("지현", "지훈"),
]


@pytest.mark.parametrize(("one", "other"), HEARD)
def test_a_name_is_recognised_as_another_script_hears_it(one: str, other: str) -> None:
    found = compare(one, other)

    assert found.score > 0.5, found.reason
    assert found.weight_bits > 0


@pytest.mark.parametrize(("one", "other"), NOT_HEARD)
def test_another_name_in_another_script_is_not_recognised(one: str, other: str) -> None:
    assert compare(one, other).score < 0.3


@pytest.mark.parametrize(("one", "other"), MARKS)
def test_names_that_differ_in_one_sign_are_not_the_same_letters(one: str, other: str) -> None:
    same, differing = compare(one, one), compare(one, other)

    assert same.score > 0.9
    assert differing.score < same.score - 0.2
    assert not keys(one) & keys(other) or clusters(one) != clusters(other)


def test_smith_is_heard_in_chinese_and_petrov_is_not() -> None:
    smith = heard_each("Smith", "史密斯", Script.HAN)
    petrov = heard_each("Petrov", "史密斯", Script.HAN)

    assert smith is not None
    assert petrov is not None
    assert smith > 0 > petrov


def test_a_script_without_a_table_is_not_heard() -> None:
    assert heard_each("Smith", "ሰላም", Script.OTHER) is None
    assert compare("ሰላም", "ሰላም").score > 0.9


@pytest.mark.parametrize(
    ("word", "syllable"),
    [("chan", "can"), ("tai", "daai"), ("wong", "wong"), ("lee", "lei"), ("cheung", "zoeng"),
     ("shing", "sing"), ("kwok", "gwok"), ("yip", "jip"), ("ng", "ng"), ("tsui", "ceoi")],
)  # fmt: skip
def test_hong_kong_spellings_are_the_printed_ones(word: str, syllable: str) -> None:
    assert syllable in (spelt(word) or ())


def test_what_is_no_cantonese_syllable_is_none() -> None:
    assert spelt("ivan") is None


@pytest.mark.parametrize(
    ("russian", "plain"),
    [("нгуен", "nguyen"), ("чан", "tran"), ("тханг", "thang"), ("зунг", "dung"), ("минь", "minh"),
     ("хыонг", "huong"), ("куанг", "quang"), ("вьет", "viet"), ("тхюи", "thuy")],
)  # fmt: skip
def test_vietnamese_syllables_are_read_from_russian(russian: str, plain: str) -> None:
    assert plain in (from_cyrillic(russian) or ())


def test_a_joined_word_is_cut_where_both_parts_are_syllables() -> None:
    assert ("huu", "son") in cuts("huuson")
    assert cuts("petrov") == ()
    assert is_syllable("nghia")
    assert not is_syllable("qoan")


def test_a_name_prepared_once_compares_as_the_name_itself() -> None:
    one, other = prepare("Петров Иван"), prepare("Ivan Petrov")

    assert compare_prepared(one, other) == compare("Петров Иван", "Ivan Petrov")
    assert prepare("Петров Иван") is one

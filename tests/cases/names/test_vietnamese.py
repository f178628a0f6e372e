"""Vietnamese syllables: what is one, where its tone is written, and how Russian papers spell it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names.letters import plain
from cases.names.vietnamese import cuts, from_cyrillic, is_syllable, tone_last

OLD_AND_NEW = [
    ("hòa", "hoà"), ("hóa", "hoá"), ("thủy", "thuỷ"), ("thúy", "thuý"), ("khỏe", "khoẻ"),
    ("tòa", "toà"), ("hủy", "huỷ"), ("lóa", "loá"), ("thụy", "thuỵ"), ("hòe", "hoè"),
    ("NGUYỄN", "nguyễn"), ("Đức", "Ðức"), ("đ", "ð"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW)
def test_a_tone_is_one_wherever_the_rule_sets_it(old: str, new: str) -> None:
    assert tone_last(old) == tone_last(new)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hóa"), ("hùng", "hưng"), ("lan", "lân"), ("ân", "ấn"), ("an", "ăn"), ("đan", "dan"),
     ("cơ", "cô"), ("thi", "thị"), ("mai", "mải"), ("mải", "mãi")],
)  # fmt: skip
def test_another_tone_or_vowel_is_another_word(one: str, other: str) -> None:
    assert tone_last(one) != tone_last(other)


bare = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy", max_size=4)


@given(st.tuples(bare, st.sampled_from("àáảãạằắẳẵặầấẩẫậ"), bare).map("".join))
def test_a_word_loses_nothing_but_its_case_and_keeps_its_letters(word: str) -> None:
    moved = tone_last(word)
    assert sorted(unicodedata.normalize("NFD", moved)) == sorted(unicodedata.normalize("NFD", word))
    assert tone_last(unicodedata.normalize("NFD", word)) == moved
    assert tone_last(moved) == moved
    assert plain(moved) == plain(word)


@pytest.mark.parametrize(
    "word",
    ["nguyen", "thang", "hung", "phuong", "quynh", "khanh", "nghia", "duong", "oanh", "yen", "y"],
)
def test_a_given_name_of_every_day_is_a_syllable(word: str) -> None:
    assert is_syllable(word)
    assert cuts(word) == ((word,),)


@pytest.mark.parametrize("word", ["wang", "ivan", "petrov", "zhang", "fang", "str", "", "q", "ngx"])
def test_what_no_vietnamese_mouth_says_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "cut"),
    [("vanhung", ("van", "hung")), ("thilan", ("thi", "lan")), ("quochuy", ("quoc", "huy"))],
)
def test_two_words_written_together_are_cut(word: str, cut: tuple[str, str]) -> None:
    assert cut in cuts(word)


@pytest.mark.parametrize(
    ("russian", "vietnamese"),
    [("нгуен", "nguyen"), ("чан", "tran"), ("фам", "pham"), ("хоанг", "hoang"), ("тханг", "thang"),
     ("хунг", "hung"), ("куанг", "quang"), ("зунг", "dung"), ("ван", "van"), ("тхи", "thi")],
)  # fmt: skip
def test_a_name_in_a_russian_paper_is_read_back(russian: str, vietnamese: str) -> None:
    assert vietnamese in (from_cyrillic(russian) or ())


@pytest.mark.parametrize("russian", ["кузьмин", "пётр", "", "щ", "nguyen"])
def test_a_russian_word_is_no_vietnamese_syllable(russian: str) -> None:
    assert from_cyrillic(russian) is None

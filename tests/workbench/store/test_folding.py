"""A text as a search takes it: what a hurried hand leaves out is left out on both sides."""

import unicodedata

import pytest

from workbench.store.folding import folded


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Hòa Bình", "hoa binh"), ("Hoà Bình", "hòa bình"), ("Đà Nẵng", "da nang"),
        ("Nguyễn Thị Mỹ Duyên", "nguyen thi my duyen"), ("Семён Алёшин", "семен алешин"),
        ("ЁЖ", "еж"), ("Łódź", "lodz"), ("Straße", "STRASSE"), ("İstanbul", "istanbul"),
        ("Ångström", "angstrom"), ("Άνθρωπος", "ανθρωπος"), ("Český Těšín", "cesky tesin"),
    ],
)  # fmt: skip
def test_with_its_marks_or_without_it_is_one_word(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)
    assert folded(unicodedata.normalize("NFD", written)) == folded(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Йошкар", "Иошкар"), ("ស្រី", "ស្រិ"), ("ที่", "ที"), ("が", "か"), ("किला", "कल"),
        ("كَتَبَ", "كتب"), ("王建国", "王建囯"), ("ш", "щ"),
    ],
)  # fmt: skip
def test_what_tells_two_words_apart_in_their_script_stays(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["", "post 17", "王建国", "가나다", "Ωmega ∑ №5", "50%_x\\"])
def test_folding_twice_is_folding_once_and_letters_stay_letters(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert len(folded(text)) == len(text)

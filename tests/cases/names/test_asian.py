"""Chinese and Vietnamese names by their syllables, as passports and papers write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names.asian import compare_readings
from cases.names.compare import compare, keys
from cases.names.readings import Tradition, readings

ONE_PERSON = [
    # A passport runs the given name together; where it is cut nobody can see.
    ("王丽娜", "Wang Lina"), ("王丽娜", "WANG LINA"), ("王丽娜", "Lina Wang"),
    ("王丽娜", "Ван Лина"),
    ("王艺娜", "Wang Yina"), ("王艺娜", "Ван Ина"), ("欧阳娜娜", "Ouyang Nana"),
    ("李安娜", "Li Anna"),
    ("王长安", "WANG CHANGAN"), ("王长安", "Wang Chang'an"), ("王长安", "Wang Chang’an"),
    ("陈恩惠", "Chen Enhui"), ("张晓欧", "Zhang Xiaoou"), ("刘西安", "Liu Xi'an"),
    ("吕律", "Lü Lü"), ("吕律", "Lu Lu"), ("吕律", "Lyu Lyu"), ("司马光", "Sima Guang"),
    # Palladius, and Palladius once more in Latin letters on a Russian visa.
    ("张伟", "Чжан Вэй"), ("张伟", "Chzhan Vei"), ("徐强", "Сюй Цян"), ("王建国", "Wang Chien-kuo"),
    # The old and the new rule set the tone on another letter; both are in every register.
    ("Nguyễn Văn Hòa", "Nguyễn Văn Hoà"), ("Trần Thị Thủy", "Trần Thị Thuỷ"),
    ("Lê Thị Thúy", "Lê Thị Thuý"), ("Phạm Văn Khỏe", "Phạm Văn Khoẻ"),
    # Đ from an Icelandic keyboard, accents by hand, accents lost on the way.
    ("Nguyễn Văn Đức", "Nguyễn Văn Ðức"), ("Nguyen Văn Hùng", "Nguyễn Văn Hùng"),
    ("Nguyễn Văn Hùng", "NGUYEN VAN HUNG"), ("Trần Văn Hải", "Чан Ван Хай"),
    ("Nguyễn Văn Hùng", "Nguye\u0302\u0303n Va\u0306n Hu\u0300ng"),
]  # fmt: skip
TWO_PEOPLE = [
    ("王丽娜", "Wang Lian"), ("王丽娜", "Wang Ligang"), ("王长安", "Wang Changgan"),
    ("张伟", "张威"), ("张伟", "Zhang Lei"), ("张伟", "Zhao Wei"), ("李强", "李刚"),
    ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"), ("Nguyễn Thị Lan", "Nguyễn Thị Lân"),
    ("Nguyễn Văn Minh", "Nguyễn Thị Minh"), ("Nguyễn Văn Hùng", "Trần Văn Hùng"),
    ("Nguyễn Văn Hùng", "Nguyễn Văn Dũng"), ("Trần Trân", "Trần Trấn"),
    ("Nguyen Thi Lân", "Nguyễn Thị Lan"), ("Nguyễn Văn An", "Nguyễn Văn Ân"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_two_writings_of_one_name_are_found_and_shown_high(one: str, other: str) -> None:
    found = compare(one, other)
    assert found.score >= 0.85, found.reason
    assert found.weight_bits > 0
    assert compare(other, one).score == found.score


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_a_syllable_or_a_tone_makes_another_person(one: str, other: str) -> None:
    found = compare(one, other)
    assert found.score < 0.5, found.reason
    assert found.weight_bits < 0


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in ONE_PERSON if not {"李安娜"} & set(pair)]
)
def test_two_writings_of_one_name_meet_under_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


def test_a_name_without_its_middle_may_be_the_same_person_but_less_surely() -> None:
    full = compare("Nguyễn Văn Hùng", "Nguyễn Văn Hùng")
    short = compare("Nguyễn Hùng", "Nguyễn Văn Hùng")
    assert 0.5 < short.score < full.score
    assert "no middle name" in short.reason


def test_a_family_name_alone_tells_little() -> None:
    found = compare("Nguyễn Văn", "Trần Văn")
    assert found.score < 0.5
    common = compare("Nguyễn Văn Hải", "Nguyen Van Hai")
    rare = compare("Ninh Văn Hải", "Ninh Van Hai")
    assert common.weight_bits < rare.weight_bits


def test_readings_of_two_traditions_are_never_held_against_each_other() -> None:
    (chinese,) = [r for r in readings("王建国") if r.tradition is Tradition.CHINESE]
    vietnamese = next(r for r in readings("Nguyễn Văn Hùng") if r.tradition is Tradition.VIETNAMESE)
    with pytest.raises(ValueError, match="is not held against"):
        compare_readings(chinese, vietnamese)


VIETNAMESE = st.lists(
    st.sampled_from(["Nguyễn", "Trần", "Lê", "Phạm", "Văn", "Thị", "Hùng", "Hưng", "Hòa", "Hoà",
                     "Lan", "Lân", "Minh", "Đức", "Thủy"]),
    min_size=2, max_size=4,
).map(" ".join)  # fmt: skip
CHINESE = st.text("王李张刘陈伟丽娜强建国安恩", min_size=2, max_size=3)


@given(st.one_of(VIETNAMESE, CHINESE), st.one_of(VIETNAMESE, CHINESE))
def test_it_does_not_matter_which_of_two_names_is_asked_first(one: str, other: str) -> None:
    here, there = compare(one, other), compare(other, one)
    assert here.score == pytest.approx(there.score, abs=0.02)
    assert (here.weight_bits > 0) == (there.weight_bits > 0)
    assert 0 <= here.score <= 1


@given(VIETNAMESE)
def test_capitals_and_doubled_blanks_make_nobody_else_of_a_person(name: str) -> None:
    assert compare(name, f"  {name.upper().replace(' ', '   ')} ").score >= 0.95


def test_an_article_in_the_cell_of_a_name_holds_up_nobody() -> None:
    began = time.perf_counter()
    compare("a b " * 1000, "b c " * 1000)
    compare("Nguyễn " * 1000, "Trần " * 1000)
    compare("王" * 5000, "Wang" * 3000)
    assert time.perf_counter() - began < 5

"""Characters of Chinese names and how families read them."""

import pytest

from cases.names import compare, keys
from cases.names.han import family_length, syllables, ways_to_read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("单丽", "shan li"), ("解放", "xie fang"), ("仇英", "qiu ying"), ("曾国藩", "zeng guo fan"),
        ("查良镛", "zha liang yong"), ("万俟卨", "mo qi xie"), ("尉迟恭", "yu chi gong"),
        ("澹台灭明", "tan tai mie ming"), ("单于", "shan yu"), ("葛洪", "ge hong"),
        ("盖叫天", "ge jiao tian"), ("欧阳修", "ou yang xiu"), ("區志明", "ou zhi ming"),
        ("呼延庆", "hu yan qing"), ("郗鉴", "xi jian"), ("薄熙来", "bo xi lai"),
    ],
)  # fmt: skip
def test_a_family_name_is_read_as_a_family_name(written: str, read: str) -> None:
    assert " ".join(syllables(written)) == read


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("覃伟", "Qin Wei"), ("覃伟", "Tan Wei"), ("翟明", "Zhai Ming"), ("翟明", "Di Ming"),
        ("张乐", "Zhang Le"), ("张乐", "Zhang Yue"), ("李晟", "Li Sheng"), ("李晟", "Li Cheng"),
        ("单 丽", "Shan Li"), ("单丽", "Dan Li"), ("王 茜", "Xi Wang"), ("缪贤", "Miao Xian"),
    ],
)  # fmt: skip
def test_a_character_with_two_readings_is_met_by_either(written: str, spelt: str) -> None:
    assert compare(written, spelt).score >= 0.9
    assert keys(written) & keys(spelt)


@pytest.mark.parametrize(("written", "spelt"), [("张乐", "Zhang Li"), ("覃伟", "Chen Wei")])
def test_another_syllable_is_another_name(written: str, spelt: str) -> None:
    assert compare(written, spelt).score < 0.5


def test_other_characters_stay_other_people_whatever_they_sound_like() -> None:
    assert compare("张乐", "张月").score < 0.5
    assert compare("单丽", "善丽").score < 0.5


def test_every_way_to_read_holds_the_usual_one() -> None:
    for written in ("单丽", "覃伟", "张乐", "欧阳茜", "王小明", "Wang"):
        ways = ways_to_read(written)
        assert len(ways) == len(syllables(written))
        assert all(one in way for one, way in zip(syllables(written), ways, strict=True))


@pytest.mark.parametrize(
    ("written", "length"), [("欧阳修", 2), ("王小明", 1), ("欧阳", 1), ("呼延庆", 2), ("東方朔", 2)]
)
def test_a_family_name_of_two_characters_needs_a_given_name(written: str, length: int) -> None:
    assert family_length(written) == length


@pytest.mark.parametrize(
    ("one", "other"),
    [("约翰·史密斯", "John Smith"), ("弗拉基米尔·普京", "Vladimir Putin"), ("米歇尔", "Michelle")],
)
def test_foreign_names_in_characters_are_known_by_their_sound(one: str, other: str) -> None:
    assert compare(one, other).score > 0.8
    assert compare(one, "Zhao Guoqiang").score < 0.2

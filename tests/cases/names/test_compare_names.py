"""One person in several scripts is one name; brothers and namesakes are not."""

import pytest

from cases.names import compare, keys

SAME = [
    ("张伟", "Zhang Wei"),
    ("张伟", "Wei Zhang"),
    ("张伟", "Чжан Вэй"),
    ("张伟", "Чжан Вей"),
    ("张伟", "CHZHAN VEI"),
    ("張偉", "张伟"),
    ("Zhang Wei", "CHZHAN VEI"),
    ("Чжан Вэй", "CHZHAN VEY"),
    ("王小明", "Wang Xiaoming"),
    ("王小明", "Ван Сяомин"),
    ("欧阳修", "Ouyang Xiu"),
    ("欧阳修", "Оуян Сю"),
    ("单雄信", "Shan Xiongxin"),
    ("习近平", "Си Цзиньпин"),
    ("Nguyễn Văn Minh", "Nguyen Van Minh"),
    ("Nguyễn Văn Minh", "Нгуен Ван Минь"),
    ("NGUYEN VAN MINH", "Нгуен Ван Минь"),
    ("Nguyễn Văn Minh", "Minh Van Nguyen"),
    ("Đặng Thị Lan", "Dang Thi Lan"),
    ("Юлия Петрова", "Iuliia Petrova"),
    ("Юлия Петрова", "PETROVA YULIYA"),
    ("Юлия Петрова", "Ûliâ Petrova"),
    ("Юлия Петрова", "Ioulia Petrova"),
    ("Щербаков Дмитрий", "Shcherbakov Dmitry"),
    ("Петров Иван Сергеевич", "Ivan Petrov"),
    ("Петров И. С.", "Петров Иван Сергеевич"),
    ("Пeтров Ивaн", "Петров Иван"),
    ("PETROV IVAN", "petrov ivan"),
    ("Саша Соколов", "Александр Соколов"),
]
DIFFERENT = [
    ("张伟", "章卫"),
    ("张伟", "张磊"),
    ("Zhang Wei", "Zhang Lei"),
    ("Чжан Вэй", "Чжан Лэй"),
    ("王小明", "Wang Xiaohong"),
    ("Zhang Wei", "Wang Wei"),
    ("Nguyễn Văn Minh", "Nguyễn Thị Minh"),
    ("Nguyen Van Minh", "Nguyen Thi Minh"),
    ("Nguyễn Văn Minh", "Nguyễn Văn Mạnh"),
    ("Nguyễn Văn Minh", "Trần Văn Minh"),
    ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),
    ("Nguyen", "Nguyen Van Minh"),
    ("Петров Иван Сергеевич", "Петров Илья Сергеевич"),
    ("Петров Иван Сергеевич", "Петров Иван Андреевич"),
    ("Петрова Юлия", "Петров Юрий"),
    ("Сергей Иванов", "Andrey Ivanov"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_writings_agrees_and_shares_a_key(one: str, other: str) -> None:
    comparison = compare(one, other)

    assert comparison.score >= 0.75, comparison.reason
    assert comparison.weight_bits > 0
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_brothers_and_namesakes_do_not_agree(one: str, other: str) -> None:
    comparison = compare(one, other)

    assert comparison.score < 0.5, comparison.reason


@pytest.mark.parametrize(("one", "other"), SAME + DIFFERENT)
def test_it_does_not_matter_which_name_comes_first(one: str, other: str) -> None:
    forth, back = compare(one, other), compare(other, one)

    assert forth.score == pytest.approx(back.score)
    assert forth.weight_bits == pytest.approx(back.weight_bits)


@pytest.mark.parametrize("name", sorted({name for pair in SAME + DIFFERENT for name in pair}))
def test_a_name_agrees_with_itself(name: str) -> None:
    if len(name.split()) == 1 and name == "Nguyen":
        assert compare(name, name).weight_bits < 3
    else:
        assert compare(name, name).score >= 0.9


def test_a_common_family_name_is_less_evidence_than_a_rare_one() -> None:
    common = compare("Nguyễn Văn Minh", "Nguyen Van Minh").weight_bits
    rare = compare("Ta Văn Minh", "Ta Van Minh").weight_bits

    assert rare - common == pytest.approx(7.6, abs=0.2)


def test_the_reason_names_what_differs() -> None:
    assert "characters differ" in compare("张伟", "章卫").reason
    assert "Thị a woman's" in compare("Nguyen Van Minh", "Nguyen Thi Minh").reason
    assert (
        "fathers' names differ" in compare("Петров Иван Сергеевич", "Петров Иван Андреевич").reason
    )


def test_a_legal_form_is_no_part_of_a_companys_name() -> None:
    assert compare("ООО «Амур Лес»", "Amur Les LLC", "Organization").score >= 0.85
    assert compare("Amur Trade Ltd", "Sakhalin Fish Ltd", "Organization").score < 0.5


@pytest.mark.parametrize(("one", "other"), [("", "Zhang Wei"), ("...", "???"), ("", "")])
def test_a_name_without_letters_says_nothing(one: str, other: str) -> None:
    comparison = compare(one, other)

    assert (comparison.score, comparison.weight_bits) == (0.0, 0.0)


def test_common_characters_are_less_evidence_than_rare_ones() -> None:
    assert compare("张伟", "張偉").weight_bits == pytest.approx(9.9, abs=0.1)
    assert compare("庞立新", "庞立新").weight_bits > 20

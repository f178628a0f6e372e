"""The leak check: one name must be found in whatever spelling it slips out."""

import pytest

from cases.exports.sounds import sounded


@pytest.mark.parametrize(
    "spellings",
    [
        ("Кузьмин Пётр", "Kuzmin Petr", "KUZ'MIN PYOTR", "Petr Kuzmin", "kuzmin, petr"),
        ("Щербаков", "Shcherbakov", "Schtscherbakow", "Ščerbakov"),
        ("Хабаров Юрий", "Khabarov Yurii", "Habarov Jurij", "Xabarov Yuriy"),
        ("Жуковский", "Zhukovskiy", "Zhukovskij"),
        ("Владивостокский", "Vladivostokskiy", "Wladiwostokskij"),
        ("Nguyễn Văn Hải", "NGUYEN VAN HAI", "Nguyen  Van-Hai", "nguyen/van/hai"),
        ("Đặng Thị Hương", "Dang Thi Huong"),
        ("Müller-Schmidt", "MULLER SCHMIDT"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    first = sounded(spellings[0])
    assert first
    for other in spellings[1:]:
        assert first & sounded(other), other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Кузьмин Пётр", "Соболев Иван"),
        ("Щербаков Олег", "Хабаров Юрий"),
        ("Nguyen Van Hai", "Tran Thi Mai Lan"),
    ],
)
def test_names_that_share_no_sound_share_no_key(one: str, other: str) -> None:
    assert sounded(one)
    assert not sounded(one) & sounded(other)


@pytest.mark.parametrize("short", ["", " ", "Ли", "Wang", "Анна", "1234567890", "!!!", "李"])
def test_what_would_find_everybody_is_no_key(short: str) -> None:
    assert sounded(short) == frozenset()


def test_a_name_is_found_with_its_words_in_either_order() -> None:
    assert sounded("Kuzmin Petr") & sounded("Petr Kuzmin")
    assert sounded("Wang Jianguo") & sounded("Jianguo Wang")

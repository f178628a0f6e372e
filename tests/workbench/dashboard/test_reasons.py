"""Why two records may be one, in the reader's language: names and numbers as they were written."""

import re

import pytest

from cases.names import compare
from cases.resolution.holdings import Held, shared_reasons
from workbench.dashboard.retold import reasoned
from workbench.dashboard.words import speak

LANGUAGES = ("ru", "zh", "vi")
# Words that only an English sentence of ours holds; a name or the name of a system is none.
OURS = re.compile(
    r"\b(the|and|agree|differ|names?|both|born|one|two|of|not|which|but|as|with|in|years|records|"
    r"others?|nothing|characters|letters)\b"
)
NAMES = [
    ("Ivan Petrov", "Иван Петров"),
    ("Иванов Пётр", "Иванов Петр"),
    ("Ivan Petrov", "Semyon Kim"),
    ("Пётр Иванович Ким", "Пётр Сергеевич Ким"),
    ("Anna Kim", "Anna Kim Petrova Orlova"),
    ("张伟", "Чжан Вэй"),
    ("张伟", "Zhang Wei"),
    ("张伟", "章伟"),
    ("张伟", "张玮"),
    ("张伟", "Wang Fang"),
    ("弗拉基米尔", "费拉基米尔"),
    ("Nguyễn Văn Minh", "Nguyen Van Minh"),
    ("Nguyễn Văn Minh", "Nguyễn Thị Minh"),
    ("Nguyễn Văn Minh", "Trần Văn Minh"),
    ("Nguyễn Văn Minh", "Nguyễn Minh"),
    ("Nguyễn Minh", "Nguyễn Hoa"),
    ("Lê Hoà", "Lê Hoa"),
    ("🐆", "Anna"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", NAMES)
def test_how_two_names_compare_is_told_without_english(language, pair):
    english = compare(*pair).reason
    told = reasoned(speak(language), english)
    assert not OURS.search(told), f"{english!r} became {told!r}"


@pytest.mark.parametrize("pair", NAMES)
def test_english_stays_word_by_word(pair):
    english = compare(*pair).reason
    assert reasoned(speak("en"), english) == english


def held(shown, told=None):
    return Held(f"phone:{shown}", shown, "ST-1", (None, None), told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("holders", [2, 40])
@pytest.mark.parametrize("names_differ", [False, True])
def test_a_shared_number_is_told_with_all_that_is_added_to_it(language, holders, names_differ):
    mine = {"phone": (held("+79140000001"),)}
    (reason,) = shared_reasons(
        mine, mine, {"phone:+79140000001": holders}, names_differ=names_differ
    )
    told = reasoned(speak(language), reason.text)
    assert not OURS.search(told), told
    assert "+79140000001" in told
    assert (" 40" in told or ": 40" in told) == (holders == 40)


@pytest.mark.parametrize(
    ("language", "english", "told"),
    [
        ("ru", "the same letters", "те же буквы"),
        ("zh", "the same letters", "字母相同"),
        ("vi", "the same letters", "cùng chữ cái"),
        (
            "ru",
            "the same letters; 12 others here bear a part of it",
            "те же буквы; часть этого имени здесь носят и другие, записей: 12",
        ),
        ("ru", "both born 1979-01-01, which may stand for the year",
         "у обеих дата рождения 1979-01-01, что может означать лишь год"),
        ("zh", "one phone (one or two), years apart", "同一电话（one or two），相隔数年"),
        ("ru", "one number in a register (AB 12)", "один номер в реестре (AB 12)"),
        ("ru", "said in a way that nobody foresaw", "said in a way that nobody foresaw"),
    ],
)  # fmt: skip
def test_a_reason_is_told_and_what_the_records_say_stays(language, english, told):
    assert reasoned(speak(language), english) == told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "english",
    ["one sex", "two sexes", "one nationality", "two nationalities", "one country",
     "two countries", "they are named as relatives of each other", "born 1980 and 1990-02-03",
     "two numbers in a register", "one of them has no name"],
)  # fmt: skip
def test_every_other_reason_is_told(language, english):
    assert not OURS.search(reasoned(speak(language), english))

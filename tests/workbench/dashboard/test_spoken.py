"""What a watch says is whole in every language: its sentences, plurals, days and lists."""

import string
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from cases.watches.told import Named, Place, Word, tell, together
from workbench.dashboard.parts.spoken import ended, spoken, spoken_date
from workbench.dashboard.words import LANGUAGES, catalogue, speak

ENGLISH = tomllib.loads(files("cases.watches").joinpath("english.toml").read_text("utf-8"))
CODES = sorted(ENGLISH["watch_told"])
CELL = {"latitude": "43.125", "longitude": "131.375"}


def test_a_page_says_in_english_what_the_command_line_says():
    said = catalogue("en")
    told = {f"{part}.{name}": text for part, own in ENGLISH.items() for name, text in own.items()}
    assert {name: said.get(name) for name in told} == told
    assert len(told) > 90


def counts(sentence: str) -> dict[str, int]:
    """Place in a sentence -> how many forms of a word stand there for a number."""
    parsed = string.Formatter().parse(sentence)
    return {name: spec.count("|") + 1 for _, name, spec, _ in parsed if name and "#" in spec}


@pytest.mark.parametrize(("language", "forms"), [("en", 2), ("ru", 3), ("zh", 1), ("vi", 1)])
def test_a_number_brings_as_many_forms_as_its_language_has(language, forms):
    said = catalogue(language)
    for code in CODES:
        found = counts(said[f"watch_told.{code}"])
        assert set(found.values()) <= {forms}, code


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_sentence_ends_with_a_stop_or_is_left_open(language):
    for code in CODES:
        sentence = catalogue(language)[f"watch_told.{code}"]
        assert sentence == sentence.strip(), code
        assert sentence[-1] not in ".。;；,，", code
        assert sentence.count("(") == sentence.count(")"), code
        assert sentence.count("（") == sentence.count("）"), code


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 camera-night was lost: snow"),
        ("en", 2, "2 camera-nights were lost: snow"),
        ("ru", 1, "Потеряна 1 ловушко-ночь: snow"),
        ("ru", 3, "Потеряны 3 ловушко-ночи: snow"),
        ("ru", 11, "Потеряно 11 ловушко-ночей: snow"),
        ("ru", 21, "Потеряна 21 ловушко-ночь: snow"),
        ("ru", 112, "Потеряно 112 ловушко-ночей: snow"),
        ("zh", 2, "损失 2个相机夜：snow"),
        ("vi", 2, "Mất 2 đêm máy ảnh: snow"),
    ],
)
def test_nights_are_counted_as_people_count_them(language, number, said):
    assert spoken(speak(language), tell("nights_lost", nights=number, reason="snow")) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "18 October 2025"),
        ("ru", "18 октября 2025 г."),
        ("zh", "2025年10月18日"),
        ("vi", "ngày 18 tháng 10 năm 2025"),
    ],
)
def test_a_day_is_written_as_people_write_it(language, said):
    assert spoken_date(speak(language), date(2025, 10, 18)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It is overdue since 2 May 2026. Held by Lord (IND-1), Sasha (PER-1)."),
        ("ru", "Просрочено с 2 мая 2026 г. Владеет: Lord (IND-1), Sasha (PER-1)."),
        ("zh", "自 2026年5月2日 起逾期。持有人：Lord (IND-1)、Sasha (PER-1)。"),
    ],
)
def test_sentences_and_lists_are_joined_as_the_language_joins_them(language, said):
    both = (Named("IND-1", "Lord"), Named("PER-1", "Sasha"))
    told = together(tell("alarm_overdue", since=date(2026, 5, 2)), tell("held_by", holders=both))
    assert ended(speak(language), told) == said


def test_a_sentence_within_a_sentence_and_a_word_out_of_a_list_are_spoken_too():
    day, one = date(2026, 5, 2), Named("INC-1", "")
    told = tell(
        "window_near", since=day, until=day, subject=one, animal=one,
        kind=Word("watch_incident", "camera destroyed"),
        incidents=(tell("incident_on", incident=one, day=day),),
    )  # fmt: skip
    said = spoken(speak("ru"), told)
    assert said.endswith(": камера уничтожена: INC-1, 2 мая 2026 г.")


def test_a_cell_is_told_in_words_and_a_station_by_its_name():
    back = {"animal": "A", "since": date(2026, 5, 2), "day": date(2026, 5, 3)}
    station = Place("STN-1", "Ridge 6", (43.125, 131.375))
    assert "(Ridge 6)" in spoken(speak("vi"), tell("back", place=station, **back))
    coarse = spoken(speak("vi"), tell("back", place=tell("cell", **CELL), **back))
    assert "(một ô lưới quanh 43.125, 131.375)" in coarse


def test_words_of_a_record_are_said_as_they_came():
    assert spoken(speak("zh"), "nothing we know") == "nothing we know"

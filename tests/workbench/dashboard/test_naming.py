"""Incidents by their kind and places in a source, in the reader's words."""

import pytest

from workbench.dashboard.naming import incidents_in, named, place_told
from workbench.dashboard.words import speak


@pytest.mark.parametrize(
    ("language", "entity", "caption", "told"),
    [
        ("ru", "INC-0004", "camera destroyed", "камера уничтожена"),
        ("zh", "INC-0001", "tracks", speak("zh")("watch_incident.tracks")),
        ("en", "INC-0004", "camera destroyed", "camera destroyed"),
        # A name of its own, and one that looks like a kind but is another record's.
        ("ru", "INC-0009", "Night at the ford", "Night at the ford"),
        ("ru", "INC-0009", "old_camp", "old_camp"),
        ("ru", "VEH-0001", "camp", "camp"),
        ("ru", "no id at all", "shot", "shot"),
    ],
)
def test_an_incident_is_called_by_its_kind_in_the_readers_language(language, entity, caption, told):
    assert named(speak(language), entity, caption) == told


def test_incidents_of_a_sentence_are_told_where_their_id_follows():
    told = incidents_in(speak("ru"), "shot (INC-0003), camera destroyed (INC-0004), a shot (SZ-1)")
    assert told == "выстрелы (INC-0003), камера уничтожена (INC-0004), a shot (SZ-1)"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "people.xlsx, sheet Row 2, row 12, column Origin"),
        ("ru", "people.xlsx, лист Row 2, строка 12, столбец Origin"),
        ("zh", "people.xlsx, 工作表 Row 2, 行 12, 列 Origin"),
        ("vi", "people.xlsx, trang tính Row 2, dòng 12, cột Origin"),
    ],
)
def test_a_place_in_a_source_is_told_in_the_readers_words(language, told):
    where = "people.xlsx, sheet Row 2, row 12, column Origin"
    assert place_told(speak(language), where) == told


def test_what_a_source_says_itself_stays_as_it_stands_there():
    where = "report.pdf, page 3, “seen, row 12 of the list”"
    assert place_told(speak("ru"), where) == "report.pdf, страница 3, “seen, row 12 of the list”"
    assert place_told(speak("ru"), "") == ""

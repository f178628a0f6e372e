"""How the pages write times and kinds, whatever language the page speaks."""

import pytest

from workbench.dashboard.rows import kind_named, kind_of, moment
from workbench.dashboard.words import speak


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-04-03T21:50:46+10:00", "2026-04-03 21:50 +10:00"),
        ("2026-04-03T21:50:46.5Z", "2026-04-03 21:50 Z"),
        ("2026-04-03T21:50", "2026-04-03 21:50"),
        (
            "2026-03-21T23:55:27+10:00/2026-03-22T00:02:34+10:00",
            "2026-03-21 23:55 +10:00 – 2026-03-22 00:02 +10:00",
        ),
        # Two photos of one minute are one moment to a person.
        ("2026-03-21T23:55:27+10:00/2026-03-21T23:55:34+10:00", "2026-03-21 23:55 +10:00"),
        # What is no time of day keeps the precision it came with.
        ("2026-03", "2026-03"),
        ("2026-03-21", "2026-03-21"),
        ("2025-12-30/2026-01-02", "2025-12-30/2026-01-02"),
        ("2026-03-21T23:55/2026-04", "2026-03-21T23:55/2026-04"),
        ("", ""),
    ],
)
def test_a_time_is_told_to_the_minute_with_its_zone_and_a_date_as_it_is(written, told):
    assert moment(written) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "skin"), ("ru", "шкура"), ("zh", "皮张"), ("vi", "bộ da")],
)
def test_a_kind_is_named_in_the_language_of_the_page(language, told):
    say = speak(language)
    assert kind_of(say, "SK-0001") == told
    assert kind_named(say, "Specimen") == told


def test_a_kind_that_no_model_knows_is_shown_as_it_came():
    assert kind_of(speak("ru"), "nothing we know") == ""
    assert kind_named(speak("ru"), "SpaceShip") == "space ship"

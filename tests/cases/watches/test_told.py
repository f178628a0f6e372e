"""A sentence is a code with parts: said in English, told coarsely, never lost on the way."""

import copy
import json
from datetime import date

import pytest

from cases.watches.told import Counted, Named, Place, Told, Word, coarsely, plural, tell, together

DAY = date(2026, 5, 3)
STATION = Place("STN-0007", "Верхняя Амба", (43.125, 131.375))
LORD = Named("IND-0001", "Lord")


def back(place: Place = STATION) -> Told:
    return tell("back", animal=LORD, since=DAY, day=DAY, place=place)


def test_a_sentence_is_english_text_that_knows_its_code_and_parts() -> None:
    said = back()
    assert said == (
        "Lord (IND-0001), overdue since 2026-05-03, was seen again on 2026-05-03 (Верхняя Амба)"
    )
    assert (said.code, said.parts["animal"], said.codes) == ("back", LORD, ("back",))


def test_a_code_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(KeyError, match="no_such_code"):
        tell("no_such_code")


def test_sentences_in_a_row_are_told_one_by_one() -> None:
    row = together(back(), None, tell("maybe_died"), together(tell("one_source")))
    assert row.codes == ("back", "maybe_died", "one_source")
    assert row.endswith("(Верхняя Амба). It died of natural causes. All records of it come from "
                        "one source")  # fmt: skip
    assert together(back()).code == "back"


def test_a_copy_and_json_keep_what_was_said() -> None:
    said = back()
    assert copy.deepcopy(said).code == "back"
    assert json.loads(json.dumps([said])) == [str(said)]


@pytest.mark.parametrize(
    ("station", "told"),
    [
        (STATION, "(a grid cell around 43.125, 131.375)"),
        (Place("STN-0007", "Верхняя Амба", None), "(a place that is not told)"),
    ],
)
def test_told_coarsely_a_station_is_its_cell(station: Place, told: str) -> None:
    said = coarsely(back(station))
    assert said.endswith(told)
    assert "Амба" not in said + repr(said.parts)


def test_told_coarsely_no_distance_to_a_station_is_left() -> None:
    """Three distances from known border posts would find the station."""
    seizure = Named("SZ-2026-001", "border post")
    since = tell(
        "seized_since", animal=LORD, last=DAY, reach=300.0,
        seizures=(
            tell("seized_at_km", seizure=seizure, day=DAY, away=69.2),
            tell("seized_nowhere", seizure=seizure, day=DAY),
        ),
    )  # fmt: skip
    window = together(tell("maybe_died"), tell("window_reach", km=3.0, days=2))
    assert "69 km" in since
    assert "69" not in coarsely(since) + repr(coarsely(since).parts)
    assert "place not known" in coarsely(since)
    assert coarsely(window) == "It died of natural causes"


def test_a_list_of_stations_is_told_coarsely_each() -> None:
    said = coarsely(tell("no_data", stations=(STATION, STATION), share=0.5))
    assert said.count("a grid cell") == 2
    assert said.endswith("where 50% of its meetings were")


def test_what_is_no_message_of_ours_stays_as_it_is() -> None:
    assert coarsely(Told("as it came")) == "as it came"


def test_a_word_out_of_a_list_is_said_and_an_unknown_one_as_it_came() -> None:
    assert str(Word("watch_incident", "camera destroyed")) == "camera destroyed"
    assert str(Word("watch_thing", "UserAccount")) == "User account"
    assert str(Word("watch_thing", "Balloon")) == "Balloon"
    assert str(Named("IND-2", "")) == str(Named("IND-2", "IND-2")) == "IND-2"


# CLDR's own examples of each form.
@pytest.mark.parametrize("number", [1, 21, 31, 101, 1001])
def test_russian_one(number: int) -> None:
    assert plural(number, ("one", "few", "many")) == "one"


@pytest.mark.parametrize("number", [2, 3, 4, 22, 34, 102, 1.5])
def test_russian_few_and_fractions(number: float) -> None:
    assert plural(number, ("one", "few", "many")) == "few"


@pytest.mark.parametrize("number", [0, 5, 11, 12, 14, 19, 100, 111, 1012])
def test_russian_many(number: int) -> None:
    assert plural(number, ("one", "few", "many")) == "many"


@pytest.mark.parametrize(
    ("number", "forms", "said"),
    [
        (1, "# night|# nights", "1 night"),
        (0, "# night|# nights", "0 nights"),
        (7, "#个", "7个"),
        (1, "once|# times", "once"),
        (0.000012, ".2g", "0.000012"),
        (3.91e-06, ".2g", "0.0000039"),
        (0.25, ".0%", "25%"),
        (0.0186, ".3g", "0.0186"),
    ],
)
def test_a_number_is_said_as_people_write_it(number: float, forms: str, said: str) -> None:
    assert format(Counted(number), forms) == said

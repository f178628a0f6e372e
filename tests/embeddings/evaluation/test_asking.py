"""Who asks whom when a calibration is fitted on one table of identified photos."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.coat import Flank, Kind
from embeddings.evaluation.asking import Asking, drawn, usable
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.strength import EmptySet

SPECIES = "Panthera pardus"


def photo(animal, encounter, number=0, *, flank="left", species=SPECIES, kind="camera"):
    """One row of a table."""
    name = f"{animal}-{encounter}-{flank}-{number}.jpg"
    return PhotoRow(
        "T.csv",
        number,
        name,
        Path(name),
        animal,
        encounter,
        Flank(flank),
        species,
        Kind(kind),
        None,
    )


def table():
    """Amba met in three encounters of four photos, Bure in two by other flanks, Chara once."""
    rows = [photo("Amba", f"a{meeting}", take) for meeting in range(3) for take in range(4)]
    rows += [photo("Bure", "b0"), photo("Bure", "b1", flank="right")]
    return [*rows, *(photo("Chara", "c0", take) for take in range(3))]


def asked(rows, **how):
    return drawn(rows, np.random.default_rng(7), **how)


def test_two_photos_of_each_encounter_ask_and_one_of_an_animal_met_once():
    made = asked(table())
    times = {}
    for row in made.queries:
        key = (row.individual, row.encounter)
        times[key] = times.get(key, 0) + 1
    # Bure was met twice, but never twice by one flank: neither photo has an answer.
    assert times == {
        ("Amba", "a0"): 2,
        ("Amba", "a1"): 2,
        ("Amba", "a2"): 2,
        ("Bure", "b0"): 1,
        ("Bure", "b1"): 1,
        ("Chara", "c0"): 1,
    }
    assert len(made.gallery) == len(table())


def test_the_same_seed_draws_the_same_and_another_does_not():
    rows = [photo("Amba", f"a{meeting}", take) for meeting in range(3) for take in range(9)]
    first, again = asked(rows), asked(rows)
    other = drawn(rows, np.random.default_rng(8))
    assert first == again
    assert first.queries != other.queries


def test_a_cap_on_queries_keeps_strangers_among_them_and_the_gallery_whole():
    rows = [photo(f"A{one}", f"{one}-{meet}") for one in range(12) for meet in range(2)]
    rows += [photo(f"S{one}", f"s{one}") for one in range(12)]
    made = asked(rows, most=9)
    strangers = [row for row in made.queries if row.individual.startswith("S")]
    assert (len(made.queries), len(strangers)) == (9, 3)
    assert len(made.gallery) == 36
    assert "at most 9 queries" in made.rule


def test_under_a_cap_every_animal_asks_before_one_asks_again():
    # Amba has ten encounters, the others two each: by encounters Amba would ask most.
    rows = [photo("Amba", f"a{meeting}", take) for meeting in range(10) for take in range(2)]
    rows += [photo(f"A{one}", f"{one}-{meet}") for one in range(6) for meet in range(2)]
    asks = [row.individual for row in asked(rows, most=7).queries]
    assert sorted(asks) == ["A0", "A1", "A2", "A3", "A4", "A5", "Amba"]
    twice = asked(rows, most=14).queries
    of_amba = [row.encounter for row in twice if row.individual == "Amba"]
    assert len(of_amba) == len(set(of_amba)) == 2


def test_few_photos_of_an_encounter_are_searched_where_that_is_asked():
    made = asked(table(), per_encounter=2)
    assert sum(row.individual == "Amba" for row in made.gallery) == 6
    assert set(made.queries) <= set(made.gallery)


def test_skins_ask_living_animals_and_never_each_other():
    rows = [photo("Amba", "alive"), photo("Bure", "alive too"), photo("Amba", "skin", kind="pelt")]
    made = asked(rows, domain="pelt")
    assert [row.kind for row in made.queries] == [Kind.PELT]
    assert {row.kind for row in made.gallery} == {Kind.CAMERA}
    assert made.met_again == 1


def test_without_a_photo_that_asks_nothing_is_drawn():
    with pytest.raises(EmptySet, match="no photo can ask"):
        asked([photo("Amba", "alive")], domain="pelt")


def test_only_animals_with_another_encounter_count_as_met_again():
    lone, pair = photo("Chara", "c0"), [photo("Amba", "a0"), photo("Amba", "a1")]
    assert Asking((lone, pair[0]), (lone, *pair), "").met_again == 1


@pytest.mark.parametrize(("flank", "found"), [("left", 1), ("right", 0), ("unknown", 1)])
def test_an_animal_met_by_its_other_flank_was_not_met_again(flank, found):
    asks, held = photo("Amba", "a0"), photo("Amba", "a1", flank=flank)
    assert Asking((asks,), (asks, held), "").met_again == found


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (photo("", "a0"), "individual_id", "it names no animal"),
        (photo("Amba", ""), "encounter_id", "no photo may meet its own"),
        (photo("Amba", "a0", species="Panthera uncia"), "species", "no photo of Panthera pardus"),
        (photo("Amba", "a0", kind="pelt"), "kind", "photos of kind camera"),
    ],
)
def test_a_row_that_teaches_nothing_is_named_and_stops_no_other(row, field, reason):
    told = []
    kept = usable(
        [row, photo("Bure", "b0", species="")],
        species=SPECIES,
        kinds=frozenset({Kind.CAMERA}),
        reject=told.append,
    )
    assert [one.individual for one in kept] == ["Bure"]
    assert kept[0].species == SPECIES
    assert told[0].field == field
    assert reason in told[0].reason


def test_a_row_that_could_not_be_read_is_passed_on():
    bad = RowReject("T.csv", 3, "x.jpg", "flank", "up", "no such flank", "write left")
    told = []
    usable([bad], species=SPECIES, kinds=frozenset(Kind), reject=told.append)
    assert told == [bad]

"""A coordinate is kept as it was written; the database makes the same number of it as we would."""

import math
import random

from sqlalchemy import Float, String, cast, literal, select

from workbench.store import Store
from workbench.store.engine import reading
from workbench.store.reading.numbers import number_of, whole_of


def numbers(store: Store, written: list[str]) -> list[float | None]:
    """What the database reads out of each text, in one question."""
    asked = select(*(number_of(cast(literal(one), String)) for one in written))
    with reading(store.engine) as connection:
        return list(connection.execute(asked).one())


def test_every_number_that_a_person_or_a_program_writes_is_read_exactly(store: Store) -> None:
    rng = random.Random(8)
    degrees = [rng.uniform(-180, 180) for _ in range(60)]
    written = [repr(one) for one in degrees] + [f"{one:.3f}" for one in degrees]
    written += [f"{one:.6e}" for one in degrees] + ["0", "-0.0", "+43.1", "43.", "1E+2", "007"]

    read = numbers(store, written)

    assert read == [float(one) for one in written]


WORDS = (
    "", " ", "unknown", "43,1", "43.1 N", " 43.1", "43°06'", "0x2b", "nan", "inf", "-", "٤٣",
    "NULL", "2024-05-06", "1.2.3", "1-2", "e5", "--1", "1e", ".5", "1e999", "1e-999", "9" * 400,
)  # fmt: skip


def test_words_in_a_column_of_coordinates_are_no_number_and_no_error(store: Store) -> None:
    """All in one question, beside a number: one bad cell takes the map from nobody."""
    read = dict(zip(WORDS, numbers(store, [*WORDS, "42.7"]), strict=False))

    assert {word: number for word, number in read.items() if number is not None} == {}
    assert numbers(store, ["1e999", "42.7"]) == [None, 42.7]


def test_a_point_falls_into_the_cell_whose_southern_edge_it_has_reached(store: Store) -> None:
    """The cell is the whole part of the distance: 0.99 of a cell is still the first one."""
    steps = [9e9, 0.0, 0.25, 0.999999, 1.0, 1.5, 179.999, 180.0, 1440.5]
    asked = select(*(whole_of(literal(one, Float)) for one in steps))
    with reading(store.engine) as connection:
        cells = list(connection.execute(asked).one())
    assert cells == [math.floor(one) for one in steps]

"""People of one name who are two, also where there are too many pairs to compare them all."""

from itertools import combinations
from typing import Any

import pytest

from cases.findings import namesake
from cases.findings.namesake import find
from cases.resolution import plans

FAMILIES = ("Sokolov", "Dymov", "Kravets", "Lebedev", "Zaitsev")
GIVEN = ("Oleg", "Maksim", "Timur", "Rustam")


@pytest.fixture
def register(records: Any) -> Any:
    """Twenty invented people, each with a birth date of their own, and three namesakes of some."""
    number = 0
    for family in FAMILIES:
        for given in GIVEN:
            number += 1
            records.say(
                f"PER-{number:02d}",
                "Person",
                name=f"{given} {family}",
                birthDate=f"19{40 + number}-05-11",
            )
    for more, (name, born) in enumerate(
        (
            ("Oleg Dymov", "1991-02-03"),
            ("Олег Дымов", "1992-07-08"),
            ("Timur Zaitsev", "1993-09-10"),
        ),
        start=30,
    ):
        records.say(f"PER-{more}", "Person", name=name, birthDate=born)
    return records


def pairs_of(found: Any) -> set[frozenset[str]]:
    return {frozenset(one.subjects) for one in found}


def namesakes_by_hand() -> set[frozenset[str]]:
    """Oleg Dymov is PER-05, PER-30 and PER-31 (in Cyrillic); Timur Zaitsev PER-19 and PER-32."""
    three = combinations(("PER-05", "PER-30", "PER-31"), 2)
    return {*(frozenset(pair) for pair in three), frozenset(("PER-19", "PER-32"))}


def test_all_pairs_are_compared_where_there_are_few(register: Any) -> None:
    found = find(register.world())

    assert pairs_of(found) == namesakes_by_hand()
    assert not any("were compared" in one.caveat for one in found)


def test_of_many_pairs_those_of_one_name_are_still_found_and_what_was_left_out_is_told(
    register: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = register.world()
    made = sum(plan.pairs for plan in plans(world.entities))
    monkeypatch.setattr(namesake, "_PAIRS_COMPARED", 12)
    assert made > 50

    found = find(world)

    assert pairs_of(found) == namesakes_by_hand()
    for one in found:
        assert f"Of {made:,} pairs" in one.caveat
        assert "namesakes beyond them are not listed" in one.caveat


def test_no_more_pairs_are_compared_than_may_be(
    register: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(namesake, "_PAIRS_COMPARED", 2)
    looked: list[int] = []

    def counted(plan: Any, start: int, end: int) -> Any:
        looked.append(end - start)
        return whole(plan, start, end)

    whole = namesake.compared
    monkeypatch.setattr(namesake, "compared", counted)
    found = find(register.world())

    assert sum(looked) == 2
    assert pairs_of(found) <= namesakes_by_hand()
    assert len(found) == 2


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ({"name ivan"}, {"name ivan"}, 1),
        ({"name ivan", "name dimov"}, {"name ivan", "name dimov"}, 2),
        ({"name ivan", "name dimov"}, {"name ivan", "name petrov"}, 0),
        ({"name ivan", "name dimov"}, {"name ivan"}, 1),
        (set(), {"name ivan"}, 0),
    ],
)
def test_a_given_name_alone_is_no_namesake(one: Any, other: Any, near: int) -> None:
    assert namesake._nearness(frozenset(one), frozenset(other)) == near

"""How far a link holds: the weaker axis of a grade, independent origins added, copies counted once.

The chances by grade are stated with every result, so the table is repeated here by hand: whoever
changes one number changes what an analyst has read.
"""

from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.grade import SCHEMES, Grade
from cases.graph.link import UNGRADED_HOLDS, any_holds, chance, holds, link_of

SOURCE = {"A": 0.98, "B": 0.92, "C": 0.8, "D": 0.6, "E": 0.4, "F": 0.6}
INFORMATION = {"1": 0.98, "2": 0.9, "3": 0.75, "4": 0.5, "5": 0.2, "6": 0.6}


@pytest.mark.parametrize(("source", "information"), list(product(SOURCE, INFORMATION)))
def test_the_weaker_axis_of_a_grade_decides(source: str, information: str) -> None:
    expected = min(SOURCE[source], INFORMATION[information])
    assert chance(Grade("admiralty", source, information)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scheme", "source", "information", "expected"),
    [
        # 3x5x2 1B: source A to B, (0.98 + 0.92) / 2 = 0.95; information 2, 0.9.
        ("3x5x2", "1", "B", 0.9),
        # 1A: information 2 to 3, (0.9 + 0.75) / 2 = 0.825.
        ("3x5x2", "1", "A", 0.825),
        # 3C: source D to E, (0.6 + 0.4) / 2 = 0.5.
        ("3x5x2", "3", "C", 0.5),
        # 4x4 C1: source C to D, (0.8 + 0.6) / 2 = 0.7; information 1 to 2, 0.94.
        ("4x4", "C", "1", 0.7),
        # 4x4 A1: information 1 to 2, (0.98 + 0.9) / 2 = 0.94.
        ("4x4", "A", "1", 0.94),
        # 4x4 A4: information 3 to 6, (0.75 + 0.6) / 2 = 0.675.
        ("4x4", "A", "4", 0.675),
        # 5x5x5 D5: source D to E, 0.5; information 5, 0.2.
        ("5x5x5", "D", "5", 0.2),
    ],
)
def test_a_foreign_grade_holds_as_often_as_the_middle_of_its_span(
    scheme: str, source: str, information: str, expected: float
) -> None:
    assert chance(Grade(scheme, source, information)) == pytest.approx(expected)


def test_nobody_graded_it_is_not_the_same_as_it_cannot_be_judged() -> None:
    assert chance(Grade()) == UNGRADED_HOLDS == 0.75
    assert chance(Grade("admiralty", "F", "6")) == 0.6
    # A register that nobody graded is worth a fair source with a possible fact.
    assert chance(Grade()) == chance(Grade("admiralty", "C", "3"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_grade_makes_a_link_certain_or_impossible(scheme: str) -> None:
    sources, facts = SCHEMES[scheme]
    chances = [holds(Grade(scheme, s, f).admiralty) for s in sources for f in facts]
    assert all(0.0 < one < 1.0 for one in chances)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_better_letter_or_digit_never_holds_less(axis: int) -> None:
    letters = "ABCDE" if axis == 0 else "12345"
    grades = [Grade("admiralty", *((c, "1") if axis == 0 else ("A", c))) for c in letters]
    assert all(chance(better) > chance(worse) for better, worse in pairwise(grades))


@given(st.lists(st.floats(0, 1), max_size=6))
def test_that_one_of_several_holds_is_what_counting_every_outcome_gives(
    chances: list[float],
) -> None:
    """Oracle: every way in which some hold and others do not, added up."""
    summed = 0.0
    for outcome in product((True, False), repeat=len(chances)):
        weight = 1.0
        for holding, one in zip(outcome, chances, strict=True):
            weight *= one if holding else 1.0 - one
        summed += weight if any(outcome) else 0.0
    assert any_holds(chances) == pytest.approx(summed)


def said(records: Any, *tellings: dict[str, Any]) -> list[Any]:
    return [records.say("PER-1", "Person", associate="PER-2", **telling)[0] for telling in tellings]


def link(records: Any, statements: Any, **more: Any) -> Any:
    return link_of("PER-1", "PER-2", "associate", statements, records.sources, **more)


def test_two_independent_sources_make_a_link_surer_than_either(records: Any) -> None:
    two = said(records, {"by": "SRC-1", "grade": "B2"}, {"by": "SRC-2", "grade": "C3"})
    # B2 holds 0.9 of the time, C3 0.75: 1 - 0.1 * 0.25.
    assert link(records, two).certainty == pytest.approx(0.975)
    assert [link(records, [one]).certainty for one in two] == pytest.approx([0.9, 0.75])
    assert link(records, two).roots == 2


def test_a_story_that_ten_papers_copied_is_told_once(records: Any) -> None:
    records.source("AGENCY")
    copies = [f"PAPER-{n}" for n in range(10)]
    for paper in copies:
        records.source(paper, origin="AGENCY")
    told = said(records, *({"by": paper, "grade": "C3"} for paper in copies))
    copied = link(records, told)
    assert (copied.roots, copied.certainty) == (1, pytest.approx(0.75))
    # One copy was graded better: the root is worth its best telling, and no more.
    better = [*told, *said(records, {"by": "PAPER-3", "grade": "B2"})]
    assert link(records, better).certainty == pytest.approx(0.9)
    assert link(records, [*better, *said(records, {"by": "AGENCY", "grade": "B2"})]).roots == 1


def test_a_link_that_needs_both_ends_is_as_weak_as_its_weaker_one(records: Any) -> None:
    three = said(
        records, {"by": "SRC-1", "grade": "A1"}, {"by": "SRC-2", "grade": "D2"},
        {"by": "SRC-3", "grade": "B3"},
    )  # fmt: skip
    assert link(records, three, needs_all=True).certainty == pytest.approx(0.6)
    for two in combinations(three, 2):
        expected = min(chance(one.grade) for one in two)
        assert link(records, two, needs_all=True).certainty == pytest.approx(expected)


def test_the_same_statement_twice_is_one(records: Any) -> None:
    (one,) = said(records, {"grade": "C3"})
    double = link(records, [one, one, one])
    assert (double.statements, double.certainty) == ((one.id,), pytest.approx(0.75))


@pytest.mark.parametrize(
    ("grades", "best"),
    [
        (["B2", "C3"], "B 2"),
        (["C3", "B2"], "B 2"),
        (["A5", "C3"], "C 3"),
        (["", "D4"], "D 4"),
        (["", ""], ""),
        ([""], ""),
    ],
)
def test_the_best_grade_told_is_that_which_holds_most_often(
    records: Any, grades: list[str], best: str
) -> None:
    told = said(records, *({"by": f"SRC-{n}", "grade": g} for n, g in enumerate(grades)))
    assert link(records, told).best_grade == best


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2024-05-01", "2023", "2024-02"], "2023", "2024-05-01"),
        (["2024-05-01", None], "2024-05-01", "2024-05-01"),
        ([None, None], "", ""),
        # One instant is later by the clock on the wall and earlier in truth.
        (["2024-03-04T01:00+10:00", "2024-03-03T18:00+01:00"],
         "2024-03-04T01:00+10:00", "2024-03-03T18:00+01:00"),
    ],
)  # fmt: skip
def test_a_link_is_told_from_its_first_to_its_last_time(
    records: Any, dates: list[str | None], first: str, last: str
) -> None:
    told = []
    for number, date in enumerate(dates):
        when = {} if date is None else {"date": date}
        made = records.say("SZ-1", "Seizure", by=f"SRC-{number}", courier="PER-2", **when)
        told += [one for one in made if one.property == "courier"]
    made_of = link_of("SZ-1", "PER-2", "courier", told, records.sources)
    assert (made_of.first, made_of.last) == (first, last)
    assert link_of("SZ-1", "PER-2", "courier", told[::-1], records.sources) == made_of


def test_one_real_source_takes_a_link_out_of_the_demonstration(records: Any) -> None:
    records.source("DEMO", simulated=True)
    invented = said(records, {"by": "DEMO"})
    assert link(records, invented).simulated
    assert not link(records, [*invented, *said(records, {"by": "SRC-9"})]).simulated


def test_a_source_that_is_not_known_counts_as_its_own_and_as_real(records: Any) -> None:
    records.source("DEMO", simulated=True)
    told = said(records, {"by": "DEMO"}, {"by": "SRC-9"})
    del records.sources["SRC-9"]
    assert (link(records, told).roots, link(records, told).simulated) == (2, False)


def test_a_link_that_nobody_states_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no statement says PER-1 associate PER-2"):
        link_of("PER-1", "PER-2", "associate", [], {})


def test_statements_are_named_in_one_order_whatever_order_they_came_in(records: Any) -> None:
    three = said(records, {"by": "SRC-1"}, {"by": "SRC-2"}, {"by": "SRC-3"})
    ordered = tuple(sorted(one.id for one in three))
    assert link(records, three).statements == link(records, three[::-1]).statements == ordered
    assert link(records, three).derived is False
    assert link(records, three, derived=True).derived is True

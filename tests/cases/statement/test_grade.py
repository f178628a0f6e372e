"""Grades are read in their own scheme and compared as Admiralty spans only."""

import pytest

from cases.grade import SCHEMES, Grade


@pytest.mark.parametrize(
    ("scheme", "source", "information", "span"),
    [
        ("admiralty", "B", "2", "B 2"),
        ("4x4", "A", "1", "A 1–2"),
        ("4x4", "C", "3", "C–D 2"),
        ("4x4", "X", "4", "F 3–6"),
        ("5x5x5", "C", "4", "C–D 6"),
        ("5x5x5", "D", "5", "D–E 5"),
        ("5x5x5", "E", "2", "F 2–3"),
        ("3x5x2", "1", "A", "A–B 2–3"),
        ("3x5x2", "2", "E", "F 5"),
        ("3x5x2", "3", "D", "D–E 6"),
        ("", "", "", "F 6"),
    ],
)
def test_a_grade_maps_to_the_span_it_may_mean(
    scheme: str, source: str, information: str, span: str
) -> None:
    assert str(Grade(scheme, source, information).admiralty) == span


def test_the_same_letter_means_different_things_in_different_schemes() -> None:
    assert Grade("admiralty", "E", "").admiralty.source_best == "E"
    assert Grade("5x5x5", "E", "").admiralty.source_best == "F"


@pytest.mark.parametrize(
    ("scheme", "source", "information", "why"),
    [
        ("", "B", "2", "needs its scheme"),
        ("7x7", "A", "1", "no scheme '7x7'; known are admiralty"),
        ("4x4", "D", "1", "no source grade 'D'; it has A, B, C, X"),
        ("3x5x2", "A", "1", "no source grade 'A'; it has 1, 2, 3"),
        ("admiralty", "A", "7", "no information grade '7'"),
    ],
)
def test_a_grade_without_meaning_is_refused(
    scheme: str, source: str, information: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why.replace("(", r"\(")):
        Grade(scheme, source, information)


def test_every_span_runs_from_better_to_worse() -> None:
    for sources, informations in SCHEMES.values():
        for best, worst in (*sources.values(), *informations.values()):
            assert best <= worst


def test_half_a_grade_leaves_the_other_axis_open() -> None:
    assert str(Grade("admiralty", "B").admiralty) == "B 6"
    assert str(Grade("admiralty", "B")) == "B (admiralty)"
    assert str(Grade()) == "ungraded"

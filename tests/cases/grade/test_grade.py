"""A grade is read in its own scheme: the same letter means another thing in the next one."""

import pytest

from cases.grade import SCHEMES, AdmiraltyInterval, Grade

# From the publishers' definitions, by hand: (scheme, source, information, as Admiralty).
# 3x5x2 (UK College of Policing 2016): source 1 reliable, 2 untested, 3 not reliable; information
# A known directly, B known indirectly but corroborated, C known indirectly, D not known,
# E suspected to be false. 5x5x5 (UK 2005): source A always reliable ... E untested; information
# 1 known to be true without reservation ... 4 cannot be judged, 5 suspected to be false.
# 4x4 (Europol): source A no doubt, B mostly reliable, C mostly unreliable, X cannot be assessed.
TABLE = [
    ("admiralty", "A", "1", "A 1"),
    ("admiralty", "B", "2", "B 2"),
    ("admiralty", "E", "5", "E 5"),
    ("admiralty", "F", "6", "F 6"),
    ("4x4", "A", "1", "A 1–2"),
    ("4x4", "B", "2", "B 2–3"),
    ("4x4", "C", "3", "C–D 2"),
    ("4x4", "X", "4", "F 3–6"),
    ("5x5x5", "A", "1", "A 1"),
    ("5x5x5", "B", "2", "B 2–3"),
    ("5x5x5", "C", "3", "C–D 2"),
    ("5x5x5", "C", "4", "C–D 6"),
    ("5x5x5", "D", "5", "D–E 5"),
    ("5x5x5", "E", "2", "F 2–3"),
    ("5x5x5", "E", "4", "F 6"),
    ("3x5x2", "1", "A", "A–B 2–3"),
    ("3x5x2", "1", "B", "A–B 2"),
    ("3x5x2", "2", "C", "F 3"),
    ("3x5x2", "3", "E", "D–E 5"),
    ("3x5x2", "2", "D", "F 6"),
    ("3x5x2", "2", "E", "F 5"),
    ("3x5x2", "3", "D", "D–E 6"),
]


@pytest.mark.parametrize(("scheme", "source", "information", "span"), TABLE)
def test_a_foreign_grade_is_the_span_it_may_mean(
    scheme: str, source: str, information: str, span: str
) -> None:
    grade = Grade(scheme, source, information)
    assert str(grade.admiralty) == span
    assert str(grade) == f"{source}{information} ({scheme})"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_grade_of_a_scheme_is_a_span_from_better_to_worse(scheme: str) -> None:
    sources, facts = SCHEMES[scheme]
    for source in sources:
        for fact in facts:
            span = Grade(scheme, source, fact).admiralty
            assert "A" <= span.source_best <= span.source_worst <= "F"
            assert "1" <= span.information_best <= span.information_worst <= "6"


@pytest.mark.parametrize(
    ("scheme", "source", "information", "span"),
    [
        ("", "", "", "F 6"),
        ("admiralty", "B", "", "B 6"),
        ("admiralty", "", "2", "F 2"),
        ("3x5x2", "1", "", "A–B 6"),
        ("4x4", "", "1", "F 1–2"),
    ],
)
def test_what_was_not_graded_cannot_be_judged(
    scheme: str, source: str, information: str, span: str
) -> None:
    assert str(Grade(scheme, source, information).admiralty) == span


@pytest.mark.parametrize(
    ("scheme", "source", "information", "told"),
    [
        ("", "B", "2", "grade B2 needs its scheme"),
        ("", "", "2", "grade 2 needs its scheme"),
        ("", "B", "", "grade B needs its scheme"),
        ("6x6", "B", "2", "no scheme '6x6'; known are admiralty, 4x4, 5x5x5, 3x5x2"),
        ("admiralty", "G", "2", "admiralty has no source grade 'G'"),
        ("admiralty", "B", "7", "admiralty has no information grade '7'"),
        ("admiralty", "b", "2", "admiralty has no source grade 'b'"),
        # Digits and letters the other way round: the mistake the scheme is there to catch.
        ("3x5x2", "B", "2", "3x5x2 has no source grade 'B'; it has 1, 2, 3"),
        ("3x5x2", "A", "1", "3x5x2 has no source grade 'A'; it has 1, 2, 3"),
        ("3x5x2", "2", "2", "3x5x2 has no information grade '2'; it has A, B, C, D, E"),
        ("4x4", "D", "1", "4x4 has no source grade 'D'; it has A, B, C, X"),
        ("5x5x5", "A", "6", "5x5x5 has no information grade '6'"),
    ],
)
def test_a_grade_that_its_scheme_does_not_know_is_refused_with_those_it_knows(
    scheme: str, source: str, information: str, told: str
) -> None:
    with pytest.raises(ValueError, match=told.replace("(", r"\(").replace(")", r"\)")):
        Grade(scheme, source, information)


def test_the_same_letter_means_different_things_in_different_schemes() -> None:
    assert Grade("admiralty", "E", "").admiralty.source_best == "E"
    assert Grade("5x5x5", "E", "").admiralty.source_best == "F"


def test_half_a_grade_says_its_half_and_an_ungraded_statement_says_so() -> None:
    assert str(Grade("admiralty", "B")) == "B (admiralty)"
    assert str(Grade()) == "ungraded"


def test_spans_are_in_order_of_the_best_they_may_mean() -> None:
    spans = [
        AdmiraltyInterval(*parts) for parts in ("FF66", "AA22", "AB22", "AA12", "BB11", "AA11")
    ]
    assert [str(one) for one in sorted(spans)] == ["A 1", "A 1–2", "A 2", "A–B 2", "B 1", "F 6"]

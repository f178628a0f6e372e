"""How closely animals are related: against the tabular method and Wright's sum over ways."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalogue import coancestry, inbreeding, pedigree
from cases.catalogue.kinship import Pedigree


def family(records: Any, *rows: tuple[str, str, str]) -> Pedigree:
    """(animal, mother, father), "" for one that nobody knows."""
    for animal, mother, father in rows:
        records.say(animal, "IndividualAnimal", name=animal)
        for name, parent in (("mother", mother), ("father", father)):
            if parent:
                records.say(animal, "IndividualAnimal", **{name: parent})
    return pedigree(records.world().entities)


SIBS = (("IND-A", "IND-M", "IND-F"), ("IND-B", "IND-M", "IND-F"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((*SIBS, ("IND-X", "IND-A", "IND-B")), 0.25),
        ((("IND-A", "IND-M", "IND-F"), ("IND-B", "IND-M", "IND-G"),
          ("IND-X", "IND-A", "IND-B")), 0.125),
        ((*SIBS, ("IND-C", "IND-A", "IND-1"), ("IND-D", "IND-2", "IND-B"),
          ("IND-X", "IND-C", "IND-D")), 0.0625),
        ((("IND-A", "IND-M", "IND-F"), ("IND-X", "IND-A", "IND-F")), 0.25),
        ((*SIBS, ("IND-X", "IND-A", "")), 0.0),
        ((("IND-A", "IND-M", ""), ("IND-B", "IND-M", ""), ("IND-X", "IND-A", "IND-B")), 0.125),
    ],
    ids=["full sibs", "half sibs", "cousins", "father and daughter", "a father unknown",
         "sibs of one known mother"],
)  # fmt: skip
def test_a_cub_is_as_inbred_as_textbooks_say(
    records: Any, rows: tuple[tuple[str, str, str], ...], expected: float
) -> None:
    assert inbreeding(family(records, *rows), "IND-X").at_least == pytest.approx(expected)


def test_it_is_said_through_whom_and_how_much_is_known(records: Any) -> None:
    found = inbreeding(family(records, *SIBS, ("IND-X", "IND-A", "IND-B")), "IND-X")

    assert found.common == ("IND-F", "IND-M")
    assert found.known == 2
    assert len(found.statements) == 6


def test_two_mothers_or_a_circle_leave_no_known_parent(records: Any) -> None:
    rows = (("IND-A", "IND-M", "IND-F"), ("IND-B", "IND-C", ""), ("IND-C", "IND-B", ""),
            ("IND-D", "IND-D", ""))  # fmt: skip
    records.say("IND-A", "IndividualAnimal", mother="IND-N")
    known = family(records, *rows)

    assert known.of("IND-A") == ("", "IND-F")
    assert set(known.refused) == {"IND-A", "IND-B", "IND-C", "IND-D"}
    assert inbreeding(known, "IND-B").at_least == 0.0


def test_a_thousand_generations_are_no_trouble() -> None:
    parents = {str(n): (str(n - 1), "") for n in range(1, 1500)} | {"0": ("", "")}
    known = Pedigree(parents, {}, {})

    found = coancestry(known, [("1499", "1498")])["1499", "1498"]

    assert found == pytest.approx(0.25)


@st.composite
def pedigrees(draw: st.DrawFn) -> dict[int, tuple[int, int]]:
    """Up to nine animals in order of birth; -1 for a parent that nobody knows."""
    count = draw(st.integers(1, 9))
    return {n: (draw(st.integers(-1, n - 1)), draw(st.integers(-1, n - 1))) for n in range(count)}


def table(parents: dict[int, tuple[int, int]]) -> list[list[float]]:
    """The numerator relationship matrix by the tabular method (Emik & Terrill 1949)."""
    size = len(parents)
    a = [[0.0] * size for _ in range(size)]
    for j in range(size):
        dam, sire = parents[j]
        for i in range(j):
            a[i][j] = a[j][i] = 0.5 * sum(a[i][p] for p in (dam, sire) if p >= 0)
        a[j][j] = 1.0 + (0.5 * a[dam][sire] if dam >= 0 and sire >= 0 else 0.0)
    return a


def ways(parents: dict[int, tuple[int, int]], start: int) -> Iterator[tuple[int, ...]]:
    """Every way up from an animal, itself first."""
    yield (start,)
    for parent in parents[start]:
        if parent >= 0:
            for way in ways(parents, parent):
                yield (start, *way)


def wright(parents: dict[int, tuple[int, int]], animal: int) -> float:
    """F = sum over ways of (1/2)^(n+1) (1 + F_A), n parents and ancestors on the way."""
    dam, sire = parents[animal]
    if dam < 0 or sire < 0:
        return 0.0
    total = 0.0
    for up in ways(parents, dam):
        for down in ways(parents, sire):
            if up[-1] == down[-1] and not set(up[:-1]) & set(down[:-1]):
                steps = len(up) - 1 + len(down) - 1
                total += 0.5 ** (steps + 1) * (1.0 + wright(parents, up[-1]))
    return total


@given(pedigrees())
def test_it_is_what_the_tabular_method_and_wrights_sum_give(
    parents: dict[int, tuple[int, int]],
) -> None:
    names = {n: (str(d) if d >= 0 else "", str(s) if s >= 0 else "")
             for n, (d, s) in parents.items()}  # fmt: skip
    known = Pedigree({str(n): pair for n, pair in names.items()}, {}, {})
    a = table(parents)

    pairs = [(str(i), str(j)) for i in parents for j in parents]
    found = coancestry(known, pairs)

    for one, other in pairs:
        assert found[one, other] == pytest.approx(0.5 * a[int(one)][int(other)])
    for n in parents:
        assert inbreeding(known, str(n)).at_least == pytest.approx(a[n][n] - 1.0)
        if sum(1 for pair in parents.values() for p in pair if p >= 0) <= 10:
            assert inbreeding(known, str(n)).at_least == pytest.approx(wright(parents, n))

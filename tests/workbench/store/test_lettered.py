"""What somebody types into a search field, against what stands in the records."""

import unicodedata
from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Ref, Source
from workbench.store import Reader, Store
from workbench.store.reading.folding import sought
from workbench.store.reading.seizures import SeizureFilter

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ANALYST = Reader("STAFF-0009", frozenset({"analyst"}), 3)
PLACES = (
    *("Đà Nẵng", "Йошкар-Ола", "STRASSE", "Straße", "50%_x", "王建国", "a\\b", "O'Neil"),
    *("Hòa Bình", "Hoa Lu", "Семён", "Семенов", "Łódź", "ស្រី", "ស្រា", "İzmir", "가나"),
)


@pytest.fixture
def filled(store: Store) -> Store:
    """Seizures, one a place, over SQLite and PostgreSQL."""
    with store.transaction("STAFF-0001", "import", NOW) as work:
        work.statements.add(
            [Claim(Ref("Seizure", "t", place), "Seizure", "location", place) for place in PLACES],
            Source("", "file", "t.csv"),
        )
    return store


def found(store: Store, letters: str) -> set[str]:
    """The places of the seizures that a filter by these letters leaves."""
    with store.read(ANALYST) as q:
        ids, _ = q.seizures.page(SeizureFilter(text=letters), 0, 100)
        said = q.statements.statements_of(ids)
        return {statement.value for statement in said if statement.property == "location"}


@pytest.mark.parametrize(
    ("letters", "places"),
    [
        ("đà n", {"Đà Nẵng"}), ("йошкар", {"Йошкар-Ола"}), ("ЙОШ", {"Йошкар-Ола"}),
        ("建国", {"王建国"}), ("가", {"가나"}),
        # Marks that are left out when one types, or were when it was written.
        ("da nang", {"Đà Nẵng"}), ("đa năng", {"Đà Nẵng"}), ("ĐÀ", {"Đà Nẵng"}),
        ("hoa", {"Hòa Bình", "Hoa Lu"}), ("HOÀ", {"Hòa Bình", "Hoa Lu"}), ("bình", {"Hòa Bình"}),
        ("семен", {"Семён", "Семенов"}), ("СЕМЁН", {"Семён", "Семенов"}), ("lodz", {"Łódź"}),
        ("izmir", {"İzmir"}), ("straße", {"Straße", "STRASSE"}), ("strasse", {"Straße", "STRASSE"}),
        # й is no и with something above it, and in Khmer a mark is a letter.
        ("иош", set()), ("ស្រី", {"ស្រី"}),
        ("%", {"50%_x"}), ("_", {"50%_x"}), ("\\", {"a\\b"}), ("'", {"O'Neil"}),
        ("' OR 1=1 --", set()),
        # As a Mac copies names out of its Finder.
        (unicodedata.normalize("NFD", "Đà Nẵng"), {"Đà Nẵng"}),
        (unicodedata.normalize("NFD", "йош"), {"Йошкар-Ола"}),
        ("\0", set()), ("о\0", set()), ("x" * 100_000, set()), ("я" * 100_000, set()),
    ],
)  # fmt: skip
def test_letters_find_what_a_person_sees_and_nothing_breaks_the_search(
    filled: Store, letters: str, places: set[str]
) -> None:
    assert found(filled, letters) == places


def test_of_a_whole_letter_pasted_into_the_field_the_beginning_is_looked_for() -> None:
    assert len(sought("a" * 70_000)) == 1000
    assert sought("50%") == "50%"

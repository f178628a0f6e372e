"""What a person enters by hand has no file: its source is told apart by all that it lends."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.statement import Grade, Handling, Source
from workbench.store import Reader, Store

NOW = datetime(2026, 5, 4, tzinfo=UTC)
ENTERED = Source("", "person", "Anna Orlova", grade=Grade("admiralty", "B", "2"))


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTERED, handling=Handling(3)),
        replace(ENTERED, handling=Handling(0, frozenset({"NORTH"}))),
        replace(ENTERED, handling=Handling(0, frozenset(), frozenset({"CN"}))),
        replace(ENTERED, grade=Grade("admiralty", "E", "5")),
        replace(ENTERED, simulated=True),
    ],
)
def test_a_stricter_entry_of_the_same_person_is_no_open_one(store: Store, other: Source) -> None:
    with store.transaction("anna", "enter", NOW) as work:
        first = work.sources.add(ENTERED)
    with store.transaction("anna", "enter", NOW) as work:
        second = work.sources.add(other)
        again = work.sources.add(ENTERED)
    assert (second != first, again == first) == (True, True)
    kept = store.read(Reader.whole("test")).sources.of({second})[second]
    assert (kept.handling, kept.grade, kept.simulated) == (
        other.handling,
        other.grade,
        other.simulated,
    )


@pytest.mark.parametrize("title", ["skin\udcff.jpg", "a\x00b"])
@pytest.mark.parametrize("digest", ["a" * 64, None])
def test_a_file_whose_name_is_no_text_is_one_source(store, title, digest):
    for _ in range(2):
        with store.transaction("STAFF-0001", "import", NOW) as work:
            assert work.sources.add(Source("", "file", title, digest)) == "SRC-0001"

"""The index of letters leads to what reading every statement finds, and to nothing else."""

import random
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.statement import Claim, Handling, Locator, Ref, Source
from workbench.store import Reader, Store
from workbench.store.letters import PORTION, index_letters, letters_beside, waiting
from workbench.store.reading.seizures import SeizureFilter

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ANALYST = Reader("STAFF-0009", frozenset({"analyst"}), 3)
OPEN_ONLY = Reader("STAFF-0008", frozenset({"analyst"}), 0)
WORDS = (
    *("Соколов", "STRASSE", "Straße", "Nguyễn", "post 17", 'a "quoted" one', "50%_off", "李小龙"),
    *("Hòa Bình", "Семён"),
)
ASKED = (
    *("соко", "strasse", "straße", "ễn", "POST 1", '"quo', "%_o", "小龙", "zz", "l", "ost 17"),
    *("hoa b", "nguyen", "BINH", "семен"),
)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """PostgreSQL has no such index: it reads every statement."""
    return sqlite_store


@pytest.fixture
def file(store: Store) -> Path:
    """Where the index lies."""
    return Path(str(store.engine.url.database)).parent / "derived" / "letters.sqlite"


def claims(first: int, last: int) -> list[Claim]:
    """Seizures with an agency each and a courier, whose words are drawn by a fixed seed."""
    chance, said = random.Random(first), []
    for number in range(first, last):
        seizure, person = Ref("Seizure", "t", str(number)), Ref("Person", "t", str(number % 7))
        closed = Handling(2) if number % 3 == 0 else None
        at = Locator("t.csv", row=number + 1)
        said += [
            Claim(seizure, "Seizure", "agency", chance.choice(WORDS), locator=at, handling=closed),
            Claim(seizure, "Seizure", "courier", person, locator=at),
            Claim(person, "Person", "name", WORDS[number % 7], locator=at, handling=closed),
        ]
    return said


def write(store: Store, first: int, last: int) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        work.statements.add(claims(first, last), Source("", "file", f"t{first}.csv"))


def answers(store: Store, reader: Reader) -> dict[str, tuple[list[str], object]]:
    """What both who filter seizures and who use the search field are told."""
    with store.read(reader) as q:
        return {
            letters: (
                q.seizures.page(SeizureFilter(text=letters), 0, 500)[0],
                sorted(set(q.entities.find(letters, 500))),
            )
            for letters in ASKED
        }


@pytest.mark.parametrize("reader", [ANALYST, OPEN_ONLY])
def test_the_answer_is_that_of_reading_everything(store: Store, reader: Reader) -> None:
    write(store, 0, 40)
    without = answers(store, reader)
    index_letters(store.engine)

    assert answers(store, reader) == without
    assert without["ost 17"][0]
    assert without["小龙"][0]
    assert without["hoa b"][0]


def test_what_was_stated_since_is_found_as_well(store: Store) -> None:
    write(store, 0, 10)
    reached = index_letters(store.engine)
    write(store, 10, 40)
    left, all_of_them = waiting(store.engine)
    late = answers(store, ANALYST)

    assert (left, all_of_them) == (all_of_them - reached, index_letters(store.engine))
    assert waiting(store.engine) == (0, all_of_them)
    assert answers(store, ANALYST) == late


def test_a_statement_taken_back_is_not_found(store: Store) -> None:
    write(store, 0, 3)
    index_letters(store.engine)
    with store.read(ANALYST) as q:
        (said,) = [s for s in q.statements.saying("Seizure", ["agency"]) if s.handling.level == 0][
            :1
        ]
    with store.transaction("STAFF-0001", "retract", NOW) as work:
        work.statements.retract(said.id, "misread")

    with store.read(ANALYST) as q:
        assert said.subject not in {row[0] for row in q.entities.find(said.value)}


def test_an_index_of_other_statements_is_not_believed(store: Store, file: Path) -> None:
    write(store, 0, 5)
    index_letters(store.engine)
    with sqlite3.connect(file) as there:
        there.execute("UPDATE reached SET statement = 'another'")

    with store.read(ANALYST) as q, q.seizures._asking.connected() as connection:
        assert letters_beside(store.engine, connection) is None
    assert waiting(store.engine)[0] == waiting(store.engine)[1]
    assert index_letters(store.engine) == waiting(store.engine)[1]


def test_an_index_of_another_folding_is_made_anew(store: Store, file: Path) -> None:
    write(store, 0, 40)
    without = answers(store, ANALYST)
    index_letters(store.engine)
    with sqlite3.connect(file) as there:
        there.execute("PRAGMA user_version = 1")

    assert waiting(store.engine)[0] == waiting(store.engine)[1]
    assert answers(store, ANALYST) == without
    assert index_letters(store.engine) > 0
    assert waiting(store.engine)[0] == 0


def test_a_broken_file_is_done_without(store: Store, file: Path) -> None:
    write(store, 0, 5)
    without = answers(store, ANALYST)
    file.parent.mkdir()
    file.write_bytes(b"no database at all, and long enough")

    assert answers(store, ANALYST) == without
    assert index_letters(store.engine) > 0


def test_a_stop_keeps_what_was_done(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write(store, 0, 20)
    monkeypatch.setattr("workbench.store.letters.PORTION", 7)
    told: list[tuple[int, int]] = []

    def twice(done: int, of: int) -> bool:
        told.append((done, of))
        return len(told) == 2

    assert PORTION > 7
    assert index_letters(store.engine, told=twice) == 14
    assert [done for done, _ in told] == [7, 14]
    assert waiting(store.engine)[0] == told[0][1] - 14


def test_an_id_is_found_by_itself(store: Store) -> None:
    write(store, 0, 5)
    index_letters(store.engine)
    with store.read(ANALYST) as q:
        person = q.entities.id_of(Ref("Person", "t", "1"))
        found, _ = q.seizures.page(SeizureFilter(text=str(person).lower()), 0, 10)
    assert len(found) == 1

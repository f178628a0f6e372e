"""A correction of a correction: what stands once some of a chain were taken back."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from cases.statement import Claim, Handling, Locator, Ref, Source
from workbench.store import Reader, Store
from workbench.store.reader import Role

ALL = Reader.whole("test")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SHEET = Source("", "file", "seizures.csv", "a" * 64)
SECRET = Source("", "file", "informant.csv", "b" * 64, handling=Handling(2))


def said(store: Store, value: str, supersedes: str | None = None, *, hours: int = 0,
         source: Source = SHEET, about: str = "1") -> str:  # fmt: skip
    """A name that somebody wrote down, and what it corrects; the statement's id."""
    claim = Claim(Ref("Person", "sheet", about), "Person", "name", value, locator=Locator("s.csv"))
    with store.transaction("STAFF-0001", "import", NOW + timedelta(hours=hours)) as work:
        return work.statements.add([claim], source, supersedes=supersedes).statements[0]


def taken_back(store: Store, *ids: str, hours: int = 0) -> None:
    with store.transaction("STAFF-0002", "retract", NOW + timedelta(hours=hours)) as work:
        for one in ids:
            work.statements.retract(one, "wrong")


def standing(store: Store, reader: Reader = ALL, as_of: datetime | None = None) -> list[str]:
    with store.read(reader) as q:
        return [one.value for one in q.statements.at(as_of).statements_of(["PER-0001"])]


def test_taking_the_middle_of_a_chain_back_does_not_bring_its_beginning_back(store: Store) -> None:
    first = said(store, "Wnag")
    middle = said(store, "Wagn", first, hours=1)
    last = said(store, "Wang", middle, hours=2)
    taken_back(store, middle, hours=3)

    assert standing(store) == ["Wang"]
    with store.read(ALL) as q:
        assert q.statements.count() == 1
        assert q.entities.captions(["PER-0001"]) == {"PER-0001": "Wang"}
    for hours, then in ((0, "Wnag"), (1, "Wagn"), (2, "Wang"), (3, "Wang")):
        assert standing(store, as_of=NOW + timedelta(hours=hours)) == [then]
    taken_back(store, last, hours=4)
    assert standing(store) == ["Wnag"]
    assert standing(store, as_of=NOW + timedelta(hours=3)) == ["Wang"]


@pytest.mark.parametrize(
    ("secret", "seen"), [((), ["3"]), ((2,), ["3"]), ((3,), ["1"]), ((2, 3), ["1"]), ((1,), ["3"])]
)
def test_what_a_reader_may_not_see_corrects_nothing_for_them(
    store: Store, secret: tuple[int, ...], seen: list[str]
) -> None:
    """1 was corrected by 2 and 2 by 3; 2 was taken back. secret: which of them are level 2."""
    known: list[str] = []
    for number in (1, 2, 3):
        source = SECRET if number in secret else SHEET
        known.append(said(store, str(number), known[-1] if known else None, source=source))
    taken_back(store, known[1])

    assert standing(store, Reader("STAFF-0009", clearance=1)) == seen
    assert standing(store, Reader("STAFF-0009", clearance=2)) == ["3"]


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.PROSECUTOR, Role.ANALYST])
def test_every_kind_of_reader_can_ask_everything_of_a_chain(
    sqlite_store: Store, role: Role
) -> None:
    """The rules of examiners and of cases handed over make the longest questions there are."""
    first = said(sqlite_store, "Wnag")
    said(sqlite_store, "Wang", said(sqlite_store, "Wagn", first))
    with sqlite_store.transaction("STAFF-0001", "open", NOW) as work:
        case = work.cases.open("a case", "")
        work.cases.add_member(case, "PER-0001", "it is about him")
    reader = Reader("STAFF-0009", frozenset({role}), 3, frozenset(), frozenset({case}))
    with sqlite_store.read(reader) as q:
        for at in (None, NOW):
            assert [one.value for one in q.statements.at(at).all()] == ["Wang"]
        assert q.entities.captions(["PER-0001"]) == {"PER-0001": "Wang"}
        assert q.entities.of_kind("Person") == ["PER-0001"]
        assert q.statements.degrees(["PER-0001"]) == {"PER-0001": 0}
        assert q.entities.find("Wan")[0][0] == "PER-0001"
        assert q.entities.counts() == {"Person": 1}


def test_whatever_is_corrected_and_taken_back_what_stands_is_what_a_slow_look_finds(
    store: Store,
) -> None:
    """Oracle: from each statement that was not taken back, go down to all that it corrects."""
    rng = Random(8)
    values, before, back = {}, {}, set()
    with store.transaction("STAFF-0001", "import", NOW) as work:
        for person in range(30):
            own: list[str] = []
            for number in range(rng.randint(1, 6)):
                old = rng.choice(own) if own and rng.random() < 0.85 else None
                claim = Claim(Ref("Person", "t", str(person)), "Person", "name", f"{number}")
                one = work.statements.add([claim], SHEET, supersedes=old).statements[0]
                own.append(one)
                values[one], before[one] = f"{person}.{number}", old
                if rng.random() < 0.4:
                    work.statements.retract(one, "wrong")
                    back.add(one)
    fallen = set(back)
    for one in values.keys() - back:
        at = before[one]
        while at is not None:
            fallen.add(at)
            at = before[at]

    with store.read(ALL) as q:
        alive = {one.id for one in q.statements.all()}
    assert {values[one] for one in alive} == {values[one] for one in values.keys() - fallen}
    assert len(alive) > 10

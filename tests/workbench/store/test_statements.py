"""Claims in, statements out."""

from datetime import datetime

from cases.statement import Claim, Locator, Ref, Source
from workbench.store import Reader, Store

ALL = Reader.whole("test")
SHEET = Source("", "file", "seizures.csv", "a" * 64)


def person(row: int, name: str, **more: object) -> Claim:
    return Claim(
        Ref("Person", "sheet", str(row)),
        "Person",
        "name",
        name,
        locator=Locator("s.csv", row=row),
        **more,
    )


def test_the_same_sheet_again_is_known_and_changes_nothing(store: Store, now: datetime) -> None:
    claims = [person(1, "Иванов"), person(2, "Li Wei"), person(2, "李伟")]
    with store.transaction("STAFF-0001", "import", now) as work:
        first = work.statements.add(claims, SHEET)
    with store.read(ALL) as q:
        head = q.audit.head()
    with store.transaction("STAFF-0001", "import", now) as work:
        again = work.statements.add(claims, SHEET)
    with store.read(ALL) as q:
        assert (first.new, first.known, again.new, again.known) == (3, 0, 0, 3)
        assert q.audit.head() == head
        assert q.entities.captions(["PER-0001"]) == {"PER-0001": "Иванов"}
        assert {s.value for s in q.statements.statements_of(["PER-0002"])} == {"Li Wei", "李伟"}

"""A tiny factory: records in the words of the field, made into statements."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from cases.dates import DateRefused, read_date
from cases.model import property_of
from cases.statement import Grade, Handling, Locator, Source, Statement, statement_digest
from cases.world import World

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Records:
    """Gathers statements: `records.say("SZ-1", "Seizure", date="2026-03-04", courier="PER-1")`."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.sources: dict[str, Source] = {}

    def say(
        self,
        subject: str,
        schema: str,
        *,
        by: str = "SRC-1",
        grade: str = "B2",
        learnt: datetime = datetime(2020, 1, 1, tzinfo=UTC),
        handling: Handling | None = None,
        **values: str | Sequence[str],
    ) -> list[Statement]:
        """Statements about one entity; properties that the model knows as edges get a target."""
        self.source(by)
        made = []
        at = _time(values)
        for name, given in values.items():
            for value in [given] if isinstance(given, str) else given:
                target = value if property_of(schema, name).is_edge else None
                parts: dict[str, Any] = {
                    "subject": subject, "schema": schema, "property": name, "value": value,
                    "target": target, "source_id": by, "locator": Locator(row=len(self.statements)),
                    "event_time": at,
                }  # fmt: skip
                graded = Grade("admiralty", grade[0], grade[1]) if grade else Grade()
                made.append(
                    Statement(
                        id=statement_digest(**parts),
                        original_value="",
                        lang="",
                        grade=graded,
                        handling=handling or Handling(),
                        first_seen=learnt,
                        recorded_by="ann",
                        **parts,
                    )
                )
                self.statements.append(made[-1])
        return made

    def source(self, name: str, *, origin: str | None = None, simulated: bool = False) -> Source:
        """A source by its id, made when first named."""
        if name not in self.sources or origin or simulated:
            self.sources[name] = Source(name, "report", name, origin=origin, simulated=simulated)
        return self.sources[name]

    def world(self, now: datetime = NOW, **more: Any) -> World:
        """The world that these records make."""
        return World.of(self.statements, now=now, sources=self.sources.values(), **more)


def _time(values: dict[str, str | Sequence[str]]) -> Any:
    written = values.get("date") or values.get("capturedAt")
    if not isinstance(written, str):
        return None
    try:
        return read_date(written)
    except DateRefused:
        return None


@pytest.fixture
def records() -> Records:
    """An empty set of records to speak into."""
    return Records()


@pytest.fixture
def two_groups(records: Records) -> Records:
    """Two seizures, two couriers and buyers, one phone in both and its holder between them."""
    r = records
    r.say("PER-1", "Person", name="Пётр Кузьмин")
    r.say("PER-2", "Person", name="Иван Соболев")
    r.say("PER-3", "Person", name="李强")
    r.say("PER-4", "Person", name="Trần Văn Hải")
    r.say("PER-5", "Person", name="王建国", alias="Wang Jianguo", phone="PHN-1")
    r.say("PER-6", "Person", name="Major Orlov")
    r.say("PHN-1", "Phone", number="+79140000001")
    r.say("SZ-2026-001", "Seizure", name="border post", date="2026-02-10", country="RU",
          courier="PER-1", owner="PER-2", officer="PER-6", phone="PHN-1")  # fmt: skip
    r.say("SZ-2026-002", "Seizure", name="market", date="2026-04-02", country="CN",
          seller="PER-3", buyer="PER-4", officer="PER-6", phone="PHN-1", by="SRC-2",
          grade="C3")  # fmt: skip
    return r

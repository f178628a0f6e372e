"""Networks whose leader, deputy, broker and rising star are known, told by graded sources.

Frozen before the resampling was tuned. Cells of people with a head each; a leader who deals with
the heads of one half, a deputy who knows most of them, a broker with few links between the halves,
and one whose links are mostly new. Ties are acquaintances, phones and journeys. Each tie is
reported by each source with a chance that differs from network to network; a report of grade g is
true with the chance that grade g holds, and otherwise names somebody else. What no source reports
is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np

from cases.dates import read_date
from cases.graph.link import holds
from cases.statement import Grade, Handling, Locator, Source, Statement, statement_digest
from cases.world import World

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FIRST_DAY = date(2023, 1, 1)
DAYS = 1200
GRADES = ("A1", "A2", "B2", "B3", "C3", "C4")
TRUE_GRADE = "A1"
# (person, person, day, how): one tie; a life is people, ties, and who plays which role.
Tie = tuple[str, str, int, str]
Life = tuple[list[str], list[Tie], dict[str, str]]


@dataclass
class Planted:
    """A network and its truth. ties: (person, person, day); roles: role -> person."""

    people: list[str]
    ties: list[tuple[str, str, int]]
    roles: dict[str, str]
    world: World
    truth: World
    sources: int
    reported: float


@dataclass
class _Told:
    """Statements gathered from sources."""

    statements: list[Statement] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def say(self, subject: str, schema: str, name: str, value: str, *, source: str, grade: str,
            target: bool, day: int | None = None) -> None:  # fmt: skip
        self.sources.setdefault(source, Source(source, "report", source, simulated=True))
        when = read_date((FIRST_DAY + timedelta(days=day)).isoformat()) if day is not None else None
        row = Locator(row=len(self.statements))
        known = statement_digest(
            subject=subject, schema=schema, property=name, value=value, source_id=source,
            locator=row, target=value if target else None, event_time=when,
        )  # fmt: skip
        self.statements.append(
            Statement(
                known, subject, schema, name, value, value if target else None, "", "", source,
                row, Grade("admiralty", grade[0], grade[1]), Handling(), when,
                datetime(2026, 1, 1, tzinfo=UTC), "benchmark",
            )
        )  # fmt: skip

    def world(self, seed: int) -> World:
        return World.of(self.statements, now=NOW, sources=self.sources.values(), seed=seed)


def planted(seed: int, *, cells: int | None = None) -> Planted:
    """One network of cells from a seed, each tie as likely to be told as any other."""
    rng = np.random.default_rng((2026, seed))
    life = cells_of(rng, cells or int(rng.integers(4, 8)))
    return recorded(seed, rng, life, lambda _people, _sources, reported: lambda *_tie: reported)


# Who is told of how often: (people, number of sources, mean rate) -> (source, a, b) -> chance.
Seen = Callable[[list[str], int, float], Callable[[int, str, str], float]]


def recorded(seed: int, rng: np.random.Generator, life: Life, seen: Seen) -> Planted:
    """A life as three to five graded sources tell it, and as it was."""
    people, ties, roles = life
    sources, reported = int(rng.integers(3, 6)), float(rng.uniform(0.2, 0.5))
    rate = seen(people, sources, reported)
    truth, told = _Told(), _Told()
    for person in people:
        for where in (truth, told):
            where.say(person, "Person", "name", f"Person {person[4:]}", source="SRC-0",
                      grade=TRUE_GRADE, target=False)  # fmt: skip
    for number, (a, b, day, way) in enumerate(ties):
        _tell(truth, number, a, b, day, way, "SRC-0", TRUE_GRADE)
        for source in range(1, sources + 1):
            if rng.random() < rate(source, a, b):
                grade = str(rng.choice(GRADES))
                false = rng.random() > holds(Grade("admiralty", grade[0], grade[1]).admiralty)
                one, other = (a, b) if not false else _two(people, rng)
                _tell(told, number, one, other, day, way, f"SRC-{source}", grade, false=false)
    return Planted(
        people, [(a, b, day) for a, b, day, _ in ties], roles, told.world(seed), truth.world(seed),
        sources, reported,
    )  # fmt: skip


def _two(people: list[str], rng: np.random.Generator) -> tuple[str, str]:
    one, other = rng.choice(len(people), 2, replace=False)
    return people[one], people[other]


def _tell(told: _Told, number: int, a: str, b: str, day: int, way: str, source: str, grade: str,
          *, false: bool = False) -> None:  # fmt: skip
    """One report of one tie; a false one speaks of another phone or journey than the true."""
    if way == "knows":
        told.say(a, "Person", "knows", b, source=source, grade=grade, target=True, day=day)
        return
    thing = f"JRN-{number}" if not false else f"JRN-{number}-{source}"
    for person in (a, b):
        told.say(thing, "Journey", "traveller", person, source=source, grade=grade, target=True,
                 day=day)  # fmt: skip


def cells_of(rng: np.random.Generator, cells: int) -> Life:
    """Cells with a head each, and who leads them."""
    groups: list[list[str]] = []
    people: list[str] = []
    for _ in range(cells):
        own = [f"PER-{len(people) + n:04}" for n in range(int(rng.integers(5, 10)))]
        people += own
        groups.append(own)
    pairs: dict[tuple[str, str], int] = {}
    for own in groups:
        for a, b in _inside(own, rng):
            pairs[a, b] = int(rng.integers(0, DAYS))
    leader, deputy, broker = (f"PER-{len(people) + n:04}" for n in range(3))
    near, far = groups[: (cells + 1) // 2], groups[(cells + 1) // 2 :]
    people += [leader, deputy, broker]
    for own in near:
        pairs[own[0], leader] = int(rng.integers(0, DAYS))
        if rng.random() < 0.7:
            pairs[own[0], deputy] = int(rng.integers(0, DAYS))
        if rng.random() < 0.5:
            pairs[own[1], leader] = int(rng.integers(0, DAYS))
    pairs[leader, deputy] = int(rng.integers(0, DAYS))
    for head, next_head in pairwise(far):
        pairs[head[0], next_head[0]] = int(rng.integers(0, DAYS))
    pairs[leader, broker] = int(rng.integers(0, DAYS))
    pairs[far[0][0], broker] = int(rng.integers(0, DAYS))
    star = str(rng.choice(near[-1][2:]))
    known = [one for own in groups for one in own if one != star]
    for other in rng.choice(known, int(rng.integers(6, 10)), replace=False):
        a, b = sorted((star, str(other)))
        pairs[a, b] = DAYS - int(rng.integers(0, DAYS // 4))
    roles = {"leader": leader, "deputy": deputy, "broker": broker, "star": star}
    return people, tied(pairs, rng), roles


def tied(pairs: dict[tuple[str, str], int], rng: np.random.Generator) -> list[Tie]:
    """Pairs as ties: six in ten are acquaintances, the others journeys."""
    return [(a, b, day, "knows" if rng.random() < 0.6 else "journey")
            for (a, b), day in sorted(pairs.items())]  # fmt: skip


def _inside(own: list[str], rng: np.random.Generator) -> Iterator[tuple[str, str]]:
    """The ties within a cell: its head knows most, all hang together, some know each other."""
    for place, one in enumerate(own[1:], start=1):
        if rng.random() < 0.6 or place == 1:
            yield own[0], one
        else:
            yield own[int(rng.integers(1, place))], one
    for place, one in enumerate(own[1:], start=1):
        for other in own[place + 1 :]:
            if rng.random() < 0.2:
                yield one, other

"""A generated project of the size of an agency: rings of people, their numbers, and some hubs.

    python benchmarks/graph_world.py FOLDER [--share 1.0] [--seed 20261121]

At share 1: 200,000 seizures, 1,000,000 entities, some 5,000,000 statements, written through the
store's own batches (source, grade, handling, audit). People belong to rings whose sizes follow a
log-normal law; who appears in a seizure is drawn by a Zipf law within its ring, and one in thirty
from another ring. Hubs: an airport, a bus station, a shop's phone, an officer. One person in forty
is recorded a second time; half of these are decided to be the same. Everything is invented.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from cases.dates import When, read_date
from cases.statement import Claim, Grade, Handling, Locator, Ref, Source
from workbench.project import Project
from workbench.store import DecisionRecord, Store

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SEED = 20_261_121
BATCH = 20_000
SEIZURES, PEOPLE, PHONES = 200_000, 420_000, 200_000
VEHICLES, PLACES, PAPERS = 60_000, 80_000, 40_000
GRADES = ("A1", "A2", "B2", "B2", "B2", "B3", "C3", "C3", "D4", "F6")
FAMILY = (
    "Иванов", "Петров", "Sokolov", "Wang", "Li", "Zhang", "Nguyễn", "Trần", "Phạm", "Kuznetsov",
    "Ким", "Lee", "Орлов", "Chen",
)  # fmt: skip
GIVEN = (
    "Пётр", "Иван", "Lei", "Wei", "Văn", "Minh", "Thị", "Hoa", "Sergei", "Анна", "Min", "Qiang",
    "Jun", "Олег", "Hải",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each, at a share of the whole."""

    share: float

    def of(self, whole: int) -> int:
        """That share of a whole number, at least ten."""
        return max(10, round(whole * self.share))


def _zipf(rng: np.random.Generator, n: int, count: int, power: float = 0.9) -> np.ndarray:
    weight = np.arange(1, n + 1, dtype=np.float64) ** -power
    return np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(count)).clip(0, n - 1)


class World:
    """All draws of one world, made at once; claims are spoken from them."""

    def __init__(self, share: float, seed: int) -> None:
        rng = np.random.default_rng(seed)
        size = Size(share)
        self.seizures, self.people = size.of(SEIZURES), size.of(PEOPLE)
        self.phones, self.vehicles = size.of(PHONES), size.of(VEHICLES)
        self.places, self.papers = size.of(PLACES), size.of(PAPERS)
        sizes = np.maximum(3, rng.lognormal(2.6, 0.9, self.people // 6).astype(int))
        ends = np.cumsum(sizes)
        rings = int(np.searchsorted(ends, self.people)) + 1
        self.first = np.concatenate([[0], ends[: rings - 1]])
        self.size = np.diff(np.append(self.first, self.people))
        self.ring_of = rng.choice(rings, self.seizures, p=self.size / self.size.sum())
        self.rng = rng
        first = datetime(2014, 1, 1, tzinfo=UTC)
        self.days = [read_date(f"{first + timedelta(days=d):%Y-%m-%d}") for d in range(4500)]

    def in_ring(self, ring: np.ndarray) -> np.ndarray:
        """A person of each ring, the first members far more often than the last."""
        spread = self.size[ring] ** self.rng.random(len(ring))
        return np.asarray(self.first[ring] + (spread.astype(int) - 1).clip(0))

    def claims(self) -> Iterator[Claim]:
        """All claims, people first."""
        yield from self._of_people()
        yield from self._of_things()
        yield from self._of_seizures()

    def _claim(
        self, row: int, subject: Ref, name: str, value: str | Ref, when: When | None = None
    ) -> Claim:
        grade = GRADES[(row * 7 + len(name)) % len(GRADES)]
        closed = Handling(2) if row % 200 == 0 else None
        return Claim(
            subject, subject.schema, name, value,
            locator=Locator("register.csv", row=row + 2, column=name),
            event_time=when, grade=Grade("admiralty", grade[0], grade[1]), handling=closed,
        )  # fmt: skip

    def _of_people(self) -> Iterator[Claim]:
        n, rng = self.people, self.rng
        ring = np.searchsorted(self.first, np.arange(n), side="right") - 1
        friend = self.in_ring(ring)
        draw = rng.random((n, 8))
        phone = np.where(draw[:, 6] < 0.1, self.phones * self.first[ring] // n, np.arange(n) // 2)
        for row in range(n):
            one = Ref("Person", "bench", str(row))
            name = f"{FAMILY[row % 14]} {GIVEN[row // 14 % 15]} {row // 210}"
            yield self._claim(row, one, "name", name)
            if draw[row, 0] < 0.6:
                yield self._claim(row, one, "birthDate", f"19{50 + row % 50}-{row % 12 + 1:02d}")
            if draw[row, 1] < 0.8:
                yield self._claim(row, one, "nationality", ("RU", "CN", "VN")[row % 3])
            if draw[row, 2] < 0.3:
                yield self._claim(row, one, "alias", f"{GIVEN[row % 15]} {row % 977}")
            if draw[row, 3] < 0.5:
                number = Ref("Phone", "phone", str(int(phone[row]) % self.phones))
                yield self._claim(row, one, "phone", number)
            if draw[row, 4] < 0.5:
                home = Ref("Place", "place", str(200 + (row * 5 // 8) % (self.places - 200)))
                yield self._claim(row, one, "residence", home)
            if draw[row, 5] < 0.1:
                paper = Ref("Identification", "paper", str(row // 10 % self.papers))
                yield self._claim(row, one, "identification", paper)
            if draw[row, 6] < 0.3 and friend[row] != row:
                yield self._claim(row, one, "knows", Ref("Person", "bench", str(friend[row])))
            if draw[row, 7] < 0.15:
                plate = Ref("Vehicle", "plate", str(row // 7 % self.vehicles))
                yield self._claim(row, one, "vehicle", plate)

    def _of_things(self) -> Iterator[Claim]:
        for row in range(self.phones):
            yield self._claim(row, Ref("Phone", "phone", str(row)), "number", f"+7914{row:07d}")
            yield self._claim(row, Ref("Phone", "phone", str(row)), "country", "RU")
        for row in range(self.vehicles):
            one = Ref("Vehicle", "plate", str(row))
            yield self._claim(row, one, "registrationNumber", f"A{row:06d}BC")
            yield self._claim(row, one, "model", ("Hiace", "UAZ", "Prado")[row % 3])
        for row in range(self.papers):
            one = Ref("Identification", "paper", str(row))
            yield self._claim(row, one, "number", f"P{row:08d}")
            yield self._claim(row, one, "authority", "MVD")
        for row in range(self.places):
            yield self._claim(row, Ref("Place", "place", str(row)), "name", f"Place {row}")
            yield self._claim(row, Ref("Place", "place", str(row)), "country", "RU")

    def _of_seizures(self) -> Iterator[Claim]:
        n, rng = self.seizures, self.rng
        station = rng.random(n) < 0.4
        where = np.where(station, _zipf(rng, 200, n), 200 + rng.integers(0, self.places - 200, n))
        many = 1 + rng.poisson(1.2, n).clip(0, 5)
        ring = self.ring_of
        roles = ("courier", "owner", "driver", "buyer", "seller", "suspect")
        who = np.stack([self.in_ring(np.where(rng.random(n) < 1 / 30, rng.permutation(ring), ring))
                        for _ in roles], axis=1)  # fmt: skip
        draw = rng.random((n, 6))
        day = rng.integers(0, len(self.days), n)
        for row in range(n):
            one, when = Ref("Seizure", "bench", str(row)), self.days[day[row]]
            plain = (
                ("reference", f"B-{row}"), ("date", str(when)),
                ("country", ("RU", "CN", "VN")[row % 3]),
                ("product", ("skin", "bones", "teeth")[row % 3]), ("species", "Panthera pardus"),
                ("quantity", str(row % 7)), ("agency", f"customs post {row % 40}"),
                ("outcome", "under investigation"), ("detection", "x-ray"),
            )  # fmt: skip
            for name, value in plain:
                yield self._claim(row, one, name, value, when)
            yield self._claim(row, one, "place", Ref("Place", "place", str(where[row])), when)
            for role in range(many[row]):
                person = Ref("Person", "bench", str(who[row, role]))
                yield self._claim(row, one, roles[role], person, when)
            if draw[row, 0] < 0.5:
                number = str(int(who[row, 0]) // 2 % self.phones)
                yield self._claim(row, one, "phone", Ref("Phone", "phone", number), when)
            if draw[row, 1] < 0.02:
                yield self._claim(row, one, "phone", Ref("Phone", "phone", "shop"), when)
            if draw[row, 2] < 0.3:
                plate = str(int(who[row, 0]) // 7 % self.vehicles)
                yield self._claim(row, one, "vehicle", Ref("Vehicle", "plate", plate), when)
            if draw[row, 3] < 0.3:
                officer = Ref("Person", "officer", str(int(40 * draw[row, 4] ** 3)))
                yield self._claim(row, one, "officer", officer, when)
            if draw[row, 5] < 0.1:
                yield self._claim(row + 1, one, "courier", Ref("Person", "bench", str(who[row, 0])))


def write(store: Store, world: World, *, say: bool = True) -> int:
    """All of a world into a store, in batches of one transaction each; how many statements."""
    stream, count, part, began = world.claims(), 0, 0, time.perf_counter()
    while batch := [claim for _, claim in zip(range(BATCH), stream, strict=False)]:
        source = Source("", "file", f"register {part % 60}", f"{part % 60:064x}", simulated=True)
        with store.transaction("STAFF-0001", "import", NOW) as work:
            count += work.statements.add(batch, source).new
        part += 1
        if say and part % 25 == 0:
            rate = count / (time.perf_counter() - began)
            print(f"{count:,} statements, {rate:,.0f}/s", flush=True)
    with store.transaction("STAFF-0001", "decide", NOW) as work:
        for row in range(0, world.people - 41, 80):
            left, right = (Ref("Person", "bench", str(n)) for n in (row, row + 1))
            ids = work.ids([left, right])
            first, second = sorted((ids[left], ids[right]))
            work.decisions.add(DecisionRecord(first, second, "same", "generated"))
    return count


def main() -> None:
    """Build the project in a new folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=SEED)
    wanted = parser.parse_args()
    project = Project.create(wanted.folder, name="A generated agency")
    began = time.perf_counter()
    count = write(project.store, World(wanted.share, wanted.seed))
    project.close()
    print(f"{count:,} statements in {time.perf_counter() - began:,.0f} s")


if __name__ == "__main__":
    main()

"""Where seizures lie, by which countries their loads went, and when they happened.

All three are counted in the store or from a few columns of it: a picture of two hundred thousand
seizures needs no seizure to be read whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cases.routes import Chance, Leg, chances
from workbench.project import Project
from workbench.store import Reader
from workbench.store.reading.seizures import Area, SeizureFilter

__all__ = [
    "Flow",
    "Period",
    "Point",
    "Routes",
    "Stopped",
    "near",
    "periods",
    "points",
    "routes",
]

# Cells of the map's grid in degrees, finest first; up to so many points are drawn apart.
GRIDS_DEGREES = (0.25, 1.0, 2.0, 4.0, 8.0)
MOST_POINTS = 160
_SOUTH, _WEST = -90.0, -180.0
BEFORE = frozenset({"origin", "via", "transit", "export"})


@dataclass(frozen=True, slots=True)
class Point:
    """Seizures in one cell of the map's grid. area: the cell; seizure: the only or first one."""

    latitude: float
    longitude: float
    count: int
    seizure: str
    area: Area


@dataclass(frozen=True, slots=True)
class Flow:
    """Loads from one country to the next. status: of the leg that leads there, as stated."""

    start: str
    goal: str
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """A country and what became of the loads that touched it, in numbers of seizures."""

    country: str
    seized: int
    missed: int
    no_opportunity: int


@dataclass(frozen=True, slots=True)
class Routes:
    """Flows, most frequent first; the countries they touched. told: seizures with a route."""

    flows: tuple[Flow, ...]
    countries: tuple[Stopped, ...]
    told: int


@dataclass(frozen=True, slots=True)
class Period:
    """A year (four letters) or a month (seven), and how many are known to the day, month, year."""

    name: str
    day: int
    month: int
    year: int

    @property
    def count(self) -> int:
        """How many in all."""
        return self.day + self.month + self.year


def points(
    project: Project, reader: Reader, wanted: SeizureFilter, *, total: int
) -> tuple[Point, ...]:
    """Where they were, gathered on the finest grid that leaves few enough points.

    total: how many seizures the filter finds, which says where to begin.
    """
    # Half as many cells as seizures is what a wide spread comes to; coarser ones follow by adding.
    first = next((n for n, most in enumerate((2_000, 20_000)) if total <= most), 2)
    with project.store.read(reader) as q:
        cells = [
            (int(row[0]), int(row[1]), int(row[2]), str(row[3]))
            for row in q.seizures.cells(wanted, GRIDS_DEGREES[first])
        ]
    for size in GRIDS_DEGREES[first:]:
        gathered = _coarser(cells, GRIDS_DEGREES[first], size)
        if len(gathered) <= MOST_POINTS or size == GRIDS_DEGREES[-1]:
            return tuple(
                _point(row, column, size, count, one)
                for (row, column), (count, one) in sorted(gathered.items())
            )
    return ()


def near(area: Area) -> str:
    """An area as it stands in an address: south,west,north,east."""
    return ",".join(f"{side:g}" for side in (area.south, area.west, area.north, area.east))


def periods(
    project: Project, reader: Reader, wanted: SeizureFilter, *, by_month: bool = False
) -> tuple[Period, ...]:
    """How many there were in each year or month, in order of time.

    by_month: what is known to the year only then stands under its year, beside the months.
    """
    told: dict[str, Counter[str]] = {}
    with project.store.read(reader) as q:
        for begin, precision, count in q.seizures.periods(wanted, 7 if by_month else 4):
            fine = precision if precision in ("year", "month") else "day"
            name = begin[:4] if fine == "year" else begin
            told.setdefault(name, Counter())[fine] += count
    return tuple(
        Period(name, said["day"], said["month"], said["year"])
        for name, said in sorted(told.items())
    )


def routes(project: Project, reader: Reader, wanted: SeizureFilter) -> Routes:
    """By which countries the loads went, and where they were seized, missed or out of reach."""
    with project.store.read(reader) as q:
        rows = q.seizures.legs(wanted)
        seized_in = q.seizures.countries(wanted)
    by_seizure: dict[str, list[Leg]] = {}
    for leg, seizure, role, order, country, place, status in rows:
        by_seizure.setdefault(seizure, []).append(
            Leg(
                leg,
                seizure,
                (role or "").lower(),
                float(order or 99),
                place or "",
                country or place or "",
                (status or "").lower() or "unstated",
                (),
            )
        )
    flows: Counter[tuple[str, str, str]] = Counter()
    met: dict[str, Counter[Chance]] = {}
    for seizure, legs in by_seizure.items():
        legs.sort(key=lambda leg: (leg.order, leg.id))
        own = seized_in.get(seizure, "")
        flows.update(steps(own, legs))
        for country, chance in chances(own, legs).items():
            met.setdefault(country, Counter())[chance] += 1
    return Routes(
        tuple(
            Flow(start, goal, status, count)
            for (start, goal, status), count in sorted(
                flows.items(), key=lambda item: (-item[1], item[0])
            )
        ),
        _stopped(met),
        len(by_seizure),
    )


def steps(seized_in: str, legs: Sequence[Leg]) -> list[tuple[str, str, str]]:
    """(from, to, status) along a load's way: by what was before, where it was seized, and after.

    The status is that of the leg that leads there; to where it was seized, that of the last before.
    """
    before = [leg for leg in legs if leg.role in BEFORE]
    after = [leg for leg in legs if leg.role not in BEFORE]
    way = [(leg.country, leg.status) for leg in before if leg.country]
    if seized_in:
        way.append((seized_in, way[-1][1] if way else "confirmed"))
    way += [(leg.country, leg.status) for leg in after if leg.country]
    return [(a, b, status) for (a, _), (b, status) in pairwise(way) if a != b]


def _stopped(met: Mapping[str, Counter[Chance]]) -> tuple[Stopped, ...]:
    rows = [
        Stopped(country, said[Chance.SEIZED], said[Chance.MISSED], said[Chance.NO_OPPORTUNITY])
        for country, said in met.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seized - row.missed, row.country)))


def _coarser(
    cells: Iterable[tuple[int, int, int, str]], size: float, wanted: float
) -> dict[tuple[int, int], tuple[int, str]]:
    by = round(wanted / size)
    gathered: dict[tuple[int, int], tuple[int, str]] = {}
    for row, column, count, one in cells:
        before, first = gathered.get((row // by, column // by), (0, one))
        gathered[row // by, column // by] = (before + count, min(first, one))
    return gathered


def _point(row: int, column: int, size: float, count: int, seizure: str) -> Point:
    south, west = row * size + _SOUTH, column * size + _WEST
    return Point(
        south + size / 2,
        west + size / 2,
        count,
        seizure,
        Area(south, west, south + size, west + size),
    )

"""Pictures of many seizures, counted in both databases, against counting them by hand."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.dates import read_date
from cases.routes import Leg
from cases.statement import Claim, Handling, Locator, Ref, Source
from workbench.project import Project
from workbench.store import Reader
from workbench.views import seizure_map, seizures
from workbench.views.seizure_map import steps
from workbench.views.seizures import Area, SeizureFilter

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CLEARED = Reader("STAFF-0001", frozenset({"analyst"}), 3)
BELOW = Reader("STAFF-0002", frozenset({"analyst"}), 0)
SOURCE = Source("", "file", "many.csv", simulated=True)
COUNTRIES, PRODUCTS = ("RU", "CN", "VN"), ("skin", "bones")
DATES = ("2019", "2019-03", "2019-03-14", "2020-07-01", "2021-01-31", "")
COUNT = 120


def told(number: int) -> dict[str, str]:
    """Seizure `number` as a row of a table; what it says follows from its number alone."""
    chance = random.Random(number)
    return {
        "date": chance.choice(DATES),
        "country": chance.choice(COUNTRIES),
        "product": chance.choice(PRODUCTS),
        "latitude": f"{chance.uniform(-60, 60):.2f}" if number % 3 else "",
        "longitude": f"{chance.uniform(-170, 170):.2f}",
        "secret": "yes" if number % 10 == 0 else "",
    }


ROWS = {number: told(number) for number in range(COUNT)}
OPEN = {number: row for number, row in ROWS.items() if not row["secret"]}


def claims(number: int, row: dict[str, str]) -> Iterator[Claim]:
    seizure, level = Ref("Seizure", "t", str(number)), Handling(3 if row["secret"] else 0)
    when = read_date(row["date"], order="YMD") if row["date"] else None
    for name in ("date", "country", "product"):
        if row[name]:
            yield Claim(seizure, "Seizure", name, row[name], event_time=when, handling=level)
    if row["latitude"]:
        for name in ("latitude", "longitude"):
            yield Claim(seizure, "Seizure", name, row[name], handling=level)
    yield Claim(seizure, "Seizure", "reference", f"№ {number}-ß", handling=level)


@pytest.fixture(params=["sqlite", "postgresql"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """A hundred and twenty seizures, some of them secret, over each database."""
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None
    made = Project.create(tmp_path / "p", name="many", database_url=url)
    with made.store.transaction(CLEARED.person, "import", NOW) as work:
        said = [claim for number, row in ROWS.items() for claim in claims(number, row)]
        work.statements.add(said, SOURCE)
    yield made
    made.close()


def read(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("date", "country", "product"))


@pytest.mark.parametrize(("reader", "rows"), [(CLEARED, ROWS), (BELOW, OPEN)], ids=["all", "open"])
def test_pages_hold_each_seizure_once_newest_first_and_undated_last(
    project: Project, reader: Reader, rows: dict[int, dict[str, str]]
) -> None:
    for wanted, fits in (
        (SeizureFilter(), lambda row: True),
        (SeizureFilter(countries=("VN", "RU")), lambda row: row["country"] != "CN"),
        (
            SeizureFilter(countries=("CN",), products=("skin",), first_day="2019-03-20"),
            # A month overlaps a day in it, and so does a year.
            lambda row: (
                (row["country"], row["product"]) == ("CN", "skin")
                and row["date"] not in ("", "2019-03-14")
            ),
        ),
    ):
        pages = [
            seizures.page(project, reader, wanted, offset=first, limit=25)
            for first in range(0, COUNT, 25)
        ]
        found = [row for page in pages for row in page.rows]
        expected = [row for row in rows.values() if fits(row)]
        assert {page.total for page in pages} == {len(expected)}
        assert len({row.id for row in found}) == len(expected)
        assert Counter((row.date, row.country, row.product) for row in found) == Counter(
            map(read, expected)
        )
        begins = [row.date for row in found]
        assert begins == sorted(begins, reverse=True)


def test_many_are_walked_in_the_same_order_as_few(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = SeizureFilter(products=("bones",))
    few = seizures.page(project, CLEARED, wanted, offset=5, limit=30)
    monkeypatch.setattr("workbench.store.reading.seizures._FEW", 3)
    many = seizures.page(project, CLEARED, wanted, offset=5, limit=30)
    dated = [row.id for row in few.rows if row.date]
    assert dated == [row.id for row in many.rows if row.date]
    assert few.total == many.total


def test_points_are_counted_in_the_cells_of_a_grid_that_gets_coarser_with_their_number(
    project: Project,
) -> None:
    placed = [row for row in ROWS.values() if row["latitude"]]
    for total, most, size in ((1000, 500, 0.25), (10_000, 500, 1.0), (10_000, 40, 8.0)):
        counted = Counter(
            ((float(row["latitude"]) + 90) // size, (float(row["longitude"]) + 180) // size)
            for row in placed
        )
        points = _points(project, total, most)
        assert {
            ((point.latitude + 90) // size, (point.longitude + 180) // size): point.count
            for point in points
        } == counted
    everywhere = SeizureFilter(area=Area(-90, -180, 90, 180))
    assert seizures.page(project, CLEARED, everywhere).total == len(placed)
    one = _points(project, 1000, 500)[0]
    there = seizures.page(project, CLEARED, SeizureFilter(area=one.area))
    assert (there.total, there.rows[0].id) == (one.count, one.seizure)


def _points(project: Project, total: int, most: int) -> tuple[seizure_map.Point, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seizure_map, "MOST_POINTS", most)
        return seizure_map.points(project, CLEARED, SeizureFilter(), total=total)


def test_a_year_known_alone_is_put_into_no_month(project: Project) -> None:
    dated = [row["date"] for row in ROWS.values() if row["date"]]
    years = seizure_map.periods(project, CLEARED, SeizureFilter())
    assert {year.name: year.count for year in years} == Counter(day[:4] for day in dated)
    (first, *_) = years
    assert (first.year, first.month, first.day) == (
        dated.count("2019"),
        dated.count("2019-03"),
        dated.count("2019-03-14"),
    )
    months = seizure_map.periods(project, CLEARED, SeizureFilter(), by_month=True)
    assert {month.name: month.count for month in months} == Counter(day[:7] for day in dated)


def test_a_place_lends_its_seizures_its_coordinates_and_a_word_is_no_number(
    project: Project,
) -> None:
    place, odd = Ref("Place", "t", "Kraskino"), Ref("Place", "t", "odd")
    claims_ = [
        Claim(place, "Place", "latitude", "80.5"),
        Claim(place, "Place", "longitude", "10.5"),
        Claim(odd, "Place", "latitude", "north"),
        Claim(odd, "Place", "longitude", "10.5"),
        Claim(Ref("Seizure", "t", "at"), "Seizure", "place", place),
        Claim(Ref("Seizure", "t", "nowhere"), "Seizure", "place", odd),
    ]
    with project.store.transaction(CLEARED.person, "import", NOW) as work:
        made = work.statements.add(claims_, SOURCE).entities
    there = seizures.page(project, BELOW, SeizureFilter(area=Area(80, 10, 81, 11)))
    assert [row.id for row in there.rows] == [made[Ref("Seizure", "t", "at")]]


def test_where_one_source_states_two_positions_no_third_is_made_of_them(project: Project) -> None:
    """Two rows of one table, north-west and south-east: the larger of each lies in neither."""
    seizure, twice = Ref("Seizure", "t", "apart"), Ref("Seizure", "t", "again")
    rows = (("44.0", "131.0"), ("43.0", "135.0"))
    said = [
        Claim(seizure, "Seizure", name, value, locator=Locator(row=row))
        for row, position in enumerate(rows)
        for name, value in zip(("latitude", "longitude"), position, strict=True)
    ]
    said += [
        Claim(twice, "Seizure", name, value, locator=Locator(row=row))
        for row, position in enumerate((("50.5", "70.5"), ("50.50", "70.5")))
        for name, value in zip(("latitude", "longitude"), position, strict=True)
    ]
    with project.store.transaction(CLEARED.person, "import", NOW) as work:
        made = work.statements.add(said, SOURCE).entities

    def there(*area: float) -> set[str]:
        found = seizures.page(project, CLEARED, SeizureFilter(area=Area(*area)))
        return {row.id for row in found.rows}

    assert made[seizure] not in there(43.5, 134.5, 44.5, 135.5)
    assert made[twice] in there(50, 70, 51, 71)


def test_letters_are_found_whatever_their_capitals_in_any_script(project: Project) -> None:
    for text, found in (("№ 7-", 1), ("ß", COUNT), ("7-ẞ", 12), ("%", 0), ("_", 0)):
        assert seizures.page(project, CLEARED, SeizureFilter(text=text)).total == found, text


def leg(order: int, role: str, country: str, status: str) -> Leg:
    return Leg(f"LEG-{order}", "SZ-1", role, order, country, country, status, ())


WAY = [
    leg(1, "origin", "NG", "confirmed"),
    leg(2, "via", "MY", "unconfirmed"),
    leg(3, "outbound", "LA", "unstated"),
    leg(4, "destination", "CN", "confirmed"),
]


def test_a_load_goes_by_what_was_before_to_where_it_was_seized_and_on_as_planned() -> None:
    assert steps("VN", WAY) == [
        ("NG", "MY", "unconfirmed"),
        ("MY", "VN", "unconfirmed"),
        ("VN", "LA", "unstated"),
        ("LA", "CN", "confirmed"),
    ]
    assert steps("NG", WAY[:1]) == []
    assert steps("", WAY[:2]) == [("NG", "MY", "unconfirmed")]


def test_countries_are_told_as_seized_missed_or_without_opportunity(project: Project) -> None:
    seizure = Ref("Seizure", "t", "routed")
    said = [Claim(seizure, "Seizure", "country", "VN")]
    for one in WAY:
        stop = Ref("RouteLeg", "t", one.id)
        said.append(Claim(stop, "RouteLeg", "seizure", seizure))
        said += [
            Claim(stop, "RouteLeg", name, value)
            for name, value in (
                ("order", f"{one.order}"),
                ("role", one.role),
                ("country", one.country),
                ("legStatus", one.status),
            )
        ]
    with project.store.transaction(CLEARED.person, "import", NOW) as work:
        work.statements.add(said, SOURCE)
    routes = seizure_map.routes(project, CLEARED, SeizureFilter())
    assert routes.told == 1
    assert {
        (flow.start, flow.goal, flow.status): flow.count for flow in routes.flows
    } == dict.fromkeys(steps("VN", WAY), 1)
    assert {
        row.country: (row.seized, row.missed, row.no_opportunity) for row in routes.countries
    } == {"VN": (1, 0, 0), "NG": (0, 1, 0), "MY": (0, 0, 1), "LA": (0, 0, 1), "CN": (0, 0, 1)}
    assert seizure_map.routes(project, CLEARED, SeizureFilter(products=("skin",))).told == 0

"""The pangolins of the CITES Trade Database, from the file to the map, the routes and the years.

The right answers are counted by pandas from the file itself.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from workbench.project import Project
from workbench.services.founding import found
from workbench.services.importing import import_records
from workbench.services.keeping import verify_audit
from workbench.store import Reader
from workbench.store.reading.seizures import SeizureFilter
from workbench.views import seizure_map, seizures

ALL = SeizureFilter()
READER = Reader.whole("a test looks")
# Not one of our countries of today: unknown, and states of the past.
NO_COUNTRY = {"", "XX", "XV"}


@pytest.fixture(scope="module")
def told(shared_data) -> pd.DataFrame:
    """The file as it stands: text only, for NA is Namibia."""
    return pd.read_csv(
        shared_data / "cites_manidae/manidae.csv", dtype=str, keep_default_na=False
    ).replace('""', "")


@pytest.fixture(scope="module")
def imported(shared_data, tmp_path_factory):
    """A project with the whole file in it, and the report of its import."""
    folder: Path = tmp_path_factory.mktemp("cites")
    found(folder / "project", person="Anna")
    project = Project.open(folder / "project")
    report = import_records(
        project,
        "Anna",
        shared_data / "cites_manidae/manidae.csv",
        clock=lambda: datetime(2026, 4, 20, tzinfo=UTC),
    )
    yield project, report
    project.close()


def said(project: Project, schema: str, name: str) -> Counter[str]:
    whole = project.store.read(READER)
    return Counter(one.value for one in whole.statements.saying(schema, [name]))


def test_every_row_is_one_event_and_only_source_i_is_a_seizure(imported, told):
    project, report = imported
    whole = project.store.read(READER)
    events = {kind: len(whole.entities.of_kind(kind)) for kind in ("Seizure", "Shipment")}
    seized = int((told.source == "I").sum())
    assert (
        events
        == {"Seizure": seized, "Shipment": len(told) - seized}
        == {
            "Seizure": 548,
            "Shipment": 3083,
        }
    )
    assert report.new == whole.statements.count()
    assert verify_audit(project).intact


def test_quantities_add_up_to_those_of_the_file(imported, told):
    project, _ = imported
    whole = project.store.read(READER)
    kept = sum(
        float(one.value)
        for kind in ("Seizure", "Shipment")
        for one in whole.statements.saying(kind, ["quantity"])
    )
    assert kept == pytest.approx(told.quantity.astype(float).sum(), rel=1e-12)


@pytest.mark.parametrize("party", ["importer", "exporter", "origin"])
def test_each_party_is_counted_as_in_the_file_and_namibia_is_among_them(party, imported, told):
    project, _ = imported
    kept = said(project, "Seizure", party) + said(project, "Shipment", party)
    written = Counter(code for code in told[party] if code not in NO_COUNTRY)
    assert {code: n for code, n in kept.items() if written[code] != n} == {}
    assert set(written) - set(kept) <= {"AN", "CS", "DD", "SU", "YU", "XA", "XE", "XF", "XS", "ZZ"}
    assert kept["NA"] == (told[party] == "NA").sum()


def test_a_unit_that_is_no_code_is_refused_as_a_cell_and_its_row_is_in(imported, told):
    _, report = imported
    odd = told.unit.isin(["cm", "m"])
    assert report.refused == int(odd.sum()) == 39
    assert {one.row for one in report.rejects} == {int(i) + 2 for i in told.index[odd]}


def test_the_table_of_seizures_shows_where_when_and_what(imported, told):
    project, _ = imported
    whole = seizures.page(project, READER, limit=1000)
    seized = told[told.source == "I"]
    assert whole.total == len(seized)
    where = Counter(row.country for row in whole.rows)
    reporter = seized.importer.where(seized.reporter_type == "I", seized.exporter)
    assert where == Counter(reporter)
    what = Counter(row.product for row in whole.rows)
    assert what["scales"] == (seized.term == "scales").sum()
    assert sum(what.values()) - what[""] == len(seized)
    asked = seizures.page(project, READER, SeizureFilter(products=("scales",)), limit=1)
    assert asked.total == what["scales"]


def test_the_years_of_the_timeline_are_those_of_the_file(imported, told):
    project, _ = imported
    years = {one.name: one for one in seizure_map.periods(project, READER, ALL)}
    written = Counter(told[told.source == "I"].year)
    assert {name: one.count for name, one in years.items()} == dict(written)
    assert all(one.count == one.year for one in years.values())


def test_the_routes_lead_from_where_the_file_says_to_where_it_was_seized(imported, told):
    project, _ = imported
    routes = seizure_map.routes(project, READER, ALL)
    seized = told[told.source == "I"]
    to_the_states = seized[(seized.exporter == "CN") & (seized.importer == "US")]
    direct = to_the_states[to_the_states.origin.isin([*NO_COUNTRY, "CN"])]
    flows = {(one.start, one.goal): one.count for one in routes.flows}
    assert flows["CN", "US"] >= len(direct) > 100
    assert {one.status for one in routes.flows} == {"unstated"}
    assert routes.told == len(seized)
    assert all(one.start not in NO_COUNTRY and one.goal not in NO_COUNTRY for one in routes.flows)


def test_a_trade_table_names_no_place_and_puts_nothing_on_the_map(imported):
    project, _ = imported
    assert seizure_map.points(project, READER, ALL, total=548) == ()

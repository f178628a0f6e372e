"""The real tables come in whole through the mappings that ship: every row is in or refused."""

import pytest

from workbench.services.importing import import_records
from workbench.store import Reader


@pytest.mark.parametrize(
    ("table", "mapping", "rows"),
    [
        ("eia_pangolin/incidents.xlsx", "eia_pangolin", 1104),
        ("routes_airport/seizures.csv", "routes_airport", 773),
    ],
)
def test_every_row_is_in_or_refused_with_a_reason(
    table, mapping, rows, project, shared_data, clock
):
    report = import_records(project, "Anna", shared_data / table, mapping, clock=clock)
    whole = project.store.read(Reader.whole("a test looks"))
    seizures = whole.entities.of_kind("Seizure")
    lost = [reject for reject in report.rejects if reject.row is not None and not reject.column]
    assert len(seizures) + len(lost) == rows
    assert all(reject.reason and reject.remedy for reject in report.rejects)
    assert report.new == whole.statements.count()


def test_route_legs_that_nobody_confirmed_are_not_read_as_confirmed(project, shared_data, clock):
    table = shared_data / "eia_pangolin/incidents.xlsx"
    import_records(project, "Anna", table, "eia_pangolin", clock=clock)
    whole = project.store.read(Reader.whole("a test looks"))
    said = whole.statements.saying("RouteLeg", ["legStatus"])
    assert {one.value for one in said} == {"confirmed", "unconfirmed", "unstated"}
    counted = {status: sum(one.value == status for one in said) for status in ("confirmed",)}
    # 2, 26, 14 and 3 filled legs have a C in the sheet; a leg of several places may be several.
    assert counted["confirmed"] >= 45

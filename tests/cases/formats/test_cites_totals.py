"""Gross and net trade: totals by year, never mixed with shipments."""

from cases.formats.cites_totals import is_total, read
from cases.reject import Reject
from cases.statement import Claim

# Invented (simulated).
TABLE = """App.,Taxon,Term,Unit,Country,2014,2015,2016
I,Panthera pardus,skins,,NA,2,,5
I,Panthera pardus,trophies,kg,XX,,1.5,x
"""


def test_each_filled_cell_is_a_total_of_its_year(tmp_path):
    path = tmp_path / "gross.csv"
    path.write_text(TABLE, "utf-8")
    items = list(read(path))
    quantities = {
        (str(one.event_time), one.value, one.locator.column)
        for one in items
        if isinstance(one, Claim) and one.property == "quantity"
    }
    assert quantities == {("2014", "2", "2014"), ("2016", "5", "2016"), ("2015", "1.5", "2015")}
    assert {one.subject.schema for one in items if isinstance(one, Claim)} == {"TradeTotal"}
    assert [one.value for one in items if isinstance(one, Reject)] == ["x"]
    assert {one.value for one in items if isinstance(one, Claim) and one.property == "country"} == {
        "NA"
    }


def test_it_is_told_from_other_tables_by_its_years(tmp_path):
    assert is_total(("App.", "Taxon", "Term", "Unit", "Country", "2014"))
    assert not is_total(("App.", "Taxon", "Term", "Unit", "Country"))
    path = tmp_path / "no_years.csv"
    path.write_text("Taxon,Term,Country\nx,y,NA\n", "utf-8")
    assert next(iter(read(path))).reason == "no column is a year"

"""LEMIS: its codes are not those of CITES, NA is a gap but a country, S is a seizure."""

from cases.formats.lemis import read
from cases.reject import Reject
from cases.statement import Claim

HEADER = (
    "control_number,species_code,taxa,class,genus,species,subspecies,specific_name,generic_name,"
    "description,quantity,unit,value,country_origin,country_imp_exp,purpose,source,action,"
    "disposition,disposition_date,disposition_year,shipment_date,shipment_year,import_export,"
    "port,us_co,foreign_co,cleaning_notes\n"
)
# Invented lines (simulated).
SEIZED = (
    "2012000001,PPAR,mammal,Mammalia,Panthera,pardus,NA,leopard,cat,SKI,2,NO,NA,NA,ZA,Y,P,I,S,"
    "2012-05-04,2012,2012-05-01,2012,I,NY,Fur Import (simulated),Trader (simulated),NA\n"
)


def items_of(tmp_path, text):
    path = tmp_path / "lemis.csv"
    path.write_text(HEADER + text, "utf-8")
    return list(read(path))


def said(items, schema):
    return {
        one.property: one.value
        for one in items
        if isinstance(one, Claim) and one.subject.schema == schema
    }


def test_a_seized_line_is_a_seizure_in_the_united_states_on_its_way_from_namibia(tmp_path):
    items = items_of(tmp_path, SEIZED)
    assert not [one for one in items if isinstance(one, Reject)]
    seizure = said(items, "Seizure")
    assert seizure["country"] == "US"
    assert seizure["origin"] == "NA"
    assert seizure["exporter"] == "ZA"
    assert seizure["species"] == "Panthera pardus"
    assert seizure["date"] == "2012-05-01"
    assert "declaredValue" not in seizure
    legs = [one.value for one in items if isinstance(one, Claim) and one.property == "role"]
    assert legs == ["origin", "export", "destination"]


def test_its_own_codes_are_read_as_those_of_cites_and_stay_beside_them(tmp_path):
    claims = [one for one in items_of(tmp_path, SEIZED) if isinstance(one, Claim)]
    codes = {c.property: (c.value, c.original_value) for c in claims if c.property in
             ("purpose", "source")}  # fmt: skip
    assert codes == {"purpose": ("N", "Y"), "source": ("O", "P")}
    assert {c.value for c in claims if c.property == "unit (as written)"} == {"NO"}


def test_a_cleared_export_is_a_shipment_and_unknown_is_no_country(tmp_path):
    row = SEIZED.replace(",S,2012-05-04", ",C,2012-05-04").replace(",NA,ZA,", ",XX,NA,")
    items = items_of(tmp_path, row.replace(",I,NY,", ",E,NY,"))
    shipment = said(items, "Shipment")
    assert shipment["exporter"] == "US"
    assert shipment["importer"] == "NA"
    assert shipment["origin (no country)"] == "XX: unknown"
    assert not said(items, "Seizure")


def test_equal_lines_are_two_and_a_line_without_a_date_is_refused(tmp_path):
    undated = SEIZED.replace("2012-05-04,2012,2012-05-01,2012", "NA,NA,NA,NA")
    items = items_of(tmp_path, SEIZED + SEIZED + undated)
    assert len({one.subject for one in items if isinstance(one, Claim)
                and one.subject.schema == "Seizure"}) == 2  # fmt: skip
    assert [one.row for one in items if isinstance(one, Reject)] == [4]


def test_another_table_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    assert "lacks the column" in next(iter(read(path))).reason

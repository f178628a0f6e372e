"""Tables of the CITES Trade Database: NA is Namibia, source I is a seizure, nothing is added up."""

import pytest

from cases.formats.cites_trade import read
from cases.reject import Reject
from cases.statement import Claim, Ref

# Invented rows (simulated).
COMPARATIVE = """Year,App.,Taxon,Class,Order,Family,Genus,Importer,Exporter,Origin,\
Importer reported quantity,Exporter reported quantity,Term,Unit,Purpose,Source
2016,I,Panthera pardus,Mammalia,Carnivora,Felidae,Panthera,NA,ZA,,2,1,trophies,,H,W
2017,I,Panthera pardus,Mammalia,Carnivora,Felidae,Panthera,DE,NA,XX,3,,skins,,P,I
2017,I,Panthera pardus,Mammalia,Carnivora,Felidae,Panthera,DE,NA,XX,3,,skins,,P,I
"""


def said(tmp_path, text, name="trade.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    items = list(read(path))
    return items, [one for one in items if isinstance(one, Reject)]


def values(items, schema, name):
    return [
        one.value
        for one in items
        if isinstance(one, Claim) and one.subject.schema == schema and one.property == name
    ]


def test_namibia_is_a_country_and_both_quantities_stand_apart(tmp_path):
    items, rejects = said(tmp_path, COMPARATIVE)
    assert not rejects
    assert values(items, "Shipment", "importer") == ["NA"]
    assert values(items, "Seizure", "exporter") == ["NA", "NA"]
    assert values(items, "Shipment", "importerQuantity") == ["2"]
    assert values(items, "Shipment", "exporterQuantity") == ["1"]
    assert values(items, "Shipment", "quantity") == []


def test_only_source_i_is_a_seizure_and_equal_rows_are_two(tmp_path):
    items, _ = said(tmp_path, COMPARATIVE)
    assert len({one.subject for one in items if one.subject.schema == "Seizure"}) == 2
    assert len({one.subject for one in items if one.subject.schema == "Shipment"}) == 1
    assert values(items, "Seizure", "country") == ["DE", "DE"]


def test_an_unknown_origin_is_no_country_and_no_leg_and_a_blank_one_is_nothing(tmp_path):
    items, _ = said(tmp_path, COMPARATIVE)
    assert values(items, "Seizure", "origin (no country)") == ["XX: unknown", "XX: unknown"]
    assert values(items, "Shipment", "origin") == []
    assert values(items, "RouteLeg", "role") == ["export", "destination"] * 2
    assert set(values(items, "RouteLeg", "legStatus")) == {"unstated"}


def test_words_become_codes_and_the_words_stay_beside_them(tmp_path):
    items, _ = said(tmp_path, COMPARATIVE)
    terms = [one for one in items if isinstance(one, Claim) and one.property == "term"]
    assert [(one.value, one.original_value) for one in terms[:2]] == [
        ("TRO", "trophies"),
        ("SKI", "skins"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Term", "SKN", "SKI (skins)"),
        ("Term", "skinns", "SKI (skins)"),
        ("Unit", "KGM", "KIL (kg)"),
        ("Unit", "QQQ", "unit codes are"),
        ("Source", "K", "source codes are"),
        ("Purpose", "Y", "purpose codes are"),
        ("Taxon", "Panthera pardis", "Panthera pardus"),
        ("Importer", "Q9", "two-letter code"),
    ],
)
def test_an_unknown_code_is_told_with_what_it_may_be_and_nothing_is_lost(
    column, value, words, tmp_path
):
    header, row, *_ = COMPARATIVE.splitlines()
    cells = row.split(",")
    cells[header.split(",").index(column)] = value
    items, rejects = said(tmp_path, f"{header}\n{','.join(cells)}\n")
    assert [one.column for one in rejects] == [column]
    assert rejects[0].value == value
    assert words in rejects[0].remedy
    assert any(value in (one.value, one.original_value) for one in items if isinstance(one, Claim))


@pytest.mark.parametrize("year", ["", "soon", "16", "0216"])
def test_a_row_without_a_year_is_refused_whole(year, tmp_path):
    header, row, *_ = COMPARATIVE.splitlines()
    items, rejects = said(tmp_path, f"{header}\n{year}{row[4:]}\n")
    assert len(items) == len(rejects) == 1


def test_a_party_s_own_upload_is_read(tmp_path):
    text = (
        "Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,"
        "ImportPermit,ExportPermit,OriginPermit,IFSPermit,PurposeCode,SourceCode,Year\n"
        "I,Panthera tigris,BON,3.5,KIL,VN,NA,,E-1,,,T,I,2019\n"
    )
    items, rejects = said(tmp_path, text)
    assert not rejects
    assert values(items, "Seizure", "unit") == ["KIL"]
    assert values(items, "Seizure", "origin") == ["NA"]
    assert values(items, "Seizure", "permit") == ["E-1"]


def test_another_table_is_refused_with_the_columns_it_lacks(tmp_path):
    items, rejects = said(tmp_path, "Name,Date\nx,2020\n")
    assert len(items) == 1
    assert "lacks the column" in rejects[0].reason


def test_all_shipments_of_pangolins_come_in_and_namibia_is_among_them(shared_data):
    items = list(read(shared_data / "cites_manidae/manidae.csv"))
    claims = [one for one in items if isinstance(one, Claim)]
    events = {one.subject for one in claims if one.subject.schema in ("Seizure", "Shipment")}
    assert len(events) == 3631
    assert sum(one.schema == "Seizure" for one in events) == 548
    assert {one.property for one in claims if one.value == "NA"} >= {"exporter", "origin"}
    unknown = [one for one in claims if one.property == "origin (no country)"]
    assert sum(str(one.value).startswith("XX") for one in unknown) == 534
    rows = {one.locator.row for one in claims}
    assert rows == set(range(2, 3633))
    assert all(isinstance(one.subject, Ref) for one in claims)
    assert {one.column for one in items if isinstance(one, Reject)} <= {"unit", "term"}

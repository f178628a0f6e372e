"""A file is known by what is in it, whatever it is called."""

import json

import pytest

from cases.formats.known import FORMATS
from cases.formats.mapping import shipped
from cases.formats.recognise import Recognised, fits, recognise
from cases.reject import Reject

TABLES = {
    "cites-trade": "Year,App.,Taxon,Importer,Exporter,Origin,Importer reported quantity,"
    "Exporter reported quantity,Term,Unit,Purpose,Source",
    "cites-totals": "App.,Taxon,Term,Unit,Country,2014,2015",
    "lemis": "control_number,species_code,disposition,country_imp_exp,import_export",
    "earthranger-track": "recorded_at,lat,lon,source_provider,manufacturer_id",
    "smart-patrol": "Patrol ID,Waypoint ID,Waypoint Date,Waypoint Time,X,Y",
    "photos": "image_id,identity,path",
    "table": "Anything,Else",
}
DOCUMENTS = {
    "ftm": {"id": "a", "schema": "Person", "properties": {}},
    "earthranger": [{"id": "e", "event_type": "x", "time": "2026-01-01T00:00:00Z"}],
    "smart-connect": {"features": [{"properties": {"smartDataType": "patrol"}}]},
    "megadetector": {"images": [], "detection_categories": {}},
    "camtrap-dp": {"resources": []},
}


@pytest.mark.parametrize(("name", "header"), TABLES.items())
def test_a_table_is_known_by_its_columns(name, header, tmp_path):
    path = tmp_path / "anything.csv"
    path.write_text(f"{header}\n{','.join('1' for _ in header.split(','))}\n", "utf-8")
    found = recognise(path, shipped().values())
    assert isinstance(found, Recognised)
    assert found.format == name
    assert found.why


@pytest.mark.parametrize(("name", "document"), DOCUMENTS.items())
def test_json_is_known_by_its_fields(name, document, tmp_path):
    path = tmp_path / "anything.json"
    path.write_text(json.dumps(document), "utf-8")
    found = recognise(path)
    assert isinstance(found, Recognised)
    assert found.format == name


def test_headers_that_another_program_rewrote_are_known_all_the_same(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TABLES["cites-trade"].replace(" ", ".").lower() + "\n", "utf-8")
    found = recognise(path)
    assert isinstance(found, Recognised)
    assert found.format == "cites-trade"


@pytest.mark.parametrize(
    ("table", "name"),
    [("eia_pangolin/incidents.xlsx", "eia_pangolin"), ("routes_airport/seizures.csv",
     "routes_airport"), ("cites_manidae/manidae.csv", "")],
)  # fmt: skip
def test_the_real_tables_are_known(table, name, shared_data):
    found = recognise(shared_data / table, shipped().values())
    assert isinstance(found, Recognised)
    assert (found.mapping, found.format) == (name, "mapping" if name else "cites-trade")


def test_a_mapping_fits_only_with_the_columns_it_requires():
    mapping = shipped()["routes_airport"]
    columns = mapping.named_columns
    assert fits(mapping, columns) == 1.0
    assert fits(mapping, columns - {"ID"}) == 0.0
    assert 0 < fits(mapping, columns - {"Airline"}) < 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b"{"), ("a.json", b'{"x": 1}'), ("a.csv", b""), ("a.csv", b"\xff\xd8\xff"),
     ("a.xlsx", b"PK broken")],
)  # fmt: skip
def test_what_is_nothing_is_said_to_be_nothing(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    found = recognise(path)
    assert isinstance(found, Reject)
    assert found.remedy


def test_every_format_has_a_name_and_a_title():
    assert all(name == one.name and one.title for name, one in FORMATS.items())

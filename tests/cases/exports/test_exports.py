"""What leaves in outside formats can be read back there, and what could not go is listed."""

import csv
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exports import ftm, geojson, graphml, report, tables
from cases.exports.ftm_values import cleaned
from cases.exports.geojson import cell_middle
from cases.formats.cell import defused
from cases.graph import build
from cases.model import PropertyType
from cases.statement import Handling

# FollowTheMoney's own schemata (schema/*.yaml): what each of the properties we write may hold.
FTM_ENTITY_PROPERTIES = {
    "Event": {"involved": {"Person", "Organization"}, "organizer": {"Person", "Organization"}},
    "Trip": {"involved": {"Person", "Organization"}, "vehicle": {"Vehicle"},
             "startLocation": {"Address"}, "endLocation": {"Address"}},
    "Vehicle": {"owner": {"Person", "Organization"}},
    "Identification": {"holder": {"Person", "Organization"}},
    "UnknownLink": {"subject": None, "object": None},
}  # fmt: skip
FTM_TEXT_PROPERTIES = {
    "Person": {"name", "alias", "birthDate", "deathDate", "gender", "nationality", "country",
               "citizenship", "birthPlace", "position", "phone", "address", "status", "taxNumber",
               "notes", "sourceUrl"},
    "Organization": {"name", "alias", "country", "registrationNumber", "phone", "address", "notes",
                     "sourceUrl"},
    "Vehicle": {"name", "registrationNumber", "country", "model", "type", "notes", "sourceUrl"},
    "Identification": {"number", "type", "authority", "country", "startDate", "endDate"},
    "Event": {"name", "description", "date", "location", "country", "notes", "sourceUrl"},
    "Trip": {"name", "date", "startDate", "endDate", "notes", "sourceUrl"},
    "Address": {"name", "full", "country", "latitude", "longitude", "notes", "sourceUrl"},
    "Document": {"name", "title", "description", "date", "contentHash", "notes", "sourceUrl"},
    "UnknownLink": {"role", "date"},
}  # fmt: skip


@pytest.fixture
def everything(two_groups: Any) -> Any:
    """The two groups with a vehicle, a passport, a journey, places, animals and awkward text."""
    r = two_groups
    r.say("PER-1", "Person", birthDate="1980-02", gender="m", nationality="RU", note="=cmd|x\x0b",
          reference="case 7", vehicle="VEH-1", identification="IDN-1", residence="PLC-1",
          handling=Handling(2))  # fmt: skip
    r.say("VEH-1", "Vehicle", registrationNumber="А123ВС", country="Russia", keeper="PER-1")
    r.say("IDN-1", "Identification", number="70 05 123456", validTo="2027-03-04")
    r.say("IDN-2", "Identification", number="70 05 999999")
    r.say("PLC-1", "Place", name="Хасан", latitude="42.43", longitude="130.64", country="RU")
    r.say("PLC-2", "Place", name="Moon", latitude="131.0", longitude="43.0")
    r.say("JRN-1", "Journey", date="2026-02-09", traveller="PER-1", vehicle="VEH-1",
          origin="PLC-1")  # fmt: skip
    r.say("SK-1", "Specimen", name="skin 1", seizure="SZ-2026-001")
    r.say("STN-1", "Station", name="Upper Amba", latitude="43.21", longitude="131.37",
          uncertainty="30")  # fmt: skip
    return r


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_graphml_comes_back_with_its_nodes_links_and_names(everything: Any, tmp_path: Path) -> None:
    graph = build(everything.statements, sources=everything.sources.values())
    graphml.write(graph, tmp_path / "graph.graphml")

    back = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)

    assert set(back.nodes) == set(graph.nodes)
    assert back.number_of_edges() == graph.number_of_edges()
    assert back.nodes["PER-1"]["label"] == "Пётр Кузьмин"
    assert back.nodes["SZ-2026-001"]["schema"] == "Seizure"
    shared = next(d for _, _, d in back.edges(data=True) if d["property"] == "shared_phone")
    assert len(shared["statements"].split()) == 2


def test_graphml_never_says_none_and_each_edge_has_an_id(everything: Any, tmp_path: Path) -> None:
    graph = build(everything.statements)
    graph.nodes["PER-1"]["caption"] = None
    graphml.write(graph, tmp_path / "graph.graphml")
    text = (tmp_path / "graph.graphml").read_text("utf-8")

    assert "None" not in text
    assert text.count('id="E') == graph.number_of_edges()


def test_a_character_that_xml_forbids_is_dropped_and_said(tmp_path: Path, records: Any) -> None:
    records.say("PER-1", "Person", name="Пётр\x0bКузьмин\ud800")

    losses = graphml.write(build(records.statements), tmp_path / "graph.graphml")

    assert "ПётрКузьмин" in (tmp_path / "graph.graphml").read_text("utf-8")
    assert [loss.what for loss in losses] == ["character"]


def test_the_same_graph_gives_the_same_bytes(everything: Any, tmp_path: Path) -> None:
    for name, statements in (("a", everything.statements), ("b", everything.statements[::-1])):
        graphml.write(build(statements), tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_followthemoney_gets_only_what_its_schemata_know(everything: Any, tmp_path: Path) -> None:
    ftm.write(everything.world().entities, tmp_path / "ftm.jsonl")
    found = lines(tmp_path / "ftm.jsonl")
    kinds = {one["id"]: one["schema"] for one in found}

    assert len(kinds) == len(found)
    for one in found:
        entity_valued = FTM_ENTITY_PROPERTIES.get(one["schema"], {})
        for name, values in one["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in entity_valued:
                allowed = entity_valued[name]
                assert all(v in kinds and (not allowed or kinds[v] in allowed) for v in values)
            else:
                assert name in FTM_TEXT_PROPERTIES[one["schema"]], (one["schema"], name)


def test_followthemoney_keeps_names_dates_and_roles(everything: Any, tmp_path: Path) -> None:
    ftm.write(everything.world().entities, tmp_path / "ftm.jsonl")
    found = {one["id"]: one for one in lines(tmp_path / "ftm.jsonl")}

    person = found["PER-1"]["properties"]
    assert person["name"] == ["Пётр Кузьмин"]
    assert person["birthDate"] == ["1980-02"]
    assert person["nationality"] == ["ru"]
    assert person["address"] == ["Хасан"]
    assert found["PER-5"]["properties"]["phone"] == ["+79140000001"]
    assert found["IDN-1"]["properties"]["holder"] == ["PER-1"]
    assert found["SZ-2026-001"]["properties"]["involved"] == ["PER-1", "PER-2"]
    assert found["SZ-2026-001"]["properties"]["name"] == ["border post"]


def test_what_followthemoney_cannot_hold_is_a_link_or_a_listed_loss(
    everything: Any, tmp_path: Path
) -> None:
    losses = ftm.write(everything.world().entities, tmp_path / "ftm.jsonl")
    links = [one for one in lines(tmp_path / "ftm.jsonl") if one["schema"] == "UnknownLink"]
    lost = {loss.what for loss in losses}

    assert ["officer"] in [one["properties"]["role"] for one in links]
    assert lost >= {
        "entity of kind Specimen", "entity of kind Phone", "link Specimen.seizure", "grade",
        "handling", "identity document", "value of Person.reference", "value of Vehicle.country",
    }  # fmt: skip
    assert "Specimen" in report(losses)


def test_nothing_lost_says_so() -> None:
    assert report(()) == "Nothing was left out."


@pytest.mark.parametrize(
    ("kind", "name", "value", "kept"),
    [
        (PropertyType.DATE, "birthDate", "spring 1980", None),
        (PropertyType.DATE, "birthDate", "03.1980", "1980-03"),
        (PropertyType.DATE, "date", "2014-2015", None),
        (PropertyType.COUNTRY, "country", "NA", "na"),
        (PropertyType.COUNTRY, "country", "Namibia", None),
        (PropertyType.PHONE, "phone", "+7 914 000-00-01", "+79140000001"),
        (PropertyType.PHONE, "phone", "n/a", None),
        (PropertyType.STRING, "sourceUrl", "https://example.org/7", "https://example.org/7"),
        (PropertyType.STRING, "gender", "F", "female"),
        (PropertyType.NUMBER, "latitude", "north", None),
        (PropertyType.STRING, "notes", "  two\n lines ", "two lines"),
    ],
)
def test_values_are_written_only_if_they_are_valid_there(
    kind: PropertyType, name: str, value: str, kept: str | None
) -> None:
    assert cleaned(kind, name, value) == kept


def test_formulas_typed_by_a_suspect_do_not_run(records: Any, tmp_path: Path) -> None:
    records.say("PER-1", "Person", name="=HYPERLINK(1)")
    records.say("PHN-1", "Phone", number="+79140000001")
    records.say("SZ-2026-001", "Seizure", courier="PER-1", phone="PHN-1")
    paths = tmp_path / "entities.csv", tmp_path / "links.csv"

    losses = tables.write(build(records.statements), *paths)

    with paths[0].open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert [row["label"] for row in rows] == ["'=HYPERLINK(1)", "'+79140000001", "SZ-2026-001"]
    assert [(loss.what, loss.count) for loss in losses] == [("formula", 2)]


@given(st.text(max_size=12))
def test_no_cell_ever_starts_a_formula(text: str) -> None:
    assert defused(text).lstrip()[:1] not in tuple("=+-@")


def test_links_carry_source_statements_grade_and_strength(everything: Any, tmp_path: Path) -> None:
    tables.write(build(everything.statements), tmp_path / "e.csv", tmp_path / "l.csv")

    with (tmp_path / "l.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    courier = next(row for row in rows if row["type"] == "courier")
    assert tuple(courier) == tables.LINK_COLUMNS
    assert (courier["from_id"], courier["to_id"], courier["grade"]) == (
        "SZ-2026-001", "PER-1", "B 2",
    )  # fmt: skip
    assert courier["strength"] == "0.900"
    assert len(courier["source_ref"]) == 64


def test_places_are_points_with_their_uncertainty(everything: Any, tmp_path: Path) -> None:
    losses = geojson.write(everything.world().entities, tmp_path / "map.geojson")
    found = json.loads((tmp_path / "map.geojson").read_text("utf-8"))["features"]
    by_id = {one["id"]: one for one in found}

    assert by_id["STN-1"]["geometry"]["coordinates"] == [131.37, 43.21]
    assert by_id["STN-1"]["properties"]["uncertainty_m"] == 30.0
    assert "PLC-2" not in by_id
    assert "Place off the globe" in {loss.what for loss in losses}


def test_a_coarse_place_is_always_the_same_middle_of_a_cell(
    everything: Any, tmp_path: Path
) -> None:
    everything.say("STN-2", "Station", name="Lower Amba", latitude="43.24", longitude="131.26")
    losses = geojson.write(everything.world().entities, tmp_path / "map.geojson", grid_degrees=0.25)
    found = json.loads((tmp_path / "map.geojson").read_text("utf-8"))["features"]
    places = {one["id"]: one["geometry"]["coordinates"] for one in found}

    assert places["STN-1"] == places["STN-2"] == [131.375, 43.125]
    assert "exact place" in {loss.what for loss in losses}


@given(st.floats(-180, 180), st.sampled_from([0.1, 0.25, 1.0]))
def test_a_cell_never_moves_a_place_further_than_half_of_it(value: float, size: float) -> None:
    assert abs(cell_middle(value, size) - value) <= size / 2 + 1e-5


def test_a_grid_without_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no cells"):
        geojson.write({}, tmp_path / "map.geojson", grid_degrees=0.0)

"""What leaves in outside formats can be read back there, and what could not go is listed."""

import csv
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exports import geojson, graphml, report, tables
from cases.exports.geojson import cell_middle
from cases.formats.cell import defused
from cases.graph import build


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


def test_nothing_lost_says_so() -> None:
    assert report(()) == "Nothing was left out."


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


@pytest.mark.parametrize("size", [0.1, 0.25, 1.0])
def test_a_coarse_place_on_the_edge_of_the_map_is_still_a_place(
    size: float, records: Any, tmp_path: Path
) -> None:
    """RFC 7946 knows no longitude of 180.125: readers drop such a point or refuse the file."""
    for number, (latitude, longitude) in enumerate([("71.2", "180"), ("90", "0"), ("-90", "-180")]):
        records.say(f"STN-{number}", "Station", name="edge", latitude=latitude, longitude=longitude)
    geojson.write(records.world().entities, tmp_path / "map.geojson", grid_degrees=size)
    found = json.loads((tmp_path / "map.geojson").read_text("utf-8"))["features"]
    assert len(found) == 3
    for one in found:
        longitude, latitude = one["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90

"""The picture of the graph: every name readable, the same every time."""

import itertools
import re
import xml.etree.ElementTree as ElementTree
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from workbench.bag.contents import GraphEdge, GraphNode
from workbench.bag.picture import canvas, draw_graph, draw_graph_png

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["Ермаков Степан Ильич", "刘建国", "Nguyễn Thị Thu Hằng", "SZ-2026-003", "+7 914 555-01-23"]


def forty(seed=0, spread=1.0):
    rng = np.random.default_rng(seed)
    nodes = [
        GraphNode(f"n{i}", f"{NAMES[i % 5]} {i}", ["Person", "Phone", "Seizure"][i % 3], i == 7)
        for i in range(40)
    ]
    edges = [GraphEdge(f"n{i}", f"n{(i * 7 + 3) % 40}", "used", i % 4 == 0) for i in range(45)]
    positions = {n.id: tuple(float(v) for v in rng.normal(0, spread, 2)) for n in nodes}
    return nodes, edges, positions


def captions(svg):
    """(x, y, text) of every printed word, halos left out."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    return [
        (float(t.get("x")), float(t.get("y")), t.text)
        for t in root.iter(f"{SVG}text")
        if t.get("fill") == "#111111"
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_caption_covers_another_with_forty_nodes(seed):
    found = captions(draw_graph(*forty(seed)))
    assert len(found) >= 40
    for (x, y, text), (u, v, other) in itertools.combinations(found, 2):
        room = 0.5 * 21 * 0.5 * (len(text) + len(other)) * 0.9
        assert abs(x - u) > room or abs(y - v) > 15, (text, other)


def test_nodes_on_one_spot_are_parted():
    nodes = [GraphNode(f"n{i}", f"Name {i}", "Person") for i in range(6)]
    found = captions(draw_graph(nodes, [], {n.id: (1.0, 1.0) for n in nodes}))
    assert len({(round(x), round(y)) for x, y, _ in found}) == 6


def test_everything_lies_on_the_canvas():
    nodes, edges, positions = forty(1, spread=1e6)
    width, height = canvas(40)
    for x, y, _ in captions(draw_graph(nodes, edges, positions)):
        assert 0 < x < width
        assert 0 < y < height


def test_the_same_graph_gives_the_same_text():
    assert draw_graph(*forty()) == draw_graph(*forty())


def test_names_cannot_break_out_of_the_picture():
    nodes = [GraphNode("a", '<script>alert("x")</script>&\x00', "Person")]
    svg = draw_graph(nodes, [], {"a": (0, 0)})
    assert "<script" not in svg
    assert ElementTree.fromstring(svg) is not None  # noqa: S314 - our own text


def test_a_long_name_ends_with_an_ellipsis():
    nodes = [GraphNode("a", "Константинопольский Александр Александрович младший", "Person")]
    lines = [text for *_, text in captions(draw_graph(nodes, [], {"a": (0, 0)}))]
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_derived_links_are_dashed_and_kinds_are_in_the_legend():
    nodes = [GraphNode("a", "A", "Person"), GraphNode("b", "B", "IndividualAnimal")]
    positions = {"a": (0, 0), "b": (1, 1)}
    plain = draw_graph(nodes, [GraphEdge("a", "b", "saw")], positions)
    derived = draw_graph(nodes, [GraphEdge("a", "b", "saw", True)], positions)
    assert "stroke-dasharray" not in plain
    assert "stroke-dasharray" in derived
    assert "derived by the program" in derived
    assert "individual animal" in plain


def test_an_edge_to_nowhere_is_left_out_and_a_node_without_place_is_not():
    nodes = [GraphNode("a", "A", "Person"), GraphNode("b", "Без места", "Person")]
    svg = draw_graph(nodes, [GraphEdge("a", "gone"), GraphEdge("a", "b")], {"a": (0, 0)})
    assert len(re.findall("<line", svg)) == 1
    assert "Без места" in svg


def test_no_nodes_make_an_empty_picture():
    assert captions(draw_graph([], [], {})) == []


def test_two_nodes_of_one_id_are_refused():
    with pytest.raises(ValueError, match="share an id"):
        draw_graph([GraphNode("a", "A", "Person")] * 2, [], {})


def test_few_nodes_are_drawn_larger():
    assert canvas(5)[0] < canvas(20)[0] < canvas(40)[0]


def test_the_png_shows_ink_where_the_nodes_are():
    nodes, edges, positions = forty()
    image = Image.open(BytesIO(draw_graph_png(nodes, edges, positions, ppi=36)))
    assert image.size == (800, 490)
    assert (np.asarray(image.convert("L")) < 128).mean() > 0.005
    few = draw_graph_png(nodes[:4], [], positions, ppi=36)
    assert Image.open(BytesIO(few)).size[0] == pytest.approx(800, abs=2)


def test_the_legend_stays_on_the_canvas_however_many_kinds_there_are():
    kinds = [f"Kind{chr(65 + i)}ofThing" for i in range(14)]
    nodes = [GraphNode(kind, kind, kind) for kind in kinds]
    edges = [GraphEdge(kinds[0], kinds[1], "x", True)]
    svg = draw_graph(nodes, edges, {kind: (i, i % 3) for i, kind in enumerate(kinds)})
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    words = [t for t in root.iter(f"{SVG}text") if t.get("fill") == "#333333"]
    width, height = canvas(len(nodes))
    assert len(words) == 15
    for word in words:
        assert float(word.get("x")) + len(word.text) * 16 * 0.56 < width
        assert 0 < float(word.get("y")) < height

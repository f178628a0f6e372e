"""What is handed to our browser components, and what is drawn of evidence."""

import json
import re
from dataclasses import replace

import pytest

from workbench.dashboard.parts.graph import (
    EDGE_MARKS,
    LOOKS,
    NODE_MARKS,
    Edge,
    Node,
    graph_data,
    look_of,
    shortened,
)
from workbench.dashboard.parts.kit import LOADER, kit_folder
from workbench.dashboard.parts.land import Leg, Point, map_data
from workbench.dashboard.parts.marks import Drawn, Mark, Side, marks_data
from workbench.dashboard.strength import place, scale
from workbench.dashboard.words import speak

SAY = speak("en")
NODES = [
    Node("PER-0001", "Иван Соколов", "Person", 1.0, 2.0),
    Node("SZ-1", "B-17", "Seizure", 0, 0),
]
EDGES = [Edge("e", "SZ-1", "PER-0001", "courier", "solid", 2)]


def stamp(nodes, edges) -> str:
    return graph_data(nodes, edges, say=SAY)["stamp"]


@pytest.mark.parametrize(
    ("grade", "look"),
    [
        ("A1", "solid"),
        ("B2", "solid"),
        ("C3", "dashed"),
        ("B4", "dotted"),
        ("E5", "dotted"),
        ("F6", "dotted"),
        ("", "dotted"),
    ],
)
def test_a_lines_look_says_how_credible_its_best_statement_is(grade, look):
    assert look_of(grade) == look


def test_the_stamp_changes_exactly_when_the_drawing_does():
    moved = [Node("PER-0001", "Иван Соколов", "Person", 1.5, 2.0), NODES[1]]
    assert stamp(NODES, EDGES) == stamp(list(NODES), list(EDGES))
    assert stamp(NODES, EDGES) != stamp(moved, EDGES)
    assert stamp(NODES, EDGES) != stamp(NODES, [])


def test_the_graph_can_be_sent_as_json():
    back = json.loads(json.dumps(graph_data(NODES, EDGES, say=SAY)))
    assert back["nodes"] == [
        ["PER-0001", "Иван Соколов", "Person", 1.0, 2.0, 0],
        ["SZ-1", "B-17", "Seizure", 0, 0, 0],
    ]
    # From the second node to the first, drawn solid.
    assert back["edges"] == [["e", 1, 0, "courier", 0, 2, 0]]


def test_what_holds_of_a_node_or_line_is_a_bit_that_the_browser_reads_in_the_same_order():
    script = (kit_folder() / "graph.mjs").read_text("utf-8")
    lists = re.findall(r"marked\(bits, \[([^\]]+)\]\)", script)
    assert [tuple(re.findall(r"'(\w+)'", one)) for one in lists] == [NODE_MARKS, EDGE_MARKS]
    (looks,) = re.findall(r"LOOKS = \[([^\]]+)\]", script)
    assert tuple(re.findall(r"'(\w+)'", looks)) == LOOKS
    for number, mark in enumerate(NODE_MARKS):
        node = Node("A", "a", "Person", 0, 0, **{mark: True})
        assert graph_data([node], [], say=SAY)["nodes"][0][-1] == 2**number


def test_the_same_line_drawn_otherwise_is_another_drawing():
    for change in ({"way": True}, {"derived": True}, {"look": "dotted"}, {"count": 3}):
        assert stamp(NODES, [replace(EDGES[0], **change)]) != stamp(NODES, EDGES)


def test_a_long_label_is_cut_where_one_sees_that_it_is_cut():
    assert shortened("B-17") == "B-17"
    assert len(shortened("x" * 200)) == 42
    assert shortened("x" * 200).endswith("…")


def test_marks_go_to_the_browser_as_pixels_of_both_photos():
    side = Side("/photo/a", "/photo/a", 800, 600, (10, 20, 300, 200), "SK-0001")
    sent = marks_data(side, side, [Mark((1, 2), (3, 4), "sift")], verdicts=True, say=SAY)
    assert sent["marks"] == [[1, 2, 3, 4, "sift"]]
    assert sent["query"]["box"] == [10, 20, 300, 200]
    assert "{number}" in sent["words"]["mark"]


def test_strips_and_the_bent_candidate_go_along_only_where_they_may_be_seen():
    side = Side("/photo/a", "/photo/a", 800, 600, (10, 20, 300, 200), "SK-0001")
    strip = Side("/pair-picture/s", "", 512, 256, (0, 0, 512, 256), "SK-0001, flattened")
    drawn = Drawn((strip, strip), [Mark((5, 6), (7, 8), "sift")], ("/o", (10, 20, 300, 200)))
    marks = [Mark((1, 2), (3, 4), "sift")]
    sent = json.loads(
        json.dumps(marks_data(side, side, marks, verdicts=True, say=SAY, drawn=drawn))
    )
    assert sent["strips"]["marks"] == [[5, 6, 7, 8, "sift"]]
    assert sent["strips"]["query"]["box"] == [0, 0, 512, 256]
    assert sent["over"] == {"src": "/o", "box": [10, 20, 300, 200]}
    blind = marks_data(side, side, [], verdicts=True, say=SAY)
    assert (blind["strips"], blind["over"], blind["marks"]) == (None, None, [])


def test_the_map_keeps_the_status_of_every_leg():
    legs = [Leg(s, 1, 2, 3, 4, 1, s, s) for s in ("confirmed", "unconfirmed", "unstated")]
    sent = map_data([Point("p", 43, 131, 2, "two")], legs, picked=None, height_px=400, say=SAY)
    assert [leg["status"] for leg in sent["legs"]] == ["confirmed", "unconfirmed", "unstated"]
    assert sent["points"][0]["count"] == 2


def test_the_scale_of_evidence_has_its_middle_at_no_evidence():
    assert place(0) == 50
    assert place(3) + place(-3) == pytest.approx(100)
    assert place(40) == place(6) == 100


@pytest.mark.parametrize(("value", "side"), [(2.0, "for"), (-2.0, "against")])
def test_evidence_for_and_against_differ_in_more_than_colour(value, side):
    drawn = scale(value, value - 0.5, value + 0.5, f"log10 LR {value}")
    assert f'class="{side}"' in drawn
    assert "log10 LR" in drawn


def test_what_a_record_says_is_never_read_as_html():
    assert "<img" not in scale(1.0, 0.5, 1.5, '"><img src=x>')


def test_every_file_that_pages_load_lies_in_the_kit():
    wanted = {"graph.mjs", "marks.mjs", "map.mjs", "coat.mjs", "watch.mjs", "frame.css", "door.css"}
    wanted |= {"cytoscape.esm.min.mjs", "countries-110m.json", "countries-50m.json", "paw.svg"}
    there = {path.name for path in kit_folder().iterdir()}
    assert wanted <= there
    assert {"cytoscape.LICENSE.md", "world-atlas.LICENSE.md"} <= there


def test_our_own_scripts_name_no_other_machine():
    for path in kit_folder().glob("*.mjs"):
        if path.name.startswith("cytoscape"):
            continue
        names = set(re.findall(r"https?://[\w.]+", path.read_text("utf-8")))
        assert names <= {"http://www.w3.org"}, path.name
    assert "document.baseURI" in LOADER

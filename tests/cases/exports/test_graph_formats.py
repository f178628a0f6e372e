"""Graphs for other programs come back whole, and what a suspect typed stays text."""

import csv
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exports import Stamp, cypher, geojson, gexf, graphml, tables
from cases.exports.loss import LossList
from cases.graph import build

NASTY = [
    "O'Brien", "back\\slash", "\\u0027 OR 1=1", "\\' }) DETACH DELETE n //", "line\nbreak",
    "`tick`",
    "quote\"s", "]]>", "<script>", "&amp;", "tab\there", "emoji 🐆", "שלום", "\\\\u0027", "\\U0027",
    "; DROP", "$param", "",
]  # fmt: skip


class Cypher:
    """A small reader of the statements we write: enough of Cypher's grammar to be an oracle.

    Strings are read as Neo4j's older readers do: `\\uXXXX` becomes its character before anything
    else is looked at, which is what an injection would use.
    """

    TOKEN = re.compile(
        r"\s*(?:(?P<string>'(?:\\.|[^'\\])*')|(?P<name>`(?:``|[^`])*`)"
        r"|(?P<number>-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)|(?P<word>[A-Za-z_]\w*)"
        r"|(?P<sign>->|[-(){}\[\]:,.;=+]))"
    )

    def __init__(self, text: str) -> None:
        text = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
        text = re.sub(r"\\[uU]([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = self.TOKEN.match(text, at)
            assert found is not None, text[at : at + 60]
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            at = found.end()
        self.nodes: dict[str, dict[str, Any]] = {}
        self.links: list[tuple[str, str, str, dict[str, Any]]] = []
        for statement in self._statements():
            self._run(statement)

    def _statements(self) -> list[list[tuple[str, str]]]:
        parts: list[list[tuple[str, str]]] = [[]]
        for token in self.tokens:
            if token == ("sign", ";"):
                parts.append([])
            else:
                parts[-1].append(token)
        return [part for part in parts if part]

    def _run(self, tokens: list[tuple[str, str]]) -> None:
        first = tokens[0][1]
        if first == "CREATE":
            return
        assert first in ("MERGE", "MATCH"), tokens[:5]
        at = next(n for n, token in enumerate(tokens) if token == ("word", "SET"))
        head, tail = tokens[:at], tokens[at + 1 :]
        ids, place = [], 0
        while place < len(head):
            if head[place] == ("word", "id"):
                value, place = self._value(head, place + 2)
                ids.append(value)
            place += 1
        labels = [self._unquote(text) for kind, text in head if kind == "name"]
        sets = self._sets(tail)
        if first == "MERGE":
            labels = [self._unquote(text) for kind, text in tail[:5] if kind == "name"]
            [node] = ids
            self.nodes[node] = {"labels": labels, **sets}
        else:
            self.links.append((*ids, labels[0], sets))

    def _sets(self, tokens: list[tuple[str, str]]) -> dict[str, Any]:
        found, at = {}, 0
        while at < len(tokens):
            if tokens[at] == ("sign", "="):
                name = tokens[at - 1]
                value, at = self._value(tokens, at + 1)
                found[self._unquote(name[1])] = value
            else:
                at += 1
        return found

    def _value(self, tokens: list[tuple[str, str]], at: int) -> tuple[Any, int]:
        kind, text = tokens[at]
        if kind == "string":
            whole = self._unescape(text)
            while tokens[at + 1 : at + 2] == [("sign", "+")]:
                whole += self._unescape(tokens[at + 2][1])
                at += 2
            return whole, at + 1
        if (kind, text) == ("sign", "["):
            items, at = [], at + 1
            while tokens[at] != ("sign", "]"):
                if tokens[at] == ("sign", ","):
                    at += 1
                    continue
                item, at = self._value(tokens, at)
                items.append(item)
            return items, at + 1
        if kind == "number":
            return float(text), at + 1
        assert text in ("true", "false"), text
        return text == "true", at + 1

    def _unquote(self, text: str) -> str:
        return text[1:-1].replace("``", "`") if text.startswith("`") else text

    def _unescape(self, text: str) -> str:
        letters = {"n": "\n", "r": "\r", "t": "\t"}
        return re.sub(r"\\(.)", lambda m: letters.get(m[1], m[1]), text[1:-1], flags=re.S)


def test_gexf_comes_back_with_its_nodes_links_and_names(
    everything: Any, stamp: Stamp, tmp_path: Path
) -> None:
    graph = build(everything.statements, sources=everything.sources.values())
    gexf.write(graph, tmp_path / "graph.gexf", stamp=stamp)

    back = nx.read_gexf(tmp_path / "graph.gexf")

    assert set(back.nodes) == set(graph.nodes)
    assert back.number_of_edges() == graph.number_of_edges()
    assert back.nodes["PER-1"]["label"] == "Пётр Кузьмин"
    assert "CONFIDENTIAL · LORD" in (tmp_path / "graph.gexf").read_text("utf-8")


def test_no_format_says_none_or_depends_on_the_hour(everything: Any, tmp_path: Path) -> None:
    graph = build(everything.statements)
    graph.nodes["PER-1"]["caption"] = None
    graph.nodes["PER-1"]["list"] = [None, "a"]
    for name, write in (("a.gexf", gexf.write), ("a.cypher", cypher.write)):
        write(graph, tmp_path / name)
        assert "2026-11" not in (tmp_path / name).read_text("utf-8")
    assert "lastmodified" not in (tmp_path / "a.gexf").read_text("utf-8")


def test_cypher_builds_the_same_graph(everything: Any, stamp: Stamp, tmp_path: Path) -> None:
    graph = build(everything.statements, sources=everything.sources.values())
    cypher.write(graph, tmp_path / "graph.cypher", stamp=stamp)
    text = (tmp_path / "graph.cypher").read_text("utf-8")

    back = Cypher(text)

    assert set(back.nodes) == set(graph.nodes)
    assert sorted((a, b, kind) for a, b, kind, _ in back.links) == sorted(
        (a, b, key.upper()) for a, b, key in graph.edges(keys=True)
    )
    assert back.nodes["PER-1"]["caption"] == "Пётр Кузьмин"
    assert back.nodes["PER-1"]["labels"] == ["Person"]
    shared = next(given for *_, kind, given in back.links if kind == "SHARED_PHONE")
    assert len(shared["statements"]) == 2
    assert text.startswith("// Title: The skin from the border post\n// Handling: CONFIDENTIAL")


@pytest.mark.parametrize("name", NASTY)
def test_no_name_breaks_out_of_a_cypher_string(name: str, records: Any, tmp_path: Path) -> None:
    records.say("PER-1", "Person", name=name or "x", alias="kept")
    records.say("PER-2", "Person", name="second")
    cypher.write(build(records.statements), tmp_path / "a.cypher")

    back = Cypher((tmp_path / "a.cypher").read_text("utf-8"))

    assert set(back.nodes) == {"PER-1", "PER-2"}
    assert back.nodes["PER-1"]["caption"] == (name or "x")
    assert back.links == []


@given(st.text(max_size=30))
def test_any_text_comes_back_from_cypher_but_for_control_characters(text: str) -> None:
    losses = LossList()
    script = f"MERGE (n:Entity {{id: 'A'}}) SET n.a = {cypher._text(text, losses)};"

    said = Cypher(script).nodes["A"]["a"]

    assert said == cypher._CONTROL.sub("", text)
    assert bool(list(losses)) == (said != text)


@pytest.mark.parametrize("name", [n for n in NASTY if n])
def test_no_name_breaks_xml(name: str, records: Any, tmp_path: Path) -> None:
    records.say("PER-1", "Person", name=name + "\x0b\ufffe")
    graph = build(records.statements)
    graphml.write(graph, tmp_path / "a.graphml")
    gexf.write(graph, tmp_path / "a.gexf")

    assert nx.read_graphml(tmp_path / "a.graphml").nodes["PER-1"]["label"] == name
    assert nx.read_gexf(tmp_path / "a.gexf").nodes["PER-1"]["label"].split() == name.split()


def test_i2_files_carry_handling_and_the_instructions_name_what_occurs(
    everything: Any, stamp: Stamp, tmp_path: Path
) -> None:
    graph = build(everything.statements)
    tables.write(graph, tmp_path / "e.csv", tmp_path / "l.csv", stamp=stamp)
    with (tmp_path / "l.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    told = tables.instructions(graph, stamp)

    assert {row["handling"] for row in rows} == {"CONFIDENTIAL · LORD · H2"}
    assert {row["type"] for row in rows} <= set(re.findall(r"[\w]+", told))
    assert "entity_id  -> Identity" in told
    assert "Recipient: Market office" in told
    assert all(column in told for column in tables.LINK_COLUMNS if column != "handling")


def test_a_map_restates_its_handling(everything: Any, stamp: Stamp, tmp_path: Path) -> None:
    geojson.write(everything.world().entities, tmp_path / "map.geojson", stamp=stamp)

    assert "Handling: CONFIDENTIAL" in (tmp_path / "map.geojson").read_text("utf-8")

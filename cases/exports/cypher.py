"""Cypher statements that build the graph in Neo4j or any other database that speaks Cypher.

Whatever a suspect typed stays text. Strings are escaped, and where a backslash would stand before
a u the string is taken apart: some readers turn `\\u0027` into a quote before they look for quotes.
"""

from __future__ import annotations

import re
from pathlib import Path

from cases.exports.loss import Loss, LossList
from cases.exports.stamp import Stamp
from cases.graph.building import Graph

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]")


def write(graph: Graph, path: Path, *, stamp: Stamp | None = None) -> tuple[Loss, ...]:
    """One statement a line, ended by a semicolon: a constraint, then nodes, then links, by id.

    Nodes are MERGEd on their id and links on their ends, kind and place, so that running the file
    twice changes nothing. Lists stay lists; what is unknown is left out.
    """
    losses = LossList()
    with path.open("w", encoding="utf-8", newline="\n") as sink:
        for line in stamp.lines if stamp is not None else ():
            sink.write(f"// {_one_line(line)}\n")
        sink.write(
            "CREATE CONSTRAINT kedrovka_entity IF NOT EXISTS "
            "FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"
        )
        for node in sorted(graph.nodes):
            sink.write(_node(node, dict(graph.nodes[node]), losses))
        for source, target, key in sorted(graph.edges(keys=True)):
            given = dict(graph.edges[source, target, key])
            sink.write(_link(source, target, str(key), given, losses))
    return tuple(losses)


def _node(node: str, given: dict[str, object], losses: LossList) -> str:
    label = f":{_name(str(given['schema']))}" if given.get("schema") else ""
    merged = f"MERGE (n:Entity {{id: {_text(node, losses)}}})"
    return f"{merged} SET n:Entity{label}{_sets('n', given, losses)};\n"


def _link(source: str, target: str, key: str, given: dict[str, object], losses: LossList) -> str:
    ends = ", ".join(
        f"({name}:Entity {{id: {_text(one, losses)}}})"
        for name, one in (("a", source), ("b", target))
    )
    kind = _name(key.upper())
    sets = f"SET r.property = {_text(key, losses)}{_sets('r', given, losses)}"
    return f"MATCH {ends} MERGE (a)-[r:{kind}]->(b) {sets};\n"


def _sets(of: str, attributes: dict[str, object], losses: LossList) -> str:
    parts = [
        f", {of}.{_name(name)} = {written}"
        for name, value in sorted(attributes.items())
        if name != "property" and (written := _value(value, losses)) is not None
    ]
    return "".join(parts)


def _value(value: object, losses: LossList) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # Cypher has no literal for infinities.
        return repr(value) if value - value == 0 else _text(str(value), losses)
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(_text(str(one), losses) for one in sorted(value, key=str))}]"
    return _text(str(value), losses)


def _text(value: str, losses: LossList) -> str:
    kept = _CONTROL.sub("", value)
    if kept != value:
        losses.add("character", "control characters are left out of Cypher", ascii(value))
    escaped = "".join(_ESCAPES.get(c, c) for c in kept)
    return "'" + re.sub(r"\\\\(?=[uU])", r"\\\\' + '", escaped) + "'"


def _name(name: str) -> str:
    return f"`{_CONTROL.sub('', name).replace('`', '``').replace(chr(92), '')}`"


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split()).replace("\\", "/")

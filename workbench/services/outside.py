"""The outside formats by name: which files each is, and what it could not carry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cases.exports import (
    Loss,
    Stamp,
    aitr,
    cypher,
    ftm,
    geojson,
    gexf,
    graphml,
    tables,
    write_workbook,
)
from cases.statement import Statement
from cases.world import World

__all__ = ["FORMATS", "Content"]


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be written: a world, what was taken back in it, and its stamp.

    year, country: of the CITES report; None for the year before this, empty for all countries.
    """

    world: World
    retracted: Sequence[Statement]
    stamp: Stamp
    year: int | None
    country: str


def _ftm(content: Content, folder: Path) -> Sequence[Loss]:
    path = folder / "entities.ftm.json"
    return ftm.write(content.world.entities, path, stamp=content.stamp, retracted=content.retracted)


def _graphml(content: Content, folder: Path) -> Sequence[Loss]:
    return graphml.write(content.world.graph, folder / "graph.graphml", stamp=content.stamp)


def _gexf(content: Content, folder: Path) -> Sequence[Loss]:
    return gexf.write(content.world.graph, folder / "graph.gexf", stamp=content.stamp)


def _cypher(content: Content, folder: Path) -> Sequence[Loss]:
    return cypher.write(content.world.graph, folder / "graph.cypher", stamp=content.stamp)


def _i2(content: Content, folder: Path) -> Sequence[Loss]:
    graph, stamp = content.world.graph, content.stamp
    text = tables.instructions(graph, stamp)
    (folder / "instructions.txt").write_text(text, "utf-8")
    return tables.write(graph, folder / "entities.csv", folder / "links.csv", stamp=stamp)


def _geojson(content: Content, folder: Path) -> Sequence[Loss]:
    return geojson.write(content.world.entities, folder / "places.geojson", stamp=content.stamp)


def _aitr(content: Content, folder: Path) -> Sequence[Loss]:
    year = content.year if content.year is not None else content.world.now.year - 1
    made = aitr.report(content.world.entities, year=year, country=content.country)
    reported: list[Sequence[str]] = [[column.heading for column in made.columns], *made.rows]
    lost = [*made.not_filled, *made.left_out]
    listed: list[Sequence[str]] = [
        ["heading or record", "rows", "why", "for example"],
        *[[one.what, str(one.count), one.why, one.example] for one in lost],
    ]
    about: list[Sequence[str]] = [
        ["about"],
        *[[line] for line in content.stamp.lines],
        [f"Reporting year: {year}"],
    ]
    sheets: dict[str, Sequence[Sequence[str]]] = {
        "Report": reported,
        "Not filled": listed,
        "About": about,
    }
    write_workbook(folder / f"illegal-trade-{year}.xlsx", sheets, made=content.stamp.made)
    return lost


FORMATS: Mapping[str, Callable[[Content, Path], Sequence[Loss]]] = {
    "ftm": _ftm,
    "graphml": _graphml,
    "gexf": _gexf,
    "cypher": _cypher,
    "i2": _i2,
    "geojson": _geojson,
    "aitr": _aitr,
}

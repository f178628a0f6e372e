"""Findings as plain values: what a search keeps, and what other programs read (version 1).

docs/commands.md describes the shape.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cases.findings import Finding, Player
from cases.findings.finding import weakest_told
from cases.model import schema_of_id
from cases.world import World
from workbench.store import Reader
from workbench.store.reading.places import coarse

__all__ = ["VERSION", "document", "finding_of"]

VERSION = 1


def document(
    world: World,
    found: Sequence[Finding],
    reader: Reader,
    *,
    case: str = "",
    about: Sequence[str] = (),
    as_of: str = "",
    head: int = 0,
    keys: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """All findings as plain values, in the shape that docs/commands.md describes (version 1).

    keys: outside names of entities, so that another program finds its own records again.
    """
    simulated = {s.id for s in world.statements if _simulated(world, s.source_id)}
    return {
        "kedrovka_findings": VERSION,
        "made_at": world.now.isoformat(timespec="seconds"),
        "as_of": as_of,
        "reader": reader.person,
        "case": case,
        "about": list(about),
        "statements": len(world.statements),
        "seed": world.seed,
        "head": head,
        # Whether stations stand in it: shown to nobody who may know no more than their cells.
        "exact": not coarse(reader),
        "findings": [_plain(world, one, simulated, keys or {}) for one in found],
    }


def finding_of(told: Mapping[str, Any]) -> Finding:
    """A finding out of a document, as it was put in."""
    interval = told["interval"]
    return Finding(
        kind=told["kind"],
        sentence=told["sentence"],
        subjects=tuple(one["id"] for one in told["subjects"]),
        value=told["value"],
        interval=None if interval is None else (interval[0], interval[1]),
        competing=tuple(told["competing"]),
        would_change=told["would_change"],
        statements=tuple(told["statements"]),
        caveat=told["caveat"],
        facts=tuple((name, text) for name, text in told["facts"]),
        players=tuple(
            Player(one["id"], one["rank"], one["low"], one["high"], one["first"], one["top"],
                   one["score"])
            for one in told["players"]
        ),
        measure=told["measure"],
    )  # fmt: skip


def _plain(
    world: World, finding: Finding, simulated: Collection[str], keys: Mapping[str, str]
) -> dict[str, Any]:
    told = asdict(finding)
    told["key"], told["evidence"] = finding.key, finding.evidence
    told["subjects"] = [_who(world, one, keys) for one in finding.subjects]
    told["players"] = [{**_who(world, one.id, keys), **asdict(one)} for one in finding.players]
    own = set(finding.statements)
    told["weakest"] = weakest_told(world, finding)
    told["simulated"] = bool(own) and own <= set(simulated)
    return told


def _who(world: World, one: str, keys: Mapping[str, str]) -> dict[str, str]:
    known = world.entities.get(one)
    kind = schema_of_id(one)
    return {
        "id": one,
        "schema": known.schema if known else (kind.name if kind else ""),
        "caption": world.caption(one),
        "key": keys.get(one, ""),
    }


def _simulated(world: World, source: str) -> bool:
    known = world.sources.get(source)
    return known is not None and known.simulated

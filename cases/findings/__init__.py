"""Findings: a new finding is one new file here with a `find(world)`."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from cases.findings.finding import Finding, Player
from cases.world import World

__all__ = ["FINDINGS", "Finding", "Player", "find_all", "find_each"]

Find = Callable[[World], list[Finding]]


def _modules() -> Iterator[tuple[str, Find]]:
    for name in sorted(found.name for found in iter_modules(__path__)):
        module = import_module(f"{__name__}.{name}")
        if hasattr(module, "find"):  # what several findings share has none
            yield name, module.find


FINDINGS: dict[str, Find] = dict(_modules())


def _nothing(_kind: str) -> list[Finding] | None:
    return None


def find_each(
    world: World, known: Callable[[str], list[Finding] | None] = _nothing
) -> Iterator[tuple[str, list[Finding]]]:
    """Kind by kind in the order of their names, so that whoever waits sees how far it is.

    known: what a search that was broken off has found of a kind; None: it is looked for.
    """
    for name, find in FINDINGS.items():
        there = known(name)
        yield name, find(world) if there is None else there


def find_all(world: World) -> tuple[Finding, ...]:
    """All findings, kind by kind in the order of their names."""
    return tuple(finding for _, found in find_each(world) for finding in found)

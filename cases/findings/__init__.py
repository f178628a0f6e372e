"""Findings: a new finding is one new file here with a `find(world)`."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from cases.findings.finding import Finding
from cases.world import World

__all__ = ["FINDINGS", "Finding", "find_all"]

_VALUES = "finding"
FINDINGS: dict[str, Callable[[World], list[Finding]]] = {
    name: import_module(f"{__name__}.{name}").find
    for name in sorted(found.name for found in iter_modules(__path__))
    if name != _VALUES
}


def find_all(world: World) -> tuple[Finding, ...]:
    """All findings, kind by kind in the order of their names."""
    return tuple(finding for find in FINDINGS.values() for finding in find(world))

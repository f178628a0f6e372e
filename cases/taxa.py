"""Which animal a written name means: accepted name, synonym, or a word for several.

The reported name is always kept. "Leopard" may be a snow leopard or a clouded one, and a subspecies
is never read out of a species.
"""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

__all__ = ["accepted", "genera", "suggestion", "taxa_of"]

_BINOMIAL = re.compile(r"^[A-Z][a-z]+ (?:spp?\.|[a-z-]+)(?: [a-z-]+)?$")
_LIKENESS = 0.8


def accepted(name: str) -> str:
    """The accepted scientific name of a taxon, by any name that is listed; empty if none is."""
    return _names().get(_folded(name), "")


def taxa_of(name: str) -> tuple[str, ...]:
    """All taxa that a word may mean: one, several ("leopard"), or none that is listed."""
    one = accepted(name)
    return (one,) if one else tuple(_table()["ambiguous"].get(_folded(name), ()))


def genera() -> frozenset[str]:
    """The genera of the list."""
    return frozenset(name.partition(" ")[0] for name in _table()["taxon"])


def suggestion(name: str) -> str:
    """The listed name that a misspelt one is nearest to; empty where it is known or nothing near.

    Only scientific names are held against the list: a name of a taxon that it lacks is no mistake.
    """
    tidy = " ".join(name.split())
    if taxa_of(tidy) or not _BINOMIAL.match(tidy) or tidy.endswith("pp."):
        return ""
    scientific = {_folded(known): known for known in _table()["taxon"]}
    near = get_close_matches(_folded(tidy), scientific, 1, _LIKENESS)
    # A species of a listed genus that is not on the list is another species, unless all but alike.
    if near and tidy.partition(" ")[0] in genera():
        near = get_close_matches(_folded(tidy), scientific, 1, 0.9)
    return scientific[near[0]] if near else ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("cases").joinpath("taxa.toml").read_text("utf-8"))


@cache
def _names() -> dict[str, str]:
    return {
        _folded(name): known
        for known, others in _table()["taxon"].items()
        for name in (known, *others)
    }

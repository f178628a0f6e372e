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
from unicodedata import normalize

from rapidfuzz.distance import OSA

__all__ = ["accepted", "genera", "suggestion", "taxa_of"]

_BINOMIAL = re.compile(r"^[A-Z][a-z]+ (?:spp?\.|[a-z-]+)(?: [a-z-]+)?$")
# Panthera pardus (Linnaeus, 1758); Manis javanica Desmarest, 1822.
_AUTHORED = re.compile(r"^([A-Z][a-z]+(?: [a-z-]+){1,2}) \(?[A-Z].{0,80}, ?\d{4}\)?$")
_LIKENESS = 0.8
_LONG = 7  # letters from which two slips are likelier than another species


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
    genus, _, rest = _folded(tidy).partition(" ")
    if genus.capitalize() not in genera():
        near = get_close_matches(_folded(tidy), scientific, 1, _LIKENESS)
        return scientific[near[0]] if near else ""
    # A species of a listed genus that is not on the list is another species (Felis catus), unless
    # all but alike in its own name.
    slips = 1 if len(rest) < _LONG else 2
    listed = [(OSA.distance(rest, known.partition(" ")[2]), known) for known in scientific
              if known.startswith(f"{genus} ")]  # fmt: skip
    fewest, nearest = min(listed)
    return scientific[nearest] if fewest <= slips else ""


def _folded(name: str) -> str:
    """Without capitals, doubled blanks and the author that a register writes behind a name."""
    named = _AUTHORED.sub(r"\1", " ".join(normalize("NFC", name).split()))
    return named.casefold().replace("’", "'")


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

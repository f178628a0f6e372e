"""Codes of trade reports under CITES: which are known, and what an unknown one may have meant.

A code decides what a number counts, so a misspelt one is told and never silently corrected: the
cell stays as it was written and the reject says what it may be.
"""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

__all__ = ["FIELDS", "code_of", "meaning", "not_a_country", "suggestion"]

FIELDS = ("term", "unit", "purpose", "source")
_LIKENESS = 0.72


def code_of(field: str, written: str) -> str:
    """The code of a term, unit, purpose or source written as code or in words; empty if unknown.

    A single word may be a term and a unit ("feet"): the field decides. Case is no difference.
    """
    tidy = " ".join(written.split())
    if tidy.upper() in _codes()[field]:
        return tidy.upper()
    return _words(field).get(tidy.casefold(), "")


def meaning(field: str, code: str) -> str:
    """What a code stands for, in words; empty for an unknown one."""
    return _codes()[field].get(code.upper(), "")


def suggestion(field: str, written: str) -> str:
    """What an unknown code or word may have meant, as a clause; the list of codes if nothing is
    near."""
    known = _codes()[field]
    near = get_close_matches(written.upper(), known, 2, _LIKENESS - 0.1)
    near += [
        _words(field)[word]
        for word in get_close_matches(written.casefold(), _words(field), 2, _LIKENESS)
    ]
    if near:
        named = " or ".join(f"{code} ({known[code]})" for code in dict.fromkeys(near))
        return f"perhaps {named} was meant"
    return f"the {field} codes are {', '.join(known)}"


def not_a_country(code: str) -> str:
    """What a party's code stands for that is no country of today (`XX` unknown); else empty."""
    return _codes()["party"].get(code, "")


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("cases").joinpath("cites_codes.toml").read_text("utf-8"))


@cache
def _words(field: str) -> dict[str, str]:
    known = {word.casefold(): code for code, word in _codes()[field].items()}
    return known | {word.removesuffix("s"): code for word, code in known.items()}

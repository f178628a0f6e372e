"""Numbers out of texts, in the database: values are kept as text, whatever kind they are.

A text that is no number gives NULL in both databases, instead of nought in one and an error in the
other.
"""

import re
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

__all__ = ["number_in", "number_of", "whole_of"]

# No more digits, and no larger an exponent, than a double holds: beyond them one database fails.
_WRITTEN = "[+-]?[0-9]{1,15}([.][0-9]{0,40})?([eE][+-]?[0-9]{1,2})?"
_NUMBER = f"'^{_WRITTEN}$'"
_PYTHON = re.compile(_WRITTEN, re.ASCII)
# Degrees without a sign, which most are, SQLite reads by itself.
_PLAIN = (
    "length({0}) <= 15 AND {0} GLOB '[0-9]*' AND {0} NOT GLOB '*[^0-9.]*' AND {0} NOT GLOB '*.*.*'"
)


def number_in(text: str | None) -> float | None:
    """The function `kedrovka_number` of SQLite, which has no patterns of its own."""
    return float(text) if text is not None and _PYTHON.fullmatch(text) else None


class number_of(FunctionElement[float]):  # noqa: N801 - reads as a function of SQL
    """A text as a float, NULL where it is none."""

    name = "number_of"
    inherit_cache = True
    type = Float()


class whole_of(FunctionElement[int]):  # noqa: N801
    """The whole part of a number that is not negative."""

    name = "whole_of"
    inherit_cache = True
    type = Integer()


def _inner(element: FunctionElement[Any], compiler: SQLCompiler, **kw: Any) -> str:
    inner: ColumnElement[Any] = next(iter(element.clauses))
    return compiler.process(inner, **kw)


@compiles(number_of, "sqlite")
def _number_sqlite(element: FunctionElement[float], compiler: SQLCompiler, **kw: Any) -> str:
    text = _inner(element, compiler, **kw)
    plain = _PLAIN.format(text)
    return f"CASE WHEN {plain} THEN CAST({text} AS REAL) ELSE kedrovka_number({text}) END"


@compiles(number_of, "postgresql")
def _number_postgresql(element: FunctionElement[float], compiler: SQLCompiler, **kw: Any) -> str:
    text = _inner(element, compiler, **kw)
    return f"CASE WHEN {text} ~ {_NUMBER} THEN CAST({text} AS double precision) END"


@compiles(whole_of, "sqlite")
def _whole_sqlite(element: FunctionElement[int], compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({_inner(element, compiler, **kw)} AS INTEGER)"


@compiles(whole_of, "postgresql")
def _whole_postgresql(element: FunctionElement[int], compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(floor({_inner(element, compiler, **kw)}) AS bigint)"

"""The tables of the names room, read once: transliterations, syllables, surnames, nicknames."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """All rows of `table` (a .tsv beside this file) as dicts by column; text, never numbers."""
    text = (files(__name__) / f"{table}.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))

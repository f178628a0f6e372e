"""A mapping proposed for a table that nobody has mapped: from its headers and its first values.

It is a proposal in the form in which mappings are kept, with a reason for each column, so that a
person can look at it, change it and save it under a name. What is not understood stays a statement
under its own header; nothing is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cases.formats.cell_shape import (
    GAPS,
    TYPED_GAPS,
    date_order,
    first_days,
    separator_of,
    shape_of,
)
from cases.formats.guess_text import mapping_text
from cases.formats.header_meaning import MEANINGS, meaning_of
from cases.formats.meanings import KINDS, Meaning, placed

__all__ = ["ColumnGuess", "Guess", "guess", "kind_for"]

_NUMERIC = frozenset({"quantity", "weight", "latitude", "longitude"})
_TYPED = _NUMERIC | {"date", "year", "birthDate", "country", "nationality", "price"}
_SHAPES = {"date": "date", "country": "country", "phone": "phone", "year": "year"}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column is taken for: a meaning (empty: kept under its own header) and why.

    sure: 0 to 1; examples: its first different values.
    """

    column: str
    meaning: str
    sure: float
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposal: the kind a row is, what each column means, and the mapping as TOML.

    order: of numeric dates. placeholders: so many dates fall on the first of a month that it stands
    for an unknown day. key: the column that names a row, empty where none does.
    """

    kind: str
    columns: tuple[ColumnGuess, ...]
    order: str
    placeholders: bool
    key: str
    text: str = ""

    def changed(
        self, meanings: Mapping[str, str], *, name: str, kind: str = "", order: str = "",
        simulated: bool = False,
    ) -> str:  # fmt: skip
        """The mapping as TOML with other meanings for some columns (empty: keep its header).

        name: under which it is kept; kind, order: instead of those guessed. Raises ValueError for
        a meaning or kind that does not exist.
        """
        columns = {one.column: meanings.get(one.column, one.meaning) for one in self.columns}
        return _text(
            name, kind or self.kind, columns, self, order or self.order, simulated=simulated
        )


def guess(name: str, header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Guess:
    """A mapping for a table with this header, by some tens of its rows (column -> text).

    name: under which the mapping will be kept.
    """
    # Headers that say it outright first: a "Date" keeps its meaning beside a "Date of the report".
    ways = sorted(range(len(header)), key=lambda place: -meaning_of(header[place])[1])
    found: dict[int, ColumnGuess] = {}
    taken: set[str] = set()
    for place in ways:
        column = header[place]
        filled = [
            row[column]
            for row in rows
            if row.get(column) and row[column] not in GAPS and row[column] not in TYPED_GAPS
        ]
        found[place] = _column(column, filled, taken)
        taken |= {found[place].meaning} - {""}
    columns = [found[place] for place in range(len(header))]
    kind = kind_for(frozenset(one.meaning for one in columns))
    dates = [v for one in columns if one.meaning in ("date", "birthDate")
             for row in rows if (v := row.get(one.column, ""))]  # fmt: skip
    settled = Guess(kind, tuple(columns), date_order(dates), first_days(dates), _key(columns, rows))
    return replace(settled, text=settled.changed({}, name=name))


def _key(columns: Sequence[ColumnGuess], rows: Sequence[Mapping[str, str]]) -> str:
    """The column that names a row: a number of its own in every row looked at, none twice."""
    for one in columns:
        if one.meaning == "reference" and one.sure == 1.0:
            values = [row.get(one.column, "") for row in rows]
            if all(values) and len(set(values)) == len(values):
                return one.column
    return ""


def kind_for(meanings: frozenset[str]) -> str:
    """What a row is, by what its columns mean: an event if it has a date, else a person or firm."""
    if "price" in meanings and meanings & {"channel", "seller"} and not meanings & {"agency"}:
        return "Offer"
    event = meanings & {"date", "year"}
    goods = meanings & {"species", "product", "quantity", "weight", "origin", "destination"}
    if event and goods:
        return "Seizure"
    if meanings & {"person", "birthDate"} and not goods:
        return "Person"
    if event:
        return "Incident"
    return "Organization" if "organization" in meanings and not goods else "Seizure"


def _column(column: str, filled: Sequence[str], taken: set[str]) -> ColumnGuess:
    examples = tuple(dict.fromkeys(filled))[:5]
    meaning, sure = meaning_of(column)
    shape = shape_of(filled[:50])
    why = f"the header says {meaning}" if meaning else ""
    if meaning and sure < 1 and shape in _SHAPES and _SHAPES[shape] != meaning:
        # A header that only ends in a known word, above values of another kind, is that other.
        fits = {"birthDate": "date", "nationality": "country", "origin": "country",
                "transit": "country", "destination": "country", "place": "country"}  # fmt: skip
        if fits.get(meaning) != shape:
            meaning, sure, why = "", 0.0, ""
    if meaning == "reference" and sure < 1 and len(set(filled)) < len(filled):
        meaning, sure, why = "", 0.0, ""
    if meaning in _NUMERIC and sure < 1 and shape != "number":
        meaning, sure, why = "", 0.0, ""
    if meaning == "reference" and "reference" in taken and shape == "number":
        meaning, why = "quantity", "a number beside the one that names the row"
    if not meaning and shape in _SHAPES and _SHAPES[shape] not in taken:
        meaning, sure, why = _SHAPES[shape], 0.5, f"its values look like a {shape}"
    if meaning in taken and meaning not in Meaning.REPEATABLE:
        return ColumnGuess(column, "", 0.0, f"another column says {meaning} already", examples)
    return ColumnGuess(column, meaning, sure, why or "kept under its own header", examples)


def _text(
    name: str, kind: str, meanings: Mapping[str, str], known: Guess, order: str, *, simulated: bool
) -> str:
    if kind not in KINDS:
        raise ValueError(f"a row cannot be proposed as {kind!r}; use one of {', '.join(KINDS)}")
    if unknown := set(meanings.values()) - set(MEANINGS) - {""}:
        raise ValueError(f"a column cannot mean {min(unknown)!r}; use one of {', '.join(MEANINGS)}")
    several = {one.column: separator_of(one.examples) for one in known.columns}
    parts = placed(kind, {c: m for c, m in meanings.items() if m}, several)
    if known.key and meanings.get(known.key) == "reference":
        parts.key = [known.key]
    for row in parts.columns:
        if row["property"] == "date" and known.placeholders:
            row["placeholders"] = True
        cells = next(one.examples for one in known.columns if one.column == row["column"])
        if row["property"] == "country" and cells and all("," in cell for cell in cells):
            row["after"] = ","
        if row["property"] in _TYPED:
            row["missing"] = list(TYPED_GAPS)
    return mapping_text(name, kind, parts, order=order, missing=GAPS, simulated=simulated)

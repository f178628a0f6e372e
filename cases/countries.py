"""Names of countries in any language of our sources to ISO 3166 codes, and back.

CLDR (through Babel) knows each country in each language; what people write instead (DRC, Macau,
"S. Korea") stands in `country_aliases.toml`. A name that means two countries gives none: "Congo"
is not ours to decide.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from babel import Locale
from babel.core import get_global

__all__ = [
    "LANGUAGES",
    "Country",
    "ambiguous",
    "country",
    "country_name",
    "country_of_place",
    "fold",
]

_PARENTHESIS = re.compile(r"\([^)]*\)")
_STATES = frozenset({"georgia"})
LANGUAGES = (
    "en",
    "ru",
    "zh",
    "zh_Hant",
    "vi",
    "fr",
    "de",
    "es",
    "pt",
    "id",
    "th",
    "ko",
    "ja",
    "uk",
    "mn",
    "kk",
    "lo",
    "my",
    "km",
    "ms",
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: ISO 3166 alpha-2 code and its English name."""

    code: str
    name: str


def fold(text: str) -> str:
    """A name without case, accents, dots and doubled blanks, for looking up."""
    decomposed = normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not combining(c))
    kept = "".join(" " if c in "-.,'’()\u00a0" else c for c in normalize("NFKC", bare))
    return " ".join(kept.replace("&", " and ").split())


def country(text: str) -> Country | None:
    """The country a text names, by code, name or alias; None if unknown or ambiguous."""
    tidy = " ".join(text.replace("\u00a0", " ").split())
    codes = _table()
    if len(tidy) == 2 and tidy.isupper() and tidy in _codes():
        return Country(tidy, country_name(tidy))
    if (long := _three_letters().get(tidy)) is not None:
        return Country(long, country_name(long))
    code = codes.get(fold(tidy)) or codes.get(fold(_PARENTHESIS.sub(" ", tidy)))
    return Country(code, country_name(code)) if code else None


def country_of_place(text: str) -> Country | None:
    """The country of a place written as `City, Country` or as a country alone.

    "Atlanta, Georgia" gives none: behind a comma that is more often the state.
    """
    last = text.rpartition(",")[2].strip()
    return country(text) or (country(last) if fold(last) not in _STATES else None)


def ambiguous(text: str) -> tuple[str, ...]:
    """The codes a text may mean where it means several ("Congo"); empty if it is not ambiguous."""
    return _aliases()[1].get(fold(text), ())


@cache
def country_name(code: str, language: str = "en") -> str:
    """The name of a country by its code; the code itself where CLDR has no name."""
    return str(Locale.parse(language).territories.get(code, code))


@cache
def _codes() -> frozenset[str]:
    territories = Locale("en").territories
    named = {str(code) for code in territories}
    return frozenset(c for c in named if len(c) == 2 and c.isalpha()) - _NO_COUNTRY


@cache
def _three_letters() -> dict[str, str]:
    """ISO 3166 alpha-3 to alpha-2 where CLDR knows one country for it: NAM is NA."""
    return {
        str(long): str(codes[0])
        for long, codes in get_global("territory_aliases").items()
        if len(str(long)) == 3 and str(long).isupper() and len(codes) == 1 and codes[0] in _codes()
    }


# CLDR territories that are no countries: unknown, pseudo-locales, unions, outlying Oceania.
_NO_COUNTRY = frozenset({"ZZ", "XA", "XB", "EU", "EZ", "UN", "QO"})


@cache
def _aliases() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    table = tomllib.loads(files("cases").joinpath("country_aliases.toml").read_text("utf-8"))
    one = {fold(alias): code for code, names in table["alias"].items() for alias in names}
    several = {fold(name): tuple(codes) for name, codes in table["ambiguous"].items()}
    return one, several


@cache
def _table() -> dict[str, str]:
    """Folded name to code. Aliases win over CLDR; a name of two countries is left out."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                found.setdefault(fold(str(name)), set()).add(code)
    one, several = _aliases()
    table = {name: min(codes) for name, codes in found.items() if len(codes) == 1} | one
    return {name: code for name, code in table.items() if name not in several}

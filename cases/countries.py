"""Names of countries in any language of our sources to ISO 3166 codes, and back.

CLDR (through Babel) knows each country in each language; what people write instead (DRC, Macau,
"S. Korea") stands in `country_aliases.toml`. A name that means two countries gives none: "Congo"
is not ours to decide.
"""

import re
import tomllib
from collections.abc import Sequence
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
    "countries_along",
    "country",
    "country_name",
    "country_of_place",
    "fold",
]

_PARENTHESIS = re.compile(r"\([^)]*\)")
_STATES = frozenset({"georgia"})
# Territories with a code of their own that are written before their state: "Hong Kong, China".
_TERRITORIES = {
    "CN": frozenset({"HK", "MO", "TW"}),
    "US": frozenset({"AS", "GU", "MP", "PR", "VI"}),
    "FR": frozenset({"GF", "GP", "MQ", "NC", "PF", "RE", "YT"}),
    "GB": frozenset({"BM", "GG", "GI", "IM", "JE", "KY", "VG"}),
    "NL": frozenset({"AW", "CW", "SX"}),
    "DK": frozenset({"FO", "GL"}),
}
# Of English, French, Spanish, Portuguese and German; folded, an apostrophe is a blank.
_ARTICLE = re.compile(r"^(?:the|la|le|les|l|el|los|las|o|os|a|as|die|der|das) | the$")
# "State of" is not among them: the state of Georgia is none.
_FORM_OF_STATE = re.compile(
    r"^(?:(?:federal |islamic |socialist |democratic socialist )?republic of |kingdom of |union of "
    r"|sultanate of |commonwealth of |principality of |grand duchy of |республика |королевство )"
    r"| (?:republic|kingdom) of$"
)
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
    for name in (fold(tidy), fold(_PARENTHESIS.sub(" ", tidy))):
        if code := codes.get(name) or codes.get(_bare(name)):
            return Country(code, country_name(code))
    return None


def country_of_place(text: str) -> Country | None:
    """The country of a place written as `City, Country` or as a country alone.

    "Atlanta, Georgia" gives none: behind a comma that is more often the state. "Hong Kong, China"
    is Hong Kong.
    """
    before, comma, last = text.rpartition(",")
    if (whole := country(text)) is not None or not comma:
        return whole
    state = country(last.strip()) if fold(last) not in _STATES else None
    own = country(before.rpartition(",")[2].strip())
    return own if state and own and own.code in _TERRITORIES.get(state.code, ()) else state


def countries_along(parts: Sequence[str]) -> tuple[tuple[str, Country | None], ...]:
    """Places written one after the other, each with its country: what stands before a country and
    names none belongs to it, what stands behind the last to that.

    parts: the cell cut at its marks. ["Lagos", "Nigeria", "Istanbul", "Turkey"] is Lagos, Nigeria
    and Istanbul, Turkey; one country at most gives the whole as one place. Neighbours in one
    country are one place.
    """
    found: list[tuple[list[str], Country]] = []
    waiting: list[str] = []
    for part in (part.strip() for part in parts):
        waiting += [part] if part else []
        known = country(part) if part and fold(part) not in _STATES else None
        if known is None:
            continue
        if found and found[-1][1].code in {known.code, *_TERRITORIES.get(known.code, ())}:
            found[-1][0].extend(waiting)
        else:
            found.append((waiting, known))
        waiting = []
    if not found:
        return ((", ".join(waiting), None),)
    found[-1][0].extend(waiting)
    return tuple((", ".join(names), known) for names, known in found)


def ambiguous(text: str) -> tuple[str, ...]:
    """The codes a text may mean where it means several ("Congo"); empty if it is not ambiguous."""
    several, name = _aliases()[1], fold(text)
    return several.get(name) or several.get(_bare(name), ())


def _bare(folded: str) -> str:
    """A folded name without its article and the form of state before it; as it is if neither.

    "the Republic of India" is India; a name that is an alias whole never comes here.
    """
    bare = _ARTICLE.sub("", folded)
    if bare in _table() or bare in _aliases()[1]:
        return bare
    return _ARTICLE.sub("", _FORM_OF_STATE.sub("", bare))


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
    """Folded name to code. Aliases win over CLDR; a name of two countries is left out.

    "Myanmar (Burma)" is Myanmar as well, unless that is the whole name of something.
    """
    whole: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                whole.setdefault(fold(str(name)), set()).add(code)
                short.setdefault(fold(_PARENTHESIS.sub(" ", str(name))), set()).add(code)
    one, several = _aliases()
    found = {name: codes for name, codes in short.items() if name not in whole} | whole
    table = {name: min(codes) for name, codes in found.items() if len(codes) == 1} | one
    return {name: code for name, code in table.items() if name not in several}

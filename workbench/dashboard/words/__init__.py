"""Every sentence of the dashboard, in one place and in each language it speaks.

English is complete. Another language may lack a sentence; then the English one stands, because a
page with a hole is worse than a page in two languages. The names of the keys say page and place.
What many pages share is in `LANGUAGE.toml`; a page may bring its own sections in a file of its own,
`LANGUAGE/PAGE.toml`. What the cores say in English themselves, for the command line too, is read
where they keep it and only translated here.
"""

import re
import string
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

ENGLISH = "en"
# Each language under its own name: whoever cannot read the page must find theirs.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "ru": "Русский", "zh": "中文", "vi": "Tiếng Việt"}
)
_SAID_BY_WATCHES = files("cases.watches").joinpath("english.toml")

Say = Callable[..., str]


# Below this a number is read at a glance; a year is below it too.
_GROUPED_FROM = 10_000
# What stands between thousands: a space that does not break, or a mark.
_BETWEEN_THOUSANDS = MappingProxyType({"ru": "\N{NO-BREAK SPACE}", "vi": "."})
_LARGE = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
# A sentence that each language says in its own way.
_ANY = "watches.title"


class _Counting(string.Formatter):
    """Large whole numbers in the groups of three that the language writes."""

    def __init__(self, language: str) -> None:
        self._between = _BETWEEN_THOUSANDS.get(language, ",")

    def format_field(self, value: object, format_spec: str) -> str:
        """A value as it stands in the sentence; a number with a format of its own keeps it."""
        if isinstance(value, int) and not format_spec and abs(value) >= _GROUPED_FROM:
            return f"{value:,}".replace(",", self._between)
        return str(super().format_field(value, format_spec))


class UnknownSentence(KeyError):
    """A page asked for a sentence that the English catalogue does not hold."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The sentences of one language, key `page.place`; empty for a language we do not speak.

    Raises ValueError where two files hold the same sentence: one of them would be lost in silence.
    """
    if language not in LANGUAGES:
        return MappingProxyType({})
    found: dict[str, str] = {}
    for file in _files_of(language):
        for section, sentences in tomllib.loads(file.read_text("utf-8")).items():
            for name, sentence in sentences.items():
                if f"{section}.{name}" in found:
                    raise ValueError(f"{file.name} says {section}.{name} a second time")
                found[f"{section}.{name}"] = sentence
    return MappingProxyType(found)


def _files_of(language: str) -> list[Traversable]:
    room = files(__name__)
    own = room.joinpath(language)
    pages = own.iterdir() if own.is_dir() else ()
    ours = sorted((page for page in pages if page.name.endswith(".toml")), key=lambda p: p.name)
    core = [_SAID_BY_WATCHES] if language == ENGLISH else []
    return [room.joinpath(f"{language}.toml"), *core, *ours]


def speak(language: str) -> Say:
    """The catalogue of a language as a function: `say("pair.same")`, `say("x.y", count=3)`."""

    def say(key: str, /, **values: object) -> str:
        sentence = catalogue(language).get(key) or catalogue(ENGLISH).get(key)
        if sentence is None:
            raise UnknownSentence(f"no English sentence is filed under {key!r}")
        return in_digits.format(sentence, **values)

    in_digits = _Counting(language)
    return say


def known(say: Say, section: str, name: str) -> str:
    """The sentence for a word of the records, or the word itself where the catalogue lacks it.

    Records bring kinds and roles that no catalogue foresees: they are shown as they came.
    """
    key = f"{section}.{name}"
    return say(key) if key in catalogue(ENGLISH) else name.replace("_", " ")


def language_of(say: Say) -> str:
    """Which language speaks: the one that calls the page of watches as `say` does."""
    return _called().get(say(_ANY), ENGLISH)


@cache
def _called() -> dict[str, str]:
    return {catalogue(language)[_ANY]: language for language in LANGUAGES}


def grouped(language: str, text: str) -> str:
    """A text with its large numbers, written 19,830, in the groups that a language writes."""
    between = _BETWEEN_THOUSANDS.get(language, ",")
    return _LARGE.sub(lambda found: found[0].replace(",", between), text)


def best_language(accept: str) -> str:
    """The first language of an Accept-Language header that we speak; English otherwise."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), place, name.split("-")[0].lower()))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(wanted) if name in LANGUAGES), ENGLISH)

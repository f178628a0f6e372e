"""What a watch says, in the reader's language: its templates, plurals, dates and lists.

The core gives a code and parts; the sentence of that code stands in the catalogue of every
language. A part that is itself a sentence, a word or a date is spoken the same way.
"""

import math
from datetime import date

from cases.watches import Told
from cases.watches.told import LISTS, Counted, Part, Word
from workbench.dashboard.naming import incidents_in
from workbench.dashboard.words import Say, catalogue, grouped, known, language_of

__all__ = ["ended", "spoken", "spoken_chance", "spoken_date"]

_SECTION = "watch_told"
# Chinese sets its sentences and lists without a space and with its own marks.
_STOPS = {"zh": ("。", "")}
_LISTS = {"zh": ("、", "；")}
_SMALL = 0.001


def spoken(say: Say, told: str) -> str:
    """A message in the language of `say`, without the last full stop; other text as it came."""
    if not isinstance(told, Told):
        return told
    stop, between = _STOPS.get(language_of(say), (".", " "))
    *before, last = (_sentence(say, one) for one in told.sentences)
    return between.join([*(_stopped(one, stop) for one in before), last])


def ended(say: Say, told: str) -> str:
    """The same with its full stop."""
    return _stopped(spoken(say, told), _STOPS.get(language_of(say), (".", ""))[0])


def spoken_chance(say: Say, chance: float) -> str:
    """A probability to two digits; a small one as one in so many."""
    if chance <= 0.0 or chance >= _SMALL:
        return f"{chance:.2g}"
    many = 1.0 / chance
    rounded = round(many, -(math.floor(math.log10(many)) - 1))
    return say("watches.one_in", many=grouped(language_of(say), f"{rounded:,.0f}"))


def spoken_date(say: Say, day: date) -> str:
    """A day as people write it: 18 October 2025, 18 октября 2025 г., 2025年10月18日."""
    month = say(f"watch_date.month_{day.month}")
    return say("watch_date.day", day=day.day, month=month, year=day.year)


def _stopped(sentence: str, stop: str) -> str:
    # "2026 г." has its stop already.
    return sentence if sentence.endswith(stop) else sentence + stop


def _sentence(say: Say, told: Told) -> str:
    if f"{_SECTION}.{told.code}" not in catalogue("en"):
        return str(told)
    parts = {name: _part(say, part) for name, part in told.parts.items()}
    return say(f"{_SECTION}.{told.code}", **parts)


def _part(say: Say, part: Part) -> object:
    if isinstance(part, Told):
        return spoken(say, part)
    if isinstance(part, tuple):
        between = _LISTS.get(language_of(say), LISTS)[any(isinstance(one, Told) for one in part)]
        return between.join(str(_part(say, one)) for one in part)
    if isinstance(part, Word):
        return known(say, part.section, part.name.replace(" ", "_"))
    if isinstance(part, date):
        return spoken_date(say, part)
    if isinstance(part, (int, float)):
        return Counted(part)
    return incidents_in(say, str(part))

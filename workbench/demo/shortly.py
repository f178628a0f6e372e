"""The story's sentences in their short form: what is printed, while the page says all of it."""

import re
from collections.abc import Sequence

from cases.watches import Watch
from workbench.demo.telling import brief
from workbench.services.answers import lead_word
from workbench.services.matching import Match

__all__ = ["skin_shortly", "window_shortly", "years_shortly"]

_LEADS = {
    "this_animal": "points to {animal}",
    "not_this_animal": "is not {animal}, and others could not be compared",
    "not_in_catalogue": "is none of the animals compared; the nearest is {animal}",
    "leaning_this_animal": "leans to {animal}, not firm",
    "leaning_not_this_animal": "leans to not {animal}, not firm, and others could not be compared",
    "leaning_not_in_catalogue": "leans to none of the animals compared, not firm; the nearest is "
    "{animal}",
    "cannot_tell": "cannot be told; the nearest is {animal}",
}
_YEAR = re.compile(r"(\d{4}): at least (\d+) .*?estimated (\d+ \([^)]*\))")
_WINDOW = re.compile(
    r"^(?P<window>Between .*?), near stations of .*?: (?P<kind>[^:]+): (?P<rest>.*)"
)


def skin_shortly(match: Match) -> str:
    """The machine's lead with the strength of its first candidate."""
    candidates = match.answer["candidates"]
    if not candidates:
        return brief(match.answer["lead"]["sentence"])
    first = candidates[0]
    lead = _LEADS[lead_word(match.answer["lead"])].format(animal=match.called(first["individual"]))
    return f"{match.skin} {lead}: {first['wording']}."


def window_shortly(own: Sequence[Watch]) -> str:
    """What happened in one window, kind by kind, with its days; empty where that is not said."""
    told = []
    for watch in own:
        found = _WINDOW.match(watch.sentence.partition(". By chance")[0])
        if found is None:
            return ""
        days = dict.fromkeys(re.findall(r" on (\d{4}-\d\d-\d\d)", found["rest"]))
        told.append((found["window"], f"{found['kind']} on {', '.join(days)}"))
    return f"{told[0][0]}: {'; '.join(what for _, what in told)}." if told else ""


def years_shortly(sentence: str) -> str:
    """Each year's animals photographed and estimated; empty where the sentence has none."""
    years = [f"{year}: {n}, estimated {of}" for year, n, of in _YEAR.findall(sentence)]
    return "; ".join(years) + "." if years else ""

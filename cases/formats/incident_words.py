"""Whether a category of somebody's own model speaks of an incident or of a mere observation."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

__all__ = ["kind_of_report"]


def kind_of_report(*categories: str) -> str:
    """Incident or Observation, by the words of its categories.

    An animal seen must not count as an incident: incidents near a station open a watch.
    """
    said = " ".join(categories).casefold().replace("_", " ")
    for phrase in _words()["innocent"]:
        said = said.replace(phrase, " ")
    return "Incident" if any(word in said for word in _words()["words"]) else "Observation"


@cache
def _words() -> Mapping[str, Sequence[str]]:
    text = files("cases").joinpath("formats", "incident_words.toml").read_text("utf-8")
    return tomllib.loads(text)

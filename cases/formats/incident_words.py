"""Whether a category of somebody's own model speaks of an incident or of a mere observation."""

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["kind_of_report"]


def kind_of_report(*categories: str) -> str:
    """Incident or Observation, by the words of its categories.

    An animal seen must not count as an incident: incidents near a station open a watch.
    """
    said = " ".join(categories).casefold().replace("_", " ")
    return "Incident" if any(word in said for word in _words()) else "Observation"


@cache
def _words() -> tuple[str, ...]:
    text = files("cases").joinpath("formats", "incident_words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["words"])

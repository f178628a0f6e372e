"""A likelihood ratio in words: the number first, then a phrase from a table.

Phrases alone are read as stronger than measured ratios warrant, so no phrase stands without its
number, and nothing stands without saying whether the method was validated for such a photo. Which
phrases a court expects differs by country: a project may bring its own table.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

INVESTIGATIVE = "investigative, not validated"


@dataclass(frozen=True, slots=True)
class Scale:
    """Phrases by ratio: (below this ratio, phrase), rising, the last one without an end."""

    source: str
    steps: tuple[tuple[float, str], ...]
    towards: str
    against: str

    def __post_init__(self) -> None:
        ends = [below for below, _ in self.steps]
        rising = all(lower < upper for lower, upper in pairwise(ends))
        if not ends or not rising or ends[0] <= 1.0 or ends[-1] != float("inf"):
            raise ValueError(
                'the steps of a verbal scale rise from above 1, and the last is "below": null'
            )

    def phrase(self, log10_lr: float) -> str:
        """The phrase of a log10 LR, with what it supports; the first step supports nothing."""
        ratio = 10.0 ** abs(log10_lr)
        words = next(words for below, words in self.steps if ratio < below)
        if words == self.steps[0][1]:
            return words
        return f"{words} {self.towards if log10_lr >= 0 else self.against}"


def read_scale(path: Path) -> Scale:
    """A project's own table; raises ValueError naming the file and what is wrong with it."""
    try:
        return _scale_from(json.loads(path.read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{path.name} is no verbal scale ({error!s}): write it like "
            "embeddings/strength/words.json"
        ) from error


@cache
def shipped_scale() -> Scale:
    """The table that comes with the program."""
    table = files("embeddings.strength").joinpath("words.json").read_text("utf-8")
    return _scale_from(json.loads(table))


def _scale_from(table: dict[str, Any]) -> Scale:
    steps = tuple(
        (float("inf") if step["below"] is None else float(step["below"]), str(step["words"]))
        for step in table["steps"]
    )
    return Scale(str(table["source"]), steps, str(table["for"]), str(table["against"]))


def number_of(log10_lr: float) -> str:
    """The ratio as a person reads it: at most two figures, never below one ("1 : 40" turned)."""
    ratio = 10.0 ** abs(log10_lr)
    if ratio < 10:
        return f"{ratio:.1f}".removesuffix(".0")
    return f"{float(f'{ratio:.2g}'):,.0f}"


def ratio_words(log10_lr: float) -> str:
    """The ratio alone: "LR 55" or "LR 1/2.2"."""
    number = number_of(log10_lr)
    return f"LR {number}" if log10_lr >= 0 else f"LR 1/{number}"


def words_for(log10_lr: float, *, validated: bool, scale: Scale | None = None) -> str:
    """Number, phrase and standing of a log10 LR, in one line."""
    phrase = (scale or shipped_scale()).phrase(log10_lr)
    standing = "inside a recorded validation" if validated else INVESTIGATIVE
    return f"{ratio_words(log10_lr)} ({phrase}); {standing}"

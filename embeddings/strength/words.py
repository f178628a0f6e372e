"""A likelihood ratio in words: the number first, then a phrase from a table.

Phrases alone are read as stronger than measured ratios warrant, so no phrase stands without its
number, and nothing stands without saying whether the method was validated for such a photo.
"""

import json
from functools import cache
from importlib.resources import files

INVESTIGATIVE = "investigative, not validated"


@cache
def _scale() -> tuple[tuple[tuple[float, str], ...], str, str]:
    table = json.loads(files("embeddings.strength").joinpath("words.json").read_text("utf-8"))
    steps = tuple(
        (float("inf") if step["below"] is None else float(step["below"]), str(step["words"]))
        for step in table["steps"]
    )
    return steps, str(table["for"]), str(table["against"])


def number_of(log10_lr: float) -> str:
    """The ratio as a person reads it: at most two figures, never below one ("1 : 40" turned)."""
    ratio = 10.0 ** abs(log10_lr)
    if ratio < 10:
        return f"{ratio:.1f}".removesuffix(".0")
    return f"{float(f'{ratio:.2g}'):,.0f}"


def words_for(log10_lr: float, *, validated: bool) -> str:
    """Number, phrase and standing of a log10 LR, in one line."""
    steps, towards, against = _scale()
    ratio = 10.0 ** abs(log10_lr)
    phrase = next(words for below, words in steps if ratio < below)
    direction = towards if log10_lr >= 0 else against
    number = number_of(log10_lr)
    lead = f"LR {number}" if log10_lr >= 0 else f"LR 1/{number}"
    sense = phrase if phrase == steps[0][1] else f"{phrase} {direction}"
    standing = "inside a recorded validation" if validated else INVESTIGATIVE
    return f"{lead} ({sense}); {standing}"

"""What the demo says: a line a finding, each with the page or file where one sees why."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from textwrap import fill
from typing import Any

__all__ = ["Line", "Told", "brief", "page"]

_WIDE, _BRIEF = 100, 180
# An id in brackets belongs to its name, a remark in brackets may be left to the page.
_STRONG = re.compile(r"; |\. | \((?![A-Z]+-)")
_WEAK = re.compile(r", |: ")


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in plain words. topic: what it is about; see: a page's address or a file.

    sentence: all of it, as it is kept; short: what is printed, by default the sentence cut at the
    end of a clause.
    """

    topic: str
    sentence: str
    see: str
    subjects: tuple[str, ...] = ()
    short: str = ""

    def __str__(self) -> str:
        said = self.short or brief(self.sentence, _BRIEF - len(self.topic))
        told = fill(
            f"{self.topic}: {said}", _WIDE, subsequent_indent="    ", break_on_hyphens=False
        )
        return f"{told}\n    see {self.see}"


@dataclass(frozen=True, slots=True)
class Told:
    """All that a run found and made, as it is kept for the next run."""

    seed: int
    lines: tuple[Line, ...]
    report: str
    bag: str
    picture: str
    seconds: float

    def plain(self) -> dict[str, object]:
        """As values for JSON."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Told":
        """From what `plain` gave, also after a way through JSON."""
        lines = tuple(
            Line(**(line | {"subjects": tuple(line["subjects"])})) for line in kept["lines"]
        )
        return cls(**(dict(kept) | {"lines": lines}))


def brief(sentence: str, most: int = _BRIEF) -> str:
    """As much of a sentence as fits, up to the end of a clause or before a remark in brackets."""
    if len(sentence) <= most:
        return sentence.rstrip(".") + "."
    for ends in (_STRONG, _WEAK):
        places = [
            found.start()
            for found in ends.finditer(sentence)
            if most // 3 < found.start() < most and _open_brackets(sentence[: found.start()]) == 0
        ]
        if places:
            return sentence[: places[-1]] + "."
    return sentence[: most - 1].rstrip() + "…"


def _open_brackets(text: str) -> int:
    return text.count("(") - text.count(")")


def page(name: str, **query: str) -> str:
    """The address of a page of the dashboard, without the host: `pair?skin=SK-0001`."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"page /{name}{'?' + asked if asked else ''}"

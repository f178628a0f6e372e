"""What the demo says: a line a finding, each with the page or file where one sees why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Line", "Told", "page"]


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in plain words. topic: what it is about; see: a page's address or a file."""

    topic: str
    sentence: str
    see: str
    subjects: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.topic}: {self.sentence}\n    see {self.see}"


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


def page(name: str, **query: str) -> str:
    """The address of a page of the dashboard, without the host: `pair?skin=SK-0001`."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"page /{name}{'?' + asked if asked else ''}"
